/** Every kind of letter, declared once. How to add one: README.md beside this file. */
import type { CaseState } from '../../complaint/state';
import { paperKinds, type PaperKind } from '../../complaint/values';
import type { LetterDuty } from '../../deadlines/rule-pack';
import { isInternalField } from '../letter-fields';
import { buildLetter, type LetterData, type LetterInput } from '../customer-documents';
import { acknowledgementLetter } from './acknowledgement';
import { closingNotice } from './closing';
import { extensionNotice, suspensionNotice } from './clock-notices';
import { decisionLetter } from './decision';
import type { LetterForm, LetterKind, LetterKindId, LetterSource } from './letter-kind';
import { majorReport } from './major-report';
import { materialNotice } from './material';
import { petitionLetter } from './petition';
import { regulatorLetter } from './regulator';
import { reviewLetter } from './review';
import { transferNotice } from './transfer';

export const letterKinds: Readonly<Record<LetterKindId, LetterKind>> = {
  transferNotice,
  acknowledgement: acknowledgementLetter,
  materialNotice,
  letter: decisionLetter,
  extensionNotice,
  suspensionNotice,
  reviewLetter,
  regulatorLetter,
  petitionLetter,
  majorReport,
  closingNotice,
};

/** Papers that this case can have, in the order of its life. */
export function papersOf(state: CaseState): readonly PaperKind[] {
  return paperKinds.filter((kind) => kind === 'slip' || letterKinds[kind].offered(state));
}

/** A letter as data, with its form and with what the law of the case wants it to say. */
export interface ComposedLetter {
  readonly form: LetterForm;
  readonly data: LetterData;
  readonly duties: readonly LetterDuty[];
}

/** Puts the facts of a letter together; undefined while there is nothing to tell. */
export function composeLetter(kind: LetterKindId, source: LetterSource): ComposedLetter | undefined {
  const facts = letterKinds[kind].facts(source);
  if (facts === undefined) return undefined;
  const form = letterKinds[kind].form(source.state);
  if (letterKinds[kind].internal !== true && Object.keys(facts).some(isInternalField))
    throw new Error(`${kind} goes to a customer and was given an internal fact`);
  const { institutionName, name, address, phone } = source.branch;
  const input: LetterInput = {
    ...facts,
    language: source.language,
    branch: { institution: institutionName, outlet: name, address, phone },
  };
  return { form, data: buildLetter(input), duties: dutiesOf(form, source.rules.letterDuties) };
}

/** What a form of letter must say. */
export function dutiesOf(form: string, duties: readonly LetterDuty[]): readonly LetterDuty[] {
  return duties.filter(({ letter }) => letter === form);
}
