/** Trying a script out: the engine of the counter, in the page, with a customer whose mood the reader sets. Nothing of it is kept. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';
import { startSession, step } from '../../../domain/scripts/engine';
import type { ScriptEvent } from '../../../domain/scripts/events';
import type { ScriptPack } from '../../../domain/scripts/compile';
import { present } from '../../../domain/scripts/present';
import { Wording, type Session } from '../../../domain/scripts/session';
import type { Level } from '../../../domain/scripts/vocabulary';
import type { ScriptFileView } from '../../../shared/contract/scripts';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { useKeyText } from '../../app/shortcuts/own-keys';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { ChoiceChips, ToggleChips } from '../../components/choice-chips';
import { EmotionPicker } from '../../components/emotion';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { flagsOfVariants } from './flags-of-variants';
import { PreviewStep } from './preview-step';

export function Preview({ file }: { readonly file: ScriptFileView }) {
  const { t } = useText();
  const [of, setOf] = useState<'inUse' | 'draft'>(file.draft === null ? 'inUse' : 'draft');
  const [pack, setPack] = useState<ScriptPack | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const { code } = file.source;
  const { registerAt } = of === 'draft' && file.draft !== null ? file.draft.source : file.source;
  useEffect(() => {
    let current = true;
    void api['scripts.playable']({ code, draft: of === 'draft' }).then((reply) => {
      if (!current) return;
      setError(reply.ok ? null : reply.error);
      setPack(reply.ok ? reply.value.pack : null);
    });
    return () => {
      current = false;
    };
  }, [code, of]);
  if (registerAt === undefined) return <Alert severity="info">{t('scripts:preview.shared')}</Alert>;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      {file.draft !== null && file.inUse && (
        <ChoiceChips
          label={t('scripts:preview.which')}
          options={[
            { value: 'draft', label: t('scripts:preview.draft') },
            { value: 'inUse', label: t('scripts:preview.inUse') },
          ]}
          value={of}
          onChange={(next) => {
            setPack(null);
            setOf(next);
          }}
        />
      )}
      <ErrorNotice error={error} />
      {pack !== null && <Played key={of} pack={pack} file={file} of={of} />}
    </Box>
  );
}

/** Two ratings apart in time lower the level: whoever tries a script out need not wait for it. */
const ratingsApartMs = 61_000;
const stepMs = 5_000;
const reader = { person: 'reader', post: 'manager', limitFen: 100_000 } as const;

const begun = (pack: ScriptPack, code: string): Session =>
  startSession(pack, { pack: 'preview', script: code, onDuty: reader, at: 0 });

type WithoutStamp<E> = E extends unknown ? Omit<E, 'at' | 'by'> : never;
export type PreviewAct = WithoutStamp<ScriptEvent>;

interface PlayedProps {
  readonly pack: ScriptPack;
  readonly file: ScriptFileView;
  readonly of: 'inUse' | 'draft';
}

function Played({ pack, file, of }: PlayedProps) {
  const { t, language } = useText();
  const keyText = useKeyText();
  const source = of === 'draft' && file.draft !== null ? file.draft.source : file.source;
  const [session, setSession] = useState(() => begun(pack, source.code));
  const [refusal, setRefusal] = useState<string | null>(null);
  const shown = present(pack, session, {}, language === 'en' ? 'en' : 'zh');
  const flags = flagsOfVariants(source);

  const act = (...acts: readonly PreviewAct[]): void => {
    let next = session;
    for (const one of acts) {
      const apart = one.type === 'rated' ? ratingsApartMs : stepMs;
      const stepped = step(pack, next, { ...one, at: next.now + apart, by: reader.person });
      if (!stepped.ok) {
        setRefusal(t(`conversation:refusal.${stepped.refusal}`, { keys: keyText('next') }));
        return;
      }
      next = stepped.session;
    }
    setRefusal(null);
    setSession(next);
  };
  const rate = (level: Level): void => {
    const rated: PreviewAct = { type: 'rated', level, distress: session.distress };
    act(...(session.level !== null && level < session.level ? [rated, rated] : [rated]));
  };

  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: 'minmax(0, 1fr)',
        '@media (min-width: 64rem)': { gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)' },
      }}
    >
      <SectionCard
        title={t('scripts:preview.title')}
        actions={
          <>
            <Button size="small" disabled={!shown.mayGoBack} onClick={() => act({ type: 'rewound' })}>
              {t('scripts:preview.back')}
            </Button>
            <Button
              size="small"
              onClick={() => {
                setRefusal(null);
                setSession(begun(pack, source.code));
              }}
            >
              {t('scripts:preview.restart')}
            </Button>
          </>
        }
      >
        <Box sx={{ display: 'grid', gap: 2 }}>
          {refusal !== null && <Alert severity="warning">{refusal}</Alert>}
          <PreviewStep key={session.path.length} shown={shown} ended={session.outcome} onAct={act} />
        </Box>
      </SectionCard>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <SectionCard title={t('scripts:preview.flags')}>
          <Box sx={{ display: 'grid', gap: 2 }}>
            <EmotionPicker compact value={session.level} onChange={rate} />
            <ChoiceChips
              label={t('conversation:wording.label')}
              options={Wording.options.map((value) => ({ value, label: t(`conversation:wordingShort.${value}`) }))}
              value={session.wording}
              onChange={(wording) => act({ type: 'wordingSet', wording })}
            />
            {flags.length > 0 && (
              <ToggleChips
                label={t('scripts:preview.who')}
                options={flags.map((value) => ({ value, label: t(`conversation:flag.${value}`) }))}
                values={session.flags.map(({ flag }) => flag).filter((flag) => flags.includes(flag))}
                onChange={(values) => {
                  const has = session.flags.map(({ flag }) => flag);
                  act(
                    ...values
                      .filter((flag) => !has.includes(flag))
                      .map((flag): PreviewAct => ({
                        type: 'flagged',
                        flag,
                        basis: [t('scripts:preview.basis'), t('scripts:preview.basisToo')],
                        expiresAt: null,
                        reviewer: null,
                      })),
                    ...has
                      .filter((flag) => flags.includes(flag) && !values.includes(flag))
                      .map((flag): PreviewAct => ({ type: 'unflagged', flag })),
                  );
                }}
              />
            )}
          </Box>
        </SectionCard>
        <SectionCard title={t('scripts:preview.path')}>
          {session.suggestions.some(({ state }) => state === 'open') && (
            <Box sx={{ display: 'grid', gap: 1, mb: 1.5 }}>
              {shown.suggestions.map(({ id, kind }) => (
                <Alert
                  key={id}
                  severity="info"
                  action={
                    <Button size="small" onClick={() => act({ type: 'suggestionTaken', id })}>
                      {t('conversation:suggestion.take')}
                    </Button>
                  }
                >
                  {t(`conversation:suggestion.${kind}`)}
                </Alert>
              ))}
            </Box>
          )}
          <Box component="ol" aria-label={t('scripts:preview.path')} sx={{ m: 0, pl: 3, display: 'grid', gap: 0.5 }}>
            {session.path.map(({ script, node, line }, at) => (
              <li key={`${String(at)} ${node}`}>
                <Box component="span" sx={{ fontWeight: at === session.path.length - 1 ? 600 : 400 }}>
                  {script === source.code ? node : `${script} · ${node}`}
                </Box>{' '}
                <Box component="span" sx={{ color: c.inkSoft }}>
                  {line}
                </Box>
              </li>
            ))}
          </Box>
          {session.outcome !== null && (
            <Box sx={{ mt: 1.5 }}>
              <StatusChip tone="success" label={t('scripts:preview.ended')} />
            </Box>
          )}
        </SectionCard>
      </Box>
    </Box>
  );
}
