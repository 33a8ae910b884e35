import { describe, expect, it } from 'vitest';
import type { OpenEvent } from '../evidence/event-envelope';
import { incidentPayloads, isIncidentEventType, type NewIncidentEvent, type Raised } from './events';
import { foldIncident } from './incident';

const raised: Raised = {
  atMs: 1_000,
  how: 'key',
  deviceTag: 'A',
  by: 'u-chen',
  talkId: 'talk-1',
  caseId: null,
  script: 'SVC-01',
  level: 3,
  distress: ['shaking'],
  flags: ['threatOthers'],
  summary: '等了七十分钟',
};

let count = 0;
function kept(made: NewIncidentEvent, by = 'u-chen', deviceId = 'pc-a'): OpenEvent {
  // What is written must be what is promised to be written.
  incidentPayloads[made.type].parse(made.payload);
  count += 1;
  const at = { wall: count, monotonic: count, bootId: 'b', hlc: String(count).padStart(13, '0') };
  const header = {
    id: `e-${String(count)}`,
    streamId: 'incident-1',
    deviceId,
    actor: { userId: by, role: 'counter' },
    at,
  };
  return { header: { ...header, type: made.type }, payload: made.payload } as unknown as OpenEvent;
}
const noted = (words: string, atMs: number): NewIncidentEvent => ({
  type: 'incident.noted',
  payload: { atMs, entry: null, words },
});

describe('an incident', () => {
  it('is what was known when the key was pressed, and every line behind it', () => {
    const incident = foldIncident([
      kept({ type: 'incident.raised', payload: raised }),
      kept({ type: 'incident.acknowledged', payload: { atMs: 2_000, deviceTag: 'B' } }, 'u-li', 'pc-b'),
      kept({ type: 'incident.noted', payload: { atMs: 3_000, entry: 'police', words: '' } }),
      kept({ type: 'incident.graded', payload: { atMs: 4_000, grade: 2, triggers: ['violence'] } }, 'u-li'),
      kept({ type: 'incident.pressedAgain', payload: { atMs: 5_000, by: 'u-chen' } }),
    ]);
    expect(incident).toMatchObject({ raised, grade: 2, triggers: ['violence'], pressedAtMs: 5_000, closed: null });
    expect(incident?.acknowledged).toEqual([{ by: 'u-li', atMs: 2_000, deviceTag: 'B' }]);
    expect(incident?.lines.map(({ kind, by }) => [kind, by])).toEqual([
      ['raised', 'u-chen'],
      ['acknowledged', 'u-li'],
      ['noted', 'u-chen'],
      ['graded', 'u-li'],
      ['pressedAgain', 'u-chen'],
    ]);
  });

  it('was called by nobody where nobody was signed in, whoever brought the note to the journal', () => {
    const incident = foldIncident([kept({ type: 'incident.raised', payload: { ...raised, by: null } }, 'u-li')]);
    expect(incident?.lines).toMatchObject([{ kind: 'raised', by: null }]);
  });

  it('stays ended as it was ended first; what comes later is marked, and nothing is taken out', () => {
    const incident = foldIncident([
      kept({ type: 'incident.raised', payload: raised }),
      kept({ type: 'incident.closed', payload: { atMs: 2_000, outcome: 'falseAlarm', words: '' } }),
      kept({ type: 'incident.closed', payload: { atMs: 3_000, outcome: 'over', words: '走了' } }, 'u-li', 'pc-b'),
      kept(noted('补一句', 4_000)),
    ]);
    expect(incident?.closed).toEqual({ outcome: 'falseAlarm', by: 'u-chen', atMs: 2_000 });
    expect(incident?.lines.map(({ kind, late }) => [kind, late])).toEqual([
      ['raised', false],
      ['closed', false],
      ['closed', true],
      ['noted', true],
    ]);
  });

  it('keeps what another PC answered before the note of the key became a record', () => {
    const before = kept(noted('我过去看看', 1_500), 'u-li', 'pc-b');
    const incident = foldIncident([before, kept({ type: 'incident.raised', payload: raised })]);
    expect(incident?.lines.map(({ kind }) => kind)).toEqual(['raised', 'noted']);
    expect(foldIncident([before])).toBeUndefined();
  });

  it('is linked with several complaints, from the key on or later, until a link is taken back', () => {
    const link = (caseId: string, atMs: number): NewIncidentEvent => ({
      type: 'incident.linked',
      payload: { atMs, caseId },
    });
    const events = [
      kept({ type: 'incident.raised', payload: { ...raised, caseId: 'c-1' } }),
      kept(link('c-2', 2_000)),
      kept(link('c-2', 3_000), 'u-li', 'pc-b'),
    ];
    expect(foldIncident(events)?.caseIds).toEqual(['c-1', 'c-2']);
    const back = foldIncident([
      ...events,
      kept({ type: 'incident.unlinked', payload: { atMs: 4_000, caseId: 'c-1' } }, 'u-li'),
    ]);
    expect(back?.caseIds).toEqual(['c-2']);
    expect(back?.lines.slice(1).map(({ kind, by, caseId }) => [kind, by, caseId])).toEqual([
      ['linked', 'u-chen', 'c-2'],
      ['linked', 'u-li', 'c-2'],
      ['unlinked', 'u-li', 'c-1'],
    ]);
  });

  it('knows its own events alone', () => {
    expect(isIncidentEventType('incident.raised')).toBe(true);
    expect(isIncidentEventType('toString')).toBe(false);
  });
});
