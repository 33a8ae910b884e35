/** 金额明细 on paper: what the amount of a letter consists of, line by line, each with how it comes to its amount. */
import { customerText, oneLine, type CustomerText, type PublicString } from './audience-text';
import { formatYuan } from '../money/format-money';

/** One line as a fact: the words of the letter's language, and the amount it was approved with. */
export interface CalculationLine {
  readonly name: PublicString;
  /** The formula in figures, and the days it runs over; a named amount says so. */
  readonly how: readonly PublicString[];
  /** What it is for. */
  readonly note: PublicString;
  readonly amountFen: number;
  /** What the formula gives; the amount itself where there is none. */
  readonly formulaFen: number | null;
}

/** Headings of the table, in the language of the letter. */
export interface CalculationHeadings {
  readonly item: PublicString;
  readonly how: PublicString;
  readonly amount: PublicString;
  readonly total: PublicString;
}

export interface CalculationFacts {
  readonly headings: CalculationHeadings;
  readonly lines: readonly CalculationLine[];
}

/** The table as it is laid out. */
export interface Calculation {
  readonly headings: { readonly [K in keyof CalculationHeadings]: CustomerText };
  readonly rows: readonly {
    readonly name: CustomerText;
    readonly note: CustomerText;
    readonly how: readonly CustomerText[];
    readonly amount: CustomerText;
  }[];
  readonly total: CustomerText;
  /** Each line is what its formula gives, and all together are the amount of the letter. */
  readonly addsUp: boolean;
}

const NAME_GRAPHEMES = 40;
const NOTE_GRAPHEMES = 200;

/** Lays the lines out; null where there are none. */
export function calculationOf(facts: CalculationFacts | undefined, amountFen: number | null): Calculation | null {
  if (facts === undefined || facts.lines.length === 0) return null;
  const { headings, lines } = facts;
  const totalFen = lines.reduce((sum, line) => sum + line.amountFen, 0);
  return {
    headings: {
      item: customerText(headings.item),
      how: customerText(headings.how),
      amount: customerText(headings.amount),
      total: customerText(headings.total),
    },
    rows: lines.map(({ name, note, how, amountFen: fen }) => ({
      name: oneLine(name, NAME_GRAPHEMES),
      note: oneLine(note, NOTE_GRAPHEMES),
      how: how.map((text) => customerText(text)),
      amount: customerText(formatYuan(fen)),
    })),
    total: customerText(formatYuan(totalFen)),
    addsUp: totalFen === amountFen && lines.every(({ amountFen: fen, formulaFen }) => fen === formulaFen),
  };
}

/** The same as text, one line each: for readers without a table. */
export function calculationText(calculation: Calculation | null): CustomerText {
  if (calculation === null) return customerText('');
  const { rows, headings, total } = calculation;
  const lines = rows.map(({ name, note, how, amount }) =>
    [name, note, ...how, amount].filter((part) => part !== '').join(' · '),
  );
  return customerText([...lines, `${headings.total} · ${total}`].join('\n'));
}
