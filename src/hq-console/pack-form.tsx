/** 提交新包: a file, the day from which it holds, and what it is; a colleague reviews it then. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId, useRef, useState } from 'react';
import { mostPackCharacters } from '../domain/packs/pack-size';
import type { PackProblem } from '../domain/packs/problems';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { ErrorNotice } from '../renderer/components/error-notice';
import { FieldFrame, type FieldProblem } from '../renderer/components/field-frame';
import { PackProblemList } from '../renderer/components/pack-problem-list';
import { Reason } from '../shared/hq-console/branches';
import { api } from './client';
import { DayField } from './day-field';
import { LineField } from './fields';

interface PackFormProps {
  readonly onDone: () => void;
  readonly onClose: () => void;
}

interface Chosen {
  readonly name: string;
  readonly size: number;
  readonly text: string;
}

export function PackForm({ onDone, onClose }: PackFormProps) {
  const { t } = useText();
  const format = useFormat();
  const titleId = useId();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<Chosen | null>(null);
  const [from, setFrom] = useState('');
  const [issuedBy, setIssuedBy] = useState('');
  const [note, setNote] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const [problems, setProblems] = useState<readonly PackProblem[]>([]);
  const tooLarge = file !== null && file.text.length > mostPackCharacters;
  const noteBad = !Reason.safeParse(note).success;
  const block = (bad: boolean, text: string): FieldProblem | null =>
    tried && bad ? { severity: 'block', text } : null;

  const submit = async (): Promise<void> => {
    setTried(true);
    if (busy || file === null || tooLarge || from === '' || issuedBy.trim() === '' || noteBad) return;
    setBusy(true);
    setError(null);
    setProblems([]);
    const answer = await api['pack.propose']({ text: file.text, effectiveFrom: from, issuedBy, note });
    setBusy(false);
    if (answer.ok) onDone();
    else if ('problems' in answer.error) setProblems(answer.error.problems);
    else setError(answer.error);
  };
  const choose = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    setProblems([]);
    setFile({ name: chosen.name, size: chosen.size, text: await chosen.text() });
  };

  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('packRelease:form.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{t('packRelease:form.body')}</Typography>
        <ErrorNotice error={error} />
        {problems.length > 0 && (
          <Alert severity="error">
            {t('packRelease:form.bad')}
            <PackProblemList problems={problems} />
          </Alert>
        )}
        <FieldFrame
          label={t('packRelease:form.file')}
          required
          problem={
            block(file === null, t('packRelease:form.fileMissing')) ??
            (tooLarge
              ? {
                  severity: 'block',
                  text: t('packRelease:form.fileTooLarge', { most: format.fileSize(mostPackCharacters) }),
                }
              : null)
          }
        >
          {(attributes) => (
            <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
              <Button
                id={attributes.id}
                aria-describedby={attributes['aria-describedby']}
                onClick={() => input.current?.click()}
              >
                {t('packRelease:form.choose')}
              </Button>
              <Box sx={{ overflowWrap: 'anywhere' }}>
                {file !== null && t('packRelease:form.chosen', { name: file.name, size: format.fileSize(file.size) })}
              </Box>
              <input
                ref={input}
                type="file"
                accept=".json,application/json"
                hidden
                onChange={(event) => {
                  void choose(event.target.files?.[0]);
                  // The same file can be chosen again once it was mended.
                  event.target.value = '';
                }}
              />
            </Box>
          )}
        </FieldFrame>
        <DayField
          label={t('packRelease:form.from')}
          value={from}
          onChange={setFrom}
          problem={block(from === '', t('packRelease:form.fromMissing'))}
          required
        />
        <LineField
          label={t('packRelease:form.issuedBy')}
          hint={t('packRelease:form.issuedByHint')}
          value={issuedBy}
          onChange={setIssuedBy}
          problem={block(issuedBy.trim() === '', t('packRelease:form.issuedByMissing'))}
          required
        />
        <LineField
          label={t('packRelease:form.note')}
          hint={t('packRelease:form.noteHint')}
          value={note}
          onChange={setNote}
          problem={block(noteBad, t('console:revoke.reasonShort'))}
          rows={2}
          required
        />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('packRelease:form.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => void submit()}>
          {t('packRelease:form.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
