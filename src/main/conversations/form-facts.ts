/** What is typed once (一次录入): facts of the talk and fields of the form that are the same thing, carried over both ways. */
import { emptyParty, wants, type CaseDetails } from '../../domain/complaint/values';
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
  const [party = emptyParty] = details.parties;
  switch (fills) {
    case 'matter':
    case 'facts':
    case 'wish':
      return text(details[fills]);
    case 'want':
      return details.want;
    case 'amountFen': {
      const amount = parseYuan(amountText);
      return amount.ok ? amount.fen : null;
    }
    case 'accountTail':
    case 'name':
    case 'phone':
      return text(party[fills]);
    case 'involved':
      return text(details.involved.map(({ name }) => name).join('、'));
    case 'consentTold':
      return details.consentTold ? 'yes' : null;
  }
}

const text = (typed: string): string | null => {
  const trimmed = [...typed.trim()].slice(0, longestFact).join('');
  return trimmed === '' ? null : trimmed;
};

/** What was written is replaced only where the talk knew all of it; behind a longer text the answer stands on a line of its own. */
function textWith(written: string, answer: string): string {
  const whole = written.trim();
  if ([...whole].length <= longestFact) return answer;
  return whole.includes(answer) ? written : `${whole}\n${answer}`;
}

function put(form: IntakeForm, fills: Fills, value: Value): IntakeForm {
  const { details } = form;
  const [party = emptyParty, ...others] = details.parties;
  const withDetails = (changes: Partial<CaseDetails>): IntakeForm => ({ ...form, details: { ...details, ...changes } });
  switch (fills) {
    case 'matter':
    case 'facts':
    case 'wish':
      return withDetails({ [fills]: textWith(details[fills], String(value)) });
    case 'want': {
      const want = wants.find((one) => one === value);
      return want === undefined ? form : withDetails({ want });
    }
    case 'amountFen':
      return typeof value === 'number' ? { ...form, amountText: (value / 100).toFixed(2) } : form;
    case 'accountTail':
    case 'name':
    case 'phone':
      return withDetails({ parties: [{ ...party, [fills]: String(value) }, ...others] });
    case 'involved': {
      const named = details.involved.some(({ name }) => name === value);
      return named
        ? form
        : withDetails({ involved: [...details.involved, { name: String(value), staffNo: '', userId: null }] });
    }
    case 'consentTold':
      return withDetails({ consentTold: value === 'yes' });
  }
}
