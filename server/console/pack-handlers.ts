/** 规则与脚本发布 in the console: handed in by one, reviewed by another, rolled out step by step. */
import { err, ok } from '../../src/shared/contract/define';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import type { packContract } from '../../src/shared/hq-console/packs';
import { listReleases, openRelease, proposePack, reviewPack, rollOut, today } from '../pack-releases';
import { record, type Call } from './call';
import { personOfCall, withSecondFactor } from './sign-directive';

type PackHandlers = Pick<ConsoleHandlers<Call>, keyof typeof packContract>;

const refusalOf = {
  code: 'console.codeWrong',
  gone: 'console.packGone',
  own: 'console.ownPack',
  known: 'console.packKnown',
  branch: 'console.branchUnknown',
  inForce: 'console.packInForce',
} as const;

const movedAs = {
  everywhere: 'pack.everywhere',
  stopped: 'pack.stopped',
  withdrawn: 'pack.withdrawn',
} as const;

export const packHandlers: PackHandlers = {
  'pack.list': async (_input, { db, nowMs }) => ok({ rows: await listReleases(db), today: today(nowMs()) }),

  'pack.propose': async (input, call) => {
    const { account } = personOfCall(call);
    const proposed = await proposePack(call.db, { ...input, by: account }, { nowMs: call.nowMs() });
    const named = proposed.ok ? { releaseId: proposed.releaseId, pack: `${proposed.packId}@${proposed.version}` } : {};
    await call.db.transaction((tx) =>
      record(tx, call, {
        action: 'pack.proposed',
        outcome: proposed.ok ? 'done' : 'refused',
        detail: { ...named, reason: input.note },
      }),
    );
    if (proposed.ok) return ok({ releaseId: proposed.releaseId });
    return proposed.why === 'bad'
      ? err({ code: 'console.packBad', problems: [...proposed.problems] })
      : err({ code: 'console.packKnown' });
  },

  'pack.open': async ({ releaseId }, { db }) => {
    const opened = await openRelease(db, releaseId);
    return opened ? ok(opened) : err({ code: 'console.packGone' });
  },

  'pack.review': async ({ releaseId, approve, pilots, reason, code }, call) => {
    const fact = {
      action: approve ? 'pack.approved' : 'pack.refused',
      detail: { releaseId, reason, found: pilots.length },
    } as const;
    const done = await withSecondFactor(call, code, fact, (tx, { account }, context) =>
      reviewPack(tx, { releaseId, approve, pilots, note: reason, by: account }, context),
    );
    if (done.ok) return ok({});
    if ('error' in done) return done;
    return done.why === 'bad'
      ? err({ code: 'console.packBad', problems: [...done.problems] })
      : err({ code: refusalOf[done.why] });
  },

  'pack.rollOut': async ({ releaseId, to, reason, code }, call) => {
    const fact = { action: movedAs[to], detail: { releaseId, reason } } as const;
    const done = await withSecondFactor(call, code, fact, (tx, _officer, context) =>
      rollOut(tx, { releaseId, to, note: reason }, context),
    );
    if (done.ok) return ok({});
    return 'error' in done ? done : err({ code: refusalOf[done.why] });
  },
};
