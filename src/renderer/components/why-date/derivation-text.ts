/** The derivation of a deadline in the words of the page. */
import type { Deadline } from '../../../domain/deadlines/deadlines';
import * as derivation from '../../../shared/derivation/derivation-text';
import type { Formatter } from '../../app/i18n/format';
import type { Text } from '../../app/i18n/use-text';

export { articleOf, limitInTime } from '../../../shared/derivation/derivation-text';

interface Words {
  readonly text: Text;
  readonly format: Formatter;
}

/** Keys are checked where the words are made; here they only pass through. */
const wordsOf = (t: Text['t']): derivation.Text['t'] => t as unknown as derivation.Text['t'];
const textOf = ({ t, language }: Text): derivation.Text => ({ t: wordsOf(t), language });

/** Of a period that does not count; one that only a rule pack knows is shown by its id. */
export function periodName(id: string, t: Text['t']): string {
  return derivation.periodName(id, wordsOf(t));
}

/** Short name of a deadline; one that only a rule pack knows is called what the pack calls it. */
export function deadlineName(deadline: Pick<Deadline, 'id' | 'zh' | 'en'>, text: Text): string {
  return derivation.deadlineName(deadline, textOf(text));
}

export function derivationLines(
  deadline: Pick<Deadline, 'basis'>,
  { text, format }: Words,
): readonly derivation.DerivationLine[] {
  return derivation.derivationLines(deadline, { text: textOf(text), format });
}

/** The same as one paragraph, with the article at its end. */
export function derivationSentence(deadline: Deadline, { text, format }: Words): string {
  return derivation.derivationSentence(deadline, { text: textOf(text), format });
}
