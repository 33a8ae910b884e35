/** A made-up joint complaint (共同投诉) of so many people that it is a major one (重大消费投诉), reported by telephone at once. */
import type { CaseCommandInput } from '../../domain/complaint/commands';
import { emptyParty, type CaseDetails } from '../../domain/complaint/values';
import { samplePerson, type Chance } from './sample-data';

/** People who came: more than the twenty that make a complaint a major one (REGULATION §5). */
export const sampleCrowd = 23;

/** The same complaint of several: the first two speak for all of them. */
export function joinedBy(chance: Chance, details: CaseDetails): CaseDetails {
  const names = Array.from({ length: 3 }, () => samplePerson(chance, 'zh-CN').name);
  const [first = emptyParty, ...rest] = details.parties;
  const others = names.map((name, index) => ({ ...emptyParty, name, delegate: index === 0 }));
  return {
    ...details,
    joint: true,
    parties: [{ ...first, delegate: true }, ...rest, ...others],
    flags: [...new Set([...details.flags, 'group' as const])],
  };
}

export function sampleMajorReport(receivedAtMs: number): CaseCommandInput<'reportMajor'> {
  return {
    to: 'headOffice',
    recipient: '总行消保部值班 周老师',
    method: 'phone',
    reportedAtMs: receivedAtMs + 4 * 60_000,
    number: '',
    what: '二十三人到网点反映同一件事，已请到会议室，由两名代表说明诉求，秩序平稳。',
    proofIds: [],
  };
}
