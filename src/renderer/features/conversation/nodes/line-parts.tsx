/** What stands around a line: what it practises, why now, and how else it can be said. */
import LightbulbOutlined from '@mui/icons-material/LightbulbOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { ReactNode } from 'react';
import type { SpokenLine } from '../../../../domain/scripts/present';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { radiusPx } from '../../../app/theme/tokens';
import { KeyHint } from '../../../components/key-hint';
import { StatusChip } from '../../../components/status-chip';
import { usePlayerEnvironment } from '../player-context';
import { Spoken } from '../spoken';
import { TalkText } from '../talk-dates';

/** Chips above the line: the skill, the kind of apology, how long it may take. */
export function LineHead() {
  const { t } = useText();
  const { shown } = usePlayerEnvironment().view;
  if (!shown.skill && !shown.apology) return null;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
      {shown.skill !== null && shown.skill !== undefined && (
        <StatusChip label={t(`conversation:skill.${shown.skill}`)} tone="primary" />
      )}
      {shown.apology !== null && shown.apology !== undefined && (
        <StatusChip label={t(`conversation:apology.${shown.apology}`)} tone="accent" />
      )}
      {shown.type === 'say' && shown.seconds !== null && (
        <Box component="span" sx={{ color: c.inkSoft }}>
          {t('conversation:line.within', { count: shown.seconds })}
        </Box>
      )}
    </Box>
  );
}

/** What is not the line itself: below it, or beside it in the bar. */
export function Aside({ children }: { readonly children: ReactNode }) {
  return (
    <Box data-aside sx={{ display: 'contents' }}>
      {children}
    </Box>
  );
}

export function Why() {
  const { shown } = usePlayerEnvironment().view;
  if (shown.why === null) return null;
  return (
    <Box sx={{ display: 'flex', gap: 1, color: c.inkSoft, alignItems: 'flex-start' }}>
      <LightbulbOutlined aria-hidden sx={{ fontSize: '1.25rem', mt: '2px', flex: 'none' }} />
      <span>
        <TalkText text={shown.why.text} />
      </span>
    </Box>
  );
}

/** All ways to say it: the usual one for this level first. */
export function waysToSay(line: SpokenLine | null, alternates: readonly SpokenLine[]): readonly SpokenLine[] {
  return line === null ? alternates : [line, ...alternates.filter(({ id }) => id !== line.id)];
}

/** The next other way to say it, in smaller type; a press takes it up. */
export function OtherWay() {
  const { t } = useText();
  const { view, input, change } = usePlayerEnvironment();
  const ways = waysToSay(view.shown.line, view.shown.alternates);
  if (ways.length < 2) return null;
  const at = Math.max(
    ways.findIndex(({ id }) => id === input.alternate),
    0,
  );
  const next = ways[(at + 1) % ways.length];
  if (next === undefined) return null;
  return (
    <ButtonBase
      aria-label={t('conversation:line.otherWayNamed', { line: next.text })}
      onClick={() => change({ alternate: next.id === view.shown.line?.id ? null : next.id })}
      sx={{
        display: 'grid',
        gridTemplateColumns: '1fr auto',
        columnGap: 1,
        textAlign: 'left',
        width: '100%',
        px: 1.5,
        py: 1,
        font: 'inherit',
        color: c.ink,
        backgroundColor: c.sunken,
        borderRadius: `${radiusPx.field}px`,
        '&:hover': { outline: `1px solid ${c.lineStrong}` },
      }}
    >
      <Box component="span" sx={{ color: c.inkSoft }}>
        {t('conversation:line.otherWay', { at: ((at + 1) % ways.length) + 1, count: ways.length })}
      </Box>
      <KeyHint action="otherWay" />
      <Box component="span" sx={{ gridColumn: '1 / -1' }}>
        <Spoken line={next} quiet pressed />
      </Box>
    </ButtonBase>
  );
}
