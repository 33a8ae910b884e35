/** Registers and returns: the ledger as a file, statistics of a period on screen and as a file. */
import { may } from '../../domain/authority/roles';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import { exportLedger, nothingExported } from '../registers/export-ledger';
import { computeReturn, exportReturn, periodName } from '../registers/export-return';
import { fileNameOf } from '../registers/export-file';
import { exportPromises, findPromises } from '../registers/promise-register';
import { createJobs } from '../registers/jobs';
import type { Dialogs } from '../windows/dialogs';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `register.${string}`>>;

const mostHits = 200;
/** On screen; the file has them all. */
const shownPromises = 200;

export function registerHandlers({ core, dialogs }: { readonly core: Core; readonly dialogs: Dialogs }): Handlers {
  const jobs = createJobs((progress) => core.publish('register.progress', progress));

  return {
    'register.exportLedger': async ({ commandId, filter, sort, text, identity, reason }, context) => {
      const session = requireSession(context);
      const { role } = session.user;
      if (identity === 'full' && !may(role, 'personalData.reveal'))
        return err({ code: 'authority.roleForbids', operation: 'register.exportLedger', role });
      const done = await jobs.run(commandId, async (job) => {
        const file = await dialogs.saveAs(fileNameOf(core, `ledger-${core.today()}`), 'xlsx');
        if (file === undefined) return ok(nothingExported);
        const { lists } = session;
        const caseIds =
          text.trim() === ''
            ? await lists.listIds({ filter, sort })
            : (await lists.search(text, filter, mostHits)).hits.map((hit) => hit.caseId);
        return exportLedger(core, session, { file, copyId: core.newId(), caseIds, identity, reason }, job);
      });
      return done ?? err({ code: 'register.busy' });
    },
    'register.return': async ({ jobId, period }, context) => {
      const session = requireSession(context);
      const done = await jobs.run(jobId, async (job) => ({ view: await computeReturn(core, session, period, job) }));
      return done ? ok(done) : err({ code: 'register.busy' });
    },
    'register.exportReturn': async ({ commandId, period, reason }, context) => {
      const session = requireSession(context);
      const done = await jobs.run(commandId, async (job) => {
        // Counted before anybody is asked for a place: what can't be made needs none.
        const view = await computeReturn(core, session, period, job);
        if (view === null) return ok(nothingExported);
        const { problems: cases, problemCount: count } = view;
        if (count > 0) return err({ code: 'register.notReconciled' as const, count, cases: [...cases] });
        const file = await dialogs.saveAs(fileNameOf(core, `return-${periodName(period)}`), 'xlsx');
        if (file === undefined) return ok(nothingExported);
        return exportReturn(core, session, { file, copyId: core.newId(), period, reason }, view, job);
      });
      return done ?? err({ code: 'register.busy' });
    },
    'register.promises': async ({ filter }, context) => {
      const found = await findPromises(core, requireSession(context), filter);
      return ok({ rows: found.slice(0, shownPromises).map(({ row }) => row), total: found.length });
    },
    'register.exportPromises': async ({ commandId, filter, reason }, context) => {
      const session = requireSession(context);
      const done = await jobs.run(commandId, async (job) => {
        const file = await dialogs.saveAs(fileNameOf(core, `promises-${core.today()}`), 'xlsx');
        if (file === undefined) return ok(nothingExported);
        return exportPromises(core, session, { file, copyId: core.newId(), filter, reason }, job);
      });
      return done ?? err({ code: 'register.busy' });
    },
    'register.cancel': async ({ jobId }) => {
      jobs.cancel(jobId);
      return ok({});
    },
  };
}
