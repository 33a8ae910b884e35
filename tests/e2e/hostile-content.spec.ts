/**
 * A complaint whose every text is written to hurt: markup, links, templates, formulas, direction overrides, zero width, words
 * without an end. Whatever shows, prints or exports it shows text, and nothing else happens. RELIABILITY G3–G5.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from '@playwright/test';
import { ask, call, everything, newId, registerForm } from './bridge';
import { expect, test } from './fixtures';
import { people, signIn } from './pages/setup-page';
import { goTo, openCase } from './tour/steps';

const mark = '__pwned';
/** Each with a beginning of its own, so that what was kept can be told apart. */
const payloads = [
  `"><img src=x onerror="window.${mark}=1;require('child_process')">`,
  `<svg><use href="data:image/svg+xml,<svg id='x' xmlns='http://www.w3.org/2000/svg'><image href='1' onerror='window.${mark}=1'/></svg>#x"/></svg>`,
  `javascript:window.${mark}=1`,
  `[看这里](javascript:window.${mark}=1) <a href="javascript:window.${mark}=1">x</a>`,
  `{{constructor.constructor('window.${mark}=1')()}} \${window.${mark}=1} {name}`,
  `<noscript><p title="</noscript><img src=x onerror=window.${mark}=1>">`,
  `</textarea></script><script>window.${mark}=1</script><style>*{display:none}</style>`,
  `=HYPERLINK("http://evil.example","x")`,
  `+cmd|' /C calc'!A0`,
  `@SUM(1)*1`,
  `\u202Egpj.exe\u202C 反向`,
  `零\u200B宽\u200D连\u2060接`,
  'w'.repeat(180),
  '长'.repeat(180),
] as const;
const at = (index: number): string => payloads[index % payloads.length] ?? '';

/** All of them in one text, for fields that take a story. */
const story = payloads.join(' ');

/** One page that would like to run a script, open an address and start a program as soon as it is opened. */
function hostilePdf(): Buffer {
  const objects = [
    `<< /Type /Catalog /Pages 2 0 R /OpenAction 4 0 R /AA << /O 5 0 R >> /Names << /JavaScript << /Names [(a) 4 0 R] >> >> >>`,
    `<< /Type /Pages /Kids [3 0 R] /Count 1 >>`,
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 200 200] /Annots [<< /Type /Annot /Subtype /Link /Rect [0 0 200 200] /A 5 0 R >>] >>`,
    `<< /S /JavaScript /JS (app.alert\\('x'\\); this.submitForm\\('http://127.0.0.1:9/'\\);) >>`,
    `<< /S /URI /URI (http://127.0.0.1:9/) /Next << /S /Launch /F (calc.exe) >> >>`,
  ];
  let text = '%PDF-1.7\n';
  const places = objects.map((object, index) => {
    const place = text.length;
    text += `${String(index + 1)} 0 obj\n${object}\nendobj\n`;
    return place;
  });
  const table = places.map((place) => `${String(place).padStart(10, '0')} 00000 n \n`).join('');
  const count = String(objects.length + 1);
  return Buffer.from(
    `${text}xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${String(text.length)}\n%%EOF\n`,
  );
}

interface Watched {
  readonly happened: string[];
  readonly check: (where: string) => Promise<void>;
}

/** Everything that must not happen while the texts are shown. */
function watch(page: Page): Watched {
  const happened: string[] = [];
  page.on('dialog', (dialog) => {
    happened.push(`dialog ${dialog.message()}`);
    void dialog.dismiss();
  });
  page.on('popup', () => happened.push('window'));
  page.on('pageerror', (cause) => happened.push(`error ${cause.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (/content security policy|trusted ?types|refused to/i.test(text)) happened.push(`policy ${text}`);
  });
  page.on('request', (request) => {
    if (!/^(app|blob|data|devtools):/.test(request.url())) happened.push(`request ${request.url()}`);
  });
  return {
    happened,
    check: async (where) => {
      const state = await page.evaluate((name) => {
        const root = document.documentElement;
        return {
          pwned: name in window,
          images: document.querySelectorAll('img[src="x"], script:not([src]), a[href^="javascript"]').length,
          tooWide: root.scrollWidth - root.clientWidth,
        };
      }, mark);
      expect(state, where).toEqual({ pwned: false, images: 0, tooWide: 0 });
      expect(happened, where).toEqual([]);
    },
  };
}

test('hostile texts are shown, printed and exported as the text they are', async ({ branchApp: app }) => {
  test.setTimeout(240_000);
  const { page, userData } = app;
  const watched = watch(page);
  await signIn(page, 'supervisor');
  const { users } = await ask(page, 'session.tiles', {});
  const supervisor = users.find(({ name }) => name === people.supervisor.name)?.userId ?? '';

  const { caseId, number } = await registerForm(page, {
    facts: story,
    matter: at(0),
    wish: story,
    businessId: 'biz.debit.limits',
    reasonId: 'reason.service',
    party: {
      name: at(5),
      address: at(3),
      representedName: at(7),
      accountTail: '=1+1',
      phone: '=2+5+cmd',
      idNumber: '@SUM(1)',
    },
    involved: [{ name: at(1).slice(0, 100), staffNo: '+1', userId: null }],
    transferLetter: { number: at(6).slice(0, 100), dueOn: '' },
  });
  // One case for each of the others in the fields that lists and search show.
  for (const text of payloads.slice(1)) {
    await registerForm(page, { facts: text, matter: text, businessId: 'biz.debit.limits', party: { name: text } });
  }
  const of = (): { commandId: string; caseId: string } => ({ commandId: newId(), caseId });
  await ask(page, 'case.accept', {
    ...of(),
    complexity: 'complex',
    complexityReason: story.slice(0, 2_000),
    ownerId: supervisor,
  });
  await ask(page, 'case.startInvestigation', of());
  for (const text of payloads) {
    await ask(page, 'case.addNote', { ...of(), staffText: text });
    await ask(page, 'case.createTask', { ...of(), title: text.slice(0, 200), dueOn: '2026-12-31', ownerId: null });
  }
  const made = { madeOn: '2026-03-01', dueOn: '2099-12-31', ownerId: supervisor, source: 'call' };
  // A day before the case was received is refused; what counts here is that it is refused in words and not run.
  await call(page, 'case.makePromise', { ...of(), text: at(0), ...made });
  const { evidence } = await ask(page, 'attachment.add', {
    name: '..\\..\\<img src=x onerror=alert(1)>\u202Egpj.txt',
    declaredType: 'text/plain',
    bytes: Uint8Array.from(Buffer.from(`<script>window.${mark}=1</script>`)),
    fromCustomer: true,
  });
  expect(evidence.name).not.toMatch(/[\\/\u202E]/);
  await ask(page, 'case.attachEvidence', { ...of(), evidence });
  const paperFile = await ask(page, 'attachment.add', {
    name: 'hostile.pdf',
    declaredType: 'application/pdf',
    bytes: Uint8Array.from(hostilePdf()),
    fromCustomer: true,
  });
  await ask(page, 'case.attachEvidence', { ...of(), evidence: paperFile.evidence });
  await ask(page, 'case.proposeRemedy', {
    ...of(),
    content: {
      kinds: ['apology'],
      amountFen: 0,
      factsFound: story,
      basis: story,
      decisionText: story,
      performBy: '',
      internalReason: story.slice(0, 2_000),
      evidenceIds: [],
    },
  });

  // Every page that shows it.
  await watched.check('after typing');
  await openCase(page, number);
  await expect(page.getByText(at(0), { exact: false }).first()).toBeVisible();
  await watched.check('case');
  for (const tab of await page.getByRole('tab').all()) {
    const name = (await tab.textContent()) ?? '';
    await tab.click();
    await expect(page.getByRole('tab', { name, exact: true, selected: true })).toBeVisible();
    await watched.check(`case, ${name}`);
  }
  await page.getByRole('tab', { name: '证据' }).click();
  await page.getByRole('option', { name: /hostile\.pdf/ }).click();
  await expect(page.getByRole('img', { name: /hostile\.pdf 1\/1/ })).toBeVisible();
  await watched.check('a PDF with scripts, open');
  await page.getByRole('option', { name: /gpj/ }).click();
  await watched.check('a text with a script, open');
  await ask(page, 'approval.show', { caseId });
  for (const digit of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    await page.keyboard.press(`Control+Digit${String(digit)}`);
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    await watched.check(`page ${String(digit)}`);
  }
  await page.keyboard.press('Control+k');
  for (const text of [at(0).slice(0, 20), '<svg', '=HYPER', '{{', '\u202E']) {
    await page.getByRole('combobox').fill(text);
    await ask(page, 'history.search', { text, filter: everything.filter, limit: 20 });
    await watched.check(`search ${text}`);
  }
  await page.keyboard.press('Escape');

  // What leaves on paper: its page is text too.
  for (const kind of ['slip', 'acknowledgement', 'letter'] as const) {
    const preview = await call(page, 'document.preview', { caseId, kind, format: 'a4', language: 'zh-CN' });
    if (!preview.ok) continue;
    expect(preview.value.html, kind).not.toMatch(/<img src=x|<script|onerror="|<a href="javascript/i);
  }
  const pdf = path.join(userData, 'archive.pdf');
  await app.answerSaveDialog(pdf);
  const archive = await ask(page, 'archive.make', { ...of(), language: 'zh-CN' });
  expect(archive.cancelled).toBe(false);
  const paper = (await readFile(pdf)).toString('latin1');
  expect(paper.slice(0, 5)).toBe('%PDF-');
  // No script, no action on opening, no link out.
  expect(paper).not.toMatch(/\/JavaScript|\/JS\b|\/OpenAction|\/Launch|\/URI/);
  await watched.check('papers');

  // What leaves as a table: text, whatever it begins with.
  const table = path.join(userData, 'ledger.xlsx');
  await app.answerSaveDialog(table);
  await ask(page, 'register.exportLedger', {
    commandId: newId(),
    ...everything,
    text: '',
    identity: 'full',
    reason: '=1+1',
  });
  const { default: Excel } = await import('exceljs');
  const book = new Excel.Workbook();
  await book.xlsx.readFile(table);
  let cells = 0;
  for (const sheet of book.worksheets) {
    sheet.eachRow((row) => {
      row.eachCell((cell) => {
        cells += 1;
        expect([Excel.ValueType.Formula, Excel.ValueType.Hyperlink], cell.address).not.toContain(cell.type);
      });
    });
  }
  expect(cells).toBeGreaterThan(200);
  await watched.check('the end');
  expect(app.electron.windows().filter((window) => !window.url().startsWith('app://'))).toEqual([]);
});

test('a page is walked back to without the texts coming alive', async ({ branchApp: { page } }) => {
  const watched = watch(page);
  await signIn(page, 'counter');
  const draft = await ask(page, 'draft.create', { commandId: newId(), caseId: null });
  const details = { ...draft.form.details, facts: story, matter: at(0), wish: story };
  await ask(page, 'draft.save', { id: draft.id, form: { ...draft.form, details }, focus: null });
  await goTo(page, 2, /./);
  await watched.check('intake');
  await page.reload();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await watched.check('after a reload');
});
