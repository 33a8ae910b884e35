/** A branch that takes in packs of headquarters: real main down to the journal, store in memory; every save dialog is cancelled. */
import type { CaseCommandInput } from '../../src/domain/complaint/commands';
import { emptyDesk } from '../../src/domain/scripts/desk';
import { packHandlers } from '../../src/main/handlers/pack-handlers';
import { createPackService } from '../../src/main/packs/pack-service';
import { branchInMemory, complaintOf } from './branch-in-memory';
import { releasesOf } from './script-releases';

export async function packBranch(
  people: Parameters<typeof branchInMemory>[0],
  onChange: (dates: boolean) => void = () => undefined,
) {
  const branch = await branchInMemory(people);
  const { core, lawBook } = branch;
  const releases = releasesOf(branch);
  const service = createPackService({
    lawBook,
    institution: () => 'bank',
    zone: () => 'Asia/Shanghai',
    nowMs: core.nowMs,
    log: core.log,
    contentProblems: releases.contentProblems,
    onChange,
  });
  const dialogs = { saveAs: async () => undefined, open: async () => [], ask: async () => false };
  const desk = { desk: async () => emptyDesk };
  return { branch, service, handlers: packHandlers({ core, service, lawBook, dialogs, releases, desk }) };
}

/** A complaint that came in now, about nothing in particular. */
export function plainComplaint(caseId: string, receivedAtMs: number): CaseCommandInput<'register'> {
  return {
    number: `N-${caseId}`,
    source: 'form',
    receivedAtMs,
    emotion: 2,
    details: complaintOf([]),
    evidence: [],
    draftHands: [],
    importKey: null,
  };
}
