/**
 * The real printer in a real Electron: every paper in both languages becomes a PDF, which is read back by an independent tool.
 * ELECTRON_EXEC_PATH names the binary (scripts/test.mjs sets it and provides a display).
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pagesOfPdf, textOfPdf } from '../e2e/pages/pdf';

const run = promisify(execFile);
const root = path.resolve(import.meta.dirname, '../..');
const electron = process.env['ELECTRON_EXEC_PATH'] ?? '';
let folder = '';

async function makePapers(name: string, ...flags: string[]): Promise<string> {
  const out = path.join(folder, name);
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const args = [
    ...sandbox,
    path.join(folder, 'app'),
    `--root=${root}`,
    `--out=${out}`,
    `--user-data-dir=${path.join(folder, 'profile')}`,
  ];
  await run(electron, [...args, ...flags], { timeout: 90_000 });
  return out;
}

/** Words of a PDF as a reader sees them, white space runs as one blank. */
async function wordsOf(pdf: string): Promise<string> {
  const { stdout } = await run('pdftotext', ['-layout', '-enc', 'UTF-8', pdf, '-']);
  return stdout.replace(/\s+/g, ' ');
}

async function pagesOf(pdf: string): Promise<{ pages: number; widthMm: number; heightMm: number }> {
  const { stdout } = await run('pdfinfo', [pdf]);
  const [, width, height] = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(stdout) ?? [];
  const millimetres = (points: string | undefined): number => Math.round((Number(points) / 72) * 25.4);
  return {
    pages: Number(/Pages:\s+(\d+)/.exec(stdout)?.[1]),
    widthMm: millimetres(width),
    heightMm: millimetres(height),
  };
}

beforeAll(async () => {
  expect(electron, 'ELECTRON_EXEC_PATH').not.toBe('');
  folder = await mkdtemp(path.join(tmpdir(), 'xianting-documents-'));
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    ssr: { noExternal: true },
    build: {
      ssr: path.join(root, 'tests/documents/harness-main.ts'),
      outDir: path.join(folder, 'app'),
      emptyOutDir: true,
      target: 'node18',
      rolldownOptions: { external: ['electron'], output: { format: 'cjs', entryFileNames: 'main.js' } },
    },
  });
  await writeFile(
    path.join(folder, 'app/package.json'),
    JSON.stringify({ name: 'documents-harness', main: 'main.js' }),
  );
}, 120_000);

afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

describe('papers made by the real printer', () => {
  let out = '';
  beforeAll(async () => {
    out = await makePapers('papers');
  }, 120_000);
  const pdf = (name: string): string => path.join(out, `${name}.pdf`);

  it('reports no fault and leaves no window behind', async () => {
    expect(JSON.parse(await readFile(path.join(out, 'result.json'), 'utf8'))).toEqual({ faults: [], windowsLeft: 0 });
  });

  it.each(['slip-a4-zh-CN', 'slip-roll80-zh-CN'])('%s says in Chinese what a slip must', async (name) => {
    const words = await wordsOf(pdf(name));
    const musts = [
      '消费投诉受理回执',
      'BHL-20260302-0007',
      '2026年3月2日 10:15',
      '2026年3月17日前',
      '2026年4月1日前',
      '王**',
      '8421',
      '027-8888 1235',
      '12378',
      '本回执不代表对结果的认可',
      '打印：陈丽',
    ];
    for (const must of musts) expect(words).toContain(must);
    expect(words).not.toMatch(/王建国|138/);
  });

  it.each(['slip-a4-en', 'slip-roll80-en'])('%s says it in English', async (name) => {
    const words = await wordsOf(pdf(name));
    for (const must of ['BHL-20260302-0007', '2 March 2026, 10:15', '17 March 2026', 'W**', '12378']) {
      expect(words).toContain(must);
    }
    expect(words).toMatch(/does not mean that the outcome\s+has been agreed/);
  });

  it('fits a slip on one A4 page, and on one piece of roll 80 mm wide', async () => {
    for (const language of ['zh-CN', 'en']) {
      expect(await pagesOf(pdf(`slip-a4-${language}`))).toEqual({ pages: 1, widthMm: 210, heightMm: 297 });
      const roll = await pagesOf(pdf(`slip-roll80-${language}`));
      expect(roll).toMatchObject({ pages: 1, widthMm: 80 });
      expect(roll.heightMm).toBeGreaterThan(200);
      expect(roll.heightMm).toBeLessThan(360);
    }
  });

  it('makes letters with amount, dates and routes, on A4', async () => {
    const zh = await wordsOf(pdf('letter-zh-CN'));
    for (const must of ['处理决定告知书', '壹佰贰拾捌元伍角整', '2026年3月20日', '30 日内', '（盖章）', '审核人：周衡'])
      expect(zh).toContain(must);
    const en = await wordsOf(pdf('letter-en'));
    for (const must of ['Decision on Your Complaint', 'CNY 128.50', '20 March 2026', 'within 30 days', '(seal)'])
      expect(en).toContain(must);
    expect(await pagesOf(pdf('letter-zh-CN'))).toMatchObject({ widthMm: 210, heightMm: 297 });
  });

  // A reader that knows a glyph only by the character the PDF names for it, as search and copying do.
  it.each([
    ['slip-a4-en', ['BHL-20260302-0007', '2March2026,10:15', '17March2026', '027-88881235', '12378']],
    ['slip-roll80-en', ['BHL-20260302-0007', '17March2026', '12378']],
    [
      'letter-en',
      ['BHL-20260302-0007', 'CNY128.50', '10,000.00×0.31%×100/365', '20March2026', 'within30days', 'P-000318'],
    ],
    ['derivation-en', ['BHL-20260302-0007', 'until17March202624:00', 'plus15days', 'ruleD1']],
    ['recovery-en', ['K7QM2', 'VB8N5']],
    ['slip-a4-zh-CN', ['BHL-20260302-0007', '2026年3月17日', '12378']],
    ['derivation-zh-CN', ['BHL-20260302-0007', '2026年3月17日24时前', '加15天']],
  ])('%s can be searched for its digits', async (name, musts) => {
    const characters = await textOfPdf(pdf(name));
    for (const must of musts) expect(characters).toContain(must);
    expect(characters).not.toContain('\0');
  });

  it('runs a long letter over pages, each with the copy line and the mark of a reprint', async () => {
    expect((await pagesOf(pdf('letter-long-reprint'))).pages).toBe(2);
    for (const page of ['1', '2']) {
      const { stdout } = await run('pdftotext', ['-f', page, '-l', page, pdf('letter-long-reprint'), '-']);
      expect(stdout).toContain('P-000318');
      // Turned text is read in either direction.
      expect(stdout.replace(/\s/g, '')).toMatch(/补打2|2打补/);
    }
    const words = await wordsOf(pdf('letter-long-reprint'));
    for (let item = 1; item <= 40; item += 1) expect(words).toContain(`第 ${item} 项`);
  });

  it('prints markup typed by a customer as words', async () => {
    const words = await wordsOf(pdf('slip-hostile'));
    expect(words.replace(/\s/g, '')).toContain('<script>document.title="x"</script><imgsrc=x');
    expect((await pagesOf(pdf('slip-hostile'))).pages).toBe(1);
  });
});

describe('the archive file with pictures', () => {
  let out = '';
  beforeAll(async () => {
    out = await makePapers('archives');
  }, 120_000);

  /** Pictures on the pages of a PDF: page, width and height in pixels, and how they are kept. */
  async function picturesOf(name: string): Promise<readonly { page: number; size: string; kept: string }[]> {
    const { stdout } = await run('pdfimages', ['-list', path.join(out, `${name}.pdf`)]);
    return stdout
      .split('\n')
      .slice(2)
      .filter((line) => line.trim() !== '')
      .map((line) => {
        const [page = '', , , width = '', height = '', , , , kept = ''] = line.trim().split(/\s+/);
        return { page: Number(page), size: `${width}x${height}`, kept };
      });
  }

  it('draws each picture it can, smaller, turned as the camera says, and kept as JPEG', async () => {
    const pictures = await picturesOf('archive-zh-CN');
    expect(pictures.map(({ size, kept }) => [size, kept])).toEqual([
      ['2000x1500', 'jpeg'],
      ['1500x2000', 'jpeg'],
      ['1240x1754', 'jpeg'],
      ['40x30', 'jpeg'],
    ]);
  });

  it.each(['archive-zh-CN', 'archive-en'])(
    '%s names the page of each picture in its index and its list',
    async (name) => {
      const pages = await pagesOfPdf(path.join(out, `${name}.pdf`));
      const pictures = await picturesOf(name);
      const index = pages.slice(0, 2).join('');
      const titles = ['柜台照片.jpg', 'turned.jpg', 'scan.png', 'small.webp'];
      for (const [at, title] of titles.entries()) {
        const page = pictures[at]?.page ?? 0;
        expect(pages[page - 1]).toContain(`${String(at + 1)}.${title}`);
        expect(index).toContain(`${title}${String(page)}`);
        const said = name.endsWith('en')
          ? `picture${String(at + 1)},page${String(page)}`
          : `图片${String(at + 1)}，第${String(page)}页`;
        expect(pages.join('')).toContain(said);
      }
    },
  );

  it('says on paper what is damaged, missing, not to be drawn or too much, and that other files are outside', async () => {
    const text = await textOfPdf(path.join(out, 'archive-zh-CN.pdf'));
    for (const must of ['核对SHA-256不符', '这台电脑上没有这张图片的文件', '不在本卷宗内', 'a'.repeat(64)])
      expect(text).toContain(must);
    expect(text.match(/图片打不开/g)).toHaveLength(2);
    expect(text).not.toContain('图片太多');
    expect((await picturesOf('archive-limited')).map(({ size }) => size)).toEqual(['2000x1500', '1500x2000']);
    expect((await textOfPdf(path.join(out, 'archive-limited.pdf'))).match(/图片太多/g)?.length).toBeGreaterThanOrEqual(
      2,
    );
  });

  it('holds the agree card: its words, what names them, and the signature', async () => {
    const pages = await pagesOfPdf(path.join(out, 'archive-zh-CN.pdf'));
    const page = pages.findIndex((text) => text.includes('D'.repeat(43))) + 1;
    for (const must of ['退回年费', '签名不代表同意结果', '客户的签名', '见证：李主任'])
      expect(pages[page - 1]).toContain(must);
    expect(pages[0]).toContain(`客户看过并签名${String(page)}`);
  });
});

describe('on a machine without a Chinese face', () => {
  it('uses the bundled one', async () => {
    const out = await makePapers('bundled', '--fonts=bundled');
    const words = await wordsOf(path.join(out, 'slip-a4-zh-CN.pdf'));
    for (const must of ['消费投诉受理回执', '2026年3月17日前', '本回执不代表对结果的认可'])
      expect(words).toContain(must);
  }, 120_000);
});
