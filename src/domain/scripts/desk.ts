/**
 * The desk of the branch's officer for scripts: drafts on their way, and the branch's own wording. The fold of the stream `scripts`.
 * A draft is its beginning and every change since, so that each version can be read again; what no longer fits changes nothing.
 */
import { z } from 'zod';
import type { OpenEvent } from '../evidence/event-envelope';
import { Id } from './guard';
import { Rewording } from './overlay';
import { moveById, scriptMoves, type ScriptMove, type SignOffAs } from './review';
import { ScriptCode, ScriptNode, ScriptSource } from './script';
import { Confirmer } from './vocabulary';

const Digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/);
const Day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/);

/** Fields of a script that are edited beside its nodes. */
export const ScriptHead = ScriptSource.pick({
  version: true,
  title: true,
  trigger: true,
  changeNote: true,
  effectiveFrom: true,
});
export type ScriptHead = z.infer<typeof ScriptHead>;

export const ScriptChange = z.discriminatedUnion('kind', [
  /** A node as it is now; null: it is taken out. */
  z.strictObject({ kind: z.literal('node'), id: Id, node: ScriptNode.nullable() }),
  z.strictObject({ kind: z.literal('head'), head: ScriptHead }),
]);
export type ScriptChange = z.infer<typeof ScriptChange>;

const MoveId = z.enum(scriptMoves.map(({ id }) => id) as [ScriptMove['id'], ...ScriptMove['id'][]]);
export const SignOffKind = z.union([Confirmer, z.literal('language')]);

export const deskPayloads = {
  'script.begun': z.strictObject({ code: ScriptCode, source: ScriptSource }),
  'script.changed': z.strictObject({ code: ScriptCode, change: ScriptChange }),
  /** `words`: digest of what was on the screen of whoever moved it. */
  'script.moved': z.strictObject({ code: ScriptCode, move: MoveId, words: Digest }),
  'script.signed': z.strictObject({
    code: ScriptCode,
    as: SignOffKind,
    on: Day,
    words: Digest,
    /** Who read the words and answers for them, by name; kept by whoever is signed in. */
    name: z.string().min(1).max(60),
  }),
  'script.discarded': z.strictObject({ code: ScriptCode }),
  'script.reworded': z.strictObject({ rewording: Rewording }),
  'script.wordingDropped': z.strictObject({ line: z.string().min(1).max(120) }),
} as const;
export type DeskEventType = keyof typeof deskPayloads;
export type NewDeskEvent = {
  [T in DeskEventType]: { readonly type: T; readonly payload: z.infer<(typeof deskPayloads)[T]> };
}[DeskEventType];

export interface Hand {
  readonly atMs: number;
  readonly byId: string;
}

export interface DeskDraft {
  readonly source: ScriptSource;
  readonly begun: Hand;
  /** The latest change of words or ways: whoever made it is its author. */
  readonly changed: Hand;
  readonly changes: number;
  readonly signers: readonly (Hand & { readonly as: SignOffAs; readonly name: string; readonly words: string })[];
  /** As it was at the beginning and at each move. */
  readonly versions: readonly (Hand & { readonly why: 'begun' | ScriptMove['id']; readonly source: ScriptSource })[];
}

export type OwnWording = Rewording & Hand;

export interface ScriptDesk {
  readonly drafts: Readonly<Record<string, DeskDraft>>;
  readonly wordings: readonly OwnWording[];
}

export const emptyDesk: ScriptDesk = { drafts: {}, wordings: [] };

export const isDeskEventType = (type: string): type is DeskEventType => Object.hasOwn(deskPayloads, type);

/** The desk after one more event. */
export function evolveDesk(desk: ScriptDesk, { header, payload }: OpenEvent): ScriptDesk {
  const event = { type: header.type, payload } as NewDeskEvent;
  const hand: Hand = { atMs: header.at.wall, byId: header.actor.userId };
  switch (event.type) {
    case 'script.begun':
      return begun(desk, event.payload, hand);
    case 'script.changed':
      return changed(desk, event.payload, hand);
    case 'script.moved':
      return moved(desk, event.payload, hand);
    case 'script.signed':
      return signed(desk, event.payload, hand);
    case 'script.discarded': {
      const { [event.payload.code]: _gone, ...drafts } = desk.drafts;
      return { ...desk, drafts };
    }
    case 'script.reworded': {
      const { rewording } = event.payload;
      return { ...desk, wordings: [...without(desk, rewording.line), { ...rewording, ...hand }] };
    }
    case 'script.wordingDropped':
      return { ...desk, wordings: without(desk, event.payload.line) };
  }
}

const without = ({ wordings }: ScriptDesk, line: string): readonly OwnWording[] =>
  wordings.filter((one) => one.line !== line);

const withDraft = (desk: ScriptDesk, code: string, draft: DeskDraft): ScriptDesk => ({
  ...desk,
  drafts: { ...desk.drafts, [code]: draft },
});

type Payload<T extends DeskEventType> = z.infer<(typeof deskPayloads)[T]>;

function begun(desk: ScriptDesk, { code, source }: Payload<'script.begun'>, hand: Hand): ScriptDesk {
  if (desk.drafts[code] !== undefined) return desk;
  // Sign-offs are for what was read; a draft begins without any.
  const { signOffs: _signOffs, ...unsigned } = source;
  const draft: ScriptSource = { ...unsigned, state: 'draft' };
  return withDraft(desk, code, {
    source: draft,
    begun: hand,
    changed: hand,
    changes: 0,
    signers: [],
    versions: [{ ...hand, why: 'begun', source: draft }],
  });
}

function changed(desk: ScriptDesk, { code, change }: Payload<'script.changed'>, hand: Hand): ScriptDesk {
  const draft = desk.drafts[code];
  if (draft?.source.state !== 'draft') return desk;
  return withDraft(desk, code, {
    ...draft,
    source: applyChange(draft.source, change),
    changed: hand,
    changes: draft.changes + 1,
  });
}

/** The script with one change; also for showing what it would be. */
export function applyChange(source: ScriptSource, change: ScriptChange): ScriptSource {
  if (change.kind === 'head') {
    const { effectiveFrom: _day, ...rest } = source;
    return { ...rest, ...change.head };
  }
  const { id, node } = change;
  if (node !== null) return { ...source, nodes: { ...source.nodes, [id]: node } };
  const { [id]: _gone, ...nodes } = source.nodes;
  return { ...source, nodes };
}

function moved(desk: ScriptDesk, { code, move }: Payload<'script.moved'>, hand: Hand): ScriptDesk {
  const draft = desk.drafts[code];
  const { from, to } = moveById(move);
  if (draft?.source.state !== from) return desk;
  const source: ScriptSource = { ...draft.source, state: to };
  return withDraft(desk, code, {
    ...draft,
    source,
    versions: [...draft.versions, { ...hand, why: move, source }],
  });
}

function signed(desk: ScriptDesk, { code, as, on, words, name }: Payload<'script.signed'>, hand: Hand): ScriptDesk {
  const draft = desk.drafts[code];
  if (draft?.source.state !== 'review') return desk;
  const others = (draft.source.signOffs ?? []).filter((one) => one.as !== as);
  return withDraft(desk, code, {
    ...draft,
    source: { ...draft.source, signOffs: [...others, { as, on, words }] },
    signers: [...draft.signers.filter((one) => one.as !== as), { as, name, words, ...hand }],
  });
}
