/** The present step of a script that is tried out, with what can be done at it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { Shown } from '../../../domain/scripts/present';
import type { Outcome } from '../../../domain/scripts/vocabulary';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { ChoiceChips } from '../../components/choice-chips';
import { StatusChip } from '../../components/status-chip';
import { TextField } from '../../components/text-field';
import type { PreviewAct } from './preview';
import { useWords } from './use-words';

interface PreviewStepProps {
  readonly shown: Shown;
  readonly ended: Outcome | null;
  readonly onAct: (...acts: readonly PreviewAct[]) => void;
}

export function PreviewStep({ shown, ended, onAct }: PreviewStepProps) {
  const { t } = useText();
  const words = useWords();
  const { line, type, stage, skill, why, alternates, prompts, tips, notes, overrides } = shown;
  if (ended !== null)
    return (
      <Alert severity="success">
        {ended === 'return' ? t('scripts:preview.ended') : t(`conversation:outcome.${ended}`)}
      </Alert>
    );
  return (
    <Box role="region" aria-label={t('scripts:preview.step')} sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        <StatusChip label={`${stage} ${t(`conversation:stage.${stage}`)}`} />
        <StatusChip tone="primary" label={t(`scripts:type.${type}`)} />
        {skill !== null && skill !== undefined && <StatusChip label={t(`conversation:skill.${skill}`)} />}
      </Box>
      {overrides.map((kind) => (
        <Alert key={kind} severity="error">
          {t(`conversation:override.title.${kind}`)}
        </Alert>
      ))}
      {notes.map(({ id, text }) => (
        <Alert key={id} severity="info">
          {text}
        </Alert>
      ))}
      {line !== null && (
        <Box sx={{ fontSize: '1.5rem', lineHeight: 1.4, overflowWrap: 'anywhere' }} aria-live="polite">
          {line.text}
          {line.meaning !== null && <Box sx={{ fontSize: '1rem', color: c.inkSoft }}>{line.meaning}</Box>}
        </Box>
      )}
      {prompts.map(({ id, text }) => (
        <Box key={id} sx={{ fontSize: '1.25rem' }}>
          {text}
        </Box>
      ))}
      {alternates.map(({ id, text }) => (
        <Box key={id} sx={{ color: c.inkSoft }}>
          {t('scripts:preview.alternate', { text })}
        </Box>
      ))}
      {why !== null && <Box sx={{ color: c.inkSoft }}>{why.text}</Box>}
      {tips.map((tip) => (
        <Box key={tip.zh} sx={{ color: c.inkSoft }}>
          {words(tip)}
        </Box>
      ))}
      <Hands shown={shown} onAct={onAct} />
    </Box>
  );
}

function Hands({ shown, onAct }: Omit<PreviewStepProps, 'ended'>) {
  const { t } = useText();
  const words = useWords();
  const { type, asks, choices, items } = shown;
  const go = (label: string, ...acts: readonly PreviewAct[]) => (
    <Button variant="contained" onClick={() => onAct(...acts)}>
      {label}
    </Button>
  );
  switch (type) {
    case 'say':
      return <Box>{go(t('scripts:preview.said'), { type: 'said' })}</Box>;
    case 'listen':
      return <Box>{go(t('scripts:preview.heard'), { type: 'listened' })}</Box>;
    case 'escalate':
      return <Box>{go(t('scripts:preview.fetched'), { type: 'escalated' })}</Box>;
    case 'act':
      return <Box>{go(t('scripts:preview.done'), { type: 'acted', done: true, approver: 'hq' })}</Box>;
    case 'checklist':
      return (
        <Box sx={{ display: 'grid', gap: 1 }}>
          <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
            {items.map(({ item, text }) => (
              <li key={item}>{text}</li>
            ))}
          </Box>
          <Box>
            {go(
              t('scripts:preview.allDone'),
              ...items
                .filter(({ ticked }) => !ticked)
                .map(({ item }): PreviewAct => ({ type: 'ticked', item, on: true })),
              { type: 'checked' },
            )}
          </Box>
        </Box>
      );
    case 'ask':
      return <Answer shown={shown} onAct={onAct} />;
    case 'choose':
      return choices.length === 0 ? (
        <Box sx={{ color: c.inkSoft }}>{t('scripts:preview.rateToGoOn')}</Box>
      ) : (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {choices.map(({ to, label }) => (
            <Button key={to} variant="outlined" onClick={() => onAct({ type: 'picked', to })}>
              {label === null ? to : label.text}
            </Button>
          ))}
        </Box>
      );
    case 'timer':
    case 'note':
    case 'sub':
    case 'end':
      return asks === null ? null : <Box>{words(asks.declaration.label)}</Box>;
  }
}

/** Whatever somebody may answer; figures for amounts and numbers. */
function Answer({ shown: { asks }, onAct }: Omit<PreviewStepProps, 'ended'>) {
  const { t } = useText();
  const words = useWords();
  const [text, setText] = useState('');
  if (asks === null) return null;
  const { label, input, options } = asks.declaration;
  const choices =
    input === 'yesNo'
      ? (['yes', 'no'] as const).map((value) => ({ value: value, label: t(`common:state.${value}`) }))
      : (options ?? []).map(({ id, zh, en }) => ({ value: id, label: words({ zh, en }) }));
  const isNumber = input === 'number' || input === 'money';
  const value = isNumber ? Number(text) * (input === 'money' ? 100 : 1) : text.trim();
  const bad = text.trim() === '' || (isNumber && Number.isNaN(value));
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      {choices.length > 0 ? (
        <ChoiceChips
          label={words(label)}
          options={choices}
          value={null}
          onChange={(chosen) => onAct({ type: 'answered', value: chosen })}
        />
      ) : (
        <TextField
          label={words(label)}
          value={text}
          onChange={setText}
          problem={
            isNumber && text.trim() !== '' && bad ? { severity: 'block', text: t('scripts:preview.number') } : null
          }
          onEnter={() => {
            if (!bad) onAct({ type: 'answered', value });
          }}
        />
      )}
      <Box sx={{ display: 'flex', gap: 1 }}>
        {choices.length === 0 && (
          <Button variant="contained" disabled={bad} onClick={() => onAct({ type: 'answered', value })}>
            {t('scripts:preview.answered')}
          </Button>
        )}
        <Button onClick={() => onAct({ type: 'answered', value: null })}>{t('scripts:preview.unknown')}</Button>
      </Box>
    </Box>
  );
}
