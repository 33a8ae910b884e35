/** Why a pack is refused (拒收): always the field and the reason, so that whoever made it can mend it. */
import type { z } from 'zod';
import { ruleIds, ruleText } from '../scripts/finding';

/** A code per reason, with what a developer or an operator reads; people read the texts of the `rules` namespace. */
const reasons = {
  notJson: 'is no JSON',
  tooLarge: 'is larger than a pack may be',
  missing: 'is missing',
  unknownField: 'is not known',
  wrongType: 'is of another kind than expected',
  notAllowed: 'is not one of the allowed values',
  outOfRange: 'is too short, too long, too small or too large',
  wrongForm: 'does not have the expected form',
  unsigned: 'carries no signature',
  unknownKey: 'is signed with a key that is not trusted here',
  wrongSignature: 'does not fit the contents: they were changed after signing',
  occursTwice: 'occurs twice',
  sourceUnknown: 'names a source that is not described',
  endsBeforeBegin: 'ends before it begins',
  periodUnknown: 'names a period that is not described',
  clockCantStand: 'is a clock of hours or minutes and can not stand still',
  grantsWithoutExtension: 'grants without an extension',
  followsUnknown: 'follows a rule that does not exist',
  followsItself: 'follows itself',
  overlaps: 'holds at the same time as',
  reasonsMissing: 'asks for reasons that the pack does not have',
  belowLesser: 'is less than that of the lesser level',
  daysBetween: 'leaves days without a rule after',
  notADay: 'is not a day',
  amountsDontRise: 'does not rise above the amount before it',
  aboveEverything: 'is more than any complaint may have',
  weakerApprovers: 'asks for lower or fewer approvers than a smaller amount',
  moneyless: 'is without money and has one line, up to 0',
  daysDontRise: 'does not come after the step before it',
  growsWithSilence: 'gives more authority after a longer silence',
  articleMissing: 'is called confirmed, but names no article',
  notEarlier: 'must come before the next step, from early to late',
  otherName: 'does not fit the name of its step',
  listedTwice: 'is listed twice',
  yearGap: 'is missing between published years',
  yearDropped: 'was published before and is missing now',
  otherInstitution: 'is for another kind of institution',
  otherPack: 'is another pack than the one used here',
  notNewer: 'is not newer than the one that is here',
  versionReused: 'was used before with other contents',
  newerSchema: 'has a newer form than this program knows',
  headsDiffer: 'does not list what is inside',
  neededForSafety: 'is what helps people in danger and can not be missing or stopped',
  scriptRule: 'breaks a rule for scripts',
  notChecked: 'could not be checked: the check itself broke down',
} as const;
export type PackReason = keyof typeof reasons;
export const packReasons = Object.keys(reasons) as readonly PackReason[];

export interface PackProblem {
  /** Where: path of the field, or id of the rule with the field; `file` for the whole. */
  readonly field: string;
  readonly reason: PackReason;
  /** What the reason speaks of: the other rule, the value found, the version that is here. May be empty. */
  readonly detail: string;
}

export const problem = (field: string, reason: PackReason, detail = ''): PackProblem => ({ field, reason, detail });

/** One line for logs, command lines and tests. */
export function problemLine({ field, reason, detail }: PackProblem): string {
  const rule = reason === 'scriptRule' ? ruleIds.find((id) => id === detail.split(' ')[0]) : undefined;
  const said = rule === undefined ? reasons[reason] : ruleText(rule);
  return `${field}: ${said}${detail === '' ? '' : ` (${detail})`}`;
}

/** What a schema found, each with the path below `root`. Parse with `reportInput`, or nothing is known of what was there. */
export function problemsOfShape(error: z.ZodError, root = ''): readonly PackProblem[] {
  return problemsOf(error.issues, root);
}

function problemsOf(issues: readonly z.core.$ZodIssue[], root: string): readonly PackProblem[] {
  return issues.flatMap((issue) => {
    const field = pathOf(root, issue.path);
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((key) => problem(pathOf(root, [...issue.path, key]), 'unknownField'));
    // Of several shapes that would do, the first says what is usual.
    const usual = issue.code === 'invalid_union' ? issue.errors[0] : undefined;
    if (usual !== undefined) return problemsOf(usual, field);
    return [problem(field, reasonOf(issue), issue.code === 'invalid_value' ? issue.values.join(', ') : '')];
  });
}

function pathOf(root: string, path: readonly PropertyKey[]): string {
  const whole = [...(root === '' ? [] : [root]), ...path.map(String)].join('.');
  return whole === '' ? 'file' : whole;
}

function reasonOf(issue: z.core.$ZodIssue): PackReason {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'missing' : 'wrongType';
    case 'invalid_value':
      return issue.input === undefined ? 'missing' : 'notAllowed';
    case 'too_big':
    case 'too_small':
      return 'outOfRange';
    case 'invalid_format':
    case 'invalid_key':
      return 'wrongForm';
    default:
      return 'wrongType';
  }
}
