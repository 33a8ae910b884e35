/** Conversations that have not ended: a press goes on with one. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import type { RunningConversation } from '../../shared/contract/conversation';
import { useFormat, useText } from '../app/i18n/use-text';
import { c } from '../app/theme/css-vars';
import { radiusPx } from '../app/theme/tokens';
import { useNow } from './use-now';

export interface RunningConversationsProps {
  readonly conversations: readonly RunningConversation[];
  readonly onOpen: (id: string) => void;
}

export function RunningConversations({ conversations: running, onOpen }: RunningConversationsProps) {
  const { t, language } = useText();
  const format = useFormat();
  const nowMs = useNow();
  return (
    <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
      {running.map(({ id, script, onDutyName, mine, startedAtMs }) => (
        <li key={id}>
          <ButtonBase
            onClick={() => onOpen(id)}
            sx={{
              width: '100%',
              minHeight: 48,
              display: 'grid',
              justifyContent: 'stretch',
              justifyItems: 'start',
              px: 1.5,
              py: 0.75,
              font: 'inherit',
              textAlign: 'left',
              color: c.ink,
              border: `1px solid ${c.lineStrong}`,
              borderRadius: `${radiusPx.field}px`,
              '&:hover': { backgroundColor: c.sunken },
            }}
          >
            <Box component="span" sx={{ fontWeight: 600 }}>
              {language === 'en' ? script.title.en : script.title.zh}
            </Box>
            <Box component="span" sx={{ color: c.inkSoft }}>
              {[
                mine ? t('conversation:running.mine') : t('conversation:running.of', { name: onDutyName }),
                format.relative(startedAtMs, nowMs),
              ].join(' · ')}
            </Box>
          </ButtonBase>
        </li>
      ))}
    </Box>
  );
}
