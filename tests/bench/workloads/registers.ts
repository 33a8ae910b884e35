/** Export of the ledger, whose memory must not grow with its rows, and what the page of a case with many events is made from. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { everything } from '../../e2e/bridge';
import { ask, callInMain, type RunningApp } from '../app-driver';
import { limitGate, quantiles, ratioGate, sizeName, type BenchLine } from '../measure';
import { isBusy } from '../quiet';
import type { Workload } from './workload';

const few = 5_000;
const many = 50_000;
const events = 500;
const megabyte = 1_048_576;

interface Exported {
  readonly ms: number;
  readonly rows: number;
  /** Most memory of main above what it had before. */
  readonly grownBytes: number;
}

async function exportRows(app: RunningApp, file: string, receivedFromMs: number | null): Promise<Exported> {
  await ask(app, 'session.touch', {});
  await app.answerSaveDialog(file);
  const done = await app.electron.evaluate(
    async ({ ipcMain, webContents }, input) => {
      const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith('app://ui/'));
      const handlers = (
        ipcMain as unknown as { _invokeHandlers: Map<string, (event: unknown, input: unknown) => Promise<unknown>> }
      )._invokeHandlers;
      const before = process.memoryUsage().rss;
      let most = before;
      const watch = setInterval(() => {
        most = Math.max(most, process.memoryUsage().rss);
      }, 50);
      const began = performance.now();
      const reply = (await handlers.get('op:register.exportLedger')?.(
        { sender: page, senderFrame: page?.mainFrame },
        input,
      )) as { ok: boolean; value?: { rows: number } };
      clearInterval(watch);
      return { ms: performance.now() - began, rows: reply.value?.rows ?? -1, grownBytes: most - before };
    },
    {
      commandId: uuidv7(),
      filter: { ...everything.filter, receivedFromMs },
      sort: everything.sort,
      text: '',
      identity: 'masked',
      reason: 'bench',
    },
  );
  if (done.rows < 0 || (await stat(file)).size === 0) throw new Error('export: nothing was written');
  return done;
}

/** From when on as many cases were received. */
async function since(app: RunningApp, rows: number): Promise<number | null> {
  const { rows: found } = await ask<{ rows: { receivedAtMs: number }[] }>(app, 'history.page', {
    ...everything,
    offset: rows - 1,
    limit: 1,
  });
  return found[0]?.receivedAtMs ?? null;
}

export const benchExport: Workload = async ({ app, size, dir, say }) => {
  const most = Math.min(many, size.cases);
  const noisy = (await isBusy()) ? 1 : 0;
  // The first one loads the writer.
  await exportRows(app, path.join(dir, 'first.xlsx'), await since(app, 500));
  say(`export of ${String(few)} rows`);
  const small = await exportRows(app, path.join(dir, 'few.xlsx'), await since(app, few));
  say(`export of ${String(most)} rows`);
  const large = await exportRows(app, path.join(dir, 'many.xlsx'), await since(app, most));
  const line = (name: string, unit: string, value: number, more: Partial<BenchLine> = {}): BenchLine => ({
    name,
    unit,
    n: 1,
    ...quantiles([value]),
    rounds: 1,
    noisy,
    note: `memory of main above what it had, ${String(large.rows)} rows against ${String(small.rows)}`,
    ...more,
  });
  // Garbage that is not collected yet makes small numbers uneven: some room for it stands on both sides.
  const room = 32 * megabyte;
  const ratio = (large.grownBytes + room) / (small.grownBytes + room);
  return [
    line(`export/memory/${sizeName(small.rows)}`, 'MB', small.grownBytes / megabyte),
    line(`export/memory/${sizeName(large.rows)}`, 'MB', large.grownBytes / megabyte, {
      gates: [ratioGate(ratio, 1.5)],
    }),
    line(`export/${sizeName(large.rows)}`, 'ms', large.ms, { note: 'every recorded field, checked against the lists' }),
  ];
};

export const benchCasePage: Workload = async ({ app, size }) => {
  const { caseId } = await ask<{ caseId: string }>(app, 'intake.quickCapture', {
    commandId: uuidv7(),
    emotion: 1,
    businessId: 'biz.debit.limits',
    want: 'explanation',
    matter: 'bench',
    flags: [],
  });
  const notes = Array.from({ length: events - 1 }, (_, no) => ({
    commandId: uuidv7(),
    caseId,
    staffText: `note ${String(no)}`,
  }));
  await callInMain(app, 'case.addNote', notes);
  const samples: number[] = [];
  let noisy = 0;
  for (let round = 0; round <= size.rounds; round += 1) {
    if (await isBusy()) noisy += 1;
    const [view] = await callInMain(app, 'case.get', [{ caseId }]);
    const [timeline] = await callInMain(app, 'case.timeline', [{ caseId }]);
    const { entries } = timeline?.value as { entries: readonly unknown[] };
    if (entries.length < events) throw new Error(`case page: ${String(entries.length)} events`);
    // The first round warms up.
    if (round > 0) samples.push((view?.ms ?? 0) + (timeline?.ms ?? 0));
  }
  return [
    {
      name: `case-page/${String(events)}-events`,
      unit: 'ms',
      n: samples.length,
      ...quantiles(samples),
      rounds: size.rounds,
      noisy,
      gates: [limitGate(quantiles(samples).p50, 'ms', 300)],
      note: 'case and timeline asked of main as its page does; without painting',
    },
  ];
};
