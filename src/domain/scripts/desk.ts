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

/** What a script has besides its nodes and is changed part by part. Code, form, state and sign-offs are nobody's to write. */
export const ScriptParts = ScriptSource.omit({
  schema: true,
  code: true,
  state: true,
  nodes: true,
  signOffs: true,
}).partial();
export type ScriptParts = z.infer<typeof ScriptParts>;

/** Parts that a script may be without. */
export const DroppablePart = z.enum([
  'effectiveFrom',
  'effectiveTo',
  'entry',
  'facts',
  'forStaff',
  'terms',
  'closing',
  'variants',
  'registerAt',
]);
export type DroppablePart = z.infer<typeof DroppablePart>;

const ScriptEdit = z.strictObject({
  kind: z.literal('edit'),
  set: ScriptParts.optional(),
  drop: z.array(DroppablePart).min(1).optional(),
  /** Nodes as they are now; null: taken out. All at once: what leads to a new node is kept with it or not at all. */
  nodes: z.record(Id, ScriptNode.nullable()).optional(),
  /** The order in which the nodes are listed; those not named stand behind. */
  order: z.array(Id).min(1).optional(),
});
export type ScriptEdit = z.infer<typeof ScriptEdit>;

export const ScriptChange = z.discriminatedUnion('kind', [
  /** A node as it is now; null: it is taken out. */
  z.strictObject({ kind: z.literal('node'), id: Id, node: ScriptNode.nullable() }),
  z.strictObject({ kind: z.literal('head'), head: ScriptHead }),
  ScriptEdit,
]);
export type ScriptChange = z.infer<typeof ScriptChange>;

const MoveId = z.enum(scriptMoves.map(({ id }) => id) as [ScriptMove['id'], ...ScriptMove['id'][]]);
export const SignOffKind = z.union([Confirmer, z.literal('language')]);

/**
 * Name of a draft, given when a new script is begun: two PCs may take the same code for two scripts while neither knows of the other.
 * Absent in what was begun from a script in use, of which a branch has one draft, and in what older programs wrote.
 */
const DraftId = z.string().min(1).max(64);
const named = { code: ScriptCode, draft: DraftId.optional() };

export const deskPayloads = {
  'script.begun': z.strictObject({ ...named, source: ScriptSource }),
  'script.changed': z.strictObject({ ...named, change: ScriptChange }),
  /** `words`: digest of what was on the screen of whoever moved it. */
  'script.moved': z.strictObject({ ...named, move: MoveId, words: Digest }),
  'script.signed': z.strictObject({
    ...named,
    as: SignOffKind,
    on: Day,
    words: Digest,
    /** Who read the words and answers for them, by name; kept by whoever is signed in. */
    name: z.string().min(1).max(60),
  }),
  'script.discarded': z.strictObject(named),
  /** The latest change is taken back, or made again. */
  'script.undone': z.strictObject(named),
  'script.redone': z.strictObject(named),
  /** A script whose code another PC had taken gets one of its own. */
  'script.renamed': z.strictObject({ code: ScriptCode, draft: DraftId }),
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
  /** Of a new script; see `DraftId`. */
  readonly id?: string;
  readonly source: ScriptSource;
  readonly begun: Hand;
  /** The latest change of words or ways: whoever made it is its author. */
  readonly changed: Hand;
  readonly changes: number;
  /** What it was before each change that can be taken back, the latest last; and what was taken back, the latest last. */
  readonly past: readonly ScriptSource[];
  readonly future: readonly ScriptSource[];
  readonly signers: readonly (Hand & { readonly as: SignOffAs; readonly name: string; readonly words: string })[];
  /** As it was at the beginning and at each move. */
  readonly versions: readonly (Hand & { readonly why: 'begun' | ScriptMove['id']; readonly source: ScriptSource })[];
}

export type OwnWording = Rewording & Hand;

export interface ScriptDesk {
  readonly drafts: Readonly<Record<string, DeskDraft>>;
  /** 编号重了: new scripts with a code that another one had first. They keep what is written on them, and wait for a code. */
  readonly clashes: readonly DeskDraft[];
  readonly wordings: readonly OwnWording[];
}

export const emptyDesk: ScriptDesk = { drafts: {}, clashes: [], wordings: [] };

export const isDeskEventType = (type: string): type is DeskEventType => Object.hasOwn(deskPayloads, type);

/** What an event on this draft is told apart by. */
export const ofDraft = ({ id, source: { code } }: DeskDraft): { readonly code: string; readonly draft?: string } =>
  id === undefined ? { code } : { code, draft: id };

/** The code itself where nothing has it, else the next one of its letters that is free. */
export function freeCode(code: string, taken: ReadonlySet<string>): string {
  const letters = code.slice(0, 3);
  const from = Number(code.slice(4));
  for (let step = 0; step < 99; step += 1) {
    const next = `${letters}-${String(((from - 1 + step) % 99) + 1).padStart(2, '0')}`;
    if (!taken.has(next)) return next;
  }
  return code;
}

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
    case 'script.discarded':
      return discarded(desk, event.payload);
    case 'script.renamed':
      return renamed(desk, event.payload, hand);
    case 'script.undone':
      return stepped(desk, event.payload, hand, 'past');
    case 'script.redone':
      return stepped(desk, event.payload, hand, 'future');
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

/** The draft that an event speaks of, wherever it is by now. */
const draftFor = (
  desk: ScriptDesk,
  { code, draft: id }: { readonly code: string; readonly draft?: string | undefined },
) =>
  id === undefined
    ? desk.drafts[code]
    : [...Object.values(desk.drafts), ...desk.clashes].find((draft) => draft.id === id);

/** The desk with a draft as it is now, in its place. */
const kept = (desk: ScriptDesk, before: DeskDraft, now: DeskDraft): ScriptDesk =>
  desk.clashes.includes(before)
    ? { ...desk, clashes: desk.clashes.map((one) => (one === before ? now : one)) }
    : withDraft(desk, now.source.code, now);

function discarded(desk: ScriptDesk, of: Payload<'script.discarded'>): ScriptDesk {
  const draft = draftFor(desk, of);
  const drafts = Object.fromEntries(Object.entries(desk.drafts).filter(([, one]) => one !== draft));
  return { ...desk, drafts, clashes: desk.clashes.filter((one) => one !== draft) };
}

/** Under its new code it goes on as a draft: whoever signed it signed lines of the other name. */
function renamed(desk: ScriptDesk, { code, draft: id }: Payload<'script.renamed'>, hand: Hand): ScriptDesk {
  const draft = desk.clashes.find((one) => one.id === id);
  if (draft === undefined || desk.drafts[code] !== undefined) return desk;
  const coded = (source: ScriptSource): ScriptSource => ({ ...source, code });
  return withDraft({ ...desk, clashes: desk.clashes.filter((one) => one !== draft) }, code, {
    ...draft,
    source: { ...coded(draft.source), state: 'draft' },
    changed: hand,
    past: draft.past.map(coded),
    future: draft.future.map(coded),
    versions: draft.versions.map((version) => ({ ...version, source: coded(version.source) })),
  });
}

function begun(desk: ScriptDesk, { code, draft: id, source }: Payload<'script.begun'>, hand: Hand): ScriptDesk {
  const there = desk.drafts[code];
  if (there !== undefined && (id === undefined || there.id === id)) return desk;
  // Sign-offs are for what was read; a draft begins without any.
  const { signOffs: _signOffs, ...unsigned } = source;
  const draft: ScriptSource = { ...unsigned, state: 'draft' };
  const begins: DeskDraft = {
    ...(id === undefined ? {} : { id }),
    source: draft,
    begun: hand,
    changed: hand,
    changes: 0,
    past: [],
    future: [],
    signers: [],
    versions: [{ ...hand, why: 'begun', source: draft }],
  };
  return there === undefined ? withDraft(desk, code, begins) : { ...desk, clashes: [...desk.clashes, begins] };
}

function changed(desk: ScriptDesk, { change, ...of }: Payload<'script.changed'>, hand: Hand): ScriptDesk {
  const draft = draftFor(desk, of);
  if (draft?.source.state !== 'draft') return desk;
  return kept(desk, draft, {
    ...draft,
    source: applyChange(draft.source, change),
    changed: hand,
    changes: draft.changes + 1,
    past: remembered(draft.past, draft.source),
    future: [],
  });
}

/** As many steps as anybody goes back; each shares with its neighbours what did not change. */
const mostSteps = 200;
const remembered = (steps: readonly ScriptSource[], source: ScriptSource): readonly ScriptSource[] =>
  [...steps, source].slice(-mostSteps);

/** One step back or forward among the changes; whoever takes it is the author of what is there then. */
function stepped(desk: ScriptDesk, of: Payload<'script.undone'>, hand: Hand, way: 'past' | 'future'): ScriptDesk {
  const draft = draftFor(desk, of);
  const to = draft?.[way].at(-1);
  if (draft?.source.state !== 'draft' || to === undefined) return desk;
  const other = way === 'past' ? 'future' : 'past';
  return kept(desk, draft, {
    ...draft,
    source: withSignOffsOf(to, draft.source),
    changed: hand,
    changes: draft.changes + 1,
    [way]: draft[way].slice(0, -1),
    [other]: remembered(draft[other], draft.source),
  });
}

/** Sign-offs are no change of words: what was signed stays on record whichever words are looked at. */
function withSignOffsOf({ signOffs: _before, ...source }: ScriptSource, { signOffs }: ScriptSource): ScriptSource {
  return { ...source, state: 'draft', ...(signOffs === undefined ? {} : { signOffs }) };
}

/** The script with one change; also for showing what it would be. */
export function applyChange(source: ScriptSource, change: ScriptChange): ScriptSource {
  if (change.kind === 'head') {
    const { effectiveFrom: _day, ...rest } = source;
    return { ...rest, ...change.head };
  }
  if (change.kind === 'edit') return edited(source, change);
  const { id, node } = change;
  if (node !== null) return { ...source, nodes: { ...source.nodes, [id]: node } };
  const { [id]: _gone, ...nodes } = source.nodes;
  return { ...source, nodes };
}

function edited(source: ScriptSource, { set = {}, drop = [], nodes = {}, order = [] }: ScriptEdit): ScriptSource {
  const parts = Object.entries({ ...source, ...set }).filter(([key]) => !(drop as readonly string[]).includes(key));
  const after = Object.entries({ ...source.nodes, ...nodes }).filter(
    (entry): entry is [string, ScriptNode] => entry[1] !== null,
  );
  const place = new Map(order.map((id, at) => [id, at]));
  const sorted = after.sort(([a], [b]) => (place.get(a) ?? order.length) - (place.get(b) ?? order.length));
  return { ...(Object.fromEntries(parts) as ScriptSource), nodes: Object.fromEntries(sorted) };
}

function moved(desk: ScriptDesk, { move, ...of }: Payload<'script.moved'>, hand: Hand): ScriptDesk {
  const draft = draftFor(desk, of);
  const { from, to } = moveById(move);
  if (draft?.source.state !== from) return desk;
  const source: ScriptSource = { ...draft.source, state: to };
  return kept(desk, draft, {
    ...draft,
    source,
    versions: [...draft.versions, { ...hand, why: move, source }],
  });
}

function signed(desk: ScriptDesk, { as, on, words, name, ...of }: Payload<'script.signed'>, hand: Hand): ScriptDesk {
  const draft = draftFor(desk, of);
  if (draft?.source.state !== 'review') return desk;
  const others = (draft.source.signOffs ?? []).filter((one) => one.as !== as);
  return kept(desk, draft, {
    ...draft,
    source: { ...draft.source, signOffs: [...others, { as, on, words }] },
    signers: [...draft.signers.filter((one) => one.as !== as), { as, name, words, ...hand }],
  });
}
