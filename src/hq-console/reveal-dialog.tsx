import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { InfoList } from '../renderer/components/info-list';
import type { CaseRow, OtherEnd, RevealedCase } from '../shared/hq-console/cases';
import type { HqPermission } from '../shared/hq-console/roles';
import { api } from './client';
import { GrantDialog } from './grant-dialog';
import { MoveDialog, type BranchToChoose } from './move-dialog';
import { ReasonDialog } from './reason-dialog';
import { ReworkDialog } from './rework-dialog';

interface RevealDialogProps {
  readonly row: CaseRow;
  readonly permissions: readonly HqPermission[];
  readonly branches: readonly BranchToChoose[];
  /** `signed`: something was, so that lists are out of date. */
  readonly onClose: (signed: boolean) => void;
}

/** Asks for a reason, then shows who complains and what of; nothing of it is kept by the page. */
export function RevealDialog({ row, permissions, branches, onClose }: RevealDialogProps) {
  const { t } = useText();
  const format = useFormat();
  const [shown, setShown] = useState<RevealedCase | null>(null);
  const [signing, setSigning] = useState<'extension' | 'rework' | 'move' | null>(null);
  const [movedAs, setMovedAs] = useState<string | null>(null);
  const [reworked, setReworked] = useState(false);
  const title = t('console:reveal.title', { number: row.number });
  if (shown === null)
    return (
      <ReasonDialog
        title={title}
        body={t('console:reveal.body')}
        label={t('console:reveal.reason')}
        cancelLabel={t('console:reveal.cancel')}
        confirmLabel={t('console:reveal.confirm')}
        onClose={() => onClose(false)}
        onReason={async (reason) => {
          const answer = await api['case.reveal']({ branchId: row.branchId, caseId: row.caseId, reason });
          if (!answer.ok) return answer.error;
          setShown(answer.value);
          return null;
        }}
      />
    );
  const signed = (changes: Partial<RevealedCase>): void => {
    setSigning(null);
    setShown({ ...shown, ...changes });
  };
  if (signing === 'extension')
    return <GrantDialog row={row} onClose={() => setSigning(null)} onDone={() => signed({ extension: 'extended' })} />;
  if (signing === 'rework')
    return (
      <ReworkDialog
        row={row}
        onClose={() => setSigning(null)}
        onDone={() => {
          setReworked(true);
          signed({ rework: false });
        }}
      />
    );
  if (signing === 'move')
    return (
      <MoveDialog
        row={row}
        branches={branches}
        onClose={() => setSigning(null)}
        onDone={(number) => {
          setMovedAs(number);
          signed({ move: 'movedAlready', rework: false, extension: 'notOwed' });
        }}
      />
    );
  const close = (): void => onClose(reworked || movedAs !== null);
  const endOf = ({ branch, number, atMs, officer }: OtherEnd) => ({ branch, number, date: format.date(atMs), officer });
  const orNone = (text: string): string => (text.trim() === '' ? t('console:reveal.none') : text);
  return (
    <Dialog open onClose={close} maxWidth="sm" fullWidth aria-labelledby="reveal-title">
      <DialogTitle id="reveal-title">{title}</DialogTitle>
      <DialogContent>
        {movedAs !== null && <Alert severity="success">{t('move:order.done', { number: movedAs })}</Alert>}
        {reworked && <Alert severity="success">{t('above:rework.done')}</Alert>}
        <InfoList
          items={[
            ...shown.parties.flatMap(({ name, phone }) => [
              { label: t('console:reveal.name'), value: orNone(name) },
              { label: t('console:reveal.phone'), value: orNone(phone) },
            ]),
            {
              label: t('console:reveal.facts'),
              value: <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{orNone(shown.facts)}</Box>,
            },
            { label: t('console:grant.label'), value: t(`console:grant.state.${shown.extension}`) },
            ...(shown.movedFrom
              ? [{ label: t('move:from.label'), value: t('move:from.value', endOf(shown.movedFrom)) }]
              : []),
            shown.movedTo
              ? { label: t('move:to.label'), value: t('move:to.value', endOf(shown.movedTo)) }
              : { label: t('move:state.label'), value: t(`move:state.${shown.move}`) },
            ...(shown.doneAfterwards > 0
              ? [
                  {
                    label: t('move:afterwards.label'),
                    value: t('move:afterwards.value', { count: shown.doneAfterwards }),
                  },
                ]
              : []),
          ]}
        />
      </DialogContent>
      <DialogActions>
        {permissions.includes('case.move') && shown.move === 'possible' && (
          <Button onClick={() => setSigning('move')}>{t('move:order.open')}</Button>
        )}
        {permissions.includes('rework.order') && shown.rework && (
          <Button onClick={() => setSigning('rework')}>{t('above:rework.open')}</Button>
        )}
        {permissions.includes('extension.grant') && shown.extension === 'possible' && (
          <Button onClick={() => setSigning('extension')}>{t('console:grant.open')}</Button>
        )}
        <Button variant="contained" autoFocus onClick={close}>
          {t('console:reveal.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
