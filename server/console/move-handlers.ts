/** 移交, signed in the console. */
import { err, ok } from '../../src/shared/contract/define';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import type { moveContract } from '../../src/shared/hq-console/moves';
import { moveComplaint } from '../move';
import type { Call } from './call';
import { listNow } from './case-list';
import { tellBranch, withSecondFactor } from './sign-directive';

type MoveHandlers = Pick<ConsoleHandlers<Call>, keyof typeof moveContract>;

const refusalOf = {
  code: 'console.codeWrong',
  unknown: 'console.caseUnknown',
  unknownBranch: 'console.branchUnknown',
  sameBranch: 'console.sameBranch',
  otherKind: 'console.otherInstitution',
  tooLarge: 'console.historyTooLarge',
  movedAlready: 'console.movedAlready',
  decided: 'console.decided',
  absorbed: 'console.absorbed',
} as const;

export const moveHandlers: MoveHandlers = {
  'case.move': async ({ code, ...wish }, call) => {
    const { branchId, caseId, toBranchId, why, reason } = wish;
    const fact = { action: 'case.moved', detail: { branchId, caseId, toBranchId, why, reason } } as const;
    const moved = await withSecondFactor(
      call,
      code,
      fact,
      async (tx, officer, context) => {
        const done = await moveComplaint(tx, wish, officer, context);
        // Both lines at once: whoever counts meanwhile counts it once.
        if (done.ok) for (const { state } of [done.away, done.here]) await listNow(tx, state, context.nowMs);
        return done;
      },
      (done) => (done.ok ? { number: done.away.number, toNumber: done.here.number } : {}),
    );
    if ('error' in moved) return moved;
    if (!moved.ok) return err({ code: refusalOf[moved.why] });
    await tellBranch(call, branchId, moved.away.end);
    await tellBranch(call, toBranchId, moved.here.end);
    return ok({ number: moved.here.number });
  },
};
