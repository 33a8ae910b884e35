/** 到期档案: what may be destroyed now, what a hold keeps, and the way to destroy it with a second person. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useCallback, useEffect, useState } from 'react';
import type { SessionView } from '../../../shared/contract/app';
import type { AppContract } from '../../../shared/contract/contract';
import type { OutputOf } from '../../../shared/contract/define';
import type { DueCase } from '../../../shared/contract/protection';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { DestroyDialog } from './destroy-dialog';

type Due = OutputOf<AppContract['retention.due']>;

interface DestroyCardProps {
  readonly session: SessionView;
  readonly codeNeeded: boolean;
}

export function DestroyCard({ session, codeNeeded }: DestroyCardProps) {
  const { t } = useText();
  const [due, setDue] = useState<Due | null>(null);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const [error, setError] = useState<CodedError | null>(null);
  const [asking, setAsking] = useState(false);
  const load = useCallback((): void => {
    void api['retention.due']({}).then((reply) => {
      if (reply.ok) setDue(reply.value);
      else setError(reply.error);
    });
  }, []);
  useEffect(load, [load]);

  const chosen = (due?.cases ?? []).filter(({ caseId, unsent }) => !unsent && !left.has(caseId));
  const toggle = (caseId: string): void => {
    const next = new Set(left);
    if (!next.delete(caseId)) next.add(caseId);
    setLeft(next);
  };
  return (
    <SectionCard
      title={t('protection:due.title')}
      actions={
        chosen.length > 0 ? (
          <Button color="error" onClick={() => setAsking(true)}>
            {t('protection:due.destroy', { count: chosen.length })}
          </Button>
        ) : undefined
      }
    >
      <Box sx={{ color: c.inkSoft, mb: 1 }}>{t('protection:due.intro')}</Box>
      <ErrorNotice error={error} />
      {due === null && error === null && <Box role="status">{t('protection:due.looking')}</Box>}
      {due !== null && due.cases.length === 0 && <Box>{t('protection:due.none')}</Box>}
      {due !== null && due.held > 0 && <Box>{t('protection:due.held', { count: due.held })}</Box>}
      {due?.more === true && <Box>{t('protection:due.more', { count: due.cases.length })}</Box>}
      {due !== null && due.cases.length > 0 && (
        <Box component="ul" aria-label={t('protection:due.title')} sx={{ m: 0, mt: 1, p: 0, listStyle: 'none' }}>
          {due.cases.map((one) => (
            <Row key={one.caseId} one={one} chosen={chosen.includes(one)} onToggle={() => toggle(one.caseId)} />
          ))}
        </Box>
      )}
      {asking && (
        <DestroyDialog
          cases={chosen}
          ownId={session.userId}
          codeNeeded={codeNeeded}
          onClose={() => setAsking(false)}
          onStale={() => {
            setAsking(false);
            load();
          }}
        />
      )}
    </SectionCard>
  );
}

interface RowProps {
  readonly one: DueCase;
  readonly chosen: boolean;
  readonly onToggle: () => void;
}

function Row({ one, chosen, onToggle }: RowProps) {
  const { t } = useText();
  const format = useFormat();
  const facts = [
    t('protection:due.until', { date: format.localDate(one.keptUntil) }),
    one.files === 0 ? '' : t('protection:due.files', { count: one.files }),
    one.talks === 0 ? '' : t('protection:due.talks', { count: one.talks }),
    one.unsent ? t('protection:due.unsent') : '',
  ].filter((text) => text !== '');
  return (
    <Box component="li" sx={{ borderTop: `1px solid ${c.line}`, py: 0.5 }}>
      <FormControlLabel
        disabled={one.unsent}
        control={<Checkbox checked={chosen} onChange={onToggle} />}
        label={`${one.number} ${one.maskedName}`}
      />
      <Box sx={{ color: c.inkSoft, pl: 4 }}>{facts.join(' · ')}</Box>
    </Box>
  );
}
