/** 编号重了: new scripts whose code another PC had taken first, and the way to give each a code of its own. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState } from 'react';
import { ScriptCode } from '../../../domain/scripts/script';
import type { ScriptClashView } from '../../../shared/contract/scripts';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { navigate } from '../../app/router';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';
import { useWords } from './use-words';

interface ClashNoticeProps {
  readonly clashes: readonly ScriptClashView[];
  readonly mayEdit: boolean;
}

export function ClashNotice({ clashes, mayEdit }: ClashNoticeProps) {
  const { t } = useText();
  const words = useWords();
  const format = useFormat();
  const [chosen, setChosen] = useState<ScriptClashView | null>(null);
  if (clashes.length === 0) return null;
  return (
    <Box component="section" aria-label={t('scripts:clash.title')} sx={{ display: 'grid', gap: 1, mb: 2 }}>
      {clashes.map((clash) => (
        <Alert
          key={clash.draft}
          severity="warning"
          action={
            mayEdit && (
              <Button color="inherit" onClick={() => setChosen(clash)}>
                {t('scripts:clash.open')}
              </Button>
            )
          }
        >
          {t('scripts:clash.told', {
            title: words(clash.title),
            code: clash.code,
            name: clash.byName,
            time: format.dateTime(clash.atMs),
            other: clash.otherTitle === null ? t('scripts:clash.gone') : words(clash.otherTitle),
          })}
        </Alert>
      ))}
      {chosen !== null && <RenameDialog key={chosen.draft} clash={chosen} onClose={() => setChosen(null)} />}
    </Box>
  );
}

function RenameDialog({ clash, onClose }: { readonly clash: ScriptClashView; readonly onClose: () => void }) {
  const { t } = useText();
  const words = useWords();
  const titleId = useId();
  const [code, setCode] = useState(clash.free);
  const [commandId] = useState(newId);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const wanted = code.trim().toUpperCase();
  const bad = ScriptCode.safeParse(wanted).success ? null : t('scripts:create.codeBad');
  const rename = async (): Promise<void> => {
    if (bad !== null) return;
    setBusy(true);
    const reply = await api['scripts.rename']({ commandId, draft: clash.draft, code: wanted });
    setBusy(false);
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    notify({ severity: 'success', text: t('scripts:clash.done', { title: words(clash.title), code: wanted }) });
    onClose();
    navigate({ name: 'scripts', code: wanted });
  };
  return (
    <Dialog open fullWidth maxWidth="sm" onClose={busy ? () => undefined : onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('scripts:clash.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <Box>{t('scripts:clash.explain', { title: words(clash.title) })}</Box>
        <TextField
          autoFocus
          label={t('scripts:clash.code')}
          hint={t('scripts:create.codeHint', { example: clash.free })}
          value={code}
          problem={bad === null ? null : { severity: 'block', text: bad }}
          onChange={setCode}
        />
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        <Button disabled={busy} onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button variant="contained" disabled={busy} onClick={() => void rename()}>
          {t('scripts:clash.rename')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
