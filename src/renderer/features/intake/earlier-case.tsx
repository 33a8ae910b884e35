/** After registering: an open complaint of the same person, which this one may be the same matter as. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { settledStatuses } from '../../../domain/complaint/states';
import type { CaseRowView } from '../../../shared/contract/history';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { api } from '../../bridge/client';

export function EarlierCase({ caseId }: { readonly caseId: string }) {
  const { t } = useText();
  const [earlier, setEarlier] = useState<CaseRowView | null>(null);
  useEffect(() => {
    let left = false;
    void api['history.person']({ caseId, partyIndex: 0 }).then((reply) => {
      if (left || !reply.ok) return;
      const open = reply.value.cases
        .map(({ row }) => row)
        .filter((row) => row.caseId !== caseId && !settledStatuses.includes(row.status))
        .toSorted((a, b) => a.receivedAtMs - b.receivedAtMs);
      setEarlier(open[0] ?? null);
    });
    return () => {
      left = true;
    };
  }, [caseId]);
  if (earlier === null) return null;
  return (
    <Alert
      severity="info"
      action={
        <Button onClick={() => navigate({ name: 'case', caseId, relateTo: earlier.caseId })}>
          {t('duplicates:intake.open')}
        </Button>
      }
    >
      {t('duplicates:intake.found', { number: earlier.number })}
    </Alert>
  );
}
