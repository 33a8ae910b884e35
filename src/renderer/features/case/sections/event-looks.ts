/** How an event of the timeline looks: its group, by which the timeline is filtered, and its tone. */
import type { CaseEventType } from '../../../../domain/complaint/events';
import type { Tone } from '../../../app/theme/tokens';
import { aboveLooks } from './above-sentence';
import { investigationLooks } from './investigation-sentence';
import { pairLooks } from './pair-sentence';
import { promiseLooks } from './promise-sentence';

export type EventGroup = 'steps' | 'remedy' | 'papers' | 'staff';

export interface EventLook {
  readonly group: EventGroup;
  readonly tone: Tone;
}

export const eventLooks: { readonly [T in CaseEventType]: EventLook } = {
  'case.registered': { group: 'steps', tone: 'info' },
  'case.detailsRecorded': { group: 'steps', tone: 'neutral' },
  'conflict.reviewed': { group: 'steps', tone: 'neutral' },
  'case.emotionRated': { group: 'staff', tone: 'neutral' },
  'evidence.attached': { group: 'papers', tone: 'neutral' },
  'note.added': { group: 'staff', tone: 'neutral' },
  'case.markedNotComplaint': { group: 'steps', tone: 'neutral' },
  'case.restoredAsComplaint': { group: 'steps', tone: 'info' },
  'case.accepted': { group: 'steps', tone: 'primary' },
  'case.assigned': { group: 'steps', tone: 'neutral' },
  'recusal.declared': { group: 'steps', tone: 'warning' },
  'investigation.started': { group: 'steps', tone: 'primary' },
  'refusal.proposed': { group: 'remedy', tone: 'warning' },
  'refusal.lifted': { group: 'steps', tone: 'info' },
  'remedy.proposed': { group: 'remedy', tone: 'primary' },
  'remedy.recalled': { group: 'remedy', tone: 'neutral' },
  'remedy.approved': { group: 'remedy', tone: 'success' },
  ...aboveLooks,
  'remedy.endorsed': { group: 'remedy', tone: 'info' },
  'emergency.signed': { group: 'remedy', tone: 'error' },
  'emergency.approved': { group: 'remedy', tone: 'error' },
  'review.recorded': { group: 'remedy', tone: 'info' },
  'remedy.returned': { group: 'remedy', tone: 'warning' },
  'remedy.rejected': { group: 'remedy', tone: 'error' },
  'document.printed': { group: 'papers', tone: 'neutral' },
  'letter.paragraphWritten': { group: 'papers', tone: 'neutral' },
  'letter.delivered': { group: 'papers', tone: 'neutral' },
  'decision.delivered': { group: 'steps', tone: 'success' },
  'review.requested': { group: 'steps', tone: 'warning' },
  'review.turnedDown': { group: 'steps', tone: 'neutral' },
  'review.upheld': { group: 'steps', tone: 'primary' },
  'review.changed': { group: 'steps', tone: 'warning' },
  'review.told': { group: 'steps', tone: 'success' },
  'review.refusalOverturned': { group: 'steps', tone: 'success' },
  'mediation.agreed': { group: 'steps', tone: 'primary' },
  'mediation.settled': { group: 'steps', tone: 'success' },
  'mediation.failed': { group: 'steps', tone: 'warning' },
  ...promiseLooks,
  'agreeCard.answered': { group: 'papers', tone: 'success' },
  // 安抚对话: what is in it is for staff alone.
  'talk.joined': { group: 'staff', tone: 'info' },
  ...investigationLooks,
  'clockFact.recorded': { group: 'steps', tone: 'info' },
  'case.transferred': { group: 'steps', tone: 'warning' },
  'transfer.confirmed': { group: 'steps', tone: 'success' },
  'transfer.declined': { group: 'steps', tone: 'warning' },
  ...pairLooks,
  'lateness.explained': { group: 'steps', tone: 'warning' },
  'regulator.answered': { group: 'steps', tone: 'success' },
  'petition.answered': { group: 'steps', tone: 'success' },
  'remedy.performed': { group: 'steps', tone: 'success' },
  'case.withdrawn': { group: 'steps', tone: 'neutral' },
  'case.closed': { group: 'steps', tone: 'success' },
  'case.archived': { group: 'papers', tone: 'success' },
  'case.settledInLedger': { group: 'steps', tone: 'success' },
  'case.reopened': { group: 'steps', tone: 'warning' },
  'deadline.extended': { group: 'steps', tone: 'warning' },
  'extension.granted': { group: 'steps', tone: 'warning' },
  'clock.suspended': { group: 'steps', tone: 'warning' },
  'clock.resumed': { group: 'steps', tone: 'neutral' },
  'facts.added': { group: 'steps', tone: 'warning' },
  'headCount.recorded': { group: 'steps', tone: 'neutral' },
  'major.recognised': { group: 'steps', tone: 'error' },
  'major.reportWritten': { group: 'steps', tone: 'info' },
  'major.reported': { group: 'steps', tone: 'success' },
  'proceedings.noted': { group: 'steps', tone: 'warning' },
  'proceedings.ended': { group: 'steps', tone: 'neutral' },
  'hold.placed': { group: 'steps', tone: 'warning' },
  'hold.lifted': { group: 'steps', tone: 'neutral' },
  'task.created': { group: 'staff', tone: 'neutral' },
  'task.completed': { group: 'staff', tone: 'neutral' },
  'callback.recorded': { group: 'steps', tone: 'success' },
};
