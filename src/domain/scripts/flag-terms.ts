/**
 * 风险标识的期限与复核人: how long a flag counts before somebody has to look again, and who that is (CONVERSATION §2.4; the days
 * are our own proposal). What passes with the day ends with it; what somebody is stays a year. A flag never outlives its reason quietly.
 */
import type { Directory, Person } from '../directory/directory';
import type { RiskFlag } from './vocabulary';

const dayMs = 86_400_000;
const today = 1;
const dispute = 90;
const year = 365;

const days: Readonly<Record<RiskFlag, number>> = {
  elderly: year,
  hearing: year,
  sight: year,
  speech: year,
  mobility: year,
  cognition: year,
  pregnantOrInfant: today,
  minor: year,
  ethnicOrFaith: year,
  foreigner: year,
  group: 30,
  media: 30,
  threatSelf: 30,
  threatOthers: 30,
  intoxicated: today,
  // A suspicion about a person is the first to be looked at again.
  proxySuspected: 30,
  repeat: dispute,
  lawyer: dispute,
  regulator: dispute,
  inCourt: year,
  fraudVictim: dispute,
  staffInvolved: dispute,
  largeAmount: dispute,
  publicOpinion: 30,
};

/** Until when a flag that is set at this moment counts, in ms. */
export function flagExpiry(flag: RiskFlag, atMs: number): number {
  return atMs + days[flag] * dayMs;
}

/** Who looks at it again: a branch manager, else an officer, and not whoever set it; null where there is nobody else. */
export function flagReviewer({ people }: Pick<Directory, 'people'>, setBy: string): Person | null {
  const others = [...people.values()].filter(({ userId, active }) => active && userId !== setBy);
  return others.find(({ role }) => role === 'supervisor') ?? others.find(({ role }) => role === 'officer') ?? null;
}
