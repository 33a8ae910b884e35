/** What the lint found: the rule, where, and the word it speaks of. E stops publishing, W warns. */

const rules = {
  E00: 'the source has not the form of a script',
  E01: 'leads to a node that does not exist',
  E02: 'can not be reached from the start',
  E03: 'is a dead end: no way on, and no end',
  E04: 'can not be finished: no end can be reached from here',
  E05: 'does not say what happens at every level of anger',
  E06: 'has other blanks in one language than in the other',
  E07: 'speaks of a fact, term or blank that is not declared',
  E08: 'acts without saying whose authority it needs',
  E09: 'comes too early: options before listening, and no fast lane',
  E10: 'does not lead to register-and-close',
  E11: 'apologises for more than is confirmed or approved',
  E12: 'is required and never asked',
  E13: 'rests on a law that has expired or does not yet hold',
  E14: 'is a timer that does not say what happens when it runs out',
  E15: 'names a number of days that does not come from a rule pack or a term',
  E16: 'calls a script that does not exist, or itself',
  E17: 'is approved or published without the sign-offs that takes',
  E18: 'is described more than once',
  E19: 'is a way that nobody can go: its condition never holds, or an earlier way always does',
  E20: 'speaks of an answer that nobody may have given, and has no "unanswered" line',
  E21: 'settles on the spot without asking whether it is a complaint, or without a note',
  E22: 'goes back to another script, which may not have called it',
  W01: 'has no English, or Chinese in its English',
  W02: 'is too long to be said in one breath',
  W03: 'asks more than two questions at once',
  W04: 'uses a word that only the bank understands',
  W05: 'is a double negative',
  W06: 'takes the sympathy back with a "but"',
  W07: 'is hard for somebody old; write zhSimple, or a simpler one',
  W08: 'takes age or sex for granted',
  W09: 'is a way that was not found: too many situations to play them all',
  W10: 'has no line for somebody angry, where the node has one',
  W11: 'is too short an entry word: it stands inside the words of other matters',
  W12: 'is written as a notice, or as the chat of a shop, and not as somebody speaks',
  W13: 'leaves out, in its simple wording, a day or a way to go on that the line tells',
  W14: 'has no words for the calm or the angry in a stage that they come to',
  P1: 'guarantees an outcome',
  P2: 'tips off',
  P3: 'makes the complaint a condition',
  P4: 'orders the customer to be calm',
  P5: 'passes the buck',
  P6: 'promises without a time',
  P7: 'blames the customer',
  P8: 'labels the customer',
  P9: 'tells about other customers',
  P10: 'hinders the complaint',
  P11: 'is a stereotype',
  P12: 'threatens',
  P13: 'promises to delete a credit record',
  P14: 'blames inside the bank',
  L1: 'is close to what this or another script says never to say',
} as const;
export type RuleId = keyof typeof rules;
export const ruleIds = Object.keys(rules) as readonly RuleId[];

/** Phrase rules that warn; the others stop. */
const warns: readonly RuleId[] = ['P4', 'P6', 'P8', 'P14', 'L1'];

export interface Finding {
  readonly rule: RuleId;
  /** Code of the script, or the file where it has none yet. */
  readonly script: string;
  /** Path in the source: `nodes.greet.text.zh`. */
  readonly at: string;
  readonly detail: string;
}

/** True for what must be mended before a script can be published. */
export const isError = ({ rule }: Finding): boolean => !rule.startsWith('W') && !warns.includes(rule);

/** For developers and operators; people read the texts of the `scripts` namespace. */
export const ruleText = (rule: RuleId): string => rules[rule];

/** One line for the command and the tests. */
export function findingLine(finding: Finding): string {
  const { rule, script, at, detail } = finding;
  return `${rule.padEnd(3)} ${script} ${at}: ${rules[rule]}${detail === '' ? '' : ` (${detail})`}`;
}
