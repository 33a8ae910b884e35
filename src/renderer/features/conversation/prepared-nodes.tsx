/**
 * Draws each kind of node once where nobody sees it, in the first quiet moment of a talk: the rules of its styles are in the
 * page before its first line is pressed for. Written at that press they cost a third of the time that it may take.
 */
import { useEffect, useState, type ReactNode } from 'react';
import { createPortal } from 'react-dom';
import type { FactDeclaration } from '../../../domain/scripts/script';
import type { ConversationView } from '../../../shared/contract/conversation';
import { noInput, type NodeInput } from './next-step';
import { NodeView } from './node-view';
import { OverrideBand } from './override-band';
import { PlayerContext, usePlayerEnvironment } from './player-context';
import { SideNotes } from './side-notes';
import { SuggestionStrip } from './suggestion-strip';

type Shown = ConversationView['shown'];

/** Once in each window is enough: the rules stay. */
let areReady = false;

export function PreparedNodes() {
  const [outOfSight, setOutOfSight] = useState<HTMLElement | null>(null);
  useEffect(() => {
    if (areReady) return;
    let waiting = requestIdleCallback(() => {
      areReady = true;
      setOutOfSight(document.createElement('div'));
      waiting = requestIdleCallback(() => setOutOfSight(null));
    });
    return () => cancelIdleCallback(waiting);
  }, []);
  return outOfSight === null ? null : createPortal(<EachKind />, outOfSight);
}

const line = { id: '', text: '', meaning: '' };
const words = { zh: '', en: '' };
const fact: FactDeclaration = { label: words, input: 'text' };
const inputs = ['text', 'money', 'date', 'choice', 'yesNo'] as const satisfies readonly FactDeclaration['input'][];

/** Everything that can stand around a line. */
const around: Partial<Shown> = {
  line,
  skill: 'reflect',
  apology: 'A',
  seconds: 0,
  why: line,
  alternates: [line, { ...line, id: '2' }],
  prompts: [line],
  held: null,
  overrides: [],
  tips: [words],
  notes: [line],
};

const kinds: readonly Partial<Shown>[] = [
  { type: 'say' },
  { type: 'listen', capturesQuote: true },
  ...inputs.map((input): Partial<Shown> => ({
    type: 'ask',
    asks: { fact: '', declaration: { ...fact, input, options: [{ id: '1', ...words }] } },
  })),
  { type: 'choose', choices: [] },
  { type: 'choose', choices: [{ to: '', label: line }] },
  {
    type: 'checklist',
    items: [true, false].map((ticked) => ({ ...line, item: String(ticked), blocking: true, ticked })),
  },
  { type: 'act', act: { action: 'callPolice', authority: 'manager', within: false } },
  { type: 'escalate', escalation: { to: 'manager', urgency: 'now', reason: line } },
  { type: 'escalate', escalation: { to: 'manager', urgency: 'today', reason: line } },
  { type: 'ask', held: 'level3' },
  { type: 'say', held: 'rateFirst' },
];

function EachKind() {
  const nothing = (): void => undefined;
  return (
    <>
      {kinds.map((shown, at) => (
        <Among key={String(at)} shown={shown}>
          <NodeView />
        </Among>
      ))}
      <Among shown={{ overrides: ['level3'] }}>
        <OverrideBand onTakeOver={nothing} />
      </Among>
      <Among shown={{ suggestions: [{ id: '', kind: 'safety', to: null, state: 'open' }] }}>
        <SuggestionStrip onTake={nothing} />
        <SideNotes layout="side" />
      </Among>
    </>
  );
}

const entered: NodeInput = noInput;

function Among({ shown, children }: { readonly shown: Partial<Shown>; readonly children: ReactNode }) {
  const environment = usePlayerEnvironment();
  const view = {
    ...environment.view,
    mine: true,
    paused: false,
    outcome: null,
    shown: { ...environment.view.shown, ...around, ...shown },
  };
  return <PlayerContext value={{ ...environment, view, input: entered, needed: null }}>{children}</PlayerContext>;
}
