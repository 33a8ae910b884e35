/** What happens in a conversation at the counter, as facts of a stream of its own. Staff-only from the first to the last. */
import { z } from 'zod';
import type { OpenEvent } from '../evidence/event-envelope';
import { ScriptEvent } from '../scripts/events';
import { Session } from '../scripts/session';

const Id = z.string().min(1).max(64);

export const conversationPayloads = {
  /** 开始对话: which script, of which pack, and what it belongs to. */
  'conversation.started': z.strictObject({
    script: z.string(),
    /** Fingerprint of the pack: the conversation ends on the version it began with. */
    pack: z.string(),
    onDuty: Session.shape.onDuty,
    atMs: z.number(),
    draftId: Id.nullable(),
    caseId: Id.nullable(),
  }),
  /** One step: what the engine was given, and what a person read aloud, with its blanks filled. */
  'conversation.step': z.strictObject({
    event: ScriptEvent,
    spoken: z.strictObject({ line: z.string(), text: z.string() }).nullable(),
    /** What came on the screen by it. */
    shown: z.array(z.strictObject({ script: z.string(), node: z.string(), text: z.string().nullable() })),
  }),
  /** 归入投诉: its draft was registered, or it was begun before there was a case. */
  'conversation.joined': z.strictObject({ caseId: Id }),
} as const;

type Payloads = typeof conversationPayloads;
export type ConversationEventType = keyof Payloads;
export type NewConversationEvent = {
  [T in ConversationEventType]: { readonly type: T; readonly payload: z.infer<Payloads[T]> };
}[ConversationEventType];
export type Spoken = z.infer<Payloads['conversation.step']>['spoken'];
export type ShownStep = z.infer<Payloads['conversation.step']>['shown'][number];

export function isConversationEventType(type: string): type is ConversationEventType {
  return Object.hasOwn(conversationPayloads, type);
}

/** The event with the type of its payload, which was checked when it was written; undefined for those of other streams. */
export function newConversationEvent({ header: { type }, payload }: OpenEvent): NewConversationEvent | undefined {
  return isConversationEventType(type) ? ({ type, payload } as NewConversationEvent) : undefined;
}
