import { describe, expect, it } from 'vitest';
import { branchInMemory, complaintOf } from '../../../tests/support/branch-in-memory';
import { caseHandlers } from '../handlers/case-handlers';
import { newId } from '../platform/ids';
import { createTimeAnchors, readAnchors } from './time-anchors';

const hourMs = 3_600_000;

async function aBranch() {
  const branch = await branchInMemory([{ userId: 'u-li', name: '李主任', role: 'supervisor' }]);
  const session = branch.signIn('u-li');
  const times: number[] = [];
  const anchors = createTimeAnchors(branch.clock.monotonicMs, (hqTimeMs) => times.push(hqTimeMs));
  const heard = (wrongMs = 0) =>
    anchors.heard(session, {
      deviceId: 'd-1',
      seq: 1,
      headHash: 'h',
      hqTimeMs: branch.clock.wallMs() + wrongMs,
      signature: 's',
    });
  return { branch, session, heard, times };
}

describe('times of headquarters', () => {
  it('are kept once a run and every six hours, or each answer would make the next event to send', async () => {
    const { branch, session, heard, times } = await aBranch();
    for (let at = 0; at < 5; at += 1) await heard();
    expect(await readAnchors(session)).toHaveLength(1);
    // The clock of this run learns from each.
    expect(times).toHaveLength(5);
    branch.clock.pass(7 * hourMs);
    await heard();
    const kept = await readAnchors(session);
    expect(kept).toHaveLength(2);
    expect(kept[1]).toMatchObject({ deviceId: 'd-1', seq: 2 });
  });

  it('mark in the time line what was written with a clock that was set back, and nothing else', async () => {
    const { branch, session, heard } = await aBranch();
    await heard();
    const caseId = newId();
    const note = (staffText: string) =>
      session.records.runCaseCommand({
        commandId: newId(),
        caseId,
        actor: session.user,
        command: { name: 'addNote', input: { staffText } },
      });
    await session.records.runCaseCommand({
      commandId: newId(),
      caseId,
      actor: session.user,
      command: {
        name: 'register',
        input: {
          number: 'BJ01-260310-A001-7',
          source: 'form',
          receivedAtMs: branch.core.nowMs(),
          emotion: 1,
          details: complaintOf([]),
          evidence: [],
          draftHands: [],
          importKey: null,
        },
      },
    });
    branch.clock.pass(hourMs);
    await note('honest');
    branch.clock.setWall(branch.clock.wallMs() - 30 * hourMs);
    await note('back');
    const reply = await caseHandlers(branch.core, () => true)['case.timeline']({ caseId }, { session });
    if (!reply.ok) throw new Error('no time line');
    expect(reply.value.entries.map(({ type, doubt }) => [type, doubt])).toEqual([
      ['case.registered', undefined],
      ['note.added', undefined],
      ['note.added', 'doubtful'],
    ]);
  });
});
