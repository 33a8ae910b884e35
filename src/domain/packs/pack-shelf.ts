/**
 * Which packs a branch has, and which of them hold when: the fold of the `packs` stream, the same for every kind. Nothing is taken
 * away, so that every date and every decision can be explained with the pack of its time.
 */
import { z } from 'zod';
import type { OpenEvent } from '../evidence/event-envelope';
import {
  packKindNames,
  packKinds,
  type PackContent,
  type PackContentOf,
  type PackContents,
  type PackKind,
} from './kinds';
import { packReasons, problem, type PackProblem, type PackReason } from './problems';
import { PackKey, readSignedPack, SignedPack, type PackChecks, type VerifiedPack } from './signed-pack';

const Origin = z.enum(['sync', 'file']);
export type PackOrigin = z.infer<typeof Origin>;

export const packPayloads = {
  /** `headquarters`: learnt when this branch was connected. `person`: typed in at a branch without a line. */
  'pack.keyTrusted': z.strictObject({ publicKey: PackKey, origin: z.enum(['headquarters', 'person']) }),
  'pack.received': z.strictObject({ signed: SignedPack, origin: Origin, fileName: z.string() }),
  'pack.refused': z.strictObject({
    origin: Origin,
    fileName: z.string(),
    name: z.string(),
    hash: z.string().nullable(),
    problems: z.array(
      z.strictObject({
        field: z.string(),
        reason: z.enum(packReasons as readonly [PackReason, ...PackReason[]]),
        detail: z.string(),
      }),
    ),
  }),
  /** Somebody with the right has seen what changes. `fromMs`: from this instant on it holds. */
  'pack.confirmed': z.strictObject({ hash: z.string(), name: z.string(), fromMs: z.int(), casesChanged: z.int() }),
} as const;
export type PackEventType = keyof typeof packPayloads;
export type NewPackEvent = {
  [T in PackEventType]: { readonly type: T; readonly payload: z.infer<(typeof packPayloads)[T]> };
}[PackEventType];

export interface TrustedKey {
  readonly publicKey: string;
  readonly origin: 'headquarters' | 'person';
  readonly atMs: number;
  readonly byId: string;
}

export interface ShelvedPack {
  readonly hash: string;
  readonly id: string;
  readonly version: string;
  readonly content: PackContent;
  readonly effectiveFrom: string;
  readonly issuedBy: string;
  readonly publicKey: string;
  readonly origin: PackOrigin;
  readonly receivedAtMs: number;
  readonly confirmed: {
    readonly atMs: number;
    /** Empty where nobody had to: it holds since it came. */
    readonly byId: string;
    readonly fromMs: number;
    readonly casesChanged: number;
  } | null;
}

export interface PackRefusal {
  readonly atMs: number;
  readonly origin: PackOrigin;
  readonly fileName: string;
  readonly name: string;
  readonly hash: string | null;
  readonly problems: readonly PackProblem[];
}

export interface PackShelf {
  readonly keys: readonly TrustedKey[];
  readonly packs: readonly ShelvedPack[];
  /** Oldest first. */
  readonly refusals: readonly PackRefusal[];
}

export const emptyShelf: PackShelf = { keys: [], packs: [], refusals: [] };

export type ShelfChecks = Omit<PackChecks, 'trusts'>;

export function checksOf(shelf: PackShelf, checks: ShelfChecks): PackChecks {
  return { ...checks, trusts: (key) => shelf.keys.some(({ publicKey }) => publicKey === key) };
}

/** A pack that another PC took in is verified here once more; one that fails is as good as refused. */
export function evolveShelf(shelf: PackShelf, { header, payload }: OpenEvent, checks: ShelfChecks): PackShelf {
  const change = { type: header.type, payload } as NewPackEvent;
  const atMs = header.at.wall;
  const byId = header.actor.userId;
  switch (change.type) {
    case 'pack.keyTrusted': {
      const { publicKey, origin } = change.payload;
      if (shelf.keys.some((key) => key.publicKey === publicKey)) return shelf;
      return { ...shelf, keys: [...shelf.keys, { publicKey, origin, atMs, byId }] };
    }
    case 'pack.received': {
      const { signed, origin, fileName } = change.payload;
      const read = readSignedPack(signed, checksOf(shelf, checks));
      if (!read.ok) {
        const { name, hash, problems } = read;
        return { ...shelf, refusals: [...shelf.refusals, { atMs, origin, fileName, name, hash, problems }] };
      }
      if (shelf.packs.some(({ hash }) => hash === read.pack.hash)) return shelf;
      return { ...shelf, packs: [...shelf.packs, shelved(read.pack, origin, atMs)] };
    }
    case 'pack.refused':
      return { ...shelf, refusals: [...shelf.refusals, { atMs, ...change.payload }] };
    case 'pack.confirmed': {
      const { hash, fromMs, casesChanged } = change.payload;
      return {
        ...shelf,
        packs: shelf.packs.map((pack) =>
          pack.hash === hash && pack.confirmed === null
            ? { ...pack, confirmed: { atMs, byId, fromMs, casesChanged } }
            : pack,
        ),
      };
    }
  }
}

export function isPackEventType(type: string): type is PackEventType {
  return Object.hasOwn(packPayloads, type);
}

function shelved({ signed, hash, id, version, content }: VerifiedPack, origin: PackOrigin, atMs: number): ShelvedPack {
  const { effectiveFrom, issuedBy } = signed.body;
  const atOnce = packKinds[content.kind].atOnce === true;
  const { publicKey } = signed.signature;
  return {
    hash,
    id,
    version,
    content,
    effectiveFrom,
    issuedBy,
    publicKey,
    origin,
    receivedAtMs: atMs,
    confirmed: atOnce ? { atMs, byId: '', fromMs: atMs, casesChanged: 0 } : null,
  };
}

/** Of two versions `2020.10` is the later one after `2020.9`. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number)) as [number[], number[]];
  for (let at = 0; at < Math.max(left.length, right.length); at += 1) {
    const difference = (left[at] ?? 0) - (right[at] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The pack of a kind that holds at an instant; null: the one that came with the program. */
export function heldAt(shelf: PackShelf, kind: PackKind, atMs: number): ShelvedPack | null {
  return shelf.packs
    .filter((pack) => pack.content.kind === kind && pack.confirmed !== null && pack.confirmed.fromMs <= atMs)
    .reduce<ShelvedPack | null>(
      (newest, pack) => (newest === null || compareVersions(pack.version, newest.version) > 0 ? pack : newest),
      null,
    );
}

/** Of every kind what holds at an instant. */
export function contentsAt(shelf: PackShelf, builtIn: PackContents, atMs: number): PackContents {
  return packKindNames.reduce((contents, kind) => contentsWith(contents, heldAt(shelf, kind, atMs)), builtIn);
}

/** What is there with one of its packs put in place of what was. */
export function contentsWith(contents: PackContents, pack: ShelvedPack | null): PackContents {
  return pack === null ? contents : { ...contents, [pack.content.kind]: pack.content.pack };
}

/** When the next confirmed pack comes into force; null when none waits for its day. */
export function nextChangeAfter(shelf: PackShelf, atMs: number): number | null {
  const later = shelf.packs.flatMap(({ confirmed }) =>
    confirmed !== null && confirmed.fromMs > atMs ? [confirmed.fromMs] : [],
  );
  return later.length === 0 ? null : Math.min(...later);
}

/**
 * `awaiting` somebody's confirmation; `scheduled`: confirmed, for a day to come; `superseded` by a newer one, whether it ever
 * held or not.
 */
export type PackStatus = 'inForce' | 'awaiting' | 'scheduled' | 'superseded';

export function statusOf(shelf: PackShelf, pack: ShelvedPack, builtIn: PackContents, atMs: number): PackStatus {
  const { kind } = pack.content;
  if (heldAt(shelf, kind, atMs) === pack) return 'inForce';
  const newest = newestVersion(shelf, kind, builtIn);
  if (pack.confirmed === null) return compareVersions(pack.version, newest) > 0 ? 'awaiting' : 'superseded';
  const held = heldAt(shelf, kind, atMs);
  const overtaken = held !== null && compareVersions(held.version, pack.version) > 0;
  return pack.confirmed.fromMs > atMs && !overtaken ? 'scheduled' : 'superseded';
}

/** Of what holds or will hold by what is known. */
function newestVersion(shelf: PackShelf, kind: PackKind, builtIn: PackContents): string {
  const confirmed = shelf.packs.filter((pack) => pack.content.kind === kind && pack.confirmed !== null);
  return confirmed.reduce(
    (newest, { version }) => (compareVersions(version, newest) > 0 ? version : newest),
    builtIn[kind].version,
  );
}

/** Why a verified pack can't be taken in at this branch; empty when it can. One that is here already is no problem. */
export function problemsHere(shelf: PackShelf, pack: VerifiedPack, builtIn: PackContents): readonly PackProblem[] {
  if (shelf.packs.some(({ hash }) => hash === pack.hash)) return [];
  const { content, id, version } = pack;
  const foreign = foreignProblems(content, builtIn);
  if (foreign.length > 0) return foreign;
  if (shelf.packs.some((other) => other.id === id && other.version === version))
    return [problem('version', 'versionReused', version)];
  const newest = newestVersion(shelf, content.kind, builtIn);
  if (compareVersions(version, newest) <= 0) return [problem('version', 'notNewer', newest)];
  return lostProblems(content, contentsAt(shelf, builtIn, Infinity));
}

function foreignProblems<K extends PackKind>({ kind, pack }: PackContentOf<K>, builtIn: PackContents): PackProblem[] {
  const { institutionOf } = packKinds[kind];
  const here = builtIn[kind];
  const problems: PackProblem[] = [];
  if (institutionOf && institutionOf(pack) !== institutionOf(here))
    problems.push(problem('institutionType', 'otherInstitution', institutionOf(pack)));
  if (pack.id !== here.id) problems.push(problem('id', 'otherPack', here.id));
  return problems;
}

function lostProblems<K extends PackKind>(
  { kind, pack }: PackContentOf<K>,
  known: PackContents,
): readonly PackProblem[] {
  return packKinds[kind].lost?.(known[kind], pack) ?? [];
}
