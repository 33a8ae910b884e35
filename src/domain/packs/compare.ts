/**
 * 两个版本的比较: what one version of a pack says otherwise than another, entry by entry and field by field. Every value of the contents
 * belongs to some field, known to the page or not, so that nothing can change unseen by whoever reviews it.
 */
import { canonicalJson } from '../evidence/canonical';
import type { PackKind } from './kinds';
import { orderName, withinName, type PackSection } from './sections';

/** Where the members of a list or table are entries of their own; `*` stands for the name of a member above. */
const splits: Readonly<Record<PackKind, Readonly<Record<string, PackSection>>>> = {
  rules: {
    deadlines: 'deadlines',
    refusalGrounds: 'refusalGrounds',
    latenessReasons: 'latenessReasons',
    letterDuties: 'letterDuties',
    suspensions: 'suspensions',
    sources: 'sources',
    'jointComplaint.causes': 'majorCauses',
  },
  calendar: { years: 'years' },
  authority: { 'matrix.bank': 'bank', 'matrix.insurer': 'insurer' },
  plan: {
    parts: 'planParts',
    'parts.*.steps': 'planSteps',
    'incident.entries': 'incidentEntries',
    'incident.police': 'policeWords',
    'incident.grades': 'grades',
    'incident.grades.*.triggers': 'triggers',
  },
  reminders: { steps: 'reminderSteps' },
  scripts: { scripts: 'scripts', facts: 'sharedFacts' },
  stops: { stops: 'stops' },
};

/** Read as one: halves of them say nothing. */
const whole = ['limit', 'start', 'when', 'extension'];
/** Says of itself which version it is; that is what is compared. */
const ofTheHead = ['id', 'version', 'format', 'schema'];
/** By these an entry is found in both versions; with another one it is another entry. */
const itsOwnName = ['id', 'code', 'grade'];

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

export interface ChangedField {
  /** Names from the entry down; `orderName` at the end says in which order those of both versions stand. */
  readonly path: readonly string[];
  /** Absent: it was not there, or is no more. */
  readonly before?: unknown;
  readonly after?: unknown;
}

export interface ChangedEntry {
  readonly section: PackSection;
  /** Unique within its section. */
  readonly key: string;
  /** As people call it; null where it has a code alone. */
  readonly name: { readonly zh: string; readonly en: string } | null;
  readonly change: 'added' | 'changed' | 'removed';
  readonly fields: readonly ChangedField[];
}

export interface PackComparison {
  readonly added: number;
  readonly changed: number;
  readonly removed: number;
  readonly unchanged: number;
  /** In the order of the newer version; what is gone comes last. */
  readonly entries: readonly ChangedEntry[];
}

interface Entry {
  readonly section: PackSection;
  readonly key: string;
  readonly name: ChangedEntry['name'];
  readonly fields: Map<string, { readonly path: readonly string[]; readonly value: Json }>;
}

/** Contents of the same kind, as they are read and not as they travel; `before` null: there was none, and everything is new. */
export function comparePacks(kind: PackKind, before: unknown, after: unknown): PackComparison {
  const [was, is] = [before === null ? new Map<string, Entry>() : entriesOf(kind, before), entriesOf(kind, after)];
  const entries: ChangedEntry[] = [];
  let unchanged = 0;
  for (const [id, entry] of is) {
    const fields = changedFields(was.get(id), entry);
    const change = was.has(id) ? 'changed' : 'added';
    if (change === 'changed' && fields.length === 0) unchanged += 1;
    // What holds for the whole pack is there always; of a first version without such words there is nothing to tell.
    else if (entry.section !== 'head' || fields.length > 0) entries.push(told(entry, change, fields));
  }
  for (const [id, entry] of was) if (!is.has(id)) entries.push(told(entry, 'removed', changedFields(entry, undefined)));
  const count = (change: ChangedEntry['change']) => entries.filter((one) => one.change === change).length;
  return { added: count('added'), changed: count('changed'), removed: count('removed'), unchanged, entries };
}

const told = (
  { section, key, name }: Entry,
  change: ChangedEntry['change'],
  fields: readonly ChangedField[],
): ChangedEntry => ({ section, key, name, change, fields });

function changedFields(was: Entry | undefined, is: Entry | undefined): readonly ChangedField[] {
  const keys = [...new Set([...(is?.fields.keys() ?? []), ...(was?.fields.keys() ?? [])])];
  return keys.flatMap((key): readonly ChangedField[] => {
    const [old, now] = [was?.fields.get(key), is?.fields.get(key)];
    const path = (now ?? old)?.path ?? [];
    if (old && now) {
      if (path.at(-1) === orderName) return changedOrder(path, old.value, now.value);
      return sameIn(path, old.value, now.value) ? [] : [{ path, before: old.value, after: now.value }];
    }
    // The order of what came or went as a whole says nothing beside its parts.
    if (path.at(-1) === orderName) return [];
    return [{ path, ...(old ? { before: old.value } : {}), ...(now ? { after: now.value } : {}) }];
  });
}

/** A member of a list by its name in the file, and as people call it. */
const called = (id: string, member: Json) => ({ id, name: nameOf(member) });

/** Where it stands is told by the name in the file: with other words it is the same place. */
const sameIn = (path: readonly string[], old: Json, now: Json): boolean =>
  path.at(-1) === withinName ? idOf(old) === idOf(now) : canonicalJson(old) === canonicalJson(now);

/** Of what both lists have, each in its own order. */
function changedOrder(path: readonly string[], old: Json, now: Json): readonly ChangedField[] {
  if (!isList(old) || !isList(now)) return [{ path, before: old, after: now }];
  const among = (list: readonly Json[], others: readonly Json[]): readonly Json[] => {
    const ids = new Set(others.map(idOf));
    return list.filter((member) => ids.has(idOf(member)));
  };
  const [before, after] = [among(old, now), among(now, old)];
  const same = before.every((member, at) => idOf(member) === idOf(after[at] ?? null));
  return same ? [] : [{ path, before, after }];
}

function entriesOf(kind: PackKind, pack: unknown): ReadonlyMap<string, Entry> {
  const entries = new Map<string, Entry>();
  const open = (section: PackSection, key: string, name: Entry['name']): Entry => {
    const entry: Entry = { section, key, name, fields: new Map() };
    entries.set(`${section} ${key}`, entry);
    return entry;
  };
  const put = (entry: Entry, path: readonly string[], value: Json): void =>
    void entry.fields.set(path.join('\n'), { path, value });
  /** `place` is where it stands in the pack, `path` where in its entry. */
  const walk = (entry: Entry, value: Json, place: readonly string[], path: readonly string[]): void => {
    const members = whole.includes(place.at(-1) ?? '') ? undefined : membersOf(value);
    if (members === undefined) {
      put(entry, path, value);
      return;
    }
    const section = splits[kind][place.join('.')];
    if (members.size === 0 && section === undefined) put(entry, path, value);
    if (isList(value))
      put(
        entry,
        [...path, orderName],
        [...members].map(([name, member]) => called(name, member)),
      );
    for (const [name, member] of members) {
      if (path.length === 0 && (entry.section === 'head' ? ofTheHead : itsOwnName).includes(name)) continue;
      if (section === undefined) walk(entry, member, [...place, isList(value) ? '*' : name], [...path, name]);
      else {
        const inner = open(section, name, nameOf(member));
        // A step that moved to another part of the plan has the same words still.
        if (entry.section !== 'head') put(inner, [withinName], { id: entry.key, name: entry.name });
        walk(inner, member, [...place, '*'], []);
      }
    }
  };
  walk(open('head', '', null), pack as Json, [], []);
  return entries;
}

/** By name; undefined for what is read as one. */
function membersOf(value: Json): ReadonlyMap<string, Json> | undefined {
  if (value === null || typeof value !== 'object') return undefined;
  if (!isList(value)) return new Map(Object.entries(value));
  const names = value.map(idOf);
  const distinct = new Set(names);
  return distinct.has(undefined) || distinct.size < names.length
    ? undefined
    : new Map(value.map((member, at) => [names[at] ?? '', member]));
}

const isList = (value: Json): value is readonly Json[] => Array.isArray(value);

/** What a member of a list is called by. */
function idOf(member: Json): string | undefined {
  if (member === null || typeof member !== 'object' || isList(member)) return undefined;
  const id = member['id'] ?? member['code'] ?? member['grade'];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : undefined;
}

function nameOf(member: Json): ChangedEntry['name'] {
  if (member === null || typeof member !== 'object' || isList(member)) return null;
  const words = member['title'] ?? member['label'] ?? member;
  if (typeof words !== 'object' || isList(words)) return null;
  const { zh, en } = words as { readonly zh?: Json; readonly en?: Json };
  return typeof zh === 'string' && typeof en === 'string' ? { zh, en } : null;
}
