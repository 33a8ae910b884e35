/** What a reviewer is shown: nothing of a pack can change unseen, and only what changed is told. */
import { describe, expect, it } from 'vitest';
import authorityJson from '../../../resources/packs/authority/cn.json';
import calendarJson from '../../../resources/packs/calendars/cn.json';
import planJson from '../../../resources/packs/plans/major-complaint.json';
import remindersJson from '../../../resources/packs/reminders/house.json';
import bankRulesJson from '../../../resources/packs/rules/cn-bank-2020.json';
import { comparePacks, type ChangedEntry, type PackComparison } from '../../../src/domain/packs/compare';
import type { PackKind } from '../../../src/domain/packs/kinds';
import { orderName, withinName } from '../../../src/domain/packs/sections';
import { bankRules } from '../../support/pack-rules';
import { releaseFile } from '../../support/script-releases';

const scripts = (() => {
  const whole = releaseFile('2099.1');
  // Three of them have every form that all of them have, and are looked through in no time.
  return { ...whole, scripts: whole.scripts.slice(0, 3) };
})();
const stops = {
  ...{ id: 'stops.cn', version: '2026.1', note: '' },
  stops: [{ code: 'ACC-01', reason: { zh: '有误', en: 'Wrong' }, below: '2.0.0' }],
};
const shipped: readonly (readonly [PackKind, object])[] = [
  ['rules', bankRulesJson],
  ['calendar', calendarJson],
  ['authority', authorityJson],
  ['plan', planJson],
  ['reminders', remindersJson],
  ['scripts', scripts],
  ['stops', stops],
];

type Tree = Record<string, unknown>;
const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

/** Every place of the contents where something stands that can be another. */
function placesOf(value: unknown, place: readonly string[] = []): readonly (readonly string[])[] {
  if (!isTree(value)) return [place];
  return Object.entries(value).flatMap(([name, inner]) => placesOf(inner, [...place, name]));
}

/** The contents with another value there; what is not on the way is the same object. */
function changedAt(value: unknown, [name, ...rest]: readonly string[]): unknown {
  if (name === undefined) return typeof value === 'number' ? value + 1_000 : `${String(value)}?`;
  const copy = Array.isArray(value) ? [...(value as unknown[])] : { ...(value as Tree) };
  (copy as Tree)[name] = changedAt((value as Tree)[name], rest);
  return copy;
}

const changesOf = ({ added, changed, removed }: PackComparison) => ({ added, changed, removed });
const only = (entries: readonly ChangedEntry[]): ChangedEntry => {
  const [entry, ...more] = entries;
  if (entry === undefined || more.length > 0) throw new Error(`${String(entries.length)} entries`);
  return entry;
};

describe('two versions of a pack', () => {
  it.each(shipped)('of kind %s with the same contents differ in nothing', (kind, pack) => {
    const compared = comparePacks(kind, pack, { ...structuredClone(pack), version: '2099.1' });
    expect(changesOf(compared)).toEqual({ added: 0, changed: 0, removed: 0 });
    expect(compared.unchanged).toBeGreaterThan(0);
  });

  it.each(shipped)('of kind %s differ wherever anything at all differs', (kind, pack) => {
    const names = new Set(['id', 'version', 'format', 'schema']);
    const places = placesOf(pack).filter((place) => place.length > 1 || !names.has(place[0] ?? ''));
    // Of thousands of texts of scripts every seventh.
    const tried = kind === 'scripts' ? places.filter((_place, at) => at % 7 === 0) : places;
    const unseen = tried.filter((place) => comparePacks(kind, pack, changedAt(pack, place)).entries.length === 0);
    expect(unseen).toEqual([]);
    expect(tried.length).toBeGreaterThan(3);
  });

  it('name the entry, the field, and both values', () => {
    const next = bankRules();
    const rule = next.deadlines.find(({ id }) => id === 'D1');
    if (!rule) throw new Error('no D1');
    rule.limit.count = 12;
    const entry = only(comparePacks('rules', bankRulesJson, next).entries);
    expect(entry).toMatchObject({
      ...{ section: 'deadlines', key: 'D1', change: 'changed' },
      fields: [{ path: ['limit'], before: { count: 15 }, after: { count: 12 } }],
    });
    expect(entry.name?.zh).not.toBe('');
  });

  it('tell what is new and what is gone as such, with all that stands in it', () => {
    const next = bankRules();
    const [first, ...rest] = next.deadlines;
    const compared = comparePacks('rules', bankRulesJson, { ...next, deadlines: [...rest, { ...first, id: 'D99' }] });
    expect(changesOf(compared)).toEqual({ added: 1, changed: 0, removed: 1 });
    const [added, removed] = compared.entries;
    expect(added).toMatchObject({ key: 'D99', change: 'added' });
    expect(added?.fields.every((field) => !('before' in field))).toBe(true);
    expect(removed).toMatchObject({ key: first?.id, change: 'removed' });
    expect(removed?.fields.every((field) => !('after' in field))).toBe(true);
  });

  it('tell of a step that stands elsewhere now, though it says the same', () => {
    const turned = structuredClone(planJson);
    turned.parts[0]?.steps.reverse();
    expect(only(comparePacks('plan', planJson, turned).entries)).toMatchObject({
      ...{ section: 'planParts', key: 'first' },
      fields: [
        {
          path: ['steps', orderName],
          after: [{ id: 'count' }, { id: 'delegates' }, { id: 'room' }, { id: 'takeOver' }],
        },
      ],
    });
    const moved = structuredClone(planJson);
    const step = moved.parts[0]?.steps.shift();
    if (!step) throw new Error('no step');
    moved.parts[1]?.steps.push(step);
    expect(only(comparePacks('plan', planJson, moved).entries)).toMatchObject({
      ...{ section: 'planSteps', key: step.id, change: 'changed' },
      fields: [{ path: [withinName], before: { id: 'first' }, after: { id: moved.parts[1]?.id } }],
    });
  });

  it('are all new where there was none before, and stay quick with thousands of entries', () => {
    const many = {
      ...stops,
      stops: Array.from({ length: 3_000 }, (_one, at) => ({ code: `C${String(at)}`, reason: { zh: '一', en: 'a' } })),
    };
    expect(comparePacks('stops', null, many)).toMatchObject({ added: 3_001, changed: 0, removed: 0 });
    expect(comparePacks('stops', many, stops)).toMatchObject({ added: 1, changed: 0, removed: 3_000 });
  });
});
