/** What a kind of letter is declared by. How to add one: README.md beside this file. */
import type { CaseState } from '../../complaint/state';
import type { PaperKind } from '../../complaint/values';
import type { Deadline } from '../../deadlines/deadlines';
import type { RulePack } from '../../deadlines/rule-pack';
import type { DayCount } from '../../money/interest';
import type { Branch } from '../../directory/directory';
import type { DocumentLanguage } from '../format';
import type { LetterFacts } from '../letter-fields';

/** 文书: what a person chooses. The slip 受理回执 is no letter: it has a layout of its own. */
export type LetterKindId = Exclude<PaperKind, 'slip'>;

/** Forms of text; each has a template per language in resources/packs/letters, and duties under its name in the rule pack. */
export const letterForms = [
  'transfer',
  'acknowledgement',
  'material',
  'decision',
  'refusal',
  'extension',
  'suspension',
  'review',
  'regulator',
  'petition',
  'majorFirst',
  'majorFollowUp',
  'majorFinal',
  'closing',
] as const;
export type LetterForm = (typeof letterForms)[number];

/** Words of the program that letters use, in the language of the letter; each is a text of the `documents` or `money` locale files. */
export type LetterTextKey =
  | 'defaults.reviewInstitution'
  | 'defaults.mediation'
  | 'defaults.court'
  | 'defaults.ownerUnassigned'
  | 'defaults.onBehalf'
  | 'defaults.regulator'
  | `defaults.reviewResult.${'upheld' | 'changed'}`
  | `defaults.outcome.${'withdrawn' | 'notComplaint' | 'transferred' | 'decided' | 'told'}`
  | `defaults.extensionLevel.${'superior' | 'headOfficeSenior'}`
  | `defaults.material.${'reason' | 'notAsked'}`
  | `defaults.report.stage.${'first' | 'followUp' | 'final'}`
  | `defaults.report.level.${'major' | 'especiallySerious'}`
  | `defaults.report.${'serial' | 'count' | 'basis' | 'counted'}`
  | 'defaults.transfer.kept'
  | `money.lines.${'item' | 'how' | 'amount' | 'sum' | 'named' | 'period'}`
  | `money.dayCount.${DayCount}`
  | `defaults.closing.${'withdrawn' | 'notComplaint' | 'refused' | 'told' | 'performed'}`;

/** Everything a letter is made from. */
export interface LetterSource {
  readonly state: CaseState;
  readonly branch: Branch;
  readonly language: DocumentLanguage;
  readonly texts: (key: LetterTextKey, values?: Readonly<Record<string, string>>) => string;
  /** Names of closed lists, for example `remedyKind.refund`. */
  readonly vocabulary: (key: string) => string;
  readonly personName: (userId: string) => string;
  /** Words of a code of the taxonomy. */
  readonly classOf: (id: string) => string;
  readonly deadlines: readonly Deadline[];
  /** The law of the case. */
  readonly rules: RulePack;
  readonly nowMs: number;
}

/** One kind of letter. */
export interface LetterKind {
  /** 内部材料: for those above, never for a customer. Only such a kind may use internal fields. */
  readonly internal?: true;
  /** Whether such a case has this letter at all; no page offers it otherwise. */
  readonly offered: (state: CaseState) => boolean;
  readonly form: (state: CaseState) => LetterForm;
  /** Only what the reader may know; undefined while there is nothing to tell yet. */
  readonly facts: (source: LetterSource) => LetterFacts | undefined;
}
