/** 文书: preview, print, PDF; and where to fill in what a letter still lacks. */
import PrintOutlined from '@mui/icons-material/PrintOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState, type RefObject } from 'react';
import { missingOf } from '../../../../domain/documents/letter-check';
import { papersOf } from '../../../../domain/documents/letters/registry';
import type { DocumentPreview, DocumentRequest } from '../../../../shared/contract/document';
import type { CodedError } from '../../../app/i18n/message-of';
import { useText } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { c } from '../../../app/theme/css-vars';
import { focusRingInside } from '../../../app/theme/overrides/global';
import { radiusPx } from '../../../app/theme/tokens';
import { api } from '../../../bridge/client';
import { newId } from '../../../bridge/ids';
import { showInFrame } from '../../../bridge/trusted';
import { ChoiceChips } from '../../../components/choice-chips';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { useCaseEnvironment } from '../case-context';
import { LetterElements } from './letter-elements';
import { LetterHistory } from './letter-history';
import { LetterParagraph, useUnsavedParagraph } from './letter-paragraph';
import { Step } from './major-section';

const formats = ['a4', 'roll80'] as const;
const languages = ['zh-CN', 'en'] as const;

interface LettersSectionProps {
  readonly kind: DocumentRequest['kind'];
  readonly onKind: (kind: DocumentRequest['kind']) => void;
  readonly onComplete: () => void;
}

export function LettersSection({ kind, onKind, onComplete }: LettersSectionProps) {
  const { t, language: own } = useText();
  const { caseId, state, may, reload } = useCaseEnvironment();
  const [format, setFormat] = useState<DocumentRequest['format']>('a4');
  const [language, setLanguage] = useState<DocumentRequest['language']>(own);
  const [preview, setPreview] = useState<DocumentPreview | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const intents = useRef(new Map<string, string>());
  const running = useRef(false);
  const paperFrame = useRef<HTMLIFrameElement>(null);
  const reading = useHasFocus(paperFrame);
  const paper = kind === 'slip' ? format : 'a4';

  useEffect(() => {
    let current = true;
    void api['document.preview']({ caseId, kind, format: paper, language }).then((reply) => {
      if (!current) return;
      setPreview(reply.ok ? reply.value : null);
      setError(reply.ok ? null : reply.error);
    });
    return () => {
      current = false;
    };
  }, [caseId, kind, paper, language, state.revision]);

  const html = preview?.html ?? '';
  useEffect(() => {
    if (paperFrame.current !== null && html !== '') showInFrame(paperFrame.current, html);
  }, [html]);

  const output = async (target: 'print' | 'pdf' | 'docx'): Promise<void> => {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    setError(null);
    const intent = `${kind}/${paper}/${language}/${target}`;
    const commandId = intents.current.get(intent) ?? newId();
    intents.current.set(intent, commandId);
    const reply = await api['document.output']({ commandId, caseId, kind, format: paper, language, target });
    running.current = false;
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    intents.current.delete(intent);
    const { cancelled, copyNo, fileName } = reply.value;
    if (cancelled) return;
    reload();
    notify({
      severity: 'success',
      text:
        fileName === null
          ? t('case:letters.printed', { copyNo: copyNo ?? 1 })
          : t('case:letters.savedAs', { fileName }),
    });
  };

  const unsaved = useUnsavedParagraph(kind === 'slip' ? null : kind, language);
  const complete = preview !== null && missingOf(preview.check).length === 0;
  const ready = complete && !unsaved && !busy;
  return (
    <SectionCard title={t('case:letters.title')} icon={<PrintOutlined aria-hidden />}>
      <Box sx={{ containerType: 'inline-size' }}>
        <Box
          sx={{
            display: 'grid',
            gap: 3,
            gridTemplateColumns: 'minmax(0, 1fr)',
            // Where there is one column, what is missing stands before the paper, and what was said behind it.
            gridTemplateAreas: complete
              ? '"choice" "paragraph" "paper" "checks"'
              : '"choice" "paragraph" "checks" "paper"',
            '@container (min-width: 46rem)': {
              gridTemplateColumns: '17rem minmax(0, 1fr)',
              gridTemplateRows: 'auto auto 1fr',
              gridTemplateAreas: '"choice paper" "paragraph paper" "checks paper"',
            },
          }}
        >
          <Box
            sx={{
              gridArea: 'choice',
              display: 'flex',
              flexWrap: 'wrap',
              columnGap: 3,
              rowGap: 1.5,
              alignItems: 'flex-end',
              '@container (min-width: 46rem)': {
                flexDirection: 'column',
                flexWrap: 'nowrap',
                alignItems: 'stretch',
                alignSelf: 'start',
              },
            }}
          >
            <ChoiceChips
              label={t('case:letters.kind')}
              options={papersOf(state).map((value) => ({ value, label: t(`letters:kind.${value}`) }))}
              value={kind}
              onChange={onKind}
            />
            {kind === 'slip' && (
              <ChoiceChips
                label={t('case:letters.format')}
                options={formats.map((value) => ({ value, label: t(`case:letters.formats.${value}`) }))}
                value={format}
                onChange={setFormat}
              />
            )}
            <ChoiceChips
              label={t('case:letters.language')}
              options={languages.map((value) => ({ value, label: t(`case:letters.languages.${value}`) }))}
              value={language}
              onChange={setLanguage}
            />
            {may('document.print') && (
              <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
                <Button startIcon={<PrintOutlined />} disabled={!ready} onClick={() => void output('print')}>
                  {t('case:letters.print')}
                </Button>
                <Button disabled={!ready} onClick={() => void output('pdf')}>
                  {t('case:letters.pdf')}
                </Button>
                {kind !== 'slip' && (
                  <Button disabled={!ready} onClick={() => void output('docx')}>
                    {t('case:letters.docx')}
                  </Button>
                )}
              </Box>
            )}
            {/* Under the buttons: behind the paper nobody would see why nothing came of them. */}
            {error !== null && (
              <Box sx={{ flexBasis: '100%', '@container (min-width: 46rem)': { flexBasis: 'auto' } }}>
                <ErrorNotice error={error} severity={error.code === 'document.notYet' ? 'warning' : 'error'} />
              </Box>
            )}
          </Box>
          {kind !== 'slip' && preview !== null && may('case.edit') && (
            <Box sx={{ gridArea: 'paragraph', minWidth: 0 }}>
              <LetterParagraph key={`${kind}/${language}`} kind={kind} language={language} />
            </Box>
          )}
          <Box sx={{ gridArea: 'checks', alignSelf: 'start', display: 'grid', gap: 2, minWidth: 0 }}>
            {kind === 'majorReport' && (
              <Box>
                <Step action="writeMajorReport" main={preview === null} />
              </Box>
            )}
            {preview !== null && <LetterElements check={preview.check} onComplete={onComplete} />}
            <LetterHistory kind={kind} />
          </Box>
          <Box
            sx={{
              gridArea: 'paper',
              height: 'min(62rem, 72vh)',
              borderRadius: `${radiusPx.field}px`,
              border: `1px solid ${c.line}`,
              backgroundColor: c.sunken,
              p: 1.5,
              display: 'grid',
              justifyItems: 'center',
            }}
          >
            {html !== '' ? (
              <Box
                component="iframe"
                title={t('case:letters.preview')}
                // Nothing in it may run, navigate or reach this page.
                sandbox=""
                ref={paperFrame}
                sx={{
                  ...(reading ? focusRingInside : {}),
                  width: '100%',
                  maxWidth: paper === 'a4' ? '52rem' : '24rem',
                  height: '100%',
                  boxSizing: 'border-box',
                  // The margins of the paper, which only printing adds.
                  p: paper === 'a4' ? 3 : 1.5,
                  border: 0,
                  backgroundColor: 'white',
                }}
              />
            ) : (
              <Box sx={{ color: c.inkSoft, alignSelf: 'center' }}>
                {kind !== 'slip' && error?.code === 'document.notYet' && t('case:letters.notYet')}
                {preview !== null && t('letters:check.noPreview')}
              </Box>
            )}
          </Box>
        </Box>
      </Box>
    </SectionCard>
  );
}

/** Chromium gives a frame that has the focus no style of its own, and no event but that the window lost it. */
function useHasFocus(frame: RefObject<HTMLIFrameElement | null>): boolean {
  const [has, setHas] = useState(false);
  useEffect(() => {
    const look = (): void => {
      const paper = frame.current;
      const focused = paper !== null && document.activeElement === paper;
      // Nor does it bring one into sight: the field before it may stand a screen lower.
      if (focused) paper.scrollIntoView({ block: 'nearest' });
      setHas(focused);
    };
    window.addEventListener('blur', look);
    window.addEventListener('focus', look);
    document.addEventListener('focusin', look);
    return () => {
      window.removeEventListener('blur', look);
      window.removeEventListener('focus', look);
      document.removeEventListener('focusin', look);
    };
  }, [frame]);
  return has;
}
