/** What the engine suggests. It lies over the free foot of the screen, so that nothing moves under the hands. */
import TipsAndUpdatesOutlined from '@mui/icons-material/TipsAndUpdatesOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { Post } from '../../../domain/scripts/vocabulary';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { KeyHint } from '../../components/key-hint';
import { usePlayerEnvironment } from './player-context';

export function SuggestionStrip() {
  const { t } = useText();
  const { view, send } = usePlayerEnvironment();
  const [first, ...others] = view.shown.suggestions;
  if (first === undefined || view.outcome !== null || !view.mine || view.paused) return null;
  const post = Post.safeParse(first.to);
  return (
    <Box
      role="status"
      sx={{
        position: 'absolute',
        left: 12,
        right: 12,
        bottom: 8,
        zIndex: 1,
        display: 'flex',
        flexWrap: 'wrap',
        alignItems: 'center',
        gap: 1,
        px: 1.25,
        py: 0.75,
        backgroundColor: tone('info').soft,
        color: tone('info').onSoft,
        border: `1px solid ${tone('info').line}`,
        borderRadius: `${radiusPx.field}px`,
        boxShadow: c.shadow,
      }}
    >
      <TipsAndUpdatesOutlined aria-hidden sx={{ flex: 'none' }} />
      <Box sx={{ flex: '1 1 10rem', minWidth: 0, lineHeight: 1.35 }}>
        {first.kind === 'escalation' || first.kind === 'supervisor'
          ? t(`conversation:suggestion.${first.kind}`, {
              post: t(`conversation:post.${post.success ? post.data : 'manager'}`),
            })
          : t(`conversation:suggestion.${first.kind}`)}
        {others.length > 0 && ` ${t('conversation:suggestion.more', { count: others.length })}`}
      </Box>
      <Box sx={{ display: 'flex', gap: 0.75, ml: 'auto' }}>
        <Button size="small" endIcon={<KeyHint keys="Alt+KeyS" />} onClick={() => void send({ type: 'suggestionTaken', id: first.id })}>
          {t('conversation:suggestion.take')}
        </Button>
        <Button size="small" variant="text" onClick={() => void send({ type: 'suggestionDismissed', id: first.id })}>
          {t('conversation:suggestion.dismiss')}
        </Button>
      </Box>
    </Box>
  );
}
