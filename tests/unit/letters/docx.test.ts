/**
 * Letters as DOCX, read back with a reader of zip and XML.
 * @vitest-environment jsdom
 */
import { strFromU8, unzipSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { customerText } from '../../../src/domain/documents/audience-text';
import { buildLetter } from '../../../src/domain/documents/customer-documents';
import { aLetter } from '../../../src/domain/documents/examples.test-support';
import { compileLetter } from '../../../src/domain/documents/letter-template';
import { letterTemplate } from '../../../src/main/documents/letter-templates';
import { letterDocx } from '../../../src/main/documents/render-docx';

const copy = { printedBy: customerText('陈丽'), printedAt: '2026-03-02T10:21', copyId: 'P-000318', number: 1 };

async function partsOf(
  language: 'zh-CN' | 'en',
  changes: Parameters<typeof aLetter>[0] = {},
  number = 1,
  demo = false,
  freeText = '',
) {
  const data = buildLetter(aLetter({ language, ...changes }));
  const compiled = compileLetter(letterTemplate('decision', language), data, [], freeText);
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
  const file = await letterDocx(compiled.value, data.branch, language, { copy: { ...copy, number }, demo });
  const parts = Object.entries(unzipSync(file)).map(([name, bytes]) => [name, strFromU8(bytes)] as const);
  return { letter: compiled.value, parts: new Map(parts) };
}

/** Paragraphs of a part as a reader sees them. Throws where the XML is not well-formed. */
function paragraphsOf(xml: string | undefined): string[] {
  const document = new DOMParser().parseFromString(xml ?? '', 'application/xml');
  const fault = document.querySelector('parsererror');
  if (fault) throw new Error(fault.textContent);
  return [...document.getElementsByTagName('w:p')].map((paragraph) =>
    [...paragraph.getElementsByTagName('w:t')].map((run) => run.textContent).join(''),
  );
}

describe('a letter as DOCX', () => {
  it.each(['zh-CN', 'en'] as const)('says in %s what the compiled letter says, in its order', async (language) => {
    const { letter, parts } = await partsOf(language);
    const paragraphs = paragraphsOf(parts.get('word/document.xml'));
    const said = [letter.title, ...letter.paragraphs.map(({ text }) => text)];
    expect(paragraphs.filter((text) => said.some((one) => one === text))).toEqual(said);
  });

  it('has the own paragraph before the signatures, as typed', async () => {
    const { parts } = await partsOf('zh-CN', {}, 1, false, '周末也可以来办。\n{{decision}} <b>');
    const paragraphs = paragraphsOf(parts.get('word/document.xml'));
    const at = paragraphs.indexOf('周末也可以来办。');
    expect(paragraphs[at + 1]).toBe('{{decision}} <b>');
    expect(paragraphs[at + 2]).toContain('审核人');
  });

  it('has what an amount consists of as a table of words and figures', async () => {
    const lines = [
      { name: '退还款项', how: ['按金额'], note: '三月的年费', amountFen: 12_000, formulaFen: 12_000 },
      { name: '利息', how: ['10,000.00 × 0.31% × 1 / 360', '一天'], note: '', amountFen: 850, formulaFen: 850 },
    ];
    const headings = { item: '项目', how: '怎么算的', amount: '金额', total: '合计' };
    const { parts } = await partsOf('zh-CN', { calculation: { headings, lines } });
    const xml = parts.get('word/document.xml');
    const document = new DOMParser().parseFromString(xml ?? '', 'application/xml');
    const rows = [...document.getElementsByTagName('w:tr')].map((row) =>
      [...row.getElementsByTagName('w:tc')].map((cell) =>
        [...cell.getElementsByTagName('w:t')].map((run) => run.textContent),
      ),
    );
    expect(rows).toEqual([
      [['项目'], ['怎么算的'], ['金额']],
      [['退还款项', '三月的年费'], ['按金额'], ['120.00']],
      [['利息'], ['10,000.00 × 0.31% × 1 / 360', '一天'], ['8.50']],
      [['合计'], ['128.50']],
    ]);
    // The table stands between the sentence of the amount and that of the day.
    const said = paragraphsOf(xml);
    expect(said.findIndex((text) => text.startsWith('涉及金额'))).toBeLessThan(said.indexOf('项目'));
    expect(said.findIndex((text) => text.startsWith('我们将在'))).toBeGreaterThan(said.indexOf('合计'));
  });

  it('has the parts that a reader asks for, all well-formed, and none that it would warn of', async () => {
    const { parts } = await partsOf('zh-CN');
    for (const name of ['[Content_Types].xml', '_rels/.rels', 'word/document.xml', 'word/styles.xml'])
      expect([...parts.keys()]).toContain(name);
    for (const [name, xml] of parts) if (/\.(xml|rels)$/.test(name)) paragraphsOf(xml);
    const all = [...parts.values()].join('');
    expect([...parts.keys()].join(' ')).not.toMatch(/vba|embeddings|activeX|externalLinks/i);
    expect(all).not.toMatch(/TargetMode="External"|w:attachedTemplate|w:updateFields|DDEAUTO|INCLUDETEXT/);
    // Whatever is named as a part is there.
    const types = new DOMParser().parseFromString(parts.get('[Content_Types].xml') ?? '', 'application/xml');
    const named = [...types.getElementsByTagName('Override')].map((one) => one.getAttribute('PartName')?.slice(1));
    expect(named.filter((name) => name === undefined || !parts.has(name))).toEqual([]);
  });

  it('tells on every page who made which copy when, of which text, and marks a reprint and a sample', async () => {
    const footOf = (parts: ReadonlyMap<string, string>) => paragraphsOf(parts.get('word/footer1.xml')).join('');
    const headOf = (parts: ReadonlyMap<string, string>) => paragraphsOf(parts.get('word/header1.xml')).join('');
    const first = (await partsOf('zh-CN')).parts;
    for (const told of ['陈丽', '2026年3月2日 10:21', 'P-000318', '第 1 份', '文本第 2 版'])
      expect(footOf(first)).toContain(told);
    expect(headOf(first)).toBe('');
    const later = (await partsOf('en', {}, 3, true)).parts;
    expect(headOf(later)).toMatch(/3/);
    expect(headOf(later)).not.toBe(headOf((await partsOf('en', {}, 3)).parts));
  });

  it('keeps what a customer says as text', async () => {
    const complaint = '</w:t></w:r><w:p/>&amp; <script> ]]> {{reviewer}}';
    const { parts } = await partsOf('zh-CN', { complaint });
    expect(paragraphsOf(parts.get('word/document.xml'))).toContain(complaint);
  });
});
