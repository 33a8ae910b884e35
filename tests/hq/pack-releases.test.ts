/** Packs on their way: nothing is signed before a second person reviewed it, and a branch gets what is rolled out to it and nothing else. */
import { describe, expect, it } from 'vitest';
import type { SignedPack } from '../../src/domain/packs/signed-pack';
import type { PackRow } from '../../src/shared/hq-console/packs';
import { readFileSync } from 'node:fs';
import { must } from '../support/case-builder';
import { rulesWithDays } from '../support/pack-rules';
import { releaseFile } from '../support/script-releases';
import { enrolPc, makePc, send, signedRequest, type Pc, type TestHq } from './support/branch-pc';
import { signingOfficers, type Officer } from './support/console-suite';
import { createVisitor, join } from './support/console-visitor';
import { suiteOfTwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
suiteOfTwoPcs((world) => {
  ({ hq, a } = world);
});

const { officer, nextCode, now } = signingOfficers(() => hq);
const far = '2099-12-01';
const form = (pack: object, changes: object = {}) => ({
  ...{ text: JSON.stringify(pack), effectiveFrom: far, issuedBy: '总行合规部', note: '按新规延长时限' },
  ...changes,
});
const propose = async ({ desk }: Officer, version: string, changes: object = {}): Promise<string> =>
  (await desk.call('pack.propose', form(rulesWithDays(version, 12), changes))).releaseId;
const review = (by: Officer, releaseId: string, changes: object = {}) =>
  by.desk.ask('pack.review', {
    ...{ releaseId, approve: true, pilots: [], reason: '核对过条文', code: nextCode(by) },
    ...changes,
  });
const rollOut = (by: Officer, releaseId: string, to: 'everywhere' | 'stopped' | 'withdrawn') =>
  by.desk.ask('pack.rollOut', { releaseId, to, reason: '试点没有问题', code: nextCode(by) });
/** Versions that headquarters gives to a PC which has none. */
const versionsFor = async (pc: Pc): Promise<readonly string[]> => {
  const nowMs = now();
  const body = { protocol: 2, deviceTimeMs: nowMs, have: [] };
  const { json } = await send(hq, await signedRequest(hq, pc, '/v2/packs', body, nowMs));
  return (json['packs'] as unknown as readonly SignedPack[]).map(
    ({ body: { pack } }) => (pack as { version: string }).version,
  );
};
const stateOf = async ({ desk }: Officer, id: string): Promise<PackRow> =>
  must((await desk.call('pack.list', {})).rows.find(({ releaseId }) => releaseId === id));
const otherBranch = async (): Promise<Pc> => {
  const pc = makePc('branch-2');
  await enrolPc(hq, pc, 'new', { id: 'branch-2', code: 'SH022', name: 'Lane 40 branch' });
  return pc;
};

describe('a pack that was handed in', () => {
  it('reaches nobody before somebody else reviewed it, then the pilots, then all', async () => {
    const [wang, zhou] = [await officer('wang'), await officer('zhou')];
    const b = await otherBranch();
    const id = await propose(wang, '2099.1');
    expect(await versionsFor(a)).toEqual([]);
    expect((await review(wang, id)).error.code).toBe('console.ownPack');
    expect((await review(zhou, id, { code: '000000' })).error.code).toBe('console.codeWrong');
    expect((await review(zhou, id, { pilots: ['branch-9'] })).error.code).toBe('console.branchUnknown');
    expect(await versionsFor(a)).toEqual([]);
    expect(await stateOf(zhou, id)).toMatchObject({ state: 'proposed', proposedBy: 'wang', reviewedBy: null });

    expect(await review(zhou, id, { pilots: ['branch-2'] })).toMatchObject({ ok: true });
    expect(await versionsFor(b)).toEqual(['2099.1']);
    expect(await versionsFor(a)).toEqual([]);
    expect(await stateOf(zhou, id)).toMatchObject({ state: 'pilot', reviewedBy: 'zhou', pilots: [{ code: 'SH022' }] });

    expect(await rollOut(wang, id, 'everywhere')).toMatchObject({ ok: true });
    expect(await versionsFor(a)).toEqual(['2099.1']);
    expect((await rollOut(wang, id, 'stopped')).error.code).toBe('console.packGone');
  });

  it('that was stopped stays with the pilots, and one that was withdrawn reaches nobody any more', async () => {
    const [wang, zhou] = [await officer('wang'), await officer('zhou')];
    const b = await otherBranch();
    const id = await propose(wang, '2099.1');
    await review(zhou, id, { pilots: ['branch-2'] });
    expect(await rollOut(wang, id, 'stopped')).toMatchObject({ ok: true });
    expect([await versionsFor(a), await versionsFor(b)]).toEqual([[], ['2099.1']]);
    const next = await propose(wang, '2099.2');
    await review(zhou, next);
    expect(await versionsFor(a)).toEqual(['2099.2']);
    expect(await rollOut(wang, next, 'withdrawn')).toMatchObject({ ok: true });
    expect([await versionsFor(a), await versionsFor(b)]).toEqual([[], ['2099.1']]);
  });

  it('can not be withdrawn once its day has come', async () => {
    const [wang, zhou] = [await officer('wang'), await officer('zhou')];
    const id = await propose(wang, '2099.1', { effectiveFrom: '2026-01-01' });
    await review(zhou, id);
    expect((await rollOut(wang, id, 'withdrawn')).error.code).toBe('console.packInForce');
    expect(await versionsFor(a)).toEqual(['2099.1']);
  });

  it('that was not approved is never signed', async () => {
    const [wang, zhou] = [await officer('wang'), await officer('zhou')];
    const id = await propose(wang, '2099.1');
    expect(await review(zhou, id, { approve: false })).toMatchObject({ ok: true });
    expect((await review(zhou, id)).error.code).toBe('console.packGone');
    expect(await versionsFor(a)).toEqual([]);
    // It may come again.
    await review(zhou, await propose(wang, '2099.1'));
    expect(await versionsFor(a)).toEqual(['2099.1']);
  });

  it('is refused with each field that is wrong, and as a version that is there already', async () => {
    const wang = await officer('wang');
    const refused = async (input: object) => (await wang.desk.ask('pack.propose', form({}, input))).error;
    expect(await refused({ text: '{' })).toMatchObject({ code: 'console.packBad', problems: [{ reason: 'notJson' }] });
    expect(await refused({ text: '{}' })).toMatchObject({ code: 'console.packBad', problems: [{ field: 'file' }] });
    const surprise = JSON.stringify({ ...rulesWithDays('2099.1', 12), surprise: 1 });
    expect(await refused({ text: surprise })).toMatchObject({
      problems: [{ field: 'surprise', reason: 'unknownField' }],
    });
    await propose(wang, '2099.1');
    const again = form(rulesWithDays('2099.1', 12));
    expect((await wang.desk.ask('pack.propose', again)).error.code).toBe('console.packKnown');
    expect(await versionsFor(a)).toEqual([]);
  });

  it('may be of any kind, and is read by who reviews it', async () => {
    const [wang, zhou] = [await officer('wang'), await officer('zhou')];
    const text = readFileSync('resources/packs/calendars/cn.json', 'utf8');
    const { version: _old, ...calendar } = JSON.parse(text) as { version: string };
    const { releaseId } = await wang.desk.call('pack.propose', form({ ...calendar, version: '2099.9' }));
    const opened = await zhou.desk.call('pack.open', { releaseId });
    expect(JSON.parse(opened.text)).toMatchObject({ version: '2099.9' });
    await review(zhou, releaseId);
    expect(await versionsFor(a)).toEqual(['2099.9']);
  });

  it('is compared with the version whose place it takes, for whoever reviews it', async () => {
    const [wang, zhou] = [await officer('wang'), await officer('zhou')];
    const compared = async (releaseId: string) => (await zhou.desk.call('pack.open', { releaseId })).comparison;
    // Nothing of this name was published: branches have what the program brought along.
    const first = await propose(wang, '2099.1', { effectiveFrom: '2099-12-01' });
    expect(await compared(first)).toMatchObject({
      against: { inProgram: true, effectiveFrom: null },
      ...{ added: 0, changed: 1, removed: 0 },
      entries: [{ section: 'deadlines', key: 'D1', fields: [{ path: ['limit'], after: { count: 12 } }] }],
    });
    await review(zhou, first, { pilots: [] });
    // The one published since is what the next one replaces, and not one that holds only later.
    const next = (version: string, changes: object) =>
      wang.desk.call('pack.propose', form(rulesWithDays(version, 20), changes));
    const second = await next('2099.2', { effectiveFrom: '2099-12-02' });
    expect(await compared(second.releaseId)).toMatchObject({
      against: { version: '2099.1', effectiveFrom: '2099-12-01', inProgram: false },
      entries: [{ key: 'D1', fields: [{ before: { count: 12 }, after: { count: 20 } }] }],
    });
    const sooner = await next('2099.3', { effectiveFrom: '2099-11-01' });
    expect(await compared(sooner.releaseId)).toMatchObject({ against: { inProgram: true } });
  });

  it('of scripts is compared by what is said, though releases travel packed', async () => {
    const [wang, zhou] = [await officer('wang'), await officer('zhou')];
    const handIn = async (version: string, words?: string) => {
      const file = releaseFile(version, (byCode) => {
        const node = Object.values(byCode['ACC-01']?.nodes ?? {}).find(({ type }) => type === 'say');
        if (words !== undefined && node?.type === 'say') node.why = { zh: words, en: words };
      });
      return (await wang.desk.call('pack.propose', form(file))).releaseId;
    };
    const first = await handIn('2099.1');
    expect((await zhou.desk.call('pack.open', { releaseId: first })).comparison).toMatchObject({ against: null });
    await review(zhou, first);
    const second = await handIn('2099.2', '先接住人');
    expect((await zhou.desk.call('pack.open', { releaseId: second })).comparison).toMatchObject({
      ...{ against: { version: '2099.1' }, added: 0, changed: 1, removed: 0 },
      entries: [{ section: 'scripts', key: 'ACC-01', fields: [{ after: '先接住人' }, { after: '先接住人' }] }],
    });
  });

  it('leaves what the command line publishes everywhere, and in the list', async () => {
    const wang = await officer('wang');
    const body = {
      kind: 'rules',
      effectiveFrom: '2026-12-01',
      issuedBy: '总行合规部',
      pack: rulesWithDays('2026.1', 10),
    };
    expect((await hq.admin('/admin/packs', { body })).status).toBe(200);
    expect(await versionsFor(a)).toEqual(['2026.1']);
    expect((await wang.desk.call('pack.list', {})).rows).toMatchObject([
      { releaseId: null, state: 'everywhere', version: '2026.1' },
    ]);
  });

  it('is the business of officers: the auditor looks, the administrator does not', async () => {
    const [auditor, administrator] = [createVisitor(hq), createVisitor(hq)];
    await join(hq, auditor, 'zhao', 'auditor', Date.now());
    await join(hq, administrator, 'sun', 'administrator', Date.now());
    expect((await auditor.call('pack.list', {})).rows).toEqual([]);
    for (const desk of [auditor, administrator])
      expect((await desk.ask('pack.propose', form(rulesWithDays('2099.1', 12)))).error.code).toBe('console.forbidden');
    expect((await administrator.ask('pack.list', {})).error.code).toBe('console.forbidden');
  });
});
