/** Beside a page: the choice of a script, or the conversation. Mounted by the app for those who talk with customers. */
import Box from '@mui/material/Box';
import { useEffect, useLayoutEffect, useRef } from 'react';
import {
  besideConversation,
  chooseConversation,
  forgetConversation,
  hideConversation,
  leaveBar,
  showConversation,
  useConversationPlace,
} from '../../app/conversation';
import { useText } from '../../app/i18n/use-text';
import { useCommand } from '../../app/palette/commands';
import { navigate, useRoute } from '../../app/router';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import { c } from '../../app/theme/css-vars';
import { ConversationPlayer } from './player';
import { PrivacyScreen } from './privacy-screen';
import { StartPanel } from './start-panel';

export function ConversationSide() {
  const { t } = useText();
  const route = useRoute();
  const side = useConversationPlace((place) => place.side);
  const isPage = route.name === 'conversation';
  const bar = useConversationPlace((place) => place.bar);
  useLeavingBar();
  const isBeside = besideConversation.has(route.name);
  // Whoever signs in next finds nothing of the last person's.
  useEffect(() => forgetConversation, []);
  const open = (): void => {
    if (!besideConversation.has(route.name)) navigate({ name: 'conversation' });
    else chooseConversation();
  };
  useShortcut({
    action: 'next',
    label: t('conversation:start.open'),
    group: 'page',
    enabled: side.state === 'closed' && isBeside,
    run: open,
  });
  useCommand({
    id: 'conversation.start',
    label: t('conversation:start.open'),
    keywords: 'anfu duihua afdh conversation script',
    run: open,
  });
  // Choosing takes the keyboard; the talk gives it back to the field that was being filled in.
  const hands = useRef<Element | null>(null);
  const isChoosing = side.state === 'choosing';
  useLayoutEffect(() => {
    if (isChoosing) hands.current = document.activeElement;
  }, [isChoosing]);
  const back = (): void => {
    if (hands.current instanceof HTMLElement && hands.current.isConnected) hands.current.focus();
    hands.current = null;
  };
  const playing = side.state === 'playing' || (isPage && route.conversationId !== undefined);
  return (
    <>
      <PrivacyScreen watchesIdle={playing} />
      {isBeside && side.state !== 'closed' && (
        <Box
          component="aside"
          aria-label={t('conversation:panel.label')}
          sx={{
            flex: 'none',
            ...(bar ? { width: '100%' } : { width: 'clamp(23.5rem, 34vw, 34rem)', maxWidth: '50%' }),
            minHeight: 0,
            borderLeft: bar ? 'none' : `1px solid ${c.line}`,
            backgroundColor: c.surface,
          }}
        >
          {side.state === 'choosing' ? (
            <StartPanel
              headingLevel="h2"
              onStarted={(id) => {
                showConversation(id);
                back();
              }}
              onHide={() => {
                hideConversation();
                back();
              }}
            />
          ) : (
            <ConversationPlayer
              key={side.id}
              id={side.id}
              layout="side"
              onHide={hideConversation}
              onClose={hideConversation}
            />
          )}
        </Box>
      )}
    </>
  );
}

/** Another place was gone to, for which the bar has no room. */
function useLeavingBar(): void {
  const route = useRoute();
  useEffect(() => leaveBar, [route]);
}
