/** Signs of distress, and risk flags with what was observed. Staff-only: never printed, never read aloud. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { Distress, RiskFlag } from '../../../domain/scripts/vocabulary';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { ChoiceChips, ToggleChips } from '../../components/choice-chips';
import { TextField } from '../../components/text-field';
import { usePlayerEnvironment } from './player-context';
import { Sheet } from './sheet';
import { useRating } from './use-rating';

type Flag = (typeof RiskFlag.options)[number];

/** What can be seen for each flag, to be picked instead of written. */
const observations = ['a', 'b'] as const;
/** A suspicion about a person takes two signs. */
const signsNeeded = (flag: Flag): number => (flag === 'proxySuspected' ? 2 : 1);
const longestBasis = 200;

export function FlagsSheet({ onClose }: { readonly onClose: () => void }) {
  const { t } = useText();
  const format = useFormat();
  const { view, send } = usePlayerEnvironment();
  const { setDistress } = useRating();
  const [adding, setAdding] = useState(false);
  return (
    <Sheet title={t('conversation:flags.title')} onClose={onClose}>
      <ToggleChips
        label={t('conversation:distress.label')}
        labelEnd={t('common:emotion.staffOnly')}
        hint={view.level === null ? t('conversation:distress.rateFirst') : t('conversation:distress.hint')}
        disabled={view.level === null || view.outcome !== null}
        options={Distress.options.map((value) => ({ value, label: t(`conversation:distress.${value}`) }))}
        values={view.distress}
        onChange={setDistress}
      />
      <Box sx={{ display: 'grid', gap: 1 }}>
        <Box sx={{ fontWeight: 500 }}>{t('conversation:flags.label')}</Box>
        {view.flags.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('conversation:flags.none')}</Box>}
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
          {view.flags.map(({ flag, basis, ...one }) => (
            <Box
              component="li"
              key={flag}
              sx={{
                display: 'flex',
                gap: 1,
                alignItems: 'center',
                px: 1.25,
                py: 0.75,
                border: `1px solid ${c.line}`,
                borderRadius: `${radiusPx.field}px`,
              }}
            >
              <Box sx={{ flex: 1, minWidth: 0 }}>
                <Box sx={{ fontWeight: 500 }}>{t(`conversation:flag.${flag}`)}</Box>
                <Box sx={{ color: c.inkSoft }}>{basis.join(t('conversation:flags.separator'))}</Box>
                <Box sx={{ fontSize: '0.875rem', color: one.expired ? tone('warning').fill : c.inkSoft }}>
                  {t('conversation:flags.setBy', { name: one.byName })}
                  {one.expiresAt !== null &&
                    t(one.expired ? 'conversation:flags.expired' : 'conversation:flags.until', {
                      date: format.date(one.expiresAt),
                    })}
                  {one.reviewerName !== null && t('conversation:flags.reviewer', { name: one.reviewerName })}
                </Box>
              </Box>
              {(one.expired || !one.setByMe) && (
                <Button
                  size="small"
                  aria-label={t('conversation:flags.stillNamed', { flag: t(`conversation:flag.${flag}`) })}
                  disabled={!view.mine}
                  onClick={() => void send({ type: 'flagged', flag, basis: [...basis] })}
                >
                  {t('conversation:flags.still')}
                </Button>
              )}
              <Button
                size="small"
                aria-label={t('conversation:flags.removeNamed', { flag: t(`conversation:flag.${flag}`) })}
                disabled={!view.mine}
                onClick={() => void send({ type: 'unflagged', flag })}
              >
                {t('conversation:flags.remove')}
              </Button>
            </Box>
          ))}
        </Box>
        {adding ? (
          <AddFlag onDone={() => setAdding(false)} />
        ) : (
          <Box>
            <Button disabled={!view.mine || view.outcome !== null} onClick={() => setAdding(true)}>
              {t('conversation:flags.add')}
            </Button>
          </Box>
        )}
      </Box>
    </Sheet>
  );
}

function AddFlag({ onDone }: { readonly onDone: () => void }) {
  const { t } = useText();
  const { view, send } = usePlayerEnvironment();
  const [flag, setFlag] = useState<Flag | null>(null);
  const [seen, setSeen] = useState<readonly string[]>([]);
  const [own, setOwn] = useState('');
  const [tried, setTried] = useState(false);
  const offered = RiskFlag.options.filter((one) => !view.flags.some((set) => set.flag === one));
  const basis = [...seen, ...(own.trim() === '' ? [] : [own.trim()])];
  const needed = flag === null ? 1 : signsNeeded(flag);
  const save = async (): Promise<void> => {
    if (flag === null || basis.length < needed || own.length > longestBasis) setTried(true);
    else if (await send({ type: 'flagged', flag, basis: [...basis] })) onDone();
  };
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <ChoiceChips
        label={t('conversation:flags.which')}
        options={offered.map((value) => ({ value, label: t(`conversation:flag.${value}`) }))}
        value={flag}
        onChange={(next) => {
          setFlag(next);
          setSeen([]);
        }}
        problem={tried && flag === null ? { severity: 'block', text: t('common:field.chooseOne') } : null}
      />
      {flag !== null && (
        <>
          <ToggleChips
            label={t('conversation:flags.basis')}
            hint={t('conversation:flags.basisHint')}
            options={observations.map((key) => {
              const text = t(`conversation:basis.${flag}.${key}`);
              return { value: text, label: text };
            })}
            values={seen}
            onChange={setSeen}
            problem={
              tried && basis.length < needed
                ? { severity: 'block', text: t('conversation:flags.basisMissing', { count: needed }) }
                : null
            }
          />
          <TextField
            label={t('conversation:flags.own')}
            ownWords
            maxCharacters={longestBasis}
            value={own}
            onChange={setOwn}
            onEnter={() => void save()}
          />
        </>
      )}
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button onClick={() => void save()}>{t('common:action.save')}</Button>
        <Button variant="text" onClick={onDone}>
          {t('common:action.cancel')}
        </Button>
      </Box>
    </Box>
  );
}
