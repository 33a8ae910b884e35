/** A made-up remedy whose amount consists of lines with their formula. */
import { draftFen, sumOf, type RemedyLine } from '../../domain/complaint/remedy-lines';
import { remedyKindsWithMoney, type RemedyKind } from '../../domain/complaint/values';
import { addDays } from '../../domain/deadlines/local-date';
import { sampleMatters, type SampleMatter } from './matters';

/** What can be given back with interest: a fee that was claimed. */
export const calculatedMatter: SampleMatter = feeMatter();

function feeMatter(): SampleMatter {
  const found = sampleMatters.find(({ remedy, yuan }) => yuan !== undefined && remedy.includes('refund'));
  if (found === undefined) throw new Error('the sample matters name no fee that is given back');
  return found;
}

export interface SampleCalculation {
  readonly kinds: readonly RemedyKind[];
  readonly lines: readonly RemedyLine[];
  readonly amountFen: number;
}

/** The fee, its interest since the day it was charged, and something for the trouble. */
export function sampleCalculation(claimedFen: number, receivedOn: string): SampleCalculation {
  const feeFen = Math.max(claimedFen, 10_000);
  const terms = {
    baseFen: feeFen,
    rate: 38_500,
    from: addDays(receivedOn, -92),
    to: receivedOn,
    dayCount: 'actual365',
  } as const;
  const interest = { kind: 'interest', note: '自扣费之日起', ...terms } as const;
  const lines: readonly RemedyLine[] = [
    { kind: 'refund', amountFen: feeFen, note: '多收的费用' },
    { ...interest, amountFen: draftFen(interest) ?? 0 },
    { kind: 'goodwill', amountFen: 5_000, note: '两次往返网点的交通费' },
  ];
  const plain = calculatedMatter.remedy.filter((kind) => !remedyKindsWithMoney.includes(kind));
  return { kinds: [...plain, 'refund', 'interest', 'goodwill'], lines, amountFen: sumOf(lines) };
}
