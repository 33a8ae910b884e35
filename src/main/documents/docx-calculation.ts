/** 金额明细 in a DOCX letter: a real table with a caption, its heading repeated on every page. */
import {
  AlignmentType,
  BorderStyle,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
  type IRunOptions,
} from 'docx';
import type { CustomerText } from '../../domain/documents/audience-text';
import type { Calculation } from '../../domain/documents/calculation';

const SIZE = 20;
const SMALL = 17;
const LINE = { style: BorderStyle.SINGLE, size: 4, color: '000000' } as const;
const BORDERS = { top: LINE, bottom: LINE, left: LINE, right: LINE };

interface CellText {
  readonly text: CustomerText;
  readonly size?: number;
  readonly bold?: boolean;
}

// Typed, because the options of a run and of a string look alike to the compiler.
const run = (options: IRunOptions): TextRun => new TextRun(options);

/** The caption and the table; `width` in twentieths of a point. */
export function calculationBlocks(
  caption: CustomerText,
  { headings, rows, total }: Calculation,
  width: number,
): readonly (Paragraph | Table)[] {
  const amountWidth = Math.round(width * 0.2);
  const itemWidth = Math.round(width * 0.3);
  const widths = [itemWidth, width - itemWidth - amountWidth, amountWidth] as const;
  const cell = (column: 0 | 1 | 2, texts: readonly CellText[], span = 1): TableCell =>
    new TableCell({
      borders: BORDERS,
      columnSpan: span,
      width: { size: widths.slice(column, column + span).reduce((sum, one) => sum + one, 0), type: WidthType.DXA },
      margins: { top: 40, bottom: 40, left: 80, right: 80 },
      children: texts.map(
        ({ text, size = SIZE, bold = false }) =>
          new Paragraph({
            alignment: column === 2 ? AlignmentType.RIGHT : AlignmentType.LEFT,
            children: [run({ text, size, bold })],
          }),
      ),
    });
  const heading = (text: CustomerText): readonly CellText[] => [{ text, bold: true }];
  return [
    new Paragraph({
      keepNext: true,
      spacing: { before: 80, after: 60 },
      children: [run({ text: caption, bold: true, size: SIZE })],
    }),
    new Table({
      width: { size: width, type: WidthType.DXA },
      columnWidths: widths,
      layout: TableLayoutType.FIXED,
      rows: [
        new TableRow({
          tableHeader: true,
          children: [
            cell(0, heading(headings.item)),
            cell(1, heading(headings.how)),
            cell(2, heading(headings.amount)),
          ],
        }),
        ...rows.map(
          ({ name, note, how, amount }) =>
            new TableRow({
              cantSplit: true,
              children: [
                cell(0, [{ text: name }, ...(note === '' ? [] : [{ text: note, size: SMALL }])]),
                cell(
                  1,
                  how.map((text, at) => ({ text, size: at === 0 ? SIZE : SMALL })),
                ),
                cell(2, [{ text: amount }]),
              ],
            }),
        ),
        new TableRow({ children: [cell(0, heading(headings.total), 2), cell(2, heading(total))] }),
      ],
    }),
    new Paragraph({ spacing: { line: 120 }, children: [] }),
  ];
}
