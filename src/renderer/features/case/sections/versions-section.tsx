/** 核对: what two PCs recorded differently side by side, and steps that did not count. Nothing is lost; a person chooses. */
import CallSplitOutlined from '@mui/icons-material/CallSplitOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState, type ReactNode } from 'react';
import type { Party } from '../../../../domain/complaint/values';
import { openConflicts, type StepConflict } from '../../../../domain/complaint/state';
import {
  canKeepBoth,
  detailFields,
  lastChoice,
  openVersions,
  type DetailField,
  type FactVersion,
} from '../../../../domain/complaint/versions';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { c, tone } from '../../../app/theme/css-vars';
import { radiusPx } from '../../../app/theme/tokens';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { mayReconcile } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { useCaseCommand } from '../use-command';
import { eventSentence } from './event-sentence';
import { useVersionWords } from './version-words';

const panelId = 'case-versions';

/** Leads the keyboard to the panel, for the main button of the page. */
export function focusVersions(): void {
  const panel = document.getElementById(panelId);
  panel?.scrollIntoView({ block: 'nearest' });
  panel?.querySelector('button')?.focus();
}

export function VersionsSection() {
  const { t } = useText();
  const { state, person } = useCaseEnvironment();
  // 移交: which of them holds is chosen in the branch that has it now.
  const gone = state.status === 'movedAway';
  const open = gone ? [] : openVersions(state);
  const steps = openConflicts(state);
  const settled = gone ? [] : detailFields.flatMap((field) => lastChoice(state, field) ?? []);
  if (open.length + steps.length + settled.length === 0) return null;
  const can = mayReconcile(person);
  const isOpen = open.length + steps.length > 0;
  return (
    <Box id={panelId}>
      <SectionCard
        title={t(gone ? 'move:afterwards.label' : isOpen ? 'versions:title' : 'versions:chosen')}
        icon={<CallSplitOutlined aria-hidden />}
        tone={isOpen ? 'warning' : 'neutral'}
      >
        <Box sx={{ display: 'grid', gap: 2 }}>
          {open.length > 0 && <Box sx={{ maxWidth: '48em' }}>{t('versions:lead')}</Box>}
          {open.map(({ field, versions }) => (
            <Choice key={field} field={field} versions={versions} chosen={null} can={can} />
          ))}
          {steps.length > 0 && <Steps steps={steps} can={can} />}
          {isOpen && !can && <Box sx={{ color: c.inkSoft }}>{t('versions:cannot')}</Box>}
          {settled.map(({ field, versions, chosen }) => (
            <Settled key={field} field={field} versions={versions} chosen={chosen} can={can} />
          ))}
        </Box>
      </SectionCard>
    </Box>
  );
}

interface ChoiceProps {
  readonly field: DetailField;
  readonly versions: readonly FactVersion[];
  /** The event by which it was chosen, where it is chosen again. */
  readonly chosen: FactVersion | null;
  readonly can: boolean;
  readonly onDone?: () => void;
}

/** The versions of one fact beside each other. */
function Choice({ field, versions, chosen, can, onDone }: ChoiceProps) {
  const { t } = useText();
  const format = useFormat();
  const { nameOf } = useCaseEnvironment();
  const words = useVersionWords();
  const choose = useCaseCommand('case.chooseVersion');
  const name = t(`case:field.${field}`);
  const shownNow = JSON.stringify(chosen === null ? versions.at(-1)?.value : chosen.value);
  const pick = (which: string): void => {
    const among = versions.map(({ eventId }) => eventId);
    void choose.run({ field, among, pick: which }).then((done) => {
      if (!done) return;
      notify({ severity: 'success', text: t(chosen === null ? 'versions:done' : 'versions:undone') });
      onDone?.();
    });
  };
  return (
    <Box role="group" aria-label={name} sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ fontWeight: 600, '&::first-letter': { textTransform: 'uppercase' } }}>{name}</Box>
      <ErrorNotice error={choose.error} />
      <Box sx={{ display: 'grid', gap: 1.25, gridTemplateColumns: 'repeat(auto-fit, minmax(min(16rem, 100%), 1fr))' }}>
        {versions.map((version) => {
          const by = nameOf(version.by);
          const isShown = JSON.stringify(version.value) === shownNow;
          return (
            <Box
              key={version.eventId}
              sx={{
                display: 'flex',
                flexDirection: 'column',
                gap: 1,
                p: 1.5,
                border: `1px solid ${isShown ? tone('primary').fill : c.lineStrong}`,
                borderRadius: `${radiusPx.field}px`,
              }}
            >
              <Box sx={{ color: c.inkSoft, display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
                <span>{t('versions:by', { name: by, time: format.dateTime(version.atMs) })}</span>
                {version.eventId === '' && <span>{t('versions:registration')}</span>}
                {isShown && <span>{t('versions:current')}</span>}
              </Box>
              <Value>
                {field === 'parties'
                  ? words.parties(version.value as readonly Party[], versions)
                  : words.of(field, version.value)}
              </Value>
              {can && (
                <Button
                  variant="outlined"
                  disabled={choose.busy}
                  aria-label={t('versions:useOf', { field: name, name: by })}
                  onClick={() => pick(version.eventId)}
                  sx={{ alignSelf: 'start', mt: 'auto' }}
                >
                  {t('versions:use')}
                </Button>
              )}
            </Box>
          );
        })}
      </Box>
      {can && canKeepBoth(field) && (
        <Button
          variant="outlined"
          disabled={choose.busy}
          aria-label={t('versions:bothOf', { field: name })}
          onClick={() => pick('both')}
          sx={{ justifySelf: 'start' }}
        >
          {t('versions:both')}
        </Button>
      )}
    </Box>
  );
}

function Value({ children }: { readonly children: ReactNode }) {
  return (
    <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', maxHeight: '12rem', overflow: 'auto' }}>
      {children}
    </Box>
  );
}

/** What was chosen, as long as nobody recorded it anew: it can be chosen again. */
function Settled(props: Omit<ChoiceProps, 'chosen'> & { readonly chosen: FactVersion }) {
  const { field, chosen, can } = props;
  const { t } = useText();
  const format = useFormat();
  const { nameOf } = useCaseEnvironment();
  const [again, setAgain] = useState(false);
  const name = t(`case:field.${field}`);
  if (again) return <Choice {...props} onDone={() => setAgain(false)} />;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 0.5 }}>
      <Box sx={{ flex: '1 1 14rem' }}>
        {name} · {t('versions:choseOne', { name: nameOf(chosen.by), time: format.dateTime(chosen.atMs) })}
      </Box>
      {can && (
        <Button
          size="small"
          variant="outlined"
          aria-label={t('versions:againOf', { field: name })}
          onClick={() => setAgain(true)}
        >
          {t('versions:again')}
        </Button>
      )}
    </Box>
  );
}

/** Steps that another PC had overtaken. */
function Steps({ steps, can }: { readonly steps: readonly StepConflict[]; readonly can: boolean }) {
  const { t, language } = useText();
  const format = useFormat();
  const { state, timeline } = useCaseEnvironment();
  const review = useCaseCommand('case.reviewConflict');
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <Box sx={{ maxWidth: '48em' }}>
        {state.status === 'movedAway' ? t('move:steps') : `${t('versions:leadSteps')} ${t('versions:stepAdvice')}`}
      </Box>
      <ErrorNotice error={review.error} />
      {steps.map(({ eventId, status: at }) => {
        const entry = timeline.find((one) => one.eventId === eventId);
        const status = t(`vocabulary:status.${at}`);
        const what = entry && eventSentence(entry, t, format, language).title;
        return (
          <Box
            key={eventId}
            sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5, rowGap: 1 }}
          >
            <Box sx={{ flex: '1 1 20rem', minWidth: 0 }}>
              {entry && what !== undefined
                ? t('versions:step', { name: entry.userName, time: format.dateTime(entry.atMs), what, status })
                : t('versions:stepUnknown', { status })}
            </Box>
            {can && (
              <Button
                size="small"
                variant="outlined"
                disabled={review.busy}
                aria-label={t('versions:stepSeenOf', { what: what ?? status })}
                onClick={() => void review.run({ eventId })}
              >
                {t('versions:stepSeen')}
              </Button>
            )}
          </Box>
        );
      })}
    </Box>
  );
}
