import { createHash, generateKeyPairSync, sign, verify, createPublicKey, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OpenEvent } from '../evidence/event-envelope';
import {
  checksOf,
  compareVersions,
  contentsAt,
  emptyShelf,
  evolveShelf,
  heldAt,
  nextChangeAfter,
  problemsHere,
  statusOf,
  type NewPackEvent,
  type PackShelf,
  type ShelfChecks,
} from './pack-shelf';
import {
  countsOf,
  kindOfContents,
  packKindNames,
  readContents,
  contentOf,
  type PackContents,
  type PackKind,
} from './kinds';
import { problem } from './problems';
import { packHash, readPackText, readSignedPack, signPack, type PackBody, type SignedPack } from './signed-pack';

const read = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(`../../../resources/packs/${path}`, import.meta.url), 'utf8')) as Record<
    string,
    unknown
  >;
const rawOf = (key: KeyObject): string =>
  key.export({ format: 'der', type: 'spki' }).subarray(-32).toString('base64url');
const spki = Buffer.from('302a300506032b6570032100', 'hex');
const checks: ShelfChecks = {
  sha256: (text) => createHash('sha256').update(text, 'utf8').digest('base64url'),
  verifyEd25519: (publicKey, hash, signature) =>
    verify(
      null,
      Buffer.from(hash, 'base64url'),
      createPublicKey({ key: Buffer.concat([spki, Buffer.from(publicKey, 'base64url')]), format: 'der', type: 'spki' }),
      Buffer.from(signature, 'base64url'),
    ),
};
function keyPair() {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return {
    publicKey: rawOf(publicKey),
    sign: (hash: string) => sign(null, Buffer.from(hash, 'base64url'), privateKey).toString('base64url'),
  };
}
const hq = keyPair();

const rulesJson = read('rules/cn-bank-2020.json');
const calendarJson = read('calendars/cn.json');
const files: { readonly [K in PackKind]: Record<string, unknown> } = {
  rules: rulesJson,
  calendar: calendarJson,
  authority: read('authority/cn.json'),
  plan: read('plans/major-complaint.json'),
  reminders: read('reminders/house.json'),
  scripts: read('scripts/release.json'),
  stops: read('stops/none.json'),
};
function builtInOf<K extends PackKind>(kind: K): PackContents[K] {
  const contents = readContents(kind, files[kind]);
  if (!contents.ok) throw new Error(`the ${kind} pack of the program does not parse`);
  return contents.pack;
}
const builtIn: PackContents = {
  rules: builtInOf('rules'),
  calendar: builtInOf('calendar'),
  authority: builtInOf('authority'),
  plan: builtInOf('plan'),
  reminders: builtInOf('reminders'),
  scripts: builtInOf('scripts'),
  stops: builtInOf('stops'),
};

const bodyOf = (version: string, changes: Partial<PackBody> = {}): PackBody => ({
  kind: 'rules',
  effectiveFrom: '2026-12-01',
  issuedBy: '总行合规部',
  pack: { ...rulesJson, version },
  ...changes,
});
const signed = (version: string, changes: Partial<PackBody> = {}): SignedPack =>
  signPack(bodyOf(version, changes), hq, checks);

let clock = 1_000;
function shelfOf(...events: readonly NewPackEvent[]): PackShelf {
  return events.reduce<PackShelf>((shelf, { type, payload }) => {
    clock += 1;
    const event = { header: { type, at: { wall: clock }, actor: { userId: 'u-1', role: 'supervisor' } }, payload };
    return evolveShelf(shelf, event as unknown as OpenEvent, checks);
  }, emptyShelf);
}
const trust: NewPackEvent = { type: 'pack.keyTrusted', payload: { publicKey: hq.publicKey, origin: 'headquarters' } };
const received = (pack: SignedPack): NewPackEvent => ({
  type: 'pack.received',
  payload: { signed: pack, origin: 'file', fileName: 'p.json' },
});
const confirmed = (pack: SignedPack, fromMs: number): NewPackEvent => ({
  type: 'pack.confirmed',
  payload: { hash: packHash(pack.body, checks), name: '', fromMs, casesChanged: 0 },
});
const trusting = checksOf(shelfOf(trust), checks);
const problemsOf = (json: unknown) => {
  const result = readSignedPack(json, trusting);
  return result.ok ? [] : result.problems;
};

describe('a signed pack', () => {
  it('is read when a trusted key signed exactly this', () => {
    const result = readPackText(`\uFEFF${JSON.stringify(signed('2026.1'), null, 2)}`, trusting);
    expect(result).toMatchObject({ ok: true, pack: { id: 'rules.cn.bank', version: '2026.1' } });
  });

  it('is refused without signature, with a stranger’s, and when anything was changed after signing', () => {
    const { signature, ...bare } = signed('2026.1');
    expect(problemsOf(bare)).toEqual([problem('signature', 'unsigned')]);
    expect(problemsOf(rulesJson)).toEqual([problem('signature', 'unsigned')]);
    const stranger = keyPair();
    expect(problemsOf(signPack(bodyOf('2026.1'), stranger, checks))).toEqual([
      problem('signature.publicKey', 'unknownKey', stranger.publicKey),
    ]);
    const tampered = structuredClone(signed('2026.1'));
    (tampered.body.pack as { deadlines: { limit: { count: number } }[] }).deadlines[0]!.limit.count = 150;
    expect(problemsOf(tampered)).toEqual([problem('signature.value', 'wrongSignature')]);
    expect(problemsOf({ ...signed('2026.1'), signature: { ...signature, value: 'x' } })).toEqual([
      problem('signature.value', 'wrongForm'),
    ]);
    expect(readPackText('{', trusting)).toMatchObject({ ok: false, problems: [problem('file', 'notJson')] });
    expect(readPackText('x'.repeat(2_000_001), trusting)).toMatchObject({ problems: [problem('file', 'tooLarge')] });
  });

  it('names field and reason of what is malformed although it is signed', () => {
    const pack = structuredClone(rulesJson) as { deadlines: Record<string, unknown>[] };
    delete pack.deadlines[2]!['article'];
    pack.deadlines[0]!['limit'] = { count: 15, unit: 'fortnight' };
    pack.deadlines[1]!['surprise'] = 1;
    expect(problemsOf(signed('2026.1', { pack }))).toEqual(
      expect.arrayContaining([
        problem('deadlines.2.article', 'missing'),
        expect.objectContaining({ field: 'deadlines.0.limit.unit', reason: 'notAllowed' }),
        problem('deadlines.1.surprise', 'unknownField'),
      ]),
    );
    expect(problemsOf({ ...signed('2026.1'), body: { ...bodyOf('1'), effectiveFrom: '2026-02-31' } })).toEqual([
      problem('body.effectiveFrom', 'wrongForm'),
    ]);
    const years = { ...(calendarJson['years'] as object) } as Record<string, unknown>;
    delete years['2024'];
    expect(problemsOf(signed('2026.2', { kind: 'calendar', pack: { ...calendarJson, years } }))).toEqual([
      problem('years.2024', 'yearGap'),
    ]);
  });

  it('is refused when two rules of one deadline hold on the same day, or none does in between', () => {
    const withSecond = (effectiveFrom: string, effectiveTo: string | null) => {
      const pack = structuredClone(rulesJson) as { deadlines: Record<string, unknown>[] };
      const first = pack.deadlines.find(({ id }) => id === 'D1')!;
      pack.deadlines.push({ ...first, id: 'D1.new', effectiveFrom, effectiveTo: null });
      first['effectiveTo'] = effectiveTo;
      return problemsOf(signed('2026.1', { pack: { ...pack, version: '2026.1' } }));
    };
    expect(withSecond('2027-01-01', '2026-12-31')).toEqual([]);
    expect(withSecond('2026-12-31', '2026-12-31')).toEqual([problem('D1.new.effectiveFrom', 'overlaps', 'D1')]);
    expect(withSecond('2027-01-01', null)).toEqual([problem('D1.new.effectiveFrom', 'overlaps', 'D1')]);
    expect(withSecond('2027-01-02', '2026-12-31')).toEqual([problem('D1.new.effectiveFrom', 'daysBetween', 'D1')]);
    expect(withSecond('2026-02-31', '2026-12-31')).toContainEqual(
      expect.objectContaining({ field: expect.stringMatching(/effectiveFrom$/) as string }),
    );
  });

  it('is refused as a calendar with a day that is none', () => {
    const years = structuredClone(calendarJson['years']) as Record<string, { off: string[] }>;
    years['2026']!.off.push('02-31');
    expect(
      problemsOf(signed('2026.2', { kind: 'calendar', pack: { ...calendarJson, version: '2026.2', years } })),
    ).toEqual([expect.objectContaining({ reason: 'notADay' })]);
  });

  it('stays what it is however its fields are ordered, and is another with any other text', () => {
    fc.assert(
      fc.property(fc.string({ minLength: 1, maxLength: 40, unit: 'grapheme' }), (note) => {
        const pack = signed('2026.1', { pack: { ...rulesJson, version: '2026.1', note } });
        const turned = { signature: pack.signature, body: Object.fromEntries(Object.entries(pack.body).reverse()) };
        expect(problemsOf({ ...turned, format: pack.format })).toEqual([]);
        const other = { ...pack, body: { ...pack.body, pack: { ...rulesJson, version: '2026.1', note: `${note}!` } } };
        expect(problemsOf(other)).toEqual([problem('signature.value', 'wrongSignature')]);
      }),
      { numRuns: 40 },
    );
  });
});

describe('what a branch has', () => {
  it('awaits a person, then its day, and gives way to the next', () => {
    const [first, second] = [signed('2026.1'), signed('2026.10')];
    const shelf = shelfOf(trust, received(first), received(second));
    expect(shelf.packs.map((pack) => statusOf(shelf, pack, builtIn, 50_000))).toEqual(['awaiting', 'awaiting']);
    expect(contentsAt(shelf, builtIn, 50_000)).toEqual(builtIn);
    const later = shelfOf(
      trust,
      received(first),
      received(second),
      confirmed(first, 40_000),
      confirmed(second, 90_000),
    );
    const statuses = (atMs: number) => later.packs.map((pack) => statusOf(later, pack, builtIn, atMs));
    expect(statuses(30_000)).toEqual(['scheduled', 'scheduled']);
    expect(statuses(40_000)).toEqual(['inForce', 'scheduled']);
    expect(statuses(90_000)).toEqual(['superseded', 'inForce']);
    expect(contentsAt(later, builtIn, 89_999).rules.version).toBe('2026.1');
    expect(contentsAt(later, builtIn, 39_999).rules.version).toBe('2020.4');
    expect([30_000, 40_000, 90_000].map((atMs) => nextChangeAfter(later, atMs))).toEqual([40_000, 90_000, null]);
  });

  it('does not believe what another PC took in from a key that nobody here trusts', () => {
    const shelf = shelfOf(received(signed('2026.1')), trust);
    expect(shelf.packs).toEqual([]);
    expect(shelf.refusals).toMatchObject([{ name: 'rules.cn.bank@2026.1', problems: [{ reason: 'unknownKey' }] }]);
  });

  it('takes in nothing old, foreign, used before, or with a year less', () => {
    const verified = (pack: SignedPack) => {
      const result = readSignedPack(pack, trusting);
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      return result.pack;
    };
    const here = shelfOf(trust, received(signed('2026.1')), confirmed(signed('2026.1'), 2_000));
    const problems = (pack: SignedPack) => problemsHere(here, verified(pack), builtIn);
    expect(problems(signed('2026.2'))).toEqual([]);
    expect(problems(signed('2026.1'))).toEqual([]);
    expect(problems(signed('2026.1', { issuedBy: '分行' }))).toEqual([problem('version', 'versionReused', '2026.1')]);
    expect(problems(signed('2025.9'))).toEqual([problem('version', 'notNewer', '2026.1')]);
    const insurer = { ...read('rules/cn-insurer-2020.json'), version: '2026.2' };
    expect(problems(signed('2026.2', { pack: insurer }))).toEqual([
      problem('institutionType', 'otherInstitution', 'insurer'),
      problem('id', 'otherPack', 'rules.cn.bank'),
    ]);
    const years = Object.fromEntries(
      Object.entries(calendarJson['years'] as object).filter(([year]) => year !== '2023'),
    );
    const shorter = { ...calendarJson, version: '2026.2', years };
    expect(problems(signed('2026.2', { kind: 'calendar', pack: shorter }))).toEqual([
      problem('years.2023', 'yearDropped'),
    ]);
  });

  it('never holds an older version again once a newer one holds', () => {
    const version = fc.integer({ min: 1, max: 30 }).map((minor) => `2030.${String(minor)}`);
    fc.assert(
      fc.property(
        fc.array(fc.tuple(version, fc.integer({ min: 10_000, max: 60_000 })), { maxLength: 6 }),
        fc.integer({ min: 9_000, max: 60_000 }),
        fc.integer({ min: 0, max: 30_000 }),
        (given, atMs, moreMs) => {
          const packs = given.map(([v, fromMs]) => ({ pack: signed(v), fromMs }));
          const shelf = shelfOf(
            trust,
            ...packs.flatMap(({ pack, fromMs }) => [received(pack), confirmed(pack, fromMs)]),
          );
          const [before, after] = [atMs, atMs + moreMs].map((ms) => contentsAt(shelf, builtIn, ms).rules.version);
          expect(compareVersions(after!, before!)).toBeGreaterThanOrEqual(0);
          // At every moment exactly one holds, and nobody waits who is older than it.
          const statuses = shelf.packs.map((pack) => statusOf(shelf, pack, builtIn, atMs));
          expect(statuses.filter((status) => status === 'inForce').length).toBe(heldAt(shelf, 'rules', atMs) ? 1 : 0);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('counts what nobody has checked against the official text', () => {
    const all = [
      ...builtIn.rules.deadlines,
      ...builtIn.rules.refusalGrounds,
      ...builtIn.rules.letterDuties,
      ...Object.values(builtIn.rules.suspensions),
      ...(builtIn.rules.review ? [builtIn.rules.review] : []),
    ];
    expect(countsOf(contentOf('rules', builtIn.rules)).toBeConfirmed).toBe(
      all.filter((one) => one.confidence === 'toBeConfirmed').length,
    );
    expect(countsOf(contentOf('rules', builtIn.rules)).toBeConfirmed).toBeGreaterThan(0);
  });
});

describe('every kind of pack', () => {
  const next = '2099.1';
  const from = '2026-12-01';
  /** The pack of the program under another version, as headquarters would send it. */
  const later = (kind: PackKind, changes: object = {}): SignedPack => {
    const own = kind === 'authority' ? { effectiveFrom: from } : {};
    return signed(next, { kind, effectiveFrom: from, pack: { ...files[kind], ...own, version: next, ...changes } });
  };

  it.each(packKindNames)('%s: told by its fields, read, confirmed, and in force in place of the one before', (kind) => {
    expect(kindOfContents(files[kind])).toBe(kind);
    const pack = later(kind);
    const shelf = shelfOf(trust, received(pack), confirmed(pack, 40_000));
    expect(shelf.refusals).toEqual([]);
    const versions = (atMs: number) => contentsAt(shelf, builtIn, atMs);
    // A list of stopped scripts waits for nobody.
    expect(versions(39_999)[kind].version).toBe(kind === 'stops' ? next : builtIn[kind].version);
    expect(versions(0)[kind].version).toBe(builtIn[kind].version);
    expect(versions(40_000)[kind].version).toBe(next);
    for (const other of packKindNames.filter((name) => name !== kind))
      expect(versions(40_000)[other]).toBe(builtIn[other]);
  });

  it.each(packKindNames)(
    '%s: refused with a field that is not known, and when it is older than what is here',
    (kind) => {
      expect(problemsOf(later(kind, { surprise: 1 }))).toEqual([problem('surprise', 'unknownField')]);
      const result = readSignedPack(later(kind, { version: '2001.1' }), trusting);
      if (!result.ok) throw new Error(JSON.stringify(result.problems));
      expect(problemsHere(emptyShelf, result.pack, builtIn)).toEqual([
        problem('version', 'notNewer', builtIn[kind].version),
      ]);
      const foreign = readSignedPack(later(kind, { id: 'another' }), trusting);
      if (!foreign.ok) throw new Error(JSON.stringify(foreign.problems));
      expect(problemsHere(emptyShelf, foreign.pack, builtIn)).toEqual([problem('id', 'otherPack', builtIn[kind].id)]);
    },
  );

  it('a matrix begins on the day of its envelope', () => {
    expect(problemsOf(later('authority', { effectiveFrom: '2027-01-01' }))).toEqual([
      problem('effectiveFrom', 'notAllowed', from),
    ]);
  });
});
