/** 拒收记录, listed and answered in the console. */
import { err, ok } from '../../src/shared/contract/define';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import type { refusalContract } from '../../src/shared/hq-console/refusals';
import { repeatable } from '../../src/shared/sync-protocol/refusals';
import { answerRefusal, listRefused } from '../refusals';
import { record, type Call } from './call';
import { catchUp } from './case-list';
import { personOfCall } from './sign-directive';

type RefusalHandlers = Pick<ConsoleHandlers<Call>, keyof typeof refusalContract>;

/** More at once nobody settles; the rest comes up once these are. */
const mostRows = 200;

const refusalOf = { unknown: 'console.refusalUnknown', notRepeatable: 'console.notRepeatable' } as const;

export const refusalHandlers: RefusalHandlers = {
  'refusal.list': async ({ all }, { db, nowMs }) => {
    // The numbers of complaints are in that list.
    await catchUp(db, null, nowMs);
    const { rows, more } = await listRefused(db, { all, limit: mostRows });
    return ok({ rows: rows.map((row) => ({ ...row, repeatable: repeatable.includes(row.code) })), more });
  },

  'refusal.answer': async (decision, call) =>
    call.db.transaction(async (tx) => {
      const { branchId, deviceId, seq, reason, state } = decision;
      const done = await answerRefusal(tx, decision, personOfCall(call), call.nowMs());
      await record(tx, call, {
        action: state === 'askedAgain' ? 'refusal.askedAgain' : 'refusal.settled',
        outcome: done === 'done' ? 'done' : 'refused',
        detail: { branchId, deviceId, seq, reason },
      });
      return done === 'done' ? ok({}) : err({ code: refusalOf[done] });
    }),
};
