/** 交总行签名: what was approved, with its number and what is new, as one file for headquarters. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useId, useState } from 'react';
import type { PackProblem } from '../../../domain/packs/problems';
import type { NextReleaseView } from '../../../shared/contract/scripts';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { PackProblemList } from '../../components/pack-problem-list';
import { ScriptCheckProgress } from '../../components/script-check-progress';
import { TextField } from '../../components/text-field';
import { useWords } from './use-words';

type Refused = CodedError & { readonly problems?: readonly PackProblem[] };
const isVersion = (text: string): boolean => /^\d{1,6}(\.\d{1,6}){0,3}$/.test(text);

export function ReleaseDialog({
  release: { version: before, next, approved },
  onClose,
}: {
  readonly release: NextReleaseView;
  readonly onClose: () => void;
}) {
  const { t } = useText();
  const words = useWords();
  const titleId = useId();
  const [version, setVersion] = useState(next);
  const [zh, setZh] = useState('');
  const [en, setEn] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<Refused | null>(null);
  const missing = (text: string) =>
    tried && text.trim() === '' ? ({ severity: 'block', text: t('scripts:release.noteMissing') } as const) : null;

  const run = async (): Promise<void> => {
    setTried(true);
    if (busy || !isVersion(version.trim()) || zh.trim() === '' || en.trim() === '') return;
    setBusy(true);
    setError(null);
    const reply = await api['scripts.exportRelease']({
      version: version.trim(),
      note: { zh: zh.trim(), en: en.trim() },
    });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    if (reply.value.cancelled) return;
    notify({ severity: 'success', text: t('scripts:release.exported', { fileName: reply.value.fileName ?? '' }) });
    onClose();
  };

  return (
    <Dialog open fullWidth maxWidth="sm" onClose={busy ? () => undefined : onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('scripts:release.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2, alignContent: 'start', pt: '8px !important' }}>
        <Box>{t('scripts:release.explain')}</Box>
        <Box component="ul" aria-label={t('scripts:release.approved')} sx={{ m: 0, pl: 2.5 }}>
          {approved.map(({ code, title, version: of }) => (
            <li key={code}>
              {code} {words(title)} {of}
            </li>
          ))}
        </Box>
        <TextField
          label={t('scripts:release.version')}
          hint={t('scripts:release.versionHint', { version: before })}
          value={version}
          onChange={setVersion}
          maxCharacters={27}
          problem={isVersion(version.trim()) ? null : { severity: 'block', text: t('scripts:release.versionForm') }}
        />
        <TextField
          autoFocus
          required
          label={t('scripts:release.noteZh')}
          hint={t('scripts:release.noteHint')}
          value={zh}
          onChange={setZh}
          maxCharacters={400}
          problem={missing(zh)}
        />
        <TextField
          required
          label={t('scripts:release.noteEn')}
          value={en}
          onChange={setEn}
          maxCharacters={400}
          problem={missing(en)}
        />
        <ScriptCheckProgress />
        <ErrorNotice error={error} />
        {error?.problems !== undefined && <PackProblemList problems={error.problems} />}
      </DialogContent>
      <DialogActions>
        <Button disabled={busy} onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button variant="contained" disabled={busy} onClick={() => void run()}>
          {t('scripts:release.run')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
