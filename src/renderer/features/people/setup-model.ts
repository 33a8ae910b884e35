/** What the wizard asks for, and what is wrong with it. */
import { PasswordRefusal, type BranchInput } from '../../../shared/contract/setup';
import type { CodedError } from '../../app/i18n/message-of';

export interface BranchDraft extends BranchInput {
  readonly deviceTag: string;
}

export interface PersonDraft {
  readonly name: string;
  readonly staffNo: string;
  readonly password: string;
  readonly passwordAgain: string;
}

export const emptyBranch: BranchDraft = {
  name: '',
  code: '',
  institutionType: 'bank',
  institutionName: '',
  province: '',
  address: '',
  phone: '',
  reviewPhone: '',
  deviceTag: 'A',
};

export const emptyPerson: PersonDraft = { name: '', staffNo: '', password: '', passwordAgain: '' };

export type Problem =
  | 'people:setup.fieldEmpty'
  | 'people:setup.codeBad'
  | 'people:setup.tagBad'
  | 'people:setup.person.passwordDiffers'
  | 'people:errors.setup.sameName'
  | `people:weak.${'tooShort' | 'tooLong' | 'common' | 'containsName' | 'containsBranchCode'}`;

/** What main found at a field of one of the two people; it stands until that field is changed. */
export interface Refusal {
  readonly step: 'supervisor' | 'counter';
  readonly field: 'name' | 'password';
  readonly problem: Problem;
}

export function branchProblems(draft: BranchDraft): ReadonlyMap<keyof BranchDraft, Problem> {
  const problems = new Map<keyof BranchDraft, Problem>();
  for (const field of ['name', 'institutionName', 'province'] as const) {
    if (draft[field].trim() === '') problems.set(field, 'people:setup.fieldEmpty');
  }
  if (!/^[0-9A-Z]{2,12}$/.test(draft.code)) problems.set('code', 'people:setup.codeBad');
  if (!/^[A-HJ-NP-Z]{1,2}$/.test(draft.deviceTag)) problems.set('deviceTag', 'people:setup.tagBad');
  return problems;
}

export function personProblems(draft: PersonDraft): ReadonlyMap<keyof PersonDraft, Problem> {
  const problems = new Map<keyof PersonDraft, Problem>();
  if (draft.name.trim() === '') problems.set('name', 'people:setup.fieldEmpty');
  if ([...draft.password].length < 8) problems.set('password', 'people:weak.tooShort');
  if (draft.passwordAgain !== draft.password) problems.set('passwordAgain', 'people:setup.person.passwordDiffers');
  return problems;
}

/** Which field main's refusal is about; null when it is about none. */
export function refusalOf(error: CodedError): Refusal | null {
  if (error.code === 'setup.sameName')
    return { step: 'counter', field: 'name', problem: 'people:errors.setup.sameName' };
  const weak = PasswordRefusal.safeParse(error);
  if (!weak.success || (weak.data.person !== 'supervisor' && weak.data.person !== 'counter')) return null;
  return { step: weak.data.person, field: 'password', problem: `people:weak.${weak.data.reason}` };
}
