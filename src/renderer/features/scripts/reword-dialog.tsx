/** 本网点措辞: a line in the branch's own words. What must be told is shown beside, and looked for while somebody types. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { useEffect, useState } from 'react';
import { disclosureOf, wordingKeys, type WordingKey } from '../../../domain/scripts/disclosures';
import { isError, type Finding } from '../../../domain/scripts/finding';
import { rewordingFaults } from '../../../domain/scripts/overlay';
import { blanksOf, type Line } from '../../../domain/scripts/words';
import type { LineView, ScriptFileView } from '../../../shared/contract/scripts';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { TextField } from '../../components/text-field';
import { Findings } from './findings';
import { useFaultText } from './use-fault-text';
import { LineWords } from './line-words';
import type { ScriptState } from './use-script';

interface RewordDialogProps {
  readonly file: ScriptFileView;
  readonly line: LineView;
  readonly run: ScriptState['run'];
  readonly onClose: () => void;
}

type Typed = Readonly<Record<WordingKey, string>>;

const typedOf = ({ zh, zhSimple = '', en }: Line): Typed => ({ zh, zhSimple, en });
const lineOf = ({ zh, zhSimple, en }: Typed): Line => ({
  zh: zh.trim(),
  ...(zhSimple.trim() === '' ? {} : { zhSimple: zhSimple.trim() }),
  en: en.trim(),
});

export function RewordDialog({ file, line, run, onClose }: RewordDialogProps) {
  const { t } = useText();
  const faultText = useFaultText();
  const [typed, setTyped] = useState(() => typedOf(line.own?.words ?? line.words));
  const [commandId] = useState(newId);
  const [findings, setFindings] = useState<readonly Finding[]>([]);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const words = lineOf(typed);
  const { code } = file.source;
  const isWhole = words.zh !== '' && words.en !== '';
  const faults = isWhole ? rewordingFaults(file.source, line.id, words) : [];
  const blocked = !isWhole || faults.length > 0 || findings.some(isError);
  const { zh, zhSimple, en } = words;

  useEffect(() => {
    let current = true;
    if (zh === '' || en === '') return undefined;
    const asked = { zh, en, ...(zhSimple === undefined ? {} : { zhSimple }) };
    void api['scripts.tryWording']({ code, line: line.id, words: asked }).then((reply) => {
      if (current && reply.ok) setFindings(reply.value.findings);
    });
    return () => {
      current = false;
    };
  }, [code, line.id, zh, zhSimple, en]);

  const save = async (): Promise<void> => {
    setTried(true);
    if (blocked || busy) return;
    setBusy(true);
    const refused = await run(() => api['scripts.reword']({ commandId, code, line: line.id, of: line.digest, words }));
    setBusy(false);
    if (refused === null) onClose();
    else setError(refused);
  };

  const problemOf = (key: WordingKey) => {
    if (tried && key !== 'zhSimple' && words[key] === '')
      return { severity: 'block' as const, text: t('scripts:own.empty') };
    const own = faults.filter(
      ({ wording, kind }) => wording === key || (wording === null && key === 'zh' && kind !== 'same'),
    );
    if (own.length > 0) return { severity: 'block' as const, text: own.map(faultText).join(t('scripts:own.between')) };
    return null;
  };

  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="reword-title">
      <DialogTitle id="reword-title">{t('scripts:own.title', { line: line.id })}</DialogTitle>
      <DialogContent>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Box>
            <Box sx={{ fontWeight: 600, mb: 0.5 }}>{t('scripts:own.original')}</Box>
            <LineWords words={line.words} />
          </Box>
          <MustStay words={line.words} />
          {wordingKeys.map((key) => (
            <TextField
              key={key}
              label={t(`conversation:wording.${key}`)}
              {...(key === 'zhSimple' ? { hint: t('scripts:own.simpleHint') } : {})}
              rows={2}
              required={key !== 'zhSimple'}
              value={typed[key]}
              problem={problemOf(key)}
              onChange={(text) => setTyped((before) => ({ ...before, [key]: text }))}
            />
          ))}
          {findings.length > 0 && <Findings script={file.source} findings={findings} onChoose={null} />}
          {tried && faults.some(({ kind }) => kind === 'same') && (
            <Box role="alert" sx={{ color: c.ink }}>
              {t('scripts:fault.same')}
            </Box>
          )}
          <ErrorNotice error={error} />
        </Box>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('common:action.cancel')}</Button>
        <Button variant="contained" disabled={busy} onClick={() => void save()}>
          {t('scripts:own.save')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

/** Rights, routes and blanks that have to be in the new words too. */
function MustStay({ words }: { readonly words: Line }) {
  const { t } = useText();
  const { points } = disclosureOf(words);
  const blanks = blanksOf(words.zh);
  if (points.length === 0 && blanks.length === 0) return null;
  return (
    <Box>
      <Box sx={{ fontWeight: 600 }}>{t('scripts:own.mustStay')}</Box>
      <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
        {points.map((point) => (
          <li key={point}>{t(`scripts:point.${point}`)}</li>
        ))}
        {blanks.map((blank) => (
          <li key={blank}>
            <code>{`{{${blank}}}`}</code>
          </li>
        ))}
      </Box>
    </Box>
  );
}
