/** A run: the customer above with words and what can be seen, what staff can do below. Everything by digits and Alt+digits. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { useState } from 'react';
import type { Choice } from '../../../domain/training/practice';
import type { ChoiceView, TrainingRunView } from '../../../shared/contract/training';
import { ariaKeys } from '../../../shared/shortcuts/printed-keys';
import { useText } from '../../app/i18n/use-text';
import { navigate, useRouter } from '../../app/router';
import { useKeys } from '../../app/shortcuts/own-keys';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { KeyHint } from '../../components/key-hint';
import { PageHeader } from '../../components/page-header';
import { StatusChip } from '../../components/status-chip';
import { api } from '../../bridge/client';
import { DebriefView } from './debrief-view';
import { PracticeMark } from './practice-mark';
import { RatingStrip } from './rating-strip';
import { useRun } from './use-run';
import { useWords } from './words-of';

const home = (): void => useRouter.getState().replace({ name: 'training' });

export function RunScreen({ id }: { readonly id: string }) {
  const { t } = useText();
  const words = useWords();
  const run = useRun(id);
  const { view } = run;
  if (view === null)
    return (
      <Box>
        <PageHeader title={t('training:title')} onBack={() => navigate({ name: 'training' })} />
        <ErrorNotice error={run.error} />
      </Box>
    );
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: '72rem', mx: 'auto' }}>
      <Box>
        <PageHeader
          title={words(view.script.title)}
          badges={
            <>
              <PracticeMark short />
              <StatusChip label={t(`training:mode.${view.mode}`)} />
              <StatusChip
                label={t(`conversation:stage.${view.stage}`)}
                tone={view.stage === 'S0' ? 'error' : 'primary'}
              />
            </>
          }
          onBack={() => navigate({ name: 'training' })}
          actions={view.ended === null && <BreakOff id={id} />}
        />
      </Box>
      <ErrorNotice error={run.error} />
      {view.ended === null ? (
        <Playing view={view} choose={(choice) => void run.choose(choice)} />
      ) : (
        <DebriefView view={view} onChanged={() => void run.reload()} />
      )}
    </Box>
  );
}

interface PlayingProps {
  readonly view: TrainingRunView;
  readonly choose: (choice: Choice) => void;
}

function Playing({ view, choose }: PlayingProps) {
  const { t } = useText();
  const words = useWords();
  const isElsewhere = words(view.title) !== words(view.script.title);
  return (
    <>
      <Customer view={view} />
      <Box sx={{ display: 'grid', gap: 1.25, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {isElsewhere && (
          <Box>
            <StatusChip label={t('training:run.danger', { title: words(view.title) })} tone="warning" />
          </Box>
        )}
        {view.task !== null && (
          <Box sx={{ fontSize: '1.125rem', fontWeight: 600 }}>{t('training:run.task', { text: view.task })}</Box>
        )}
        {view.why !== null && <Box sx={{ color: c.inkSoft }}>{t('training:run.why', { text: view.why })}</Box>}
        <Box
          component="ol"
          aria-label={t('training:run.choices')}
          sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}
        >
          {view.choices.map((one, at) => (
            <li key={`${view.turn}.${JSON.stringify(one.choice)}`}>
              <ChoiceButton one={one} at={at} onChoose={() => choose(one.choice)} />
            </li>
          ))}
        </Box>
        <RatingStrip
          // Signs that were ticked stay until they are rated.
          key={view.rated?.distress.join() ?? 'first'}
          view={view}
          onRate={(level, distress) => choose({ kind: 'rate', level, distress: [...distress] })}
        />
        <Foot view={view} onRegister={() => choose({ kind: 'register' })} />
      </Box>
    </>
  );
}

function Customer({ view: { customer, says, cues, saidLast } }: { readonly view: TrainingRunView }) {
  const { t, language } = useText();
  const words = useWords();
  return (
    <Box
      component="section"
      aria-label={t('training:run.customer')}
      sx={{
        display: 'grid',
        gap: 1,
        gridTemplateColumns: 'minmax(0, 1fr)',
        px: 2,
        py: 1.5,
        border: `1px dashed ${c.lineStrong}`,
        borderRadius: `${radiusPx.card}px`,
        backgroundColor: c.surface,
      }}
    >
      <Box sx={{ color: c.inkSoft }}>
        <Box component="strong" sx={{ color: c.ink }}>
          {words(customer.name)}
        </Box>{' '}
        {words(customer.about)}
      </Box>
      {saidLast !== null && (
        <Box sx={{ color: c.inkSoft, pl: 1.5, borderLeft: `3px solid ${c.line}` }}>
          {t('training:run.youSaid', { text: saidLast })}
        </Box>
      )}
      <Box aria-live="polite" aria-label={t('training:run.says')} role="log" sx={{ display: 'grid', gap: 0.5 }}>
        {says.map((one) => (
          <Box
            component="p"
            key={one.zh}
            lang={language}
            sx={{ m: 0, fontSize: '1.5rem', lineHeight: 1.4, overflowWrap: 'anywhere' }}
          >
            {words(one)}
          </Box>
        ))}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'baseline', columnGap: 1 }}>
        <Box component="span" id="practice-cues" sx={{ color: c.inkSoft }}>
          {t('training:run.cues')}
        </Box>
        <Box
          component="ul"
          aria-labelledby="practice-cues"
          sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', columnGap: 2.5, fontWeight: 500 }}
        >
          {cues.map((one) => (
            <li key={one.zh}>{words(one)}</li>
          ))}
        </Box>
      </Box>
    </Box>
  );
}

interface ChoiceButtonProps {
  readonly one: ChoiceView;
  readonly at: number;
  readonly onChoose: () => void;
}

function ChoiceButton({ one, at, onChoose }: ChoiceButtonProps) {
  const { t } = useText();
  const spoken = one.choice.kind === 'say' || one.choice.kind === 'slip';
  const plain = t(`training:choice.${one.choice.kind}`);
  const text =
    one.suggestion !== null ? `${plain}: ${t(`conversation:suggestion.${one.suggestion}`)}` : (one.text ?? plain);
  const keys = `Digit${at + 1}`;
  useShortcut({ keys, label: text, group: 'page', run: onChoose });
  return (
    <ButtonBase
      onClick={onChoose}
      aria-keyshortcuts={String(at + 1)}
      sx={{
        width: '100%',
        minHeight: 52,
        display: 'flex',
        justifyContent: 'flex-start',
        gap: 1.5,
        px: 1.5,
        py: 1,
        font: 'inherit',
        fontSize: '1.125rem',
        lineHeight: 1.4,
        textAlign: 'left',
        color: c.ink,
        borderRadius: `${radiusPx.field}px`,
        border: `1px solid ${one.hinted ? tone('primary').fill : c.lineStrong}`,
        backgroundColor: one.hinted ? tone('primary').soft : c.surface,
        '&:hover': { backgroundColor: c.sunken },
      }}
    >
      <KeyHint keys={keys} />
      <Box component="span" sx={{ flex: 1, minWidth: 0, overflowWrap: 'anywhere' }}>
        {spoken ? `“${text}”` : text}
      </Box>
      {one.hinted && <StatusChip label={t('training:run.hint')} tone="primary" />}
    </ButtonBase>
  );
}

function Foot({ view, onRegister }: { readonly view: TrainingRunView; readonly onRegister: () => void }) {
  const { t } = useText();
  const keys = useKeys('register');
  useShortcut({ action: 'register', label: t('training:run.register'), group: 'page', run: onRegister });
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 2, color: c.inkSoft }}>
      <Box sx={{ flex: 1 }}>
        {t('training:run.step', { count: view.turn + 1 })} ·{' '}
        {t('training:run.clock', { minutes: Math.max(1, Math.round(view.seconds / 60)) })}
      </Box>
      <Button
        variant="text"
        aria-keyshortcuts={ariaKeys(keys)}
        onClick={onRegister}
        endIcon={<KeyHint action="register" />}
      >
        {t('training:run.register')}
      </Button>
    </Box>
  );
}

function BreakOff({ id }: { readonly id: string }) {
  const { t } = useText();
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <Button variant="text" onClick={() => setAsked(true)}>
        {t('training:run.abandon')}
      </Button>
    );
  const drop = async (): Promise<void> => {
    await api['training.abandon']({ commandId: newId(), id });
    home();
  };
  return (
    <Box role="alert" sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
      {t('training:run.abandonSure')}
      <Button color="error" onClick={() => void drop()}>
        {t('training:run.abandon')}
      </Button>
      <Button autoFocus onClick={() => setAsked(false)}>
        {t('training:run.keep')}
      </Button>
    </Box>
  );
}
