/**
 * 两处版本: what becomes of a fact that two PCs changed without knowing of each other.
 *
 * Each change names the versions that whoever made it had before them (`over`). A version that nobody had before them when they
 * changed it stays beside the new one until a person chooses, so that nothing is overwritten in silence. Which of them is shown
 * meanwhile is the later by the order of events, the same on every PC; that is no decision.
 */
import type { OpenEvent } from '../evidence/event-envelope';
import type { CasePayload, NewCaseEvent } from './events';
import type { CaseState } from './state';
import { CaseDetails } from './values';

export const detailFields = Object.keys(CaseDetails.shape) as readonly DetailField[];
export type DetailField = keyof CaseDetails;

/** A value that was recorded, by whom and when. Of a fact with one version, the value stands in the details. */
export interface FactVersion {
  /** The event that recorded it; empty: the registration. */
  readonly eventId: string;
  readonly by: string;
  readonly atMs: number;
  readonly value?: CaseDetails[DetailField];
}

/** Versions that stood side by side, and the one that was chosen then. */
export interface SettledVersions {
  readonly field: DetailField;
  readonly versions: readonly FactVersion[];
  readonly chosen: FactVersion;
}

export interface FactVersions {
  /** Of facts that were changed since the registration. More than one: a person has to choose. */
  readonly heads: Readonly<Partial<Record<DetailField, readonly FactVersion[]>>>;
  /** In the order of the choices. */
  readonly settled: readonly SettledVersions[];
}

type Versioned = Pick<CaseState, 'details' | 'versions' | 'registeredBy' | 'registeredAtMs'>;

const none: FactVersions = { heads: {}, settled: [] };

/** With the keys of objects in one order, whichever PC wrote them. Nothing is hashed by it, so it is not the form of evidence. */
const inOneOrder = (value: unknown): string =>
  JSON.stringify(value ?? null, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );
const isSame = (a: unknown, b: unknown): boolean => inOneOrder(a) === inOneOrder(b);

/** All versions of a fact that stand, with their values. */
function versionsOf(state: Versioned, field: DetailField): readonly FactVersion[] {
  const heads = state.versions?.heads[field] ?? [{ eventId: '', by: state.registeredBy, atMs: state.registeredAtMs }];
  const [only] = heads;
  return heads.length === 1 && only ? [{ ...only, value: state.details[field] }] : heads;
}

/** What is recorded says which versions its author had before them. */
export function withKnownVersions(state: Versioned, event: NewCaseEvent): NewCaseEvent {
  if (event.type !== 'case.detailsRecorded') return event;
  const fields = detailFields.filter((field) => event.payload.changes[field] !== undefined);
  const known = fields.map((field) => [field, versionsOf(state, field).map(({ eventId }) => eventId)]);
  return { ...event, payload: { ...event.payload, over: Object.fromEntries(known) as Record<string, string[]> } };
}

/** 待核对: facts of which more than one version stands, in the order of the form. */
export function openVersions(
  state: Versioned,
): readonly { readonly field: DetailField; readonly versions: readonly FactVersion[] }[] {
  // Of nearly all cases there is none.
  const heads = Object.values(state.versions?.heads ?? {});
  if (!heads.some(({ length }) => length > 1)) return [];
  return detailFields.flatMap((field) => {
    const versions = differing(versionsOf(state, field));
    return versions.length > 1 ? [{ field, versions }] : [];
  });
}

/** Those that say something else than one before them: what was recorded twice alike is no question. */
function differing(versions: readonly FactVersion[]): readonly FactVersion[] {
  return versions.filter((one, i) => !versions.slice(0, i).some((earlier) => isSame(earlier.value, one.value)));
}

/** The last choice of a fact, as long as nobody recorded it anew since: it can be made again. */
export function lastChoice(state: Versioned, field: DetailField): SettledVersions | undefined {
  const last = (state.versions?.settled ?? []).filter((one) => one.field === field).at(-1);
  const heads = versionsOf(state, field);
  return last && heads.length === 1 && heads[0]?.eventId === last.chosen.eventId ? last : undefined;
}

/** How the versions of a case stand after a change. Events of before versions were named know of all that stands. */
export function afterRecording(
  state: Versioned,
  { changes, over, chosen }: CasePayload<'case.detailsRecorded'>,
  event: OpenEvent,
): FactVersions {
  const { id: eventId, actor, at } = event.header;
  const before = state.versions ?? none;
  const heads = { ...before.heads };
  const settled = [...before.settled];
  for (const field of detailFields) {
    const value = changes[field];
    if (value === undefined) continue;
    const mine: FactVersion = { eventId, by: actor.userId, atMs: at.wall, value };
    const standing = versionsOf(state, field);
    const known = over?.[field];
    const beside = known === undefined ? [] : standing.filter((version) => !known.includes(version.eventId));
    const { value: _said, ...withoutValue } = mine;
    heads[field] = beside.length === 0 ? [withoutValue] : [...beside, mine];
    const open = differing(standing);
    const versions = open.length > 1 ? open : chosen && lastChoice(state, field)?.versions;
    if (beside.length === 0 && versions) settled.push({ field, versions, chosen: mine });
  }
  return { heads, settled };
}

/** Fields that would say something else than they do. */
export function changedFields(
  { details }: Pick<CaseState, 'details'>,
  changes: CasePayload<'case.detailsRecorded'>['changes'],
): readonly string[] {
  return detailFields.filter((field) => changes[field] !== undefined && !isSame(changes[field], details[field]));
}

/** Texts and lists of which both versions can be kept. */
const keepBoth: Readonly<Partial<Record<DetailField, (values: readonly unknown[]) => unknown>>> = {
  facts: (values) => values.join('\n'),
  wish: (values) => values.join('\n'),
  matter: (values) => values.join('；'),
  flags: (values) => [...new Set(values.flat())],
  rightIds: (values) => [...new Set(values.flat())],
};

/** Whether more than one version of this fact can stand at once: texts one after the other, lists together. */
export const canKeepBoth = (field: DetailField): boolean => keepBoth[field] !== undefined;

export type VersionRefusalCode = 'versions.noneOpen' | 'versions.changedMeanwhile' | 'versions.tooLong';

/**
 * 核对: takes one of the versions, or all of them where they can stand together. A choice that was made is made again the same
 * way. Gives the change, or why not.
 */
export function chooseVersion(
  state: Versioned,
  { field, among, pick }: { readonly field: DetailField; readonly among: readonly string[]; readonly pick: string },
): CasePayload<'case.detailsRecorded'> | VersionRefusalCode {
  const open = differing(versionsOf(state, field));
  const versions = open.length > 1 ? open : lastChoice(state, field)?.versions;
  if (!versions) return 'versions.noneOpen';
  const isAsShown = versions.length === among.length && versions.every(({ eventId }) => among.includes(eventId));
  const picked = versions.find(({ eventId }) => eventId === pick);
  const both = keepBoth[field];
  if (!isAsShown || (!picked && !(pick === 'both' && both))) return 'versions.changedMeanwhile';
  const value: unknown = picked ? picked.value : both?.(versions.map((version) => version.value));
  const changes = CaseDetails.partial().safeParse({ [field]: value ?? (field === 'joint' ? false : null) });
  if (!changes.success) return 'versions.tooLong';
  return { changes: changes.data, chosen: { among: [...among], pick } };
}
