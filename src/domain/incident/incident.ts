/** An incident (事件) as its stored events leave it, in the order in which they happened, whichever PC they were written on. */
import type { IncidentGrade } from '../crisis/plan';
import type { OpenEvent } from '../evidence/event-envelope';
import { newIncidentEvent, type IncidentOutcome, type Raised } from './events';

/** One line of the log. */
export interface IncidentLine {
  readonly eventId: string;
  readonly atMs: number;
  /** Who wrote it; null for a key that was pressed while nobody was signed in. */
  readonly by: string | null;
  readonly kind:
    | 'raised'
    | 'pressedAgain'
    | 'noted'
    | 'graded'
    | 'linked'
    | 'unlinked'
    | 'acknowledged'
    | 'seenLocked'
    | 'printed'
    | 'closed';
  /** A ready-made entry of the plan. */
  readonly entry: string | null;
  readonly words: string;
  /** With `graded`. */
  readonly grade: IncidentGrade | null;
  /** With `linked` and `unlinked`. */
  readonly caseId: string | null;
  /** With `printed`. */
  readonly copyNo: number | null;
  /** With `acknowledged` and `seenLocked`: at which PC. */
  readonly deviceTag: string;
  /** With `closed`. */
  readonly outcome: IncidentOutcome | null;
  /** Added after it was closed (补记). */
  readonly late: boolean;
}

export interface Incident {
  readonly id: string;
  readonly raised: Raised;
  /** The PC on which it was raised. */
  readonly deviceId: string;
  /** When it was last pressed. */
  readonly pressedAtMs: number;
  /** Complaints it is linked with now, in the order in which that was done. */
  readonly caseIds: readonly string[];
  readonly grade: IncidentGrade | null;
  readonly triggers: readonly string[];
  readonly acknowledged: readonly { readonly by: string; readonly atMs: number; readonly deviceTag: string }[];
  readonly closed: { readonly outcome: IncidentOutcome; readonly by: string; readonly atMs: number } | null;
  /** Copies of its report (事件报告) that were made. */
  readonly copies: number;
  readonly lines: readonly IncidentLine[];
}

/** Plays all events of the stream; undefined where none of them raised it. */
export function foldIncident(events: readonly OpenEvent[]): Incident | undefined {
  const ordered = events.toSorted((a, b) => Number(isFirst(b)) - Number(isFirst(a)));
  return ordered.reduce<Incident | undefined>(evolveIncident, undefined);
}

/** A key that was pressed while nobody was signed in is written later than what another PC may have answered. */
const isFirst = ({ header }: OpenEvent): boolean => header.type === 'incident.raised';

export function evolveIncident(before: Incident | undefined, event: OpenEvent): Incident | undefined {
  const { id: eventId, streamId, deviceId, actor } = event.header;
  const made = newIncidentEvent(event);
  if (made === undefined) return before;
  const { atMs } = made.payload;
  const line = (kind: IncidentLine['kind'], rest: Partial<IncidentLine> = {}): IncidentLine => ({
    eventId,
    atMs,
    by: actor.userId,
    kind,
    entry: null,
    words: '',
    grade: null,
    caseId: null,
    copyNo: null,
    deviceTag: '',
    outcome: null,
    late: before?.closed != null,
    ...rest,
  });
  if (before === undefined) {
    if (made.type !== 'incident.raised') return undefined;
    const { payload } = made;
    return {
      id: streamId,
      raised: payload,
      deviceId,
      pressedAtMs: atMs,
      caseIds: payload.caseId === null ? [] : [payload.caseId],
      grade: null,
      triggers: [],
      acknowledged: [],
      closed: null,
      copies: 0,
      lines: [line('raised', { by: payload.by, words: payload.summary })],
    };
  }
  const adding = (changes: Partial<Incident>, next: IncidentLine): Incident => ({
    ...before,
    ...changes,
    lines: [...before.lines, next],
  });
  switch (made.type) {
    case 'incident.raised':
      return before;
    case 'incident.pressedAgain':
      return adding({ pressedAtMs: Math.max(atMs, before.pressedAtMs) }, line('pressedAgain', { by: made.payload.by }));
    case 'incident.noted':
      return adding({}, line('noted', made.payload));
    case 'incident.graded':
      return adding(
        { grade: made.payload.grade, triggers: made.payload.triggers },
        line('graded', { grade: made.payload.grade }),
      );
    case 'incident.linked':
      return adding(
        { caseIds: [...before.caseIds.filter((id) => id !== made.payload.caseId), made.payload.caseId] },
        line('linked', { caseId: made.payload.caseId }),
      );
    case 'incident.unlinked':
      return adding(
        { caseIds: before.caseIds.filter((id) => id !== made.payload.caseId) },
        line('unlinked', { caseId: made.payload.caseId }),
      );
    case 'incident.seenLocked':
      return adding({}, line('seenLocked', { by: null, deviceTag: made.payload.deviceTag }));
    case 'incident.acknowledged': {
      const { deviceTag } = made.payload;
      return adding(
        { acknowledged: [...before.acknowledged, { by: actor.userId, atMs, deviceTag }] },
        line('acknowledged', { deviceTag }),
      );
    }
    case 'incident.printed':
      return adding(
        { copies: Math.max(before.copies, made.payload.copyNo) },
        line('printed', { copyNo: made.payload.copyNo, late: false }),
      );
    case 'incident.closed': {
      const { outcome, words } = made.payload;
      // Two PCs may close it without knowing of each other: the first stands, the other stays as a line.
      const closed = before.closed ?? { outcome, by: actor.userId, atMs };
      return adding({ closed }, line('closed', { outcome, words }));
    }
  }
}

export const isOpen = ({ closed }: Pick<Incident, 'closed'>): boolean => closed === null;
