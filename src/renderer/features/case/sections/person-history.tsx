/** 此人历次投诉: the person's complaints on one line of time, found by keyed hashes, shown masked. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { settledStatuses } from '../../../../domain/complaint/states';
import type { PersonCase } from '../../../../shared/contract/history';
import type { CodedError } from '../../../app/i18n/message-of';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { navigate } from '../../../app/router';
import { c, tone } from '../../../app/theme/css-vars';
import { api } from '../../../bridge/client';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { CaseStatusChip } from '../../../components/status-chip';
import { taxonomyLabel } from '../../../components/taxonomy';
import { Timeline, type TimelineItem } from '../../../components/timeline';
import { availability } from '../case-actions';
import { useCaseEnvironment } from '../case-context';

export function PersonHistory() {
  const { t, language } = useText();
  const format = useFormat();
  const { caseId, state } = useCaseEnvironment();
  const [cases, setCases] = useState<readonly PersonCase[] | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  useEffect(() => {
    let current = true;
    void api['history.person']({ caseId, partyIndex: 0 }).then((reply) => {
      if (!current) return;
      if (reply.ok) setCases(reply.value.cases);
      setError(reply.ok ? null : reply.error);
    });
    return () => {
      current = false;
    };
  }, [caseId, state.revision]);

  const itemOf = (one: PersonCase): TimelineItem => ({
    id: one.row.caseId,
    title: one.row.matter === '' ? taxonomyLabel(one.row.businessId, language) : one.row.matter,
    at: format.date(one.row.receivedAtMs),
    who: one.row.caseId === caseId ? t('case:people.historyThis') : one.row.number,
    tone: settledStatuses.includes(one.row.status) ? 'success' : 'primary',
    body: <PastCase one={one} isThis={one.row.caseId === caseId} />,
  });
  const alone = cases?.every(({ row }) => row.caseId === caseId) === true;
  return (
    <SectionCard title={t('case:people.historyTitle')}>
      <ErrorNotice error={error} />
      {alone && <Box sx={{ color: c.inkSoft }}>{t('case:people.historyNone')}</Box>}
      {cases !== null && !alone && <Timeline items={cases.map(itemOf)} label={t('case:people.historyTitle')} />}
    </SectionCard>
  );
}

function PastCase({
  one: { row, want, remedy, matchedOn },
  isThis,
}: {
  readonly one: PersonCase;
  readonly isThis: boolean;
}) {
  const { t } = useText();
  const format = useFormat();
  const { state, person, relate } = useCaseEnvironment();
  const kinds = remedy?.kinds.map((kind) => t(`vocabulary:remedyKind.${kind}`)).join(t('case:list.separator')) ?? '';
  const money = remedy !== null && remedy.amountFen > 0 ? format.money(remedy.amountFen) : '';
  const isNameOnly = !isThis && matchedOn.every((field) => field === 'name');
  return (
    <Box sx={{ display: 'grid', gap: 0.5, justifyItems: 'start' }}>
      <CaseStatusChip status={row.status} />
      {want !== null && <span>{t('case:people.historyWant', { want: t(`vocabulary:want.${want}`) })}</span>}
      {remedy !== null && (
        <span>
          {t('case:people.historyRemedy', { kinds: [kinds, money].filter(Boolean).join(t('case:list.separator')) })}
        </span>
      )}
      {isNameOnly && <Box sx={{ color: tone('warning').onSoft }}>{t('case:people.historyNameOnly')}</Box>}
      {!isThis && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
          <Button size="small" onClick={() => navigate({ name: 'case', caseId: row.caseId })}>
            {t('case:people.historyOpen', { number: row.number })}
          </Button>
          {availability('merge', state, person).kind === 'open' && (
            <Button size="small" onClick={() => relate(row.caseId)}>
              {t('duplicates:history.compare')}
            </Button>
          )}
        </Box>
      )}
    </Box>
  );
}
