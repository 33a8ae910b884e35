/** The form of one draft: numbered sections, the panel beside them, and the bar that registers. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useFormat, useText } from '../../app/i18n/use-text';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import { c, tone } from '../../app/theme/css-vars';
import { footBar, lowPage } from '../../app/theme/page-container';
import { ErrorNotice } from '../../components/error-notice';
import { KeyHint } from '../../components/key-hint';
import { SaveState } from '../../components/save-state';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import type { AutosaveState } from '../../app/autosave';
import { useConversationLink } from './conversation-link';
import { useDraft, useDraftEnvironment, useForm } from './draft-context';
import { focusField, focusOf } from '../../components/field-focus';
import type { FieldId } from './fields';
import { MatterFields } from './matter-section';
import { PartiesFields } from './parties-section';
import { PeopleFields } from './people-section';
import { SidePanel, useMissing } from './side-panel';
import { StaffFields, ToldFields, WishFields } from './small-sections';
import { useSimilar } from './use-similar';

export interface IntakeFormProps {
  /** Called before the form is sent. `print`: the slip is wanted as soon as there is a number. */
  readonly onSubmit: (print: boolean) => void;
}

export function IntakeForm({ onSubmit }: IntakeFormProps) {
  const { t } = useText();
  const { session } = useDraftEnvironment();
  const container = useRef<HTMLDivElement>(null);
  const similar = useSimilar();
  const completing = useForm((form) => form.caseId !== null);

  useFocusKeeping(container);
  useSafeSaving();
  useConversationLink();

  const jump = (field: FieldId): void => {
    if (container.current !== null) focusField(container.current, field);
  };
  const submit = async (print: boolean): Promise<void> => {
    onSubmit(print);
    if (await session.submit()) return;
    const { refused, tooLong } = session.store.getState();
    const first = (Object.keys(refused) as FieldId[])[0] ?? tooLong[0];
    if (first !== undefined) jump(first);
  };
  useShortcut({
    action: 'submit',
    label: t(completing ? 'intake:page.completeSubmit' : 'intake:page.submitAndPrint'),
    group: 'page',
    run: () => void submit(!completing),
  });

  return (
    <Box sx={{ containerType: 'inline-size' }}>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: 'minmax(0, 1fr)',
          '@container (min-width: 60rem)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(18rem, 24rem)' },
        }}
      >
        <Box
          ref={container}
          role="form"
          aria-label={t('intake:page.regionForm')}
          sx={{ display: 'grid', gap: 2, minWidth: 0 }}
        >
          <Section no={1} title={t('intake:section.parties')}>
            <PartiesFields />
          </Section>
          <Section no={2} title={t('intake:section.matter')}>
            <MatterFields />
          </Section>
          <Section no={3} title={t('intake:section.wish')}>
            <WishFields />
          </Section>
          <Section no={4} title={t('intake:section.people')}>
            <PeopleFields />
          </Section>
          <Section no={5} title={t('intake:section.staff')} note={t('intake:section.staffOnly')}>
            <StaffFields />
          </Section>
          <Section no={6} title={t('intake:section.told')}>
            <ToldFields />
          </Section>
        </Box>
        <Box sx={{ '@container (min-width: 60rem)': { position: 'sticky', top: 0 } }}>
          <SidePanel similar={similar} onJump={jump} />
        </Box>
      </Box>
      <ActionBar
        completing={completing}
        pastCases={similar.state === 'found' ? similar.cases.length : 0}
        onSubmit={(print) => void submit(print)}
      />
    </Box>
  );
}

interface SectionProps {
  readonly no: number;
  readonly title: string;
  readonly note?: string;
  readonly children: ReactNode;
}

function Section({ no, title, note, children }: SectionProps) {
  return (
    <SectionCard
      title={title}
      icon={
        <Box
          aria-hidden
          component="span"
          className="xt-number"
          sx={{
            width: '1.75rem',
            height: '1.75rem',
            display: 'grid',
            placeItems: 'center',
            borderRadius: '50%',
            backgroundColor: tone('primary').soft,
            color: tone('primary').onSoft,
            fontWeight: 600,
          }}
        >
          {no}
        </Box>
      }
      {...(note === undefined ? {} : { actions: <Box sx={{ color: c.inkSoft }}>{note}</Box> })}
    >
      {children}
    </SectionCard>
  );
}

/** Puts the focus back where it was, and keeps noting where it is. */
function useFocusKeeping(container: React.RefObject<HTMLDivElement | null>): void {
  const { session } = useDraftEnvironment();
  useEffect(() => {
    const element = container.current;
    if (element === null) return undefined;
    const { initialFocus } = session;
    if (initialFocus === null || !focusField(element, initialFocus.field, initialFocus.start, initialFocus.end))
      focusField(element, 'parties.0.name');
    const note = (): void => session.noteFocus(focusOf(element));
    // `selectionchange` comes for every move of a caret, in a field or not.
    document.addEventListener('selectionchange', note);
    element.addEventListener('focusin', note);
    element.addEventListener('input', note);
    element.addEventListener('keyup', note);
    return () => {
      document.removeEventListener('selectionchange', note);
      element.removeEventListener('focusin', note);
      element.removeEventListener('input', note);
      element.removeEventListener('keyup', note);
    };
  }, [container, session]);
}

/** The moments after which the page may not come back: everything is saved before they pass. */
function useSafeSaving(): void {
  const { session } = useDraftEnvironment();
  useEffect(() => {
    const flush = (): void => void session.flush();
    const flushHidden = (): void => {
      if (document.visibilityState === 'hidden') flush();
    };
    window.addEventListener('blur', flush);
    window.addEventListener('pagehide', flush);
    document.addEventListener('visibilitychange', flushHidden);
    return () => {
      window.removeEventListener('blur', flush);
      window.removeEventListener('pagehide', flush);
      document.removeEventListener('visibilitychange', flushHidden);
    };
  }, [session]);
}

interface ActionBarProps {
  readonly completing: boolean;
  readonly pastCases: number;
  readonly onSubmit: (print: boolean) => void;
}

/** From which width the keys have room beside the words, all on one line. */
const hintFrom = { 'zh-CN': '@container (min-width: 46rem)', en: '@container (min-width: 54rem)' } as const;

function ActionBar({ completing, pastCases, onSubmit }: ActionBarProps) {
  const { t, language } = useText();
  const submitting = useDraft((state) => state.submitting);
  const submitError = useDraft((state) => state.submitError);
  const missing = useMissing();
  return (
    <Box
      {...footBar}
      sx={{
        position: 'sticky',
        [lowPage]: { position: 'static' },
        bottom: { xs: -16, md: -24 },
        zIndex: 2,
        mx: { xs: -2, md: -3 },
        mb: { xs: -2, md: -3 },
        mt: 2,
        px: { xs: 2, md: 3 },
        py: 1.25,
        display: 'grid',
        gap: 1,
        backgroundColor: c.raised,
        borderTop: `1px solid ${c.line}`,
      }}
    >
      <SaveNotice />
      <ErrorNotice error={submitError} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2, rowGap: 1 }}>
        <DraftSaveState />
        <StatusChip
          label={
            missing.length === 0 ? t('intake:page.nothingMissing') : t('intake:page.missing', { count: missing.length })
          }
          tone={missing.length === 0 ? 'success' : 'neutral'}
        />
        {pastCases > 0 && <StatusChip label={t('intake:page.pastCases', { count: pastCases })} tone="warning" />}
        <Box sx={{ flex: 1 }} />
        {!completing && (
          <Button size="large" disabled={submitting} onClick={() => onSubmit(false)}>
            {t('intake:page.submit')}
          </Button>
        )}
        <Button
          size="large"
          variant="contained"
          disabled={submitting}
          endIcon={
            <Box component="span" sx={{ display: 'none', [hintFrom[language]]: { display: 'inline-flex' } }}>
              <KeyHint action="submit" />
            </Box>
          }
          onClick={() => onSubmit(!completing)}
        >
          {submitting
            ? t('intake:page.submitting')
            : t(completing ? 'intake:page.completeSubmit' : 'intake:page.submitAndPrint')}
        </Button>
      </Box>
    </Box>
  );
}

function DraftSaveState() {
  const { phase, savedAtMs } = useDraft((state) => state.save);
  const tooLong = useDraft((state) => state.tooLong.length > 0);
  if (phase === 'clean' && !tooLong && savedAtMs !== null)
    return <SaveState status={{ state: 'saved', atMs: savedAtMs }} />;
  return <SaveState status={{ state: phase === 'saving' ? 'saving' : 'unsaved' }} />;
}

/** Why what is on the screen is not safe yet. The text itself always stays. */
function SaveNotice() {
  const { t } = useText();
  const format = useFormat();
  const { session } = useDraftEnvironment();
  const { phase, error } = useDraft((state) => state.save);
  const tooLong = useDraft((state) => state.tooLong.length > 0);
  const [takeError, setTakeError] = useState<AutosaveState['error']>(null);
  const failing = useStickyFailure(phase, error);
  if (failing !== null) {
    if (failing.code === 'draft.ownedByOther') {
      const name = 'ownerName' in failing && typeof failing.ownerName === 'string' ? failing.ownerName : '';
      return (
        <>
          <Alert
            severity="warning"
            action={
              <Button onClick={() => void session.takeBack().then(setTakeError)}>{t('intake:page.takeBack')}</Button>
            }
          >
            {format.sentences([t('intake:page.takenTitle', { name }), t('intake:page.takenBody')])}
          </Alert>
          <ErrorNotice error={takeError} />
        </>
      );
    }
    return (
      <Box sx={{ display: 'grid', gap: 1 }}>
        <Alert severity="warning">
          {t(failing.code === 'draft.notFound' ? 'intake:page.saveStopped' : 'intake:page.saveFailed')}
        </Alert>
        <ErrorNotice error={failing} onRetry={() => void session.flush()} />
      </Box>
    );
  }
  return tooLong ? <Alert severity="warning">{t('intake:page.tooLongNotice')}</Alert> : null;
}

/** A failure stays in sight while the next try is on its way, and goes when a save succeeds. */
function useStickyFailure(phase: AutosaveState['phase'], error: AutosaveState['error']): AutosaveState['error'] {
  const [last, setLast] = useState<AutosaveState['error']>(null);
  const next = phase === 'failed' ? error : phase === 'clean' ? null : last;
  if (next !== last) setLast(next);
  return next;
}
