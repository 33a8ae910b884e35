/** Deciding the way on, by what staff see or by what they pick; and ticking off in any order. */
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { rateActions } from '../../../../shared/shortcuts/actions';
import { useText } from '../../../app/i18n/use-text';
import { useKeyText } from '../../../app/shortcuts/own-keys';
import { c, tone } from '../../../app/theme/css-vars';
import { radiusPx } from '../../../app/theme/tokens';
import { EmotionPicker } from '../../../components/emotion';
import { ChoiceList } from '../answer-field';
import { marks, usePlayerEnvironment } from '../player-context';
import { useRating } from '../use-rating';
import { Why } from './line-parts';

/** A question that staff answer for themselves. */
export function StaffQuestion({ text }: { readonly text: string }) {
  return <Box sx={{ fontSize: '1.375rem', fontWeight: 600, lineHeight: 1.4, textWrap: 'balance' }}>{text}</Box>;
}

/** Before the first line, and where the way depends on it: look up from the screen, then press once. */
export function RateNode({ first }: { readonly first: boolean }) {
  const { t } = useText();
  const keyText = useKeyText();
  const { view, needed } = usePlayerEnvironment();
  const { rate } = useRating();
  return (
    <>
      <StaffQuestion
        text={first ? t('conversation:rate.first') : (view.shown.line?.text ?? t('conversation:rate.again'))}
      />
      <Box {...marks.needs} {...marks.options}>
        <EmotionPicker
          // At a fork no level is marked: looking again is the point.
          value={null}
          onChange={rate}
          problem={
            needed === 'rate' || needed === 'rateAgain'
              ? { severity: 'block', text: t('conversation:need.rate', { keys: keyText(...rateActions) }) }
              : null
          }
        />
      </Box>
      {/* Under the levels: on a low screen all four are in sight. */}
      <Box sx={{ color: c.inkSoft }}>
        {t(first ? 'conversation:rate.firstHint' : 'conversation:rate.againHint', { keys: keyText(...rateActions) })}
      </Box>
      {/* The reason belongs to the line that comes after the first look. */}
      {!first && <Why />}
    </>
  );
}

export function ChooseNode() {
  const { t } = useText();
  const keyText = useKeyText();
  const { view, send, needed } = usePlayerEnvironment();
  const { shown } = view;
  if (shown.choices.length === 0) return <RateNode first={false} />;
  return (
    <>
      <StaffQuestion text={shown.line?.text ?? t('conversation:choose.title')} />
      <Why />
      <Box {...marks.needs}>
        <ChoiceList
          label={shown.line?.text ?? t('conversation:choose.title')}
          options={shown.choices.map(({ to, label }) => ({
            key: to,
            label: label?.text ?? t('conversation:choose.otherwise'),
          }))}
          onChoose={(index) => {
            const choice = shown.choices[index];
            if (choice !== undefined) void send({ type: 'picked', to: choice.to });
          }}
        />
        <Box role="status" sx={{ mt: needed === 'choose' ? 1 : 0, color: tone('error').fill, fontWeight: 500 }}>
          {needed === 'choose' ? t('conversation:need.choose', { keys: keyText('options') }) : ''}
        </Box>
      </Box>
    </>
  );
}

export function ChecklistNode() {
  const { t } = useText();
  const { view, send, needed } = usePlayerEnvironment();
  const { shown } = view;
  const open = shown.items.filter(({ blocking, ticked }) => blocking && !ticked).length;
  return (
    <>
      <StaffQuestion text={shown.line?.text ?? t('conversation:checklist.title')} />
      <Why />
      <Box
        {...marks.needs}
        {...marks.options}
        role="group"
        aria-label={shown.line?.text ?? t('conversation:checklist.title')}
        sx={{ display: 'grid', gap: 1 }}
      >
        {shown.items.map(({ item, text, blocking, ticked }) => (
          <FormControlLabel
            key={item}
            sx={{
              m: 0,
              minHeight: 48,
              px: 1,
              border: `1px solid ${ticked ? tone('success').line : c.lineStrong}`,
              borderRadius: `${radiusPx.field}px`,
              backgroundColor: ticked ? tone('success').soft : c.surface,
              color: ticked ? tone('success').onSoft : c.ink,
              '& .MuiFormControlLabel-label': { fontSize: '1.0625rem', lineHeight: 1.35, py: 0.75 },
            }}
            control={
              <Checkbox
                checked={ticked}
                onChange={(_event, on) => void send({ type: 'ticked', item, on })}
                slotProps={{ input: { 'aria-required': blocking } }}
              />
            }
            label={
              <>
                {text}
                {blocking && !ticked && (
                  <Box component="span" sx={{ ml: 1, color: tone('accent').fill, whiteSpace: 'nowrap' }}>
                    {t('conversation:checklist.must')}
                  </Box>
                )}
              </>
            }
          />
        ))}
      </Box>
      <Box role="status" sx={{ color: needed === 'items' ? tone('error').fill : c.inkSoft }}>
        {open > 0 ? t('conversation:checklist.open', { count: open }) : t('conversation:checklist.done')}
      </Box>
    </>
  );
}
