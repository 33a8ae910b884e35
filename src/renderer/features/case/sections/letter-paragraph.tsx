/** 补充说明: one paragraph of a letter in the officer's own words, kept with the case before it is printed. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import {
  isSignedText,
  keptParagraph,
  letterToldAlready,
  paragraphOf,
} from '../../../../domain/complaint/letter-paragraph';
import { longestParagraph } from '../../../../domain/complaint/values';
import type { LetterKindId } from '../../../../domain/documents/letters/letter-kind';
import type { DocumentLanguage } from '../../../../domain/documents/format';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ErrorNotice } from '../../../components/error-notice';
import { characterCount, TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { useAct } from '../dialogs/use-act';
import { useKeptForm } from '../form-store';

interface Props {
  readonly kind: LetterKindId;
  readonly language: DocumentLanguage;
}

const keptAs = ({ kind, language }: Props): string => `paragraph/${kind}/${language}`;

/** Whether something is typed that the letter does not say yet: it is not to be printed without. */
export function useUnsavedParagraph(kind: LetterKindId | null, language: DocumentLanguage): boolean {
  const { state } = useCaseEnvironment();
  const stored = kind === null ? '' : paragraphOf(state, kind, language);
  const { form } = useKeptForm(keptAs({ kind: kind ?? 'letter', language }), { text: stored });
  return kind !== null && !isSignedText(kind) && !letterToldAlready(state, kind) && form.text.trim() !== stored;
}

export function LetterParagraph({ kind, language }: Props) {
  return isSignedText(kind) ? (
    <SignedParagraph kind={kind} language={language} />
  ) : (
    <WrittenParagraph kind={kind} language={language} />
  );
}

/** Where it is written for a letter that is signed; and what was written beside it without being signed, which is not printed. */
function SignedParagraph({ kind, language }: Props) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const kept = keptParagraph(state, kind, language);
  const isLeftOut = kept !== '' && paragraphOf(state, kind, language) !== kept;
  return (
    <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
      {t('case:letters.paragraph.inProposal')}
      {isLeftOut && <Box sx={{ mt: 1 }}>{t('case:letters.paragraph.leftOut', { text: kept })}</Box>}
    </Box>
  );
}

function WrittenParagraph({ kind, language }: Props) {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const stored = paragraphOf(state, kind, language);
  const act = useAct(
    'case.writeLetterParagraph',
    { text: stored },
    ({ text }) => t(text.trim() === '' ? 'case:letters.paragraph.removed' : 'case:letters.paragraph.saved'),
    () => undefined,
    [],
    keptAs({ kind, language }),
  );
  const { text } = act.form;
  if (letterToldAlready(state, kind))
    return stored === '' ? null : <Box sx={{ color: c.inkSoft }}>{t('case:letters.paragraph.told')}</Box>;
  const changed = text.trim() !== stored;
  const tooLong = characterCount(text) > longestParagraph || text.trim().length > longestParagraph;
  const save = (): void => {
    if (changed && !tooLong) void act.submit(true, { kind, language, text: text.trim() });
  };
  return (
    <Box sx={{ display: 'grid', gap: 1, minWidth: 0 }}>
      <TextField
        label={t('case:letters.paragraph.title')}
        forLetter
        hint={t('case:letters.paragraph.hint')}
        rows={3}
        maxCharacters={longestParagraph}
        value={text}
        onChange={(value) => act.change({ text: value })}
        onEnter={save}
        problem={changed ? { severity: 'warn', text: t('case:letters.paragraph.unsaved') } : null}
      />
      <ErrorNotice error={act.error} />
      <Box>
        <Button size="small" disabled={act.busy || !changed || tooLong} onClick={save}>
          {t('case:letters.paragraph.save')}
        </Button>
      </Box>
    </Box>
  );
}
