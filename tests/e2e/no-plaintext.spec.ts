import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ask, everything, newId, registerForm } from './bridge';
import { expect, launch, test, type RunningApp } from './fixtures';
import { people, setUpBranch, signIn } from './pages/setup-page';
import { blocksOfTable } from './support/leveldb-blocks';

/** One unlikely string for every field that may name a person or tell their story. */
const canary = {
  name: '欧阳卡纳瑞甲',
  phone: '13977640213',
  idNumber: '110105194912310044',
  address: '金丝雀路卡纳瑞乙号',
  accountTail: '90817263',
  represented: '司徒卡纳瑞丙',
  facts: 'canary-facts-4f1c 他说卡纳瑞丁收了钱',
  matter: 'canary-matter-77ab',
  wish: 'canary-wish-19d2',
  employee: '上官卡纳瑞戊',
  note: 'canary-note-5e0c',
  draft: 'canary-draft-a8b3',
  discarded: 'canary-discarded-c40e',
  file: 'canary-file-3b77.txt',
  content: 'canary-content-0d91 evidence text',
  transfer: '监转卡纳瑞己〔2026〕8841',
  basis: 'canary-basis-e2c7',
  factsFound: 'canary-found-92bb 查明卡纳瑞庚',
  decision: 'canary-decision-6a0f 退还卡纳瑞辛',
  reason: 'canary-reason-f38d',
  discardReason: 'canary-why-2d6c',
  view: 'canary-view-83aa',
  sought: 'canary-sought-c1f9',
  imported: '诸葛卡纳瑞壬',
  importedFacts: 'canary-ledger-47d0',
  ledgerName: 'canary-ledger-name-90ce.csv',
  supervisor: people.supervisor.name,
  counter: people.counter.name,
  password: people.supervisor.password,
} as const;

const content = {
  kinds: ['refund'],
  amountFen: 100,
  factsFound: canary.factsFound,
  basis: canary.basis,
  decisionText: canary.decision,
  performBy: '',
  internalReason: canary.reason,
  evidenceIds: [],
};

/** Fills every field that may name a person or tell their story, and uses what was filled in. */
async function workThrough(app: RunningApp, folder: string): Promise<string> {
  const { page } = app;
  const add = async (name: string, declaredType: string, bytes: Uint8Array) =>
    (await ask(page, 'attachment.add', { name, declaredType, bytes, fromCustomer: true })).evidence;
  const evidence = await add(canary.file, 'text/plain', Uint8Array.from(Buffer.from(canary.content)));
  const registered = await registerForm(page, {
    facts: canary.facts,
    matter: canary.matter,
    wish: canary.wish,
    businessId: 'biz.debit.limits',
    transferLetter: { number: canary.transfer, dueOn: '' },
    involved: [{ name: canary.employee, staffNo: '', userId: null }],
    party: {
      kind: 'proxy',
      authorisationHeld: true,
      name: canary.name,
      phone: canary.phone,
      idNumber: canary.idNumber,
      address: canary.address,
      accountTail: canary.accountTail,
      representedName: canary.represented,
    },
  });
  const { caseId } = registered;
  await ask(page, 'case.attachEvidence', { commandId: newId(), caseId, evidence });
  await ask(page, 'case.addNote', { commandId: newId(), caseId, staffText: canary.note });
  const { users } = await ask(page, 'session.tiles', {});
  const ownerId = users.find((user) => user.name === people.counter.name)?.userId ?? '';
  await ask(page, 'case.accept', { commandId: newId(), caseId, complexity: 'simple', complexityReason: '', ownerId });
  await ask(page, 'case.proposeRemedy', { commandId: newId(), caseId, content });
  for (const [text, discard] of [
    [canary.draft, false],
    [canary.discarded, true],
  ] as const) {
    const draft = await ask(page, 'draft.create', { commandId: newId(), caseId: null });
    const form = { ...draft.form, details: { ...draft.form.details, facts: text } };
    await ask(page, 'draft.save', { id: draft.id, form, focus: null });
    if (!discard) continue;
    await ask(page, 'draft.discard', { commandId: newId(), id: draft.id, reason: canary.discardReason });
  }

  const { filter, sort } = everything;
  await ask(page, 'case.get', { caseId });
  await ask(page, 'history.search', { text: canary.name, filter, limit: 5 });
  await ask(page, 'history.search', { text: canary.sought, filter, limit: 5 });
  const view = { id: newId(), name: canary.view, filter, sort, text: canary.sought };
  await ask(page, 'history.saveView', { commandId: newId(), view });

  await mkdir(folder, { recursive: true });
  const ledger = path.join(folder, canary.ledgerName);
  const day = '2026-03-02';
  const rows = [
    '投诉日期,姓名,业务类别,投诉内容',
    `${day},${canary.imported},开户、销户、冻结、限额,${canary.importedFacts}`,
  ];
  await writeFile(ledger, `\ufeff${rows.join('\n')}\n`);
  await app.answerOpenDialog([ledger]);
  const picked = await ask(page, 'import.pick', {});
  if (picked.source === null) throw new Error('the ledger was not taken');
  const { importId, mapping } = picked.source;
  await ask(page, 'import.run', { commandId: newId(), importId, mapping });
  await expect.poll(async () => (await ask(page, 'import.status', { importId })).phase).toBe('done');
  expect((await ask(page, 'import.status', { importId })).imported).toBe(1);
  return caseId;
}

test('nothing that names a person or tells their story lies readable in the profile', async ({ profile }) => {
  test.setTimeout(240_000);
  const userData = path.join(profile, 'profile');
  const temp = path.join(profile, 'temp');
  await mkdir(temp, { recursive: true });
  // Temporary files of the program and of Chromium land where they are looked at.
  const env = { TMPDIR: temp };
  const app = await launch({ userData, env });
  await setUpBranch(app.page);
  await signIn(app.page, 'supervisor');
  await workThrough(app, path.join(profile, 'outside'));
  // Killed in the middle of work: nothing had time to be tidied up.
  await app.kill();
  expect(await readableIn([userData, temp])).toEqual([]);

  // The next start writes the database's log into tables, packed; lists and search go to disk at lock.
  const again = await launch({ userData, env });
  await signIn(again.page, 'supervisor');
  const { drafts } = await ask(again.page, 'draft.list', {});
  const left = drafts.find((draft) => draft.title.includes(canary.draft));
  await ask(again.page, 'draft.discard', { commandId: newId(), id: left?.id, reason: canary.discardReason });
  await ask(again.page, 'session.lock', {});
  await again.kill();
  expect(await readableIn([userData, temp])).toEqual([]);
});

test('the search finds what lies readable, also in packed tables of the database', async ({ profile }) => {
  await writeFile(path.join(profile, 'a.log'), Buffer.from(`x${canary.note}`, 'utf16le'));
  await writeFile(path.join(profile, 'b.json'), Buffer.from(`..${canary.address}..`).toString('base64'));
  // One block, Snappy: a literal, and the rest of the text as a copy of what stood before.
  const literal = Buffer.from('canary-note-5e0c-canary-found-92bb 查明卡纳瑞庚');
  const packed = Buffer.concat([
    Buffer.from([literal.length + 7, 60 << 2, literal.length - 1]),
    literal,
    Buffer.from([((7 - 4) << 2) | 1, literal.length]),
  ]);
  await writeFile(path.join(profile, 'c.ldb'), tableOf(packed));
  const found = await readableIn([profile]);
  expect(found).toContain('note as utf16le in a.log');
  expect(found.some((hit) => /^address as base64\+\d in b\.json$/.test(hit))).toBe(true);
  expect(found).toContain('note as utf8 in c.ldb, unpacked');
});

/** A table with one packed data block. */
function tableOf(packed: Buffer): Buffer {
  const trailer = (type: number): Buffer => Buffer.from([type, 0, 0, 0, 0]);
  const index = Buffer.concat([Buffer.from([0, 1, 2, 0x6b, 0, packed.length]), Buffer.from([0, 0, 0, 0, 1, 0, 0, 0])]);
  const footer = Buffer.alloc(48);
  footer.set([0, 0, packed.length + 5, index.length]);
  footer.writeBigUInt64LE(0xdb4775248b80fb57n, 40);
  return Buffer.concat([packed, trailer(1), index, trailer(0), footer]);
}

/** Every field that can be read below these folders, and where. */
async function readableIn(folders: readonly string[]): Promise<string[]> {
  const found: string[] = [];
  for (const folder of folders) {
    for (const file of await filesBelow(folder)) {
      const bytes = await readFile(file);
      const name = path.relative(folder, file);
      const looked = [
        [name, bytes] as const,
        ...blocksOfTable(bytes).map((block) => [`${name}, unpacked`, block] as const),
      ];
      for (const [where, content] of looked) found.push(...hitsIn(content).map((hit) => `${hit} in ${where}`));
      for (const [field, text] of Object.entries(canary))
        if (name.includes(text)) found.push(`${field} as name ${name}`);
    }
  }
  return [...new Set(found)];
}

function hitsIn(bytes: Buffer): string[] {
  return Object.entries(canary).flatMap(([field, text]) =>
    patternsOf(text)
      .filter(([, pattern]) => bytes.includes(pattern))
      .map(([form]) => `${field} as ${form}`),
  );
}

/** As it may lie on a disk: UTF-8, UTF-16, and each alignment of base64. */
function patternsOf(text: string): [string, Buffer][] {
  const utf8 = Buffer.from(text, 'utf8');
  const patterns: [string, Buffer][] = [
    ['utf8', utf8],
    ['utf16le', Buffer.from(text, 'utf16le')],
    ['utf16be', Buffer.from(text, 'utf16le').swap16()],
  ];
  for (const shift of [0, 1, 2]) {
    // The first and last characters depend on the neighbours; the middle does not.
    const encoded = Buffer.concat([Buffer.alloc(shift), utf8]).toString('base64');
    const middle = encoded.slice(shift === 0 ? 0 : 4, Math.floor((shift + utf8.length) / 3) * 4);
    if (middle.length >= 8) patterns.push([`base64+${String(shift)}`, Buffer.from(middle, 'latin1')]);
  }
  return patterns;
}

async function filesBelow(dir: string): Promise<string[]> {
  const entries = await readdir(dir, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => path.join(entry.parentPath, entry.name));
}
