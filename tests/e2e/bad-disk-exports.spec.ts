/** Files that a person asks for, on a disk without room and on one that can't be written: whole and recorded, or neither. */
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import type { OperationName } from '../../src/shared/contract/contract';
import { ask, call, everything, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { people, signIn } from './pages/setup-page';
import { expectTexts, languages, speak, text } from './pages/texts';
import { smallDisk } from './support/small-disk';
import { openCase } from './tour/steps';

interface Export {
  readonly name: OperationName;
  readonly file: string;
  readonly input: object;
}

/** Everything a supervisor can write to a place of their choice. */
function exportsOf(caseId: string): readonly Export[] {
  const paper = { caseId, language: 'zh-CN', format: 'a4' };
  const reason = '检查组要';
  return [
    { name: 'document.output', file: 'slip.pdf', input: { ...paper, kind: 'slip', target: 'pdf' } },
    { name: 'document.output', file: 'letter.pdf', input: { ...paper, kind: 'acknowledgement', target: 'pdf' } },
    { name: 'document.output', file: 'letter.docx', input: { ...paper, kind: 'acknowledgement', target: 'docx' } },
    { name: 'archive.make', file: 'archive.pdf', input: { caseId, language: 'zh-CN' } },
    {
      name: 'archive.derivation',
      file: 'why.pdf',
      input: { caseId, deadlineId: 'decision', language: 'zh-CN', target: 'pdf' },
    },
    { name: 'audit.exportLog', file: 'log.jsonl', input: {} },
    {
      name: 'register.exportLedger',
      file: 'ledger.xlsx',
      input: { ...everything, text: '', identity: 'masked', reason },
    },
    {
      name: 'register.exportReturn',
      file: 'return.xlsx',
      input: { period: { kind: 'year', year: 2020, quarter: 1 }, reason },
    },
    {
      name: 'register.exportPromises',
      file: 'promises.xlsx',
      input: { filter: { show: 'all', ownerId: null }, reason },
    },
  ];
}

const isExcel = ({ name }: Export): boolean => name.startsWith('register.');

/** What the branch has on record of files that left it. */
async function recorded(page: Page, caseId: string): Promise<{ copies: unknown; entries: readonly string[] }> {
  const { state } = await ask(page, 'case.get', { caseId });
  const { entries } = await ask(page, 'audit.page', { beforeEventId: null, limit: 200 });
  const made = /Exported|archiveMade|Printed/;
  return { copies: state.printedCopies, entries: entries.map(({ type }) => type).filter((type) => made.test(type)) };
}

test('no half file, no lost file and no record of a file that was not written; all of them once there is room', async ({
  branchApp: app,
}) => {
  test.setTimeout(120_000);
  const { page } = app;
  const disk = await smallDisk(8);
  try {
    await signIn(page, 'supervisor');
    const { caseId, number } = await registerForm(page, {
      facts: '年费扣了两次',
      matter: '重复扣年费',
      businessId: 'biz.debit.limits',
      party: { name: '周海', phone: '13800138000' },
    });
    const { users } = await ask(page, 'session.tiles', {});
    const ownerId = users.find(({ name }) => name === people.counter.name)?.userId ?? '';
    const accept = { commandId: newId(), caseId, complexity: 'simple', complexityReason: '', ownerId };
    await ask(page, 'case.accept', accept);
    const all = exportsOf(caseId);
    const at = (name: string): string => path.join(disk.dir, name);
    const last = '上个月的文件';
    // Where the person says so, the new file takes the place of one that is there: but only as a whole.
    for (const { file } of all) await writeFile(at(file), last);
    const there = [...all.map(({ file }) => file), 'ballast'].sort();
    const before = await recorded(page, caseId);
    const attempt = async ({ name, file, input }: Export) => {
      await app.answerSaveDialog(at(file));
      return call(page, name, { ...input, commandId: newId() });
    };
    const refuseAll = async (document: string, register: string): Promise<void> => {
      for (const one of all) {
        const error = isExcel(one) ? { code: register } : { code: 'document.saveFailed', reason: document };
        expect(await attempt(one), one.file).toEqual({ ok: false, error });
        expect(await readFile(at(one.file), 'utf8'), one.file).toBe(last);
      }
      expect((await readdir(disk.dir)).sort()).toEqual(there);
      expect(await recorded(page, caseId)).toEqual(before);
    };

    disk.fill();
    await refuseAll('diskFull', 'register.diskFull');
    await openCase(page, number);
    await page.getByRole('tab', { name: '文书' }).click();
    for (const language of languages) {
      await speak(page, language);
      await app.answerSaveDialog(at('slip.pdf'));
      await page.getByRole('button', { name: text(language, 'case', 'letters.pdf') }).click();
      const told = text(language, 'files', 'errors.document.saveFailed_diskFull');
      // Where the person looks: not below the fold, behind the preview.
      await expect(page.getByText(told).first()).toBeInViewport({ ratio: 1 });
    }
    await speak(page, 'zh-CN');
    for (const code of ['register.diskFull', 'register.fileLocked', 'document.saveFailed']) expectTexts(code);

    await disk.empty();
    for (const one of all) {
      expect(await attempt(one), one.file).toMatchObject({ ok: true, value: { fileName: one.file } });
      expect((await stat(at(one.file))).size, one.file).toBeGreaterThan(1_000);
    }
    const after = await recorded(page, caseId);
    expect(after.copies).toMatchObject({ slip: 1, acknowledgement: 2 });
    expect(after.entries.length - before.entries.length).toBe(6);

    for (const { file } of all) await writeFile(at(file), last);
    disk.protect();
    there.splice(there.indexOf('ballast'), 1);
    Object.assign(before, after);
    await refuseAll('notWritable', 'register.fileLocked');
  } finally {
    await disk.remove();
  }
});
