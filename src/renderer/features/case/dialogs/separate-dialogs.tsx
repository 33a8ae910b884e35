/** A merging taken back (分开), a link removed: with the day that then counts. */
import Typography from '@mui/material/Typography';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { WhyDay } from '../../../components/why-date/why-chip';
import { useCaseEnvironment } from '../case-context';
import { ActDialog } from './act-dialog';
import { Words } from './act-fields';
import { useAct } from './use-act';
import { useComparison } from './use-comparison';

interface OtherCase {
  readonly caseId: string;
  readonly number: string;
}

interface Props {
  /** The other one; by default the one that this case was merged into. */
  readonly other?: OtherCase;
  readonly onClose: () => void;
}

export function SeparateDialog({ other, onClose }: Props) {
  const { t } = useText();
  const format = useFormat();
  const { state } = useCaseEnvironment();
  const given = other ?? state.merged;
  const otherId = given?.caseId ?? '';
  const compared = useComparison(otherId);
  const newer = compared !== null && 'outlooks' in compared ? compared.newer : null;
  const act = useAct('case.separate', { reason: '' }, t('duplicates:done.separate'), onClose);
  const { form, change, problem } = act;
  return (
    <ActDialog
      title={t('duplicates:separate.title')}
      confirmLabel={t('duplicates:separate.confirm')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(form.reason.trim() !== '', { otherId, reason: form.reason })}
      onClose={onClose}
    >
      {newer !== null && (
        <>
          <Typography>{t('duplicates:separate.explain', { number: newer.number })}</Typography>
          {newer.decision !== null && (
            <Typography component="div">
              <WhyDay
                caseId={newer.caseId}
                deadlineId="decision"
                outlook={newer.decision}
                text={t('duplicates:separate.due', {
                  number: newer.number,
                  date: format.localDate(newer.decision.dueOn),
                })}
              />
            </Typography>
          )}
        </>
      )}
      <Words
        label={t('case:dialog.reason')}
        value={form.reason}
        problem={problem}
        onChange={(reason) => change({ reason })}
      />
    </ActDialog>
  );
}

export function UnlinkDialog({ other, onClose }: { readonly other: OtherCase; readonly onClose: () => void }) {
  const { t } = useText();
  const act = useAct('case.unlink', { reason: '' }, t('duplicates:done.unlink'), onClose);
  const { form, change, problem } = act;
  return (
    <ActDialog
      title={t('duplicates:unlink.title', { number: other.number })}
      confirmLabel={t('duplicates:unlink.confirm')}
      busy={act.busy}
      error={act.error}
      onSubmit={() => void act.submit(form.reason.trim() !== '', { otherId: other.caseId, reason: form.reason })}
      onClose={onClose}
    >
      <Words
        label={t('case:dialog.reason')}
        value={form.reason}
        problem={problem}
        onChange={(reason) => change({ reason })}
      />
    </ActDialog>
  );
}
