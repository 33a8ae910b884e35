/** A conversation with the whole page to itself, or the choice of one. */
import Box from '@mui/material/Box';
import { useText } from '../../app/i18n/use-text';
import type { PageProps } from '../../app/route';
import { navigate, useRouter } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { ConversationPlayer } from './player';
import { StartPanel } from './start-panel';

export function ConversationPage({ route }: PageProps<'conversation'>) {
  const { t } = useText();
  const { conversationId } = route;
  return (
    <Box
      sx={{
        height: '100%',
        minHeight: 0,
        overflow: 'hidden',
        border: `1px solid ${c.line}`,
        borderRadius: `${radiusPx.card}px`,
      }}
    >
      {conversationId === undefined ? (
        <StartPanel
          headingLevel="h1"
          onHide={null}
          onStarted={(id) => navigate({ name: 'conversation', conversationId: id })}
        />
      ) : (
        <>
          <h1 className="xt-visually-hidden">{t('conversation:title')}</h1>
          <ConversationPlayer
            key={conversationId}
            id={conversationId}
            layout="page"
            onHide={null}
            onClose={() => useRouter.getState().replace({ name: 'conversation' })}
          />
        </>
      )}
    </Box>
  );
}
