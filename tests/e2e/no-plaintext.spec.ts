import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { ask, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { setUpBranch, signIn } from './pages/setup-page';

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
} as const;

test('nothing that names a person or tells their story lies readable in the profile', async ({ app, profile }) => {
  const { page } = app;
  await setUpBranch(page);
  await signIn(page, 'counter');
  const { evidence } = await ask(page, 'attachment.add', {
    name: canary.file,
    declaredType: 'text/plain',
    bytes: Uint8Array.from(Buffer.from(canary.content)),
    fromCustomer: true,
  });
  const registered = await registerForm(page, {
    facts: canary.facts,
    matter: canary.matter,
    wish: canary.wish,
    involved: [{ name: canary.employee, staffNo: '', userId: null }],
    party: {
      kind: 'proxy',
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
  for (const [text, discard] of [
    [canary.draft, false],
    [canary.discarded, true],
  ] as const) {
    const draft = await ask(page, 'draft.create', { commandId: newId(), caseId: null });
    const form = { ...draft.form, details: { ...draft.form.details, facts: text } };
    await ask(page, 'draft.save', { id: draft.id, form, focus: null });
    if (discard) await ask(page, 'draft.discard', { commandId: newId(), id: draft.id, reason: 'test' });
  }
  await ask(page, 'case.get', { caseId });
  await ask(page, 'history.search', {
    text: canary.name,
    filter: (await import('./bridge')).everything.filter,
    limit: 5,
  });
  // Lists and search are written to disk at lock.
  await ask(page, 'session.lock', {});
  await app.kill();

  const found: string[] = [];
  for (const file of await filesBelow(profile)) {
    const bytes = await readFile(file);
    for (const [field, text] of Object.entries(canary)) {
      for (const [form, pattern] of patternsOf(text)) {
        if (bytes.includes(pattern)) found.push(`${field} as ${form} in ${path.relative(profile, file)}`);
      }
    }
  }
  expect(found).toEqual([]);
});

/** As it may lie on a disk: UTF-8, UTF-16, and each alignment of base64. */
function patternsOf(text: string): [string, Buffer][] {
  const utf8 = Buffer.from(text, 'utf8');
  const patterns: [string, Buffer][] = [
    ['utf8', utf8],
    ['utf16le', Buffer.from(text, 'utf16le')],
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
