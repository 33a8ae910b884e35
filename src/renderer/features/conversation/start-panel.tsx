/** Before a conversation: those that are running, the scripts that fit what is known, and the whole library by words or pinyin. */
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import IconButton from '@mui/material/IconButton';
import { useEffect, useEffectEvent, useId, useMemo, useRef, useState, type ReactNode } from 'react';
import type { ScriptView, SuggestedScript } from '../../../shared/contract/conversation';
import { useConversationPlace, useRunningConversations, type ConversationSubject } from '../../app/conversation';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { newId } from '../../bridge/ids';
import { createScriptSearch } from '../../components/script-search';
import { ErrorNotice } from '../../components/error-notice';
import { RunningConversations } from '../../components/running-conversations';
import { StatusChip } from '../../components/status-chip';
import { TextField } from '../../components/text-field';
import { useRoving } from '../../components/use-roving';
import { api, subscribe } from '../../bridge/client';

/** What is typed is asked about when the hands rest. */
const askAfterMs = 400;
/** Suggestions a glance takes in. */
const mostSuggested = 4;

export interface StartPanelProps {
  readonly onStarted: (id: string) => void;
  /** Null where the panel is the page. */
  readonly onHide: (() => void) | null;
  readonly headingLevel: 'h1' | 'h2';
}

export function StartPanel({ onStarted, onHide, headingLevel }: StartPanelProps) {
  const { t } = useText();
  const titleId = useId();
  const subject = useConversationPlace((place) => place.subject);
  const { scripts, error: libraryError } = useLibrary();
  const suggested = useSuggestions(subject);
  const running = useRunningConversations();
  const [query, setQuery] = useState('');
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  useEffect(() => input.current?.focus(), []);

  const found = useFound(scripts, query);
  const begin = async (code: string): Promise<void> => {
    if (busy) return;
    setBusy(true);
    const reply = await api['conversation.start']({
      commandId: newId(),
      script: code,
      draftId: subject?.draftId ?? null,
      caseId: subject?.caseId ?? null,
    });
    setBusy(false);
    if (reply.ok) onStarted(reply.value.id);
    else setError(reply.error);
  };
  // Hands that know the letters of a script are quicker than the first reading of the library.
  const entered = useRef(false);
  const beginFirst = useEffectEvent(() => {
    const [first] = found;
    if (!entered.current || first === undefined) return;
    entered.current = false;
    void begin(first.code);
  });
  useEffect(() => void Promise.resolve().then(() => beginFirst()), [scripts]);
  const byCode = new Map(scripts.map((script) => [script.code, script]));
  const fitting = suggested.flatMap(({ code, because, words }) => {
    const script = byCode.get(code);
    return script === undefined ? [] : [{ script, because, words }];
  });
  const ofThis = running.filter(({ draftId, caseId }) => isAbout(subject, draftId, caseId));

  return (
    <Box
      component="section"
      aria-labelledby={titleId}
      sx={{ height: '100%', minHeight: 0, overflow: 'auto', backgroundColor: c.surface, px: 2, pb: 2 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, py: 1 }}>
        <Box component={headingLevel} id={titleId} sx={{ m: 0, flex: 1, fontSize: '1.25rem', fontWeight: 600 }}>
          {t('conversation:start.title')}
        </Box>
        {onHide !== null && (
          <IconButton aria-label={t('conversation:panel.hide')} title={t('conversation:panel.hide')} onClick={onHide}>
            <CloseOutlined />
          </IconButton>
        )}
      </Box>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: '60rem' }}>
        <ErrorNotice error={error ?? libraryError} />
        {ofThis.length > 0 && (
          <Group title={t('conversation:start.running')}>
            <RunningConversations conversations={ofThis} onOpen={onStarted} />
          </Group>
        )}
        <TextField
          label={t('conversation:start.search')}
          placeholder={t('common:field.searchHint')}
          type="search"
          value={query}
          onChange={(text) => {
            entered.current = false;
            setQuery(text);
          }}
          inputRef={input}
          onEnter={() => {
            entered.current = scripts.length === 0 && query.trim() !== '';
            const first = query.trim() === '' ? fitting[0]?.script : found[0];
            if (first !== undefined) void begin(first.code);
          }}
        />
        {query.trim() === '' && fitting.length > 0 && (
          <Group title={t('conversation:start.fitting')}>
            <ScriptList
              scripts={fitting.slice(0, mostSuggested).map(({ script, because, words }) => ({
                script,
                reason: t(`conversation:start.because.${because}`, { words: words.join('、') }),
              }))}
              busy={busy}
              onBegin={(code) => void begin(code)}
            />
          </Group>
        )}
        <Group
          title={
            query.trim() === '' ? t('conversation:start.all') : t('conversation:start.found', { count: found.length })
          }
        >
          {found.length === 0 && scripts.length > 0 ? (
            <Box sx={{ color: c.inkSoft }}>{t('common:field.noMatch')}</Box>
          ) : (
            <ScriptList
              scripts={found.map((script) => ({ script, reason: null }))}
              busy={busy}
              onBegin={(code) => void begin(code)}
            />
          )}
        </Group>
      </Box>
    </Box>
  );
}

const isAbout = (subject: ConversationSubject | null, draftId: string | null, caseId: string | null): boolean =>
  subject === null ||
  (subject.draftId !== null && subject.draftId === draftId) ||
  (subject.caseId !== null && subject.caseId === caseId);

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ fontWeight: 600, color: c.inkSoft }}>{title}</Box>
      {children}
    </Box>
  );
}

interface ScriptListProps {
  readonly scripts: readonly { readonly script: ScriptView; readonly reason: string | null }[];
  readonly busy: boolean;
  readonly onBegin: (code: string) => void;
}

function ScriptList({ scripts, busy, onBegin }: ScriptListProps) {
  const { language } = useText();
  const [at, setAt] = useState(0);
  const roving = useRoving(scripts.length, at, setAt);
  return (
    <Box
      component="ul"
      sx={{
        m: 0,
        p: 0,
        listStyle: 'none',
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'repeat(auto-fill, minmax(min(20rem, 100%), 1fr))',
      }}
    >
      {scripts.map(({ script, reason }, index) => (
        <li key={script.code}>
          <ButtonBase
            ref={roving.itemRef(index)}
            tabIndex={index === Math.min(at, scripts.length - 1) ? 0 : -1}
            disabled={busy}
            onFocus={() => setAt(index)}
            onKeyDown={roving.onKeyDown}
            onClick={() => onBegin(script.code)}
            sx={{
              width: '100%',
              height: '100%',
              minHeight: 56,
              display: 'grid',
              alignContent: 'center',
              justifyContent: 'stretch',
              justifyItems: 'start',
              gap: 0.25,
              px: 1.5,
              py: 1,
              font: 'inherit',
              textAlign: 'left',
              color: c.ink,
              border: `1px solid ${reason === null ? c.line : tone('primary').line}`,
              backgroundColor: reason === null ? c.surface : tone('primary').soft,
              borderRadius: `${radiusPx.field}px`,
              '&:hover': { borderColor: c.lineStrong },
            }}
          >
            <Box component="span" sx={{ fontWeight: 600, lineHeight: 1.35 }}>
              {language === 'en' ? script.title.en : script.title.zh}
            </Box>
            <Box component="span" sx={{ color: c.inkSoft, lineHeight: 1.35 }}>
              {language === 'en' ? script.trigger.en : script.trigger.zh}
            </Box>
            {reason !== null && <StatusChip label={reason} tone="primary" />}
          </ButtonBase>
        </li>
      ))}
    </Box>
  );
}

function useLibrary(): { readonly scripts: readonly ScriptView[]; readonly error: CodedError | null } {
  const [scripts, setScripts] = useState<readonly ScriptView[]>([]);
  const [error, setError] = useState<CodedError | null>(null);
  useEffect(() => {
    let current = true;
    const load = (): void => {
      void api['conversation.library']({}).then((reply) => {
        if (!current) return;
        setError(reply.ok ? null : reply.error);
        if (reply.ok) setScripts(reply.value.scripts);
      });
    };
    load();
    const stop = subscribe('scripts.changed', load);
    return () => {
      current = false;
      stop();
    };
  }, []);
  return { scripts, error };
}

function useFound(scripts: readonly ScriptView[], query: string): readonly ScriptView[] {
  const search = useMemo(() => createScriptSearch(scripts), [scripts]);
  return useMemo(() => {
    if (query.trim() === '') return scripts;
    return search(query).flatMap(({ id }) => scripts.find(({ code }) => code === id) ?? []);
  }, [scripts, query, search]);
}

const none: readonly SuggestedScript[] = [];

function useSuggestions(subject: ConversationSubject | null): readonly SuggestedScript[] {
  const [suggested, setSuggested] = useState(none);
  useEffect(() => {
    let current = true;
    const timer = setTimeout(() => {
      void api['conversation.suggest']({
        text: (subject?.text ?? '').slice(0, 2000),
        taxonomyIds: (subject?.taxonomyIds ?? []).slice(0, 8).map((id) => id.slice(0, 40)),
        flags: (subject?.flags ?? []).slice(0, 24),
      }).then((reply) => {
        // Without an answer there is nothing to suggest; the library works without.
        if (current) setSuggested(reply.ok ? reply.value.scripts : none);
      });
    }, askAfterMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [subject]);
  return suggested;
}
