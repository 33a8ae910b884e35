/** What a person would read on paper: the text of a PDF without its layout. */
import { readFile } from 'node:fs/promises';
import { extractText, getDocumentProxy } from 'unpdf';

/** Radicals of simplified characters, which have no compatibility mapping (Unicode, EquivalentUnifiedIdeograph). */
const simplified: Readonly<Record<string, string>> = {
  '⼾': '户',
  '⺟': '母',
  '⺠': '民',
  '⻅': '见',
  '⻆': '角',
  '⻋': '车',
  '⻓': '长',
  '⻔': '门',
  '⻚': '页',
  '⻛': '风',
  '⻜': '飞',
  '⻝': '食',
  '⻢': '马',
  '⻣': '骨',
  '⻥': '鱼',
  '⻦': '鸟',
  '⻨': '麦',
  '⻩': '黄',
  '⻬': '齐',
  '⻮': '齿',
  '⻰': '龙',
};

/**
 * All text of all pages; white space removed, because a line may break between any two Chinese characters. The PDF names
 * some glyphs by the Kangxi radical that looks alike (⼈ for 人); they are read as the character a person sees.
 */
export async function textOfPdf(file: string): Promise<string> {
  return (await pagesOfPdf(file)).join('');
}

/** The same, page by page. */
export async function pagesOfPdf(file: string): Promise<readonly string[]> {
  const pdf = await getDocumentProxy(new Uint8Array(await readFile(file)));
  const { text } = await extractText(pdf, { mergePages: false });
  return text.map((page) =>
    page.replace(/\s+/g, '').replace(/[\u2e80-\u2fd5]/g, (radical) => simplified[radical] ?? radical.normalize('NFKC')),
  );
}
