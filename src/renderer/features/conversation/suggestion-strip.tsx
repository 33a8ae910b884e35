/** What the engine suggests. It stands under what is read, so that nothing moves under the hands. */
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import TipsAndUpdatesOutlined from '@mui/icons-material/TipsAndUpdatesOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import type { Suggestion } from '../../../domain/scripts/session';
import { Post } from '../../../domain/scripts/vocabulary';
import type { ConversationView } from '../../../shared/contract/conversation';
import { useText } from '../../app/i18n/use-text';
import { tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { KeyHint } from '../../components/key-hint';
import { usePlayerEnvironment } from './player-context';

export function SuggestionStrip({ onTake }: { readonly onTake: (suggestion: Suggestion) => void }) {
  const { t } = useText();
  const { view, send } = usePlayerEnvironment();
  const [first, ...others] = offered(view);
  if (first === undefined || view.outcome !== null || !view.mine || view.paused) return null;
  const post = Post.safeParse(first.to);
  return (
    <Box
      role="status"
      sx={{
        mx: 1.5,
        my: 1,
        display: 'flex',
        alignItems: 'center',
        gap: 1,
        pl: 1.25,
        pr: 0.5,
        py: 0.5,
        backgroundColor: tone('info').soft,
        color: tone('info').onSoft,
        border: `1px solid ${tone('info').line}`,
        borderRadius: `${radiusPx.field}px`,
      }}
    >
      <TipsAndUpdatesOutlined aria-hidden sx={{ flex: 'none' }} />
      <Box sx={{ flex: 1, minWidth: 0, lineHeight: 1.35 }}>
        {first.kind === 'escalation' || first.kind === 'supervisor'
          ? t(`conversation:suggestion.${first.kind}`, {
              post: t(`conversation:post.${post.success ? post.data : 'manager'}`),
            })
          : t(`conversation:suggestion.${first.kind}`)}
        {others.length > 0 && (
          <>
            {' '}
            <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
              {t('conversation:suggestion.more', { count: others.length })}
            </Box>
          </>
        )}
      </Box>
      <Button
        size="small"
        sx={{ flex: 'none', px: 1 }}
        endIcon={<KeyHint action="suggestion" />}
        onClick={() => onTake(first)}
      >
        {t('conversation:suggestion.take')}
      </Button>
      <IconButton
        aria-label={t('conversation:suggestion.dismiss')}
        title={t('conversation:suggestion.dismiss')}
        onClick={() => void send({ type: 'suggestionDismissed', id: first.id })}
      >
        <CloseOutlined />
      </IconButton>
    </Box>
  );
}

/** At level 3 the band above says already that somebody has to take over. */
export const offered = ({ shown }: ConversationView): readonly Suggestion[] =>
  shown.suggestions.filter(({ kind }) => kind !== 'supervisor' || !shown.overrides.includes('level3'));
