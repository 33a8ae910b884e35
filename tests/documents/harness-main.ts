/**
 * A small Electron main script that makes every paper as a PDF with the real printer. Usage: electron <dir> --out=<folder>
 * `--fonts=bundled` hides the system faces, to show that the bundled Chinese face is enough.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { app, BrowserWindow, protocol } from 'electron';
import { customerText } from '../../src/domain/documents/audience-text';
import { buildLetter, buildRecoverySheet, buildSlip } from '../../src/domain/documents/customer-documents';
import { aLetter, aRecoverySheet, aSlip } from '../../src/domain/documents/examples.test-support';
import type { DocumentLanguage } from '../../src/domain/documents/format';
import { compileLetter, letterTemplateSchema } from '../../src/domain/documents/letter-template';
import { createDocumentPrinter } from '../../src/main/documents/document-printer';
import { createDocumentWindows, documentFontsUrl } from '../../src/main/documents/electron-document-window';
import { makeArchives } from './archive-papers';
import { renderDerivation, type DerivationPaper } from '../../src/main/documents/render-derivation';
import {
  renderLetter,
  renderRecoverySheet,
  renderSlip,
  type RenderedDocument,
} from '../../src/main/documents/render-document';

const aCalculation = {
  headings: { item: '项目 Item', how: '怎么算的 How', amount: '金额 Amount', total: '合计 Total' },
  lines: [
    { name: '退还款项 Refund', how: ['按金额 named'], note: '三月的年费', amountFen: 12_000, formulaFen: 12_000 },
    {
      name: '利息 Interest',
      how: ['10,000.00 × 0.31% × 100 / 365', '2026年1月1日至2026年4月11日'],
      note: '',
      amountFen: 850,
      formulaFen: 850,
    },
  ],
};

const aDerivation = (language: DocumentLanguage): DerivationPaper => {
  const english = language === 'en';
  return {
    language,
    branch: buildSlip(aSlip({ language })).branch,
    number: 'BHL-20260302-0007',
    name: english ? 'Decision' : '处理决定',
    until: english ? 'until 17 March 2026 24:00' : '2026年3月17日24时前',
    article: english
      ? 'Measures on Consumer Complaints, Art. 17–18'
      : '《银行业保险业消费投诉处理管理办法》第十七、十八条',
    ruleId: 'D1',
    marks: [],
    lines: [
      { text: english ? '2 March 2026 complaint received' : '2026年3月2日收到投诉', below: [] },
      {
        text: english ? 'plus 15 days' : '加 15 天',
        below: [english ? '8 March 2026 is a Sunday' : '2026年3月8日是星期日'],
      },
    ],
    sentence: english ? 'Decision: plus 15 days.' : '处理决定：加 15 天。',
    extension: '',
    packs: 'rules.cn.bank 2020.4',
  };
};

const option = (name: string): string =>
  process.argv.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '';
const root = option('root');
const out = option('out');
const faults: string[] = [];

protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }]);
app.on('window-all-closed', () => undefined);

async function run(): Promise<void> {
  await mkdir(out, { recursive: true });
  const { openWindow, openPictureWindow } = createDocumentWindows(
    path.join(root, 'node_modules/@fontsource-variable/noto-sans-sc'),
  );
  const printer = createDocumentPrinter({
    openWindow,
    onFault: (step, cause) => faults.push(`${step}: ${String(cause)}`),
  });
  const options = (number: number) => ({
    copy: { printedBy: customerText('陈丽'), printedAt: '2026-03-02T10:21', copyId: 'P-000318', number },
    demo: false,
    resolveAsset: () => documentFontsUrl,
  });
  const papers: Record<string, RenderedDocument> = {};
  for (const language of ['zh-CN', 'en'] as const) {
    const slip = buildSlip(aSlip({ language }));
    papers[`slip-a4-${language}`] = renderSlip(slip, 'a4', options(1));
    papers[`slip-roll80-${language}`] = renderSlip(slip, 'roll80', options(1));
    const data = buildLetter(aLetter({ language, calculation: aCalculation }));
    const file = path.join(root, `resources/packs/letters/decision.${language}.json`);
    const letter = compileLetter(letterTemplateSchema.parse(JSON.parse(await readFile(file, 'utf8'))), data);
    if (!letter.ok) throw new Error(JSON.stringify(letter.error));
    papers[`letter-${language}`] = renderLetter(letter.value, data.branch, language, options(1));
    papers[`derivation-${language}`] = renderDerivation(aDerivation(language), options(1));
    papers[`recovery-${language}`] = renderRecoverySheet(buildRecoverySheet(aRecoverySheet({ language })), options(1));
  }
  const long = buildLetter(
    aLetter({
      factsVerified: Array.from(
        { length: 40 },
        (_, i) => `第 ${i + 1} 项：核对了当日流水、监控和柜员说明，情况属实。`,
      ).join('\n'),
    }),
  );
  const template = letterTemplateSchema.parse(
    JSON.parse(await readFile(path.join(root, 'resources/packs/letters/decision.zh-CN.json'), 'utf8')),
  );
  const compiled = compileLetter(template, long);
  if (compiled.ok) papers['letter-long-reprint'] = renderLetter(compiled.value, long.branch, 'zh-CN', options(2));
  const hostile = '</td></table><script>document.title="x"</script><img src=x onerror=alert(1)>';
  papers['slip-hostile'] = renderSlip(
    buildSlip(aSlip({ matter: hostile, handedIn: Array.from({ length: 60 }, (_, i) => `${i} ${hostile}`) })),
    'roll80',
    options(3),
  );

  for (const [name, paper] of Object.entries(papers)) {
    const page = option('fonts') === 'bundled' ? withoutSystemFaces(paper) : paper;
    const pdf = await printer.toPdf(page);
    await writeFile(path.join(out, `${name}.html`), page.html);
    if (pdf.ok) await writeFile(path.join(out, `${name}.pdf`), pdf.value);
    else faults.push(`${name}: ${pdf.error.code}`);
  }
  if (option('fonts') !== 'bundled')
    faults.push(...(await makeArchives({ folder: out, printer, openPictureWindow, fontsUrl: documentFontsUrl })));
  await writeFile(
    path.join(out, 'result.json'),
    JSON.stringify({ faults, windowsLeft: BrowserWindow.getAllWindows().length }),
  );
}

function withoutSystemFaces(paper: RenderedDocument): RenderedDocument {
  const html = paper.html
    .replace(/"Microsoft YaHei"[^;}]*?"Noto Sans SC Variable"/g, '"Noto Sans SC Variable"')
    .replace(/"Source Han Serif SC"[^;}]*?"Noto Sans SC Variable"/g, '"Noto Sans SC Variable"');
  return { ...paper, html };
}

app
  .whenReady()
  .then(run)
  .then(
    () => app.exit(0),
    (cause: unknown) => {
      process.stderr.write(`${cause instanceof Error ? (cause.stack ?? '') : String(cause)}\n`);
      app.exit(1);
    },
  );
