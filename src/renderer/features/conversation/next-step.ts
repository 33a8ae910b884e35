/** What F3 and the large button do now: the one decision of this screen, or what is still needed for it. Pure. */
import { mayBeSkipped } from '../../../domain/scripts/held';
import type { Authority, Post } from '../../../domain/scripts/vocabulary';
import type { ConversationAct, ConversationView } from '../../../shared/contract/conversation';

type Scalar = string | number | boolean;

/** What is in the field of a question. */
export type Answer =
  { readonly state: 'empty' } | { readonly state: 'bad' } | { readonly state: 'value'; readonly value: Scalar };

/** What staff entered at this node and has not sent yet. */
export interface NodeInput {
  readonly answer: Answer;
  /** Line id of another way to say it. */
  readonly alternate: string | null;
  /** How it was said, where it was said differently. */
  readonly altered: string;
  readonly quote: string;
  readonly approver: Post | null;
}

export const noInput: NodeInput = {
  answer: { state: 'empty' },
  alternate: null,
  altered: '',
  quote: '',
  approver: null,
};

export const nextLabels = [
  'said',
  'answered',
  'listened',
  'checked',
  'acted',
  'escalated',
  'skip',
  'resume',
  'close',
] as const;
export type NextLabel = (typeof nextLabels)[number];

/** What has to be done first, and where the eye should go. */
export type Need = 'rate' | 'rateAgain' | 'choose' | 'answer' | 'answerBad' | 'items' | 'approver' | 'person';

export type NextStep =
  | { readonly kind: 'act'; readonly label: NextLabel; readonly act: ConversationAct }
  | { readonly kind: 'need'; readonly label: NextLabel | null; readonly need: Need }
  | { readonly kind: 'close'; readonly label: 'close' };

/** Longest texts of the events. */
export const longestAltered = 80;
export const longestQuote = 200;

export function nextStep(view: ConversationView, input: NodeInput): NextStep {
  const { shown } = view;
  if (!view.mine) return { kind: 'need', label: null, need: 'person' };
  if (view.outcome !== null) return { kind: 'close', label: 'close' };
  if (view.paused) return { kind: 'act', label: 'resume', act: { type: 'resumed' } };
  if (shown.held === 'rateFirst') return { kind: 'need', label: null, need: 'rate' };
  if (shown.held === 'complainedOf') return { kind: 'need', label: null, need: 'person' };
  if (mayBeSkipped(shown.held)) return { kind: 'act', label: 'skip', act: { type: 'skipped' } };
  switch (shown.type) {
    case 'say':
      return { kind: 'act', label: 'said', act: saidAct(input) };
    case 'ask':
      return answerStep(input.answer);
    case 'listen':
      return {
        kind: 'act',
        label: 'listened',
        act: { type: 'listened', ...(input.quote.trim() === '' ? {} : { quote: input.quote.trim() }) },
      };
    case 'choose':
      return { kind: 'need', label: null, need: shown.choices.length === 0 ? 'rateAgain' : 'choose' };
    case 'checklist':
      return shown.items.some(({ blocking, ticked }) => blocking && !ticked)
        ? { kind: 'need', label: 'checked', need: 'items' }
        : { kind: 'act', label: 'checked', act: { type: 'checked' } };
    case 'act':
      return actStep(view, input.approver);
    case 'escalate':
      return { kind: 'act', label: 'escalated', act: { type: 'escalated' } };
    // These pass by themselves and are never what is waited at.
    case 'timer':
    case 'note':
    case 'sub':
    case 'end':
      return { kind: 'close', label: 'close' };
  }
}

function saidAct({ alternate, altered }: NodeInput): ConversationAct {
  const text = altered.trim();
  return {
    type: 'said',
    ...(alternate === null ? {} : { line: alternate }),
    ...(text === '' ? {} : { altered: text }),
  };
}

function answerStep(answer: Answer): NextStep {
  switch (answer.state) {
    case 'value':
      return { kind: 'act', label: 'answered', act: { type: 'answered', value: answer.value } };
    case 'empty':
      return { kind: 'need', label: 'answered', need: 'answer' };
    case 'bad':
      return { kind: 'need', label: 'answered', need: 'answerBad' };
  }
}

function actStep({ shown }: ConversationView, approver: Post | null): NextStep {
  if (shown.act?.within === false && approver === null) return { kind: 'need', label: 'acted', need: 'approver' };
  return {
    kind: 'act',
    label: 'acted',
    act: { type: 'acted', done: true, ...(shown.act?.within === false && approver !== null ? { approver } : {}) },
  };
}

/** Posts whose signature is enough, the nearest first. */
export function approversFor(authority: Authority): readonly Post[] {
  const ladder: readonly Post[] = ['manager', 'officer', 'branch', 'hq'];
  const from = { own: 0, manager: 0, officer: 1, branch: 2, hq: 3 }[authority];
  return ladder.slice(from);
}

/** Whether this node can be passed over with a key: every one where something is said, asked or done. */
export const canSkip = ({ mine, paused, outcome, shown }: ConversationView): boolean =>
  mine &&
  !paused &&
  outcome === null &&
  shown.type !== 'choose' &&
  (shown.held === null || mayBeSkipped(shown.held)) &&
  !(shown.type === 'checklist' && shown.items.some(({ blocking, ticked }) => blocking && !ticked));
