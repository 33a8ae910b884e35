/** What is typed once (一次录入): facts of the talk and fields of the form that are the same thing, carried over both ways. */
import { detailChange, detailIn } from '../../domain/complaint/talk-facts';
import { parseYuan } from '../../domain/money/money';
import type { CompiledScript } from '../../domain/scripts/compile';
import type { ScriptEvent } from '../../domain/scripts/events';
import type { FactDeclaration } from '../../domain/scripts/script';
import type { Session } from '../../domain/scripts/session';
import type { IntakeForm } from '../../shared/contract/intake';

type Fills = NonNullable<FactDeclaration['fills']>;
type Value = NonNullable<Session['facts'][string]['value']>;
/** A fact keeps at most so many characters; the form keeps the rest. */
const longestFact = 200;

/** The form with the facts that are new in `after`. A field that somebody filled otherwise meanwhile follows the latest word. */
export function formWithFacts(
  form: IntakeForm,
  facts: CompiledScript['facts'],
  before: Session['facts'],
  after: Session['facts'],
): IntakeForm {
  return Object.entries(facts).reduce((so, [id, { fills }]) => {
    const value = after[id]?.value ?? null;
    if (fills === undefined || value === null || value === (before[id]?.value ?? null)) return so;
    return value === valueIn(so, fills) ? so : put(so, fills, value);
  }, form);
}

/** Facts that the form knows and the talk does not, or knows otherwise; in the order of the declarations. */
export function factsInForm(
  form: IntakeForm,
  facts: CompiledScript['facts'],
  known: Session['facts'],
): readonly Pick<Extract<ScriptEvent, { type: 'factSet' }>, 'type' | 'fact' | 'value'>[] {
  return Object.entries(facts).flatMap(([fact, declaration]) => {
    const value = declaration.fills === undefined ? null : valueIn(form, declaration.fills);
    if (value === null || !fits(declaration, value) || value === (known[fact]?.value ?? null)) return [];
    return [{ type: 'factSet' as const, fact, value }];
  });
}

const fits = ({ options }: FactDeclaration, value: Value): boolean =>
  options === undefined || options.some(({ id }) => id === value);

/** Null where the field says nothing. */
function valueIn({ details, amountText }: IntakeForm, fills: Fills): Value | null {
  if (fills === 'amountFen') {
    const amount = parseYuan(amountText);
    return amount.ok ? amount.fen : null;
  }
  const value = detailIn(details, fills);
  return typeof value === 'string' ? [...value].slice(0, longestFact).join('') : value;
}

/** What was written is replaced only where the talk knew all of it; behind a longer text the answer stands on a line of its own. */
function textWith(written: string, answer: string): string {
  const whole = written.trim();
  if ([...whole].length <= longestFact) return answer;
  return whole.includes(answer) ? written : `${whole}\n${answer}`;
}

function put(form: IntakeForm, fills: Fills, value: Value): IntakeForm {
  const { details } = form;
  if (fills === 'amountFen')
    return typeof value === 'number' ? { ...form, amountText: (value / 100).toFixed(2) } : form;
  const isLong = fills === 'matter' || fills === 'facts' || fills === 'wish';
  const change = detailChange(details, fills, isLong ? textWith(details[fills], String(value)) : value);
  return Object.keys(change).length === 0 ? form : { ...form, details: { ...details, ...change } };
}
