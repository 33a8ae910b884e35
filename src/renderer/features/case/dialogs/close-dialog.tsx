/** 结案: how it ended, and why a clock was missed where one was. */
import Typography from '@mui/material/Typography';
import { openPromises } from '../../../../domain/complaint/promises';
import { lateAtClosing } from '../../../../domain/complaint/lateness';
import { useText } from '../../../app/i18n/use-text';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { areExplained, latenessOf, LateReasons, type Whys } from './late-reason';
import { useAct } from './use-act';

const own = ['case.reasonMissing'];

export function CloseDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const { view, state } = useCaseEnvironment();
  const later = openPromises(state).length;
  const { missedClocks, latenessReasons } = view;
  const missed = lateAtClosing(state, missedClocks);
  const blank = { summary: '', late: {} as Whys };
  const act = useAct('case.close', blank, t('case:done.close'), onClose, own);
  const { summary, late } = act.form;
  const explained = areExplained(missed, late, latenessReasons);
  const lateness = latenessOf(missed, late);
  return (
    <ActDialog
      wide={missed.length > 0}
      title={t('case:act.close')}
      confirmLabel={t('case:act.close')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(summary.trim() !== '' && explained, { summary, lateness })}
      onClose={onClose}
    >
      <Typography>{t('case:dialog.closeExplain')}</Typography>
      {later > 0 && <Typography>{t('promises:closingLater', { count: later })}</Typography>}
      <TextField
        label={t('case:dialog.summary')}
        hint={t('case:dialog.summaryHint')}
        required
        autoFocus
        rows={3}
        maxCharacters={2_000}
        value={summary}
        onChange={(text) => act.change({ summary: text })}
        problem={act.problem(summary.trim() === '', t('case:dialog.reasonMissing'), ...own)}
      />
      <LateReasons clocks={missed} whys={late} problem={act.problem} onChange={(whys) => act.change({ late: whys })} />
    </ActDialog>
  );
}
