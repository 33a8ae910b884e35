/** 此人以往的投诉: found by keyed hashes, shown masked. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useEffect, useState } from 'react';
import type { CaseRowView } from '../../../../shared/contract/history';
import type { CodedError } from '../../../app/i18n/message-of';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { navigate } from '../../../app/router';
import { c } from '../../../app/theme/css-vars';
import { radiusPx } from '../../../app/theme/tokens';
import { api } from '../../../bridge/client';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { CaseStatusChip } from '../../../components/status-chip';
import { taxonomyLabel } from '../../../components/taxonomy';
import { useCaseEnvironment } from '../case-context';

export function PersonHistory() {
  const { t, language } = useText();
  const format = useFormat();
  const { caseId, state } = useCaseEnvironment();
  const [cases, setCases] = useState<readonly CaseRowView[] | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  useEffect(() => {
    let current = true;
    void api['history.person']({ caseId, partyIndex: 0 }).then((reply) => {
      if (!current) return;
      if (reply.ok) setCases(reply.value.cases.filter((row) => row.caseId !== caseId));
      setError(reply.ok ? null : reply.error);
    });
    return () => {
      current = false;
    };
  }, [caseId, state.revision]);
  return (
    <SectionCard title={t('case:people.historyTitle')}>
      <ErrorNotice error={error} />
      {cases?.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('case:people.historyNone')}</Box>}
      <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1 }}>
        {cases?.map((row) => (
          <li key={row.caseId}>
            <ButtonBase
              aria-label={t('case:people.historyOpen', { number: row.number })}
              onClick={() => navigate({ name: 'case', caseId: row.caseId })}
              sx={{
                width: '100%',
                display: 'block',
                textAlign: 'left',
                font: 'inherit',
                p: 1,
                borderRadius: `${radiusPx.field}px`,
                border: `1px solid ${c.line}`,
                '&:hover': { backgroundColor: c.sunken },
              }}
            >
              <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
                <span className="xt-number">{format.date(row.receivedAtMs)}</span>
                <CaseStatusChip status={row.status} />
              </Box>
              <Box sx={{ overflowWrap: 'anywhere' }}>
                {row.matter === '' ? taxonomyLabel(row.businessId, language) : row.matter}
              </Box>
            </ButtonBase>
          </li>
        ))}
      </Box>
    </SectionCard>
  );
}
