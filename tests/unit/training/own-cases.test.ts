/** 本网点案例: nothing of who a case was about comes along, whatever stood in it, and not every case may be used. */
import { beforeEach, describe, expect, it } from 'vitest';
import { SCRIPTS_STREAM } from '../../../src/domain/evidence/event-envelope';
import { emptyParty, type CaseDetails } from '../../../src/domain/complaint/values';
import { sketchChecks, type Sketch } from '../../../src/domain/training/own-cases';
import { tracesIn, withoutTraces } from '../../../src/domain/training/traces';
import { trainingHandlers } from '../../../src/main/handlers/training-handlers';
import type { CallContext } from '../../../src/main/ipc/answer';
import { newId } from '../../../src/main/platform/ids';
import { systemRng } from '../../../src/main/platform/rng';
import { createScriptDesk } from '../../../src/main/scripts/script-desk';
import { branchInMemory, complaintOf, type BranchInMemory } from '../../support/branch-in-memory';
import { noStops, shippedShelf } from '../../support/script-shelf';

let branch: BranchInMemory;
let handlers: ReturnType<typeof trainingHandlers>;

beforeEach(async () => {
  branch = await branchInMemory([
    { userId: 'u-zhao', name: '赵颖', role: 'officer' },
    { userId: 'u-li', name: '李敏', role: 'supervisor' },
    { userId: 'u-chen', name: '陈静', role: 'counter' },
  ]);
  const desk = createScriptDesk({ sources: () => Promise.reject(new Error('asked')), onChange: () => undefined });
  branch.alsoTell(desk.committed);
  handlers = trainingHandlers({
    core: branch.core,
    shelf: shippedShelf,
    stops: () => noStops,
    rng: systemRng,
    lawNow: () => branch.lawBook.now('bank'),
    desk,
  });
});

const as = (userId: string): CallContext => ({ session: branch.signIn(userId) });

/** Everything that can say who it is, in every field that there is for it. */
const marked: CaseDetails = complaintOf([], {
  parties: [
    {
      ...emptyParty,
      kind: 'proxy',
      name: '欧阳若兰',
      idNumber: '11010519491231002X',
      phone: '13812345678',
      address: '清河县槐树街道七里村3组12号',
      accountTail: '4321',
      representedName: '慕容雪',
      authorisationHeld: true,
    },
    { ...emptyParty, name: '司马长风', phone: '0535-6622331' },
  ],
  involved: [{ name: '端木晴', staffNo: 'GH20417', userId: null }],
  matter: '欧阳若兰说柜员端木晴少给了她钱，尾号4321的卡',
  facts:
    '11月3日上午，欧阳女士到槐树街道网点取48263.17元，工号GH20417的柜员端木晴数错了。她住清河县槐树街道七里村3组12号，电话13812345678，身份证11010519491231002X，卡号6222020200112233445。微信号ouyang_88，车牌鲁F12345。司马长风陪着来，陈静也看见了。',
  wish: '慕容雪的钱要还，2026年12月1日前给答复，打0535-6622331',
});

async function closedCase(details: CaseDetails = marked, more: readonly object[] = []): Promise<string> {
  const session = branch.signIn('u-li');
  const caseId = newId();
  const commands = [
    {
      name: 'register',
      input: {
        number: 'BJ01-260302-A001-7',
        source: 'form',
        receivedAtMs: branch.core.nowMs(),
        emotion: 2,
        details,
        evidence: [],
        draftHands: [],
        importKey: null,
      },
    },
    { name: 'withdraw', input: { reason: '', signedNoteHeld: true } },
    { name: 'close', input: { summary: '已了结' } },
    ...more,
  ];
  for (const command of commands) {
    const done = await session.records.runCaseCommand({
      commandId: newId(),
      caseId,
      actor: session.user,
      command: command as Parameters<typeof session.records.runCaseCommand>[0]['command'],
    });
    if (!done.ok) throw new Error(done.error.code);
  }
  return caseId;
}

const secrets = [
  '欧阳',
  '慕容',
  '司马',
  '端木',
  '陈静',
  '11010519491231002X',
  '13812345678',
  '清河县',
  '槐树街道',
  '七里村',
  '4321',
  '6622331',
  'GH20417',
  '48263',
  '6222020200112233445',
  'ouyang_88',
  'F12345',
  '11月3日',
  '12月1日',
  'BJ01',
];

const words = (zh: string) => ({ zh, en: zh });
const sketch: Omit<Sketch, 'id'> = {
  script: 'SVC-02',
  name: words('小顾'),
  about: words('四十来岁，拎着布袋子'),
  hidden: words('钱少了不敢跟家里说'),
  opening: words('你们给我数的钱不对！'),
  story: [words('我取的钱，到家一数少了一张。'), words('回来找，里头说出门不认。')],
  need: 'recognition',
  mode: 'both',
  startLevel: 2,
  calmers: 2,
  patience: 5,
  speaksLike: 'shopkeeper',
};
const keep = (caseId: string, changes: Partial<typeof sketch> = {}, checked: readonly string[] = sketchChecks) =>
  handlers['training.keepSketch'](
    {
      commandId: newId(),
      caseId,
      sketch: { ...sketch, ...changes },
      checked: checked as (typeof sketchChecks)[number][],
    },
    as('u-zhao'),
  );

describe('what somebody begins to write from', () => {
  it('has nothing of what stood in any field of the case', async () => {
    const start = await handlers['training.sketch']({ caseId: await closedCase() }, as('u-zhao'));
    if (!start.ok) throw new Error(start.error.code);
    const { opening, story, hidden, taken } = start.value;
    const text = JSON.stringify({ opening, story, hidden });
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    expect(text).toContain('柜员');
    expect(new Set(taken)).toEqual(new Set(['name', 'record', 'contact', 'number', 'day', 'place', 'sum']));
  });

  it('keeps the punctuation and the sense of what names nobody', () => {
    const text = '我去超市买东西，回来一看，排队排了四十分钟。';
    expect(withoutTraces(text, { names: [], records: [] })).toEqual({ text, traces: [] });
  });

  it.each([
    ['我住幸福路12号', 'place'],
    ['十一月三号来的', 'day'],
    ['２０２６年１１月３日', 'day'],
    ['王大姐经手的', 'name'],
    ['一万二千块钱', 'sum'],
    ['打 138 1234 5678', 'contact'],
    ['mail me at a.b@c.cn', 'contact'],
    ['policy PA-88213', 'number'],
  ])('finds in “%s” a %s', (text, kind) => {
    expect(tracesIn(text, { names: [], records: [] }).map((trace) => trace.kind)).toContain(kind);
  });
});

describe('keeping it', () => {
  it('keeps what was written, plays it for this script alone, and nothing leads back to the case', async () => {
    const caseId = await closedCase();
    expect(await keep(caseId)).toEqual({ ok: true, value: {} });
    const overview = await handlers['training.overview']({}, as('u-chen'));
    if (!overview.ok) throw new Error('no overview');
    const [own] = overview.value.own;
    expect(own).toMatchObject({ script: 'SVC-02', byName: '赵颖' });
    const id = own?.id ?? '';
    expect(
      overview.value.scenes.filter(({ customers }) => customers.includes(id)).map(({ script }) => script.code),
    ).toEqual(['SVC-02']);
    const run = await handlers['training.start'](
      { commandId: newId(), script: 'SVC-02', customer: id, mode: 'learn' },
      as('u-chen'),
    );
    if (!run.ok) throw new Error(run.error.code);
    expect(run.value.says[0]?.zh).toBe('你们给我数的钱不对！');

    const events = await branch.signIn('u-zhao').records.events(SCRIPTS_STREAM);
    const kept = JSON.stringify(events.map(({ header, payload }) => [header.type, header.streamId, payload]));
    expect(events).toHaveLength(1);
    expect([...secrets, caseId, 'BJ01-260302'].filter((secret) => kept.includes(secret))).toEqual([]);

    // Retired, they come no more, and the run that was begun goes on.
    expect(await handlers['training.retireOwn']({ commandId: newId(), id }, as('u-zhao'))).toEqual({
      ok: true,
      value: {},
    });
    const after = await handlers['training.overview']({}, as('u-chen'));
    expect(after.ok && after.value.own).toEqual([]);
    expect((await handlers['training.get']({ id: run.value.id }, as('u-chen'))).ok).toBe(true);
  });

  it.each([
    ['name', '欧阳若兰'],
    ['hidden', '老欧不敢说'],
    ['about', '住清河县槐树街道七里村3组12号'],
    ['opening', '打我电话13812345678'],
    ['opening', '卡尾号4321'],
    ['hidden', '陈静看见了'],
    ['about', '11月3日来的'],
    ['opening', '鲁F12345是我的车'],
  ] as const)('is refused while the %s says “%s”', async (field, text) => {
    const reply = await keep(await closedCase(), { [field]: words(text) });
    expect(reply).toMatchObject({ ok: false, error: { code: 'training.stillNames' } });
    expect(await branch.signIn('u-zhao').records.events(SCRIPTS_STREAM)).toEqual([]);
  });

  it('is refused until a person has looked at every point', async () => {
    const caseId = await closedCase();
    for (const missing of sketchChecks)
      expect(
        await keep(
          caseId,
          {},
          sketchChecks.filter((one) => one !== missing),
        ),
      ).toEqual({ ok: false, error: { code: 'training.notChecked' } });
  });

  it('is refused of a case that is hidden from the writer, held, or not over', async () => {
    const hidden = await closedCase({ ...marked, involved: [{ name: '赵颖', staffNo: '', userId: 'u-zhao' }] });
    const notFound = { ok: false, error: { code: 'training.notFound' } };
    expect(await handlers['training.sketch']({ caseId: hidden }, as('u-zhao'))).toEqual(notFound);
    expect(await keep(hidden)).toEqual(notFound);

    const held = await closedCase(marked, [{ name: 'placeHold', input: { reason: '起诉' } }]);
    expect(await keep(held)).toEqual({ ok: false, error: { code: 'training.held' } });
    expect(await handlers['training.sketch']({ caseId: held }, as('u-zhao'))).toMatchObject({ ok: false });

    const open = await closedCase(marked, [{ name: 'reopen', input: { reason: '又来了' } }]);
    expect(await keep(open)).toEqual({ ok: false, error: { code: 'training.notClosed' } });
  });
});
