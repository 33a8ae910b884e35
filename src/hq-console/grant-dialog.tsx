import { useState } from 'react';
import { useText } from '../renderer/app/i18n/use-text';
import { mostExtensionDays, type CaseRow } from '../shared/hq-console/cases';
import { api } from './client';
import { LineField } from './fields';
import { SignDialog } from './signing';

interface GrantDialogProps {
  readonly row: CaseRow;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

/** 批准延期: days and reason, signed in the name of headquarters. */
export function GrantDialog({ row, onDone, onClose }: GrantDialogProps) {
  const { t } = useText();
  const [days, setDays] = useState(String(mostExtensionDays));
  const count = /^\d{1,2}$/.test(days.trim()) ? Number(days) : 0;
  const daysBad = count < 1 || count > mostExtensionDays;
  const { branchId, caseId } = row;
  return (
    <SignDialog
      title={t('console:grant.title', { number: row.number })}
      body={t('console:grant.body', { branch: row.branchName })}
      reasonLabel={t('console:grant.reason')}
      reasonHint={t('console:grant.reasonHint')}
      cancelLabel={t('console:grant.cancel')}
      confirmLabel={t('console:grant.confirm')}
      childrenGood={!daysBad}
      ask={(reason, code) => api['case.grantExtension']({ branchId, caseId, days: count, reason, code })}
      onDone={onDone}
      onClose={onClose}
    >
      {(problem) => (
        <LineField
          label={t('console:grant.days')}
          value={days}
          onChange={setDays}
          problem={problem(daysBad, t('console:grant.daysBad', { most: mostExtensionDays }))}
          inputMode="numeric"
          required
        />
      )}
    </SignDialog>
  );
}
