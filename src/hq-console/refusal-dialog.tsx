/** One refused record: what it is, what is missing because of it, what it means, and the two answers to it. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { InfoList } from '../renderer/components/info-list';
import { recordKind } from '../renderer/components/record-kind';
import { StatusChip } from '../renderer/components/status-chip';
import type { RefusedRow } from '../shared/hq-console/refusals';
import { api } from './client';
import { ReasonDialog } from './reason-dialog';
import { refusalLooks, rejectText, stateOf } from './refusal-words';

interface RefusalDialogProps {
  readonly row: RefusedRow;
  readonly mayAnswer: boolean;
  readonly onDone: () => void;
  readonly onClose: () => void;
}

export function RefusalDialog({ row, mayAnswer, onDone, onClose }: RefusalDialogProps) {
  const { t } = useText();
  const format = useFormat();
  const titleId = useId();
  const [answering, setAnswering] = useState<'askedAgain' | 'settled' | null>(null);
  const { branchId, deviceId, seq, fork, answer } = row;
  const name = `${row.branchCode} ${row.branchName} · ${t('refused:device', { tag: row.deviceTag })} · ${format.number(seq)}`;
  if (answering !== null)
    return (
      <ReasonDialog
        title={t(`refused:answer.${answering}.title`, { name })}
        body={t(`refused:answer.${answering}.body`)}
        label={t('refused:answer.reason')}
        cancelLabel={t('refused:answer.cancel')}
        confirmLabel={t(`refused:answer.${answering}.confirm`)}
        onClose={() => setAnswering(null)}
        onReason={async (reason) => {
          const done = await api['refusal.answer']({ branchId, deviceId, seq, fork, state: answering, reason });
          if (!done.ok) return done.error;
          onDone();
          return null;
        }}
      />
    );
  const state = stateOf(row);
  const open = state === 'open' || state === 'refusedAgain';
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{name}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <InfoList
          items={[
            {
              label: t('refused:column.state'),
              value: <StatusChip tone={refusalLooks[state]} label={t(`refused:state.${state}`)} />,
            },
            { label: t('refused:column.what'), value: recordKind(row.type, t) },
            { label: t('refused:column.why'), value: rejectText(row.code, t) },
            { label: t('refused:column.since'), value: format.dateTime(row.sinceMs) },
            {
              label: t('refused:lacks'),
              value: row.number === null ? t('refused:lacksNothing') : t('refused:lacksIn', { number: row.number }),
            },
            ...(answer
              ? [
                  {
                    label: t('refused:answered'),
                    value: t('refused:answeredBy', {
                      name: answer.name,
                      time: format.dateTime(answer.atMs),
                      reason: answer.reason,
                    }),
                  },
                ]
              : []),
          ]}
        />
        {open && <Alert severity="info">{t(row.repeatable ? 'refused:advice.repeat' : 'refused:advice.settle')}</Alert>}
      </DialogContent>
      <DialogActions>
        {mayAnswer && state !== 'settled' && (
          <Button onClick={() => setAnswering('settled')}>{t('refused:answer.settled.open')}</Button>
        )}
        {mayAnswer && row.repeatable && open && (
          <Button onClick={() => setAnswering('askedAgain')}>{t('refused:answer.askedAgain.open')}</Button>
        )}
        <Button variant="contained" autoFocus onClick={onClose}>
          {t('refused:close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
