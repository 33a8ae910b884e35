/** 重大、群体投诉报告 (首报 · 续报 · 终报): what only a person can say of it; the rest comes from the case. */
import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { useContext, type ReactNode } from 'react';
import { blankForm, serialToWrite, stagesToWrite } from '../../../../domain/complaint/major-forms';
import type { LetterField } from '../../../../domain/documents/letter-fields';
import { TimeZoneContext, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips } from '../../../components/choice-chips';
import { DateTimeField } from '../../../components/date-time-field';
import { TextField } from '../../../components/text-field';
import { useNow } from '../../../components/use-now';
import { instantOf, wallClock } from '../../../components/wall-clock';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { useAct } from './use-act';

interface Props {
  /** The field to begin with: where something was missing. */
  readonly startAt: LetterField | null;
  readonly onClose: () => void;
}

export function MajorReportDialog({ startAt, onClose }: Props) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const zone = useContext(TimeZoneContext);
  const nowLocal = wallClock(useNow(), zone);
  const serial = serialToWrite(state);
  const stages = stagesToWrite(state);
  const { nextAtMs, ...words } = blankForm(state);
  const blank = { ...words, next: nextAtMs === null ? '' : wallClock(nextAtMs, zone) };
  const own = ['major.nextBeforeNow'];
  const keptAs = `case.writeMajorReport ${String(serial)}`;
  const act = useAct('case.writeMajorReport', blank, t('case:done.writeMajorReport'), onClose, own, keptAs);
  const { form, change, problem } = act;
  const { next, ...rest } = form;
  const stage = stages.includes(form.stage) ? form.stage : (stages[0] ?? 'first');
  const nextMs = instantOf(next, zone);
  const label = t('case:act.writeMajorReport');
  const long = (field: 'cause' | 'course' | 'measures' | 'media' | 'outcome', rows: number, maxCharacters: number) => (
    <TextField
      label={t(`major:form.${field}`)}
      rows={rows}
      maxCharacters={maxCharacters}
      value={form[field]}
      onChange={(text) => change({ [field]: text })}
    />
  );
  return (
    <ActDialog
      wide
      title={label}
      confirmLabel={t('common:action.save')}
      busy={act.busy}
      error={act.error}
      {...(startAt === null ? {} : { startAt })}
      onSubmit={() =>
        void act.submit(next === '' || nextMs !== null, { ...rest, stage, nextAtMs: stage === 'final' ? null : nextMs })
      }
      onClose={onClose}
    >
      <Typography>{t('major:form.explain')}</Typography>
      <Box sx={{ color: c.inkSoft }}>{t('major:form.serial', { serial })}</Box>
      <At field="reportStage">
        <ChoiceChips
          label={t('major:form.stage')}
          options={stages.map((value) => ({ value, label: t(`major:stages.${value}`) }))}
          value={stage}
          onChange={(value) => change({ stage: value })}
        />
      </At>
      <At field="reportCause">{long('cause', 2, 5_000)}</At>
      <At field="reportCourse">{long('course', 4, 10_000)}</At>
      <At field="reportMeasures">{long('measures', 3, 10_000)}</At>
      <At field="reportMedia">{long('media', 2, 5_000)}</At>
      {stage === 'final' ? (
        <At field="reportOutcome">{long('outcome', 3, 10_000)}</At>
      ) : (
        <At field="reportNext">
          <DateTimeField
            kind="dateTime"
            noNowButton
            label={t('major:form.next')}
            nowLocal={nowLocal}
            value={next}
            onChange={(value) => change({ next: value })}
            problem={problem(next !== '' && nextMs === null, t('major:field.timeMissing'), ...own)}
          />
        </At>
      )}
    </ActDialog>
  );
}

/** Where a missing element leads to. */
function At({ field, children }: { readonly field: LetterField; readonly children: ReactNode }) {
  return <Box data-field={field}>{children}</Box>;
}
