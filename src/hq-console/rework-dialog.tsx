import { useText } from '../renderer/app/i18n/use-text';
import type { CaseRow } from '../shared/hq-console/cases';
import { api } from './client';
import { SignDialog } from './signing';

interface ReworkDialogProps {
  readonly row: CaseRow;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** 退回重办: a reason, signed in the name of headquarters. */
export function ReworkDialog({ row, onDone, onClose }: ReworkDialogProps) {
  const { t } = useText();
  const { branchId, caseId } = row;
  return (
    <SignDialog
      title={t('above:rework.title', { number: row.number })}
      body={t('above:rework.body', { branch: row.branchName })}
      reasonLabel={t('above:rework.reason')}
      reasonHint={t('above:rework.reasonHint')}
      cancelLabel={t('above:rework.cancel')}
      confirmLabel={t('above:rework.confirm')}
      ask={(reason, code) => api['case.orderRework']({ branchId, caseId, reason, code })}
      onDone={onDone}
      onClose={onClose}
    />
  );
}
