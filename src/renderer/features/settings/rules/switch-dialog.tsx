/** 切换前先看: what a pack changes, in complaints and in its own words; then the confirmation. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useId, useRef, useState } from 'react';
import type { PackView, SwitchPreview } from '../../../../shared/contract/packs';
import type { CodedError } from '../../../app/i18n/message-of';
import { useFormat, useText, type Text } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { api } from '../../../bridge/client';
import { newId } from '../../../bridge/ids';
import { ErrorNotice } from '../../../components/error-notice';
import type { Formatter } from '../../../app/i18n/format';
import { ApproverChanges } from './changes/approver-changes';
import { ContentChanges } from './changes/content-changes';
import { DateChanges } from './changes/date-changes';
import { ScriptChanges } from './changes/script-changes';
import { ReminderChanges } from './changes/reminder-changes';
import { ExportChanges } from './export-changes';

interface SwitchDialogProps {
  readonly pack: PackView;
  readonly mayExport: boolean;
  readonly onClose: () => void;
}

export function SwitchDialog({ pack, mayExport, onClose }: SwitchDialogProps) {
  const text = useText();
  const { t } = text;
  const format = useFormat();
  const titleId = useId();
  const [preview, setPreview] = useState<SwitchPreview | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const [exporting, setExporting] = useState(false);
  const intent = useRef<string | null>(null);
  const { key, id, version } = pack;
  useEffect(() => {
    let left = false;
    void api['packs.preview']({ key }).then((reply) => {
      if (left) return;
      if (reply.ok) setPreview(reply.value);
      else setError(reply.error);
    });
    return () => {
      left = true;
    };
  }, [key]);

  const confirm = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    intent.current ??= newId();
    const reply = await api['packs.confirm']({ commandId: intent.current, key });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    notify({ severity: 'success', text: t('rules:change.confirmed', { name: `${id} ${version}` }) });
    onClose();
  };

  return (
    <Dialog open fullWidth maxWidth="lg" onClose={busy ? () => undefined : onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('rules:change.title', { name: id, version })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
        {preview === null && error === null && (
          <Box role="status">
            {t('rules:change.loading')}
            <LinearProgress aria-hidden />
          </Box>
        )}
        {preview !== null && (
          <>
            <Box role="status">
              {summaryOf(preview, text, format)}{' '}
              {preview.atOnce
                ? t('rules:change.atOnce')
                : t('rules:change.onDay', { date: format.date(preview.fromMs) })}
            </Box>
            {preview.total > preview.effect.changes.length && (
              <Alert severity="info">
                {t('rules:change.capped', {
                  shown: format.number(preview.effect.changes.length),
                  total: format.number(preview.total),
                })}
              </Alert>
            )}
            <Effect effect={preview.effect} pack={{ key, name: `${id} ${version}` }} />
            <ContentChanges before={preview.replaces} after={key} />
          </>
        )}
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        {mayExport && preview?.effect.of === 'dates' && preview.total > 0 && (
          <Button disabled={busy} onClick={() => setExporting(true)}>
            {t('rules:change.export')}
          </Button>
        )}
        <Button disabled={busy} onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button variant="contained" disabled={busy || preview === null} onClick={() => void confirm()}>
          {t('rules:change.confirm')}
        </Button>
      </DialogActions>
      {exporting && <ExportChanges packKey={key} onClose={() => setExporting(false)} />}
    </Dialog>
  );
}

/** How many complaints change of those that were looked at. */
function summaryOf({ effect, open, casesChanged }: SwitchPreview, { t }: Text, format: Formatter): string {
  const values = { open: format.number(open), changed: format.number(casesChanged) };
  const nothing = casesChanged === 0;
  switch (effect.of) {
    case 'dates':
      return t(nothing ? 'rules:change.none' : 'rules:change.summary', values);
    case 'approvers':
      return `${t(nothing ? 'rules:change.approvers.none' : 'rules:change.approvers.summary', values)} ${t('rules:change.approvers.kept')}`;
    case 'reminders':
      return t(nothing ? 'rules:change.reminders.none' : 'rules:change.reminders.summary', values);
    case 'scripts':
      return effect.changes.length === 0
        ? t('rules:change.scripts.none', values)
        : t('rules:change.scripts.summary', { ...values, changed: format.number(effect.changes.length) });
    case 'none':
      return t('rules:change.unaffected');
  }
}

interface EffectProps extends Pick<SwitchPreview, 'effect'> {
  readonly pack: { readonly key: string; readonly name: string };
}

function Effect({ effect, pack }: EffectProps) {
  if (effect.changes.length === 0) return null;
  switch (effect.of) {
    case 'dates':
      return <DateChanges changes={effect.changes} pack={pack} />;
    case 'approvers':
      return <ApproverChanges changes={effect.changes} />;
    case 'reminders':
      return <ReminderChanges changes={effect.changes} />;
    case 'scripts':
      return <ScriptChanges changes={effect.changes} />;
    case 'none':
      return null;
  }
}
