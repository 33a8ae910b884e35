/** Everything that has a key in a conversation, once: for the keys, the menu and the F1 map. */
import type { Suggestion } from '../../../domain/scripts/session';
import { levels } from '../../../domain/scripts/vocabulary';
import type { ConversationAct } from '../../../shared/contract/conversation';
import { rateActions, type ActionId } from '../../../shared/shortcuts/actions';
import { openAgreeCard } from '../../app/agree-card';
import { leaveBar } from '../../app/conversation';
import { useText } from '../../app/i18n/use-text';
import { canSkip } from './next-step';
import { waysToSay } from './nodes/line-parts';
import type { PlayerEnvironment } from './player-context';
import { offered } from './suggestion-strip';
import { nextTextSize } from './text-size';

export interface PlayerAction {
  readonly id: string;
  readonly label: string;
  /** Null where there is only the menu. */
  readonly action: ActionId | null;
  readonly enabled: boolean;
  readonly inMenu: boolean;
  readonly run: () => void;
}
/** Beside another page, a page of its own, or a low bar over other programs. */
export type Layout = 'side' | 'page' | 'bar';
export type PlayerActions = readonly PlayerAction[];

export interface ActionHandlers {
  readonly toOptions: () => void;
  readonly toggleFacts: () => void;
  readonly toggleFlags: () => void;
  readonly takeOver: () => void;
  readonly take: (suggestion: Suggestion) => void;
  /** To the page of its own, or back beside another page. */
  readonly move: () => void;
  readonly layout: Layout;
  readonly toggleBar: () => void;
}

export function usePlayerActions(
  { view, input, change, send, goOn }: PlayerEnvironment,
  handlers: ActionHandlers,
): PlayerActions {
  const { t } = useText();
  const { shown } = view;
  const ended = view.outcome !== null;
  const live = view.mine && !ended && !view.paused;
  const does = (act: ConversationAct) => (): void => void send(act);
  const plain = { inMenu: false, enabled: true } as const;
  const ways = waysToSay(shown.line, shown.alternates);
  const suggestion = offered(view)[0];
  const otherWay = (): void => {
    const at = Math.max(
      ways.findIndex(({ id }) => id === input.alternate),
      0,
    );
    const next = ways[(at + 1) % ways.length];
    if (next !== undefined) change({ alternate: next.id === shown.line?.id ? null : next.id });
  };
  return [
    { ...plain, id: 'next', label: t('conversation:key.next'), action: 'next', run: goOn },
    {
      ...plain,
      id: 'back',
      label: t('conversation:key.back'),
      action: 'previous',
      enabled: view.mine && shown.mayGoBack,
      run: does({ type: 'rewound' }),
    },
    { ...plain, id: 'options', label: t('conversation:key.options'), action: 'options', run: handlers.toOptions },
    {
      ...plain,
      id: 'facts',
      label: t('conversation:key.facts'),
      action: 'facts',
      inMenu: true,
      run: handlers.toggleFacts,
    },
    { ...plain, id: 'size', label: t('conversation:key.size'), action: 'textSize', inMenu: true, run: nextTextSize },
    {
      id: 'agreeCard',
      label: t('agreeCard:open'),
      action: 'agreeCard',
      enabled: view.caseId !== null,
      inMenu: true,
      run: () => {
        leaveBar();
        if (view.caseId !== null) openAgreeCard(view.caseId);
      },
    },
    {
      id: 'register',
      label: t('conversation:key.register'),
      action: 'register',
      enabled: !ended,
      inMenu: true,
      run: does({ type: 'registering' }),
    },
    ...levels.map((level) => ({
      ...plain,
      id: `rate${level}`,
      label: t('conversation:key.rate', { level, word: t(`common:emotion.level.${level}`) }),
      action: rateActions[level],
      enabled: !ended,
      run: does({ type: 'rated', level, distress: [...view.distress] }),
    })),
    { ...plain, id: 'flags', label: t('conversation:key.flags'), action: 'flags', run: handlers.toggleFlags },
    {
      ...plain,
      id: 'otherWay',
      label: t('conversation:key.otherWay'),
      action: 'otherWay',
      enabled: live && (shown.type === 'say' || shown.type === 'ask') && ways.length > 1,
      run: otherWay,
    },
    {
      ...plain,
      id: 'unknown',
      label: t('conversation:key.unknown'),
      action: 'unknown',
      enabled: live && shown.type === 'ask' && shown.held === null,
      run: does({ type: 'answered', value: null }),
    },
    {
      id: 'skip',
      label: t('conversation:key.skip'),
      action: 'skip',
      enabled: canSkip(view),
      inMenu: true,
      run: does({ type: 'skipped' }),
    },
    {
      ...plain,
      id: 'suggestion',
      label: t('conversation:key.suggestion'),
      action: 'suggestion',
      enabled: live && suggestion !== undefined,
      run: () => {
        if (suggestion !== undefined) handlers.take(suggestion);
      },
    },
    {
      id: 'escalate',
      label: t('conversation:key.escalate'),
      action: 'escalate',
      enabled: !ended,
      inMenu: true,
      run: live && shown.type === 'escalate' && shown.held === null ? does({ type: 'escalated' }) : handlers.takeOver,
    },
    {
      id: 'takeOver',
      label: t('conversation:key.takeOver'),
      action: 'takeOver',
      enabled: !ended,
      inMenu: true,
      run: handlers.takeOver,
    },
    {
      id: 'bar',
      label: t(handlers.layout === 'bar' ? 'conversation:panel.leaveBar' : 'conversation:panel.toBar'),
      action: 'bar',
      enabled: true,
      inMenu: true,
      run: handlers.toggleBar,
    },
    {
      id: 'move',
      label: t(handlers.layout === 'side' ? 'conversation:panel.toPage' : 'conversation:panel.toSide'),
      action: null,
      enabled: handlers.layout !== 'bar',
      inMenu: handlers.layout !== 'bar',
      run: handlers.move,
    },
  ];
}
