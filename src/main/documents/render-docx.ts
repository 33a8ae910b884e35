/**
 * Letters as DOCX: the same compiled letter, the same copy mark at the foot of every page, the same words across a reprint or a
 * sample as on the PDF. Only text goes in: no field, no macro, no link, nothing that Word would ask about when it opens the file.
 */
import {
  AlignmentType,
  BorderStyle,
  Document,
  Footer,
  Header,
  Packer,
  PageNumber,
  Paragraph,
  TabStopType,
  TextRun,
  type IParagraphOptions,
  type IRunOptions,
  type Table,
} from 'docx';
import type { OutletDetails } from '../../domain/documents/customer-documents';
import { formatDateTime, type DocumentLanguage } from '../../domain/documents/format';
import type { CompiledLetter, LetterBlockKind, LetterParagraph } from '../../domain/documents/letter-template';
import { calculationBlocks } from './docx-calculation';
import { documentTexts } from './document-texts';
import { versionMark, type RenderOptions } from './render-document';

/** Lengths in twentieths of a point, sizes of letters in half points, as the format counts. */
const A4 = { width: 11_906, height: 16_838 } as const;
const MARGIN = { top: 1_134, bottom: 1_134, left: 1_247, right: 1_247, header: 450, footer: 450 } as const;
const TEXT_WIDTH = A4.width - MARGIN.left - MARGIN.right;
const GREY = '666666';
const PALE = 'BBBBBB';

/** Makes the file. The same letter, copy and language give the same content. */
export async function letterDocx(
  letter: CompiledLetter,
  branch: OutletDetails,
  language: DocumentLanguage,
  { copy, demo }: Pick<RenderOptions, 'copy' | 'demo'>,
): Promise<Uint8Array> {
  const t = documentTexts(language);
  const copyMark = t('foot.copy', {
    user: copy.printedBy,
    time: formatDateTime(copy.printedAt, language),
    copyId: copy.copyId,
    number: copy.number,
  });
  const mark = `${copyMark}　${versionMark(letter, language)}`;
  const across = [
    ...(demo ? [t('foot.demo')] : []),
    ...(copy.number > 1 ? [`${t('foot.reprint')} ${String(copy.number)}`] : []),
  ];
  const signatures = letter.paragraphs.filter(({ kind }) => kind === 'signature');
  const parts = letter.paragraphs.filter(({ kind }) => kind !== 'signature');
  const file = new Document({
    title: letter.title,
    creator: copy.printedBy,
    description: mark,
    styles: {
      default: {
        document: { run: { font: fontsOf(language), size: 24, language: { value: 'en-US', eastAsia: 'zh-CN' } } },
      },
    },
    sections: [
      {
        properties: { page: { size: A4, margin: MARGIN } },
        headers: { default: new Header({ children: across.map(acrossLine) }) },
        footers: { default: new Footer({ children: [footLine(mark)] }) },
        children: [
          ...letterhead(branch),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            spacing: { before: 280, after: 120 },
            keepNext: true,
            children: [run({ text: letter.title, bold: true, size: 40 })],
          }),
          // The signature never stands alone on a page: the last paragraph goes with it.
          ...parts.flatMap((part, at) => block(part, language, at === parts.length - 1)),
          ...signatures.map((part, at) => signature(part, at === signatures.length - 1)),
        ],
      },
    ],
  });
  return new Uint8Array(await Packer.toBuffer(file));
}

function fontsOf(language: DocumentLanguage) {
  const latin = language === 'en' ? 'Georgia' : 'Times New Roman';
  return { ascii: latin, hAnsi: latin, cs: latin, eastAsia: 'SimSun' };
}

const run = (options: IRunOptions): TextRun => new TextRun(options);

function letterhead({ institution, outlet, address, phone }: OutletDetails): Paragraph[] {
  const line = { style: BorderStyle.SINGLE, size: 12, space: 4, color: '000000' };
  return [
    new Paragraph({ children: [run({ text: institution, bold: true, size: 30 })] }),
    new Paragraph({
      border: { bottom: line },
      children: [run({ text: [outlet, address, phone].filter((text) => text !== '').join('　'), size: 18 })],
    }),
  ];
}

function layoutOf(kind: LetterBlockKind, language: DocumentLanguage): IParagraphOptions {
  const indented = language === 'zh-CN' ? { indent: { firstLine: 480 } } : {};
  switch (kind) {
    case 'reference':
      return { alignment: AlignmentType.CENTER, spacing: { after: 120 } };
    case 'heading':
      return { ...indented, keepNext: true, spacing: { before: 120 } };
    case 'paragraph':
      return { ...indented, spacing: { line: 360, after: language === 'en' ? 80 : 0 } };
    case 'item':
      return language === 'en'
        ? { indent: { left: 620, hanging: 400 }, spacing: { line: 330 } }
        : { ...indented, spacing: { line: 360 } };
    default:
      return {};
  }
}

function block(
  { kind, text, table }: LetterParagraph,
  language: DocumentLanguage,
  last: boolean,
): readonly (Paragraph | Table)[] {
  if (table) return calculationBlocks(text, table, TEXT_WIDTH);
  const bold = kind === 'salutation' || kind === 'heading';
  return [
    new Paragraph({
      ...layoutOf(kind, language),
      ...(last ? { keepNext: true } : {}),
      children: [run({ text, bold })],
    }),
  ];
}

function signature({ text }: LetterParagraph, last: boolean): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    indent: { left: TEXT_WIDTH / 2 },
    spacing: { line: 420 },
    keepNext: !last,
    children: [new TextRun(text)],
  });
}

/** What stands across a reprint or a sample. */
function acrossLine(text: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    children: [run({ text, bold: true, size: 44, color: PALE })],
  });
}

function footLine(mark: string): Paragraph {
  const small = { size: 15, color: GREY } as const;
  return new Paragraph({
    border: { top: { style: BorderStyle.SINGLE, size: 4, space: 4, color: PALE } },
    tabStops: [{ type: TabStopType.RIGHT, position: TEXT_WIDTH }],
    children: [
      run({ ...small, text: mark }),
      run({ ...small, children: ['\t', PageNumber.CURRENT, ' / ', PageNumber.TOTAL_PAGES] }),
    ],
  });
}
