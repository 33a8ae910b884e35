/** How far a made-up case has come: by its age and by chance, and what is rare and yet always there. */
import type { Chance } from './sample-data';

export type Stage =
  | 'quick'
  | 'complainedAgain'
  | 'transferred'
  | 'registered'
  | 'notComplaint'
  | 'refusalPending'
  | 'refused'
  | 'accepted'
  | 'investigating'
  | 'awaitingMaterial'
  | 'inMediation'
  | 'joint'
  | 'petition'
  | 'pending'
  | 'approved'
  | 'told'
  | 'calculated'
  | 'inReview'
  | 'reviewUpheld'
  | 'reviewChanged'
  | 'calledBack'
  | 'closed'
  | 'withdrawn';
/** How far a case of this age has come. */
export function stageOf(chance: Chance, ageDays: number, wholeLives: number): Stage {
  const dice = chance.next();
  if (ageDays > 30 && chance.next() >= wholeLives) return 'withdrawn';
  if (ageDays > 30) {
    if (dice < 0.72) return 'calledBack';
    if (dice < 0.84) return 'closed';
    if (dice < 0.92) return 'withdrawn';
    return dice < 0.975 ? 'notComplaint' : 'investigating';
  }
  if (ageDays > 14) {
    if (dice < 0.4) return 'calledBack';
    if (dice < 0.6) return 'closed';
    if (dice < 0.68) return 'told';
    if (dice < 0.76) return 'approved';
    if (dice < 0.84) return 'pending';
    if (dice < 0.9) return 'withdrawn';
    return 'investigating';
  }
  if (ageDays > 4) {
    if (dice < 0.18) return 'closed';
    if (dice < 0.34) return 'told';
    if (dice < 0.48) return 'approved';
    if (dice < 0.62) return 'pending';
    if (dice < 0.82) return 'investigating';
    if (dice < 0.92) return 'accepted';
    return 'quick';
  }
  if (dice < 0.35) return 'registered';
  if (dice < 0.6) return 'quick';
  if (dice < 0.64) return 'refusalPending';
  if (dice < 0.68) return 'refused';
  if (dice < 0.78) return 'accepted';
  return dice < 0.92 ? 'investigating' : 'pending';
}
