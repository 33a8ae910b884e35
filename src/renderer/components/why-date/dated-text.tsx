/** A sentence whose days open where they come from: as text, or within something that is pressed itself. */
import type { ReactNode } from 'react';
import { formatDate } from '../../../domain/documents/format';
import { WhyDay, WhyInRow } from './why-chip';
import type { AskedDate } from './why-date-store';

export interface TextDate extends AskedDate {
  /** `YYYY-MM-DD`, as the sentence says it in either language. */
  readonly on: string;
}

interface DatedTextProps {
  readonly text: string;
  readonly dates: readonly TextDate[];
  /** It stands in a button, where there can't be another one. */
  readonly pressed?: boolean;
}

export function DatedText({ text, dates, pressed = false }: DatedTextProps) {
  const parts: ReactNode[] = [];
  let from = 0;
  for (let next = firstIn(text, dates, from); next !== null; next = firstIn(text, dates, from)) {
    const { at, day, date } = next;
    const { on: _on, ...asked } = date;
    parts.push(text.slice(from, at));
    parts.push(
      pressed ? (
        <WhyInRow key={at} {...asked}>
          {day}
        </WhyInRow>
      ) : (
        <WhyDay key={at} {...asked} text={day} />
      ),
    );
    from = at + day.length;
  }
  return (
    <>
      {parts}
      {text.slice(from)}
    </>
  );
}

/** The first day in the text from there on; "1 May" is not the one of "11 May". */
function firstIn(
  text: string,
  dates: readonly TextDate[],
  from: number,
): { readonly at: number; readonly day: string; readonly date: TextDate } | null {
  const found = dates.flatMap((date) =>
    (['zh-CN', 'en'] as const).flatMap((language) => {
      const day = formatDate(date.on, language);
      const at = text.indexOf(day, from);
      return at < 0 || /\d/.test(text.charAt(at - 1)) ? [] : [{ at, day, date }];
    }),
  );
  return found.reduce<(typeof found)[number] | null>((first, one) => (first && first.at <= one.at ? first : one), null);
}
