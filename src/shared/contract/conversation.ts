/**
 * The conversation (安抚对话) at the counter: main plays the script engine and keeps every event before it answers; the page
 * shows what main says is shown, and sends one event at a time. Staff-only: nothing of this reaches a paper or the customer.
 */
import { z } from 'zod';
import type { TrailStep } from '../../domain/conversation/trail';
import { ScriptEvent, type Refusal } from '../../domain/scripts/events';
import type { FactDeclaration } from '../../domain/scripts/script';
import type { Handover, Shown } from '../../domain/scripts/present';
import type { Flagged, Session } from '../../domain/scripts/session';
import type { Post } from '../../domain/scripts/vocabulary';
import type { Words } from '../../domain/scripts/words';
import type { Deadline } from '../../domain/deadlines/deadlines';
import type { LawName } from './case';
import { CommandId, noError, operation, refusal, view } from './define';

export interface ScriptView {
  readonly code: string;
  readonly version: string;
  readonly title: Words;
  /** When it is the right one, as its author says. */
  readonly trigger: Words;
}

export interface SuggestedScript {
  readonly code: string;
  /** What spoke for it: a code of the case, or words that were typed. */
  readonly because: 'coding' | 'words' | 'flags';
  readonly words: readonly string[];
}

export interface RunningConversation {
  readonly id: string;
  readonly script: ScriptView;
  readonly startedAtMs: number;
  readonly onDutyName: string;
  readonly mine: boolean;
  readonly draftId: string | null;
  readonly caseId: string | null;
}

/** Everything the player draws; times in ms since 1970. */
export interface ConversationView extends RunningConversation {
  /** Number of events so far. A step names the one it was made upon. */
  readonly seq: number;
  readonly post: Post;
  readonly shown: Shown;
  readonly wording: Session['wording'];
  readonly level: Session['level'];
  readonly distress: Session['distress'];
  readonly mode: Session['mode'];
  readonly need: Session['need'];
  /** `reviewerName`: who looks at it again, null where there is nobody; `expired`: it counts no more. */
  readonly flags: readonly (Flagged & {
    readonly byName: string;
    readonly setByMe: boolean;
    readonly reviewerName: string | null;
    readonly expired: boolean;
  })[];
  readonly curve: readonly { readonly atMs: number; readonly level: number }[];
  readonly facts: readonly {
    readonly fact: string;
    readonly declaration: FactDeclaration;
    readonly value: string | number | boolean | null;
    readonly known: boolean;
    readonly required: boolean;
  }[];
  readonly promises: readonly {
    readonly text: string;
    /** Name of the person who answers for it; empty where a post does. */
    readonly owner: string;
    readonly ownerPost: Post | null;
    readonly dueText: string;
    /** Where the day comes from. */
    readonly due: Deadline;
  }[];
  /** Days of the law that what is shown names, with where they come from. */
  readonly dates: readonly Deadline[];
  /** By which they were counted. */
  readonly law: LawName;
  readonly timers: readonly { readonly endsAtMs: number; readonly text: string | null }[];
  readonly panic: boolean;
  readonly paused: boolean;
  /** Headquarters has stopped the script meanwhile: why, and what to do instead. The talk may go on. */
  readonly stopped: Words | null;
  /** Steps that two PCs took without knowing of each other, and which count on neither; they stand in the course of the talk. */
  readonly misfits: number;
  readonly outcome: Session['outcome'];
}

/** One step of the course of a conversation. */
export type TrailView = TrailStep & { readonly byName: string };

const Id = z.string().min(1).max(64);

/** Taking over has a call of its own, since whoever takes over has to show who they are. */
type ByMain = 'takenOver';
export type ConversationAct = WithoutStamp<Exclude<ScriptEvent, { type: ByMain }>>;
type WithoutStamp<E> = E extends unknown ? Omit<E, 'at' | 'by' | 'expiresAt' | 'reviewer'> : never;

const byMain: readonly string[] = ['takenOver'] satisfies readonly ByMain[];
const [first, ...others] = ScriptEvent.options
  .filter(({ shape }) => !byMain.includes(shape.type.value))
  .map((option) => {
    const bare = (option as z.ZodObject<{ type: z.ZodLiteral; at: z.ZodNumber; by: z.ZodString }>).omit({
      at: true,
      by: true,
    });
    // Until when a flag counts and who looks at it again is not for the page to say.
    return 'expiresAt' in bare.shape ? bare.omit({ expiresAt: true, reviewer: true } as never) : bare;
  });
if (first === undefined) throw new Error('a conversation knows no act');

/** An event without its time and its person, which main knows. */
const Act = z.discriminatedUnion('type', [first, ...others]) as unknown as z.ZodType<ConversationAct>;

const notFound = refusal('conversation.notFound');
/** Begun on another PC with scripts that this one has never had: it goes on there. */
const otherVersion = refusal('conversation.otherVersion');
const refused = z.object({ code: z.literal('conversation.refused'), refusal: z.custom<Refusal>() });

export const conversationContract = {
  'conversation.library': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ scripts: z.array(z.custom<ScriptView>()) }),
    error: noError,
  }),
  /** Which scripts fit what is known, best first. */
  'conversation.suggest': operation({
    kind: 'query',
    input: z.strictObject({
      text: z.string().max(2000),
      taxonomyIds: z.array(z.string().max(40)).max(8),
      flags: z.array(z.string().max(40)).max(24),
    }),
    output: z.object({ scripts: z.array(z.custom<SuggestedScript>()) }),
    error: noError,
  }),
  /** Those of this branch that have not ended, newest first. */
  'conversation.running': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ conversations: z.array(z.custom<RunningConversation>()) }),
    error: noError,
  }),
  /** One that is begun about no draft and no case makes a draft of its own. */
  'conversation.start': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      script: z.string().max(10),
      draftId: Id.nullable(),
      caseId: Id.nullable(),
    }),
    output: view<ConversationView>(),
    error: z.discriminatedUnion('code', [
      refusal('conversation.noScript'),
      refusal('conversation.stopped'),
      refusal('draft.notFound'),
      refusal('case.notFound'),
    ]),
  }),
  'conversation.get': operation({
    kind: 'query',
    input: z.strictObject({ id: Id }),
    output: view<ConversationView>(),
    error: z.discriminatedUnion('code', [notFound, otherVersion]),
  }),
  /** One event. On disk before the answer. */
  'conversation.step': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: Id, seq: z.int().nonnegative(), act: Act }),
    output: view<ConversationView>(),
    error: z.discriminatedUnion('code', [
      notFound,
      otherVersion,
      refused,
      /** Something happened that the page had not seen, such as a takeover; it asks again. */
      refusal('conversation.stale'),
    ]),
  }),
  /** 负责人接手: without a password by whoever is signed in, else with that of the person who takes over. */
  'conversation.takeOver': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      id: Id,
      userId: Id,
      password: z.string().max(200).nullable(),
    }),
    output: view<ConversationView>(),
    error: z.discriminatedUnion('code', [
      notFound,
      otherVersion,
      refused,
      refusal('conversation.wrongPassword'),
      z.object({ code: z.literal('conversation.throttled'), waitMs: z.int() }),
      /** Their role takes no part in conversations, or the complaint names them. */
      refusal('conversation.mayNotTakeOver'),
    ]),
  }),
  /** Its course, as its case shows it to staff. */
  'conversation.trail': operation({
    kind: 'query',
    input: z.strictObject({ id: Id }),
    output: z.object({ steps: z.array(z.custom<TrailView>()) }),
    error: notFound,
  }),
  /** What whoever takes over reads in half a minute. */
  'conversation.handover': operation({
    kind: 'query',
    input: z.strictObject({ id: Id }),
    output: view<Handover>(),
    error: z.discriminatedUnion('code', [notFound, otherVersion]),
  }),
} as const;
