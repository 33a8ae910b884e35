/** 共同投诉与重大消费投诉: why it is a major one, when it must be reported and was, how many came, who speaks for them. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import {
  majorLevelOf,
  owesReport,
  presentHeadCount,
  reportMethodOf,
  thresholdsAhead,
  type MajorRecognition,
  type MajorReport,
} from '../../../../domain/complaint/joint';
import {
  announcedReport,
  isFormPrinted,
  isFormSent,
  type WrittenReport,
} from '../../../../domain/complaint/major-forms';
import { nextReportAhead } from '../../../../domain/investigation/due-dates';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { WhyDay } from '../../../components/why-date/why-chip';
import { availability, type ActionId } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { DeadlineItem } from './deadlines-section';

/** It has something to say of several people, or of a major complaint. */
export function useHasMajorPart(): boolean {
  const { state } = useCaseEnvironment();
  return state.details.joint === true || state.headCounts !== undefined || state.major !== undefined;
}

export function MajorSection() {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const level = majorLevelOf(state);
  return level === null ? (
    <SectionCard title={t('major:section.notMajor')} actions={<Step action="recogniseMajor" />}>
      <Ahead />
    </SectionCard>
  ) : (
    <SectionCard tone="error" title={t(`major:levels.${level}`)} actions={<Step action="recogniseMajor" />}>
      <Box sx={{ display: 'grid', gap: 2.5 }}>
        <Part title={t('major:section.why')}>
          <Rows>
            {state.major?.recognitions.map((one, index) => (
              <Why key={index} recognition={one} />
            ))}
          </Rows>
          <Ahead />
        </Part>
        <Clock />
        <Forms />
        <Reports />
      </Box>
    </SectionCard>
  );
}

function Why({ recognition }: { readonly recognition: MajorRecognition }) {
  const { t, language } = useText();
  const format = useFormat();
  const { nameOf } = useCaseEnvironment();
  const { basis, count, foundAtMs, what, by, level } = recognition;
  const word = language === 'en' ? 'en' : 'zh';
  return (
    <Box component="li">
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5 }}>
        <Box sx={{ fontWeight: 600 }}>
          {count === null ? basis[word] : t('major:section.whyCount', { words: basis[word], count })}
        </Box>
        <StatusChip tone="error" label={t(`major:levels.${level}`)} />
      </Box>
      {what !== '' && <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{what}</Box>}
      <Box sx={{ color: c.inkSoft }}>{`${format.dateTime(foundAtMs)} · ${nameOf(by)}`}</Box>
      <Basis article={basis.article[word]} toConfirm={basis.confidence === 'toBeConfirmed'} />
    </Box>
  );
}

/** What is missing to the numbers that the rules name. */
function Ahead() {
  const { t, language } = useText();
  const { state, jointRules } = useCaseEnvironment();
  const word = language === 'en' ? 'en' : 'zh';
  const ahead = thresholdsAhead(state, jointRules);
  if (ahead.length === 0) return null;
  const present = presentHeadCount(state)?.count;
  return (
    <Rows>
      {ahead.map(({ level, limit, missing }) => (
        <Box component="li" key={level}>
          <Box>
            {t(present === undefined ? 'major:section.aheadUncounted' : 'major:section.ahead', {
              level: t(`major:levels.${level}`),
              count: limit.count,
              missing,
            })}
          </Box>
          <Basis article={limit.article[word]} toConfirm={limit.confidence === 'toBeConfirmed'} />
        </Box>
      ))}
    </Rows>
  );
}

/** D13: when it must be reported, with the way each time was found. */
function Clock() {
  const { t } = useText();
  const { view } = useCaseEnvironment();
  const clocks = view.deadlines.filter(({ id }) => reportMethodOf(id) !== undefined);
  return (
    <Part title={t('major:section.clock')}>
      <Rows>
        {clocks.map((deadline) => (
          <DeadlineItem key={deadline.id} deadline={deadline} />
        ))}
      </Rows>
      {!clocks.some(({ id }) => reportMethodOf(id) === 'written') && (
        <Box sx={{ color: c.inkSoft }}>{t('major:section.writtenAsAsked')}</Box>
      )}
    </Part>
  );
}

/** 报告表 by serial number, and the way to write the next. */
function Forms() {
  const { t } = useText();
  const format = useFormat();
  const { state, nameOf, showPaper, may } = useCaseEnvironment();
  const forms = state.major?.forms ?? [];
  const where = (form: WrittenReport): string => {
    if (isFormSent(state, form.serial)) return t('major:form.sent');
    return t(isFormPrinted(state, form) ? 'major:form.printed' : 'major:form.written');
  };
  return (
    <Part title={t('major:form.title')} action={<Step action="writeMajorReport" />}>
      {forms.length === 0 ? (
        <Box sx={{ color: c.inkSoft }}>{t('major:form.none')}</Box>
      ) : (
        <Rows>
          {forms.map((form) => (
            <Box component="li" key={form.serial}>
              <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5 }}>
                <Box sx={{ fontWeight: 600 }}>
                  {`${t('major:form.serial', { serial: form.serial })} · ${t(`major:stages.${form.stage}`)}`}
                </Box>
                <StatusChip tone={isFormSent(state, form.serial) ? 'success' : 'warning'} label={where(form)} />
              </Box>
              <Box sx={{ color: c.inkSoft }}>
                {`${format.dateTime(form.atMs)} · ${nameOf(form.by)}`}
                <NextReport form={form} />
              </Box>
            </Box>
          ))}
        </Rows>
      )}
      {forms.length > 0 && may('document.print') && (
        <Box>
          <Button onClick={() => showPaper('majorReport')}>{t('major:form.open')}</Button>
        </Box>
      )}
    </Part>
  );
}

/** When the next one is to follow. It binds once the form was sent, until a later one names another time. */
function NextReport({ form }: { readonly form: WrittenReport }) {
  const { t } = useText();
  const format = useFormat();
  const { state } = useCaseEnvironment();
  const next = nextReportAhead(form);
  if (next === null) return null;
  const text = t('major:form.nextOn', { at: format.dateTime(next.dueAtMs) });
  const asked = { caseId: state.id, deadlineId: next.id, text };
  const sent = isFormSent(state, form.serial);
  const binds = announcedReport(state)?.dueAtMs === next.dueAtMs;
  return (
    <>
      {' · '}
      {!sent ? <WhyDay {...asked} outlook={next} /> : binds ? <WhyDay {...asked} /> : text}
    </>
  );
}

function Reports() {
  const { t } = useText();
  const { state, view } = useCaseEnvironment();
  const reports = state.major?.reports ?? [];
  return (
    <Part
      title={t('major:section.reports')}
      action={<Step action="reportMajor" main={owesReport(state, view.deadlines)} />}
    >
      {reports.length === 0 ? (
        <Box sx={{ color: c.inkSoft }}>{t('major:section.noReport')}</Box>
      ) : (
        <Rows>
          {reports.map((report, index) => (
            <Report key={index} report={report} />
          ))}
        </Rows>
      )}
    </Part>
  );
}

function Report({ report }: { readonly report: MajorReport }) {
  const { t } = useText();
  const format = useFormat();
  const { state, nameOf } = useCaseEnvironment();
  const { to, recipient, method, reportedAtMs, number, what, proofIds, by, form } = report;
  const proof = state.evidence.filter(({ id }) => proofIds.includes(id)).map(({ name }) => name);
  const details = [
    ...(form === undefined ? [] : [t('major:form.serial', { serial: form })]),
    ...(number === '' ? [] : [t('major:section.number', { number })]),
    ...(proof.length === 0 ? [] : [t('major:section.proof', { files: proof.join(t('case:list.separator')) })]),
  ];
  return (
    <Box component="li">
      <Box sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>
        {t('major:section.report', { to: t(`major:to.${to}`), method: t(`major:methods.${method}`), recipient })}
      </Box>
      <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{what}</Box>
      {details.length > 0 && <Box sx={{ overflowWrap: 'anywhere' }}>{details.join(' · ')}</Box>}
      <Box sx={{ color: c.inkSoft }}>{`${format.dateTime(reportedAtMs)} · ${nameOf(by)}`}</Box>
    </Box>
  );
}

/** An article, and whether somebody has to look at it still. */
export function Basis({ article, toConfirm }: { readonly article: string; readonly toConfirm: boolean }) {
  const { t } = useText();
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, color: c.inkSoft }}>
      {t('major:basis', { article })}
      {toConfirm && <StatusChip tone="warning" label={t('case:deadlines.toBeConfirmed')} />}
    </Box>
  );
}

/** The button of an action that can be done now; nothing where it can't. */
export function Step({ action, main = false }: { readonly action: ActionId; readonly main?: boolean }) {
  const { t } = useText();
  const { state, person, act } = useCaseEnvironment();
  if (availability(action, state, person).kind !== 'open') return null;
  return (
    <Button variant={main ? 'contained' : 'outlined'} onClick={() => act(action)}>
      {t(`case:act.${action}`)}
    </Button>
  );
}

interface PartProps {
  readonly title: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
}

export function Part({ title, action, children }: PartProps) {
  return (
    <Box component="section" aria-label={title} sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', justifyContent: 'space-between', gap: 1 }}>
        <Box component="h3" sx={{ m: 0, fontSize: '1.0625rem', fontWeight: 600 }}>
          {title}
        </Box>
        {action}
      </Box>
      {children}
    </Box>
  );
}

export function Rows({ children }: { readonly children: ReactNode }) {
  return (
    <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
      {children}
    </Box>
  );
}
