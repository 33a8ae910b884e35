/**
 * W8 and W2b: a ledger through the import as people run it (parsed, normalised, decided, chained, signed, sealed, journal,
 * lists and search) against plain bulk writes of the same facts: raw puts, RxDB and PouchDB.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { ask, inStorePage, type RunningApp } from '../app-driver';
import { closeBenchPage, inBenchPage, openBenchPage } from '../bench-page';
import { interleave, lineOf, sizeName, speedGate } from '../measure';
import { buildPage } from '../pages/build-page';
import { makeCase } from '../search/corpus';
import { bulkPuts } from '../store-scripts';
import { benchBusySave } from './save';
import type { Workload, World } from './workload';

const header = '投诉日期,姓名,联系电话,投诉渠道,业务类别,投诉原因,投诉内容,客户诉求';

/** Rows of the same corpus that the peers are given. */
export function ledgerText(from: number, rows: number): string {
  const lines = Array.from({ length: rows }, (_, i) => {
    const { fields } = makeCase(from + i);
    // Within the years before now, however far the corpus goes on: a ledger can't hold tomorrow's complaints.
    const { receivedAtMs } = makeCase((from + i) % 100_000);
    const day = new Date(receivedAtMs).toISOString().slice(0, 10);
    return `${day},${fields.name},${fields.phone},营业网点现场,借记卡,服务态度及质量,"${fields.text}",说明原因`;
  });
  return `${[header, ...lines].join('\n')}\n`;
}

/** ms from "import" to "done". */
export async function importLedger(app: RunningApp, file: string, rows: number): Promise<number> {
  // The arms between two imports may last longer than a screen stays open without anybody.
  await ask(app, 'session.touch', {});
  await app.answerOpenDialog([file]);
  const picked = await ask<{ source: { importId: string; mapping: object } }>(app, 'import.pick', {});
  const { importId, mapping } = picked.source;
  const { ms, status } = await app.electron.evaluate(
    async ({ ipcMain, webContents }, asked) => {
      const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith('app://ui/'));
      const handlers = (
        ipcMain as unknown as { _invokeHandlers: Map<string, (event: unknown, input: unknown) => Promise<unknown>> }
      )._invokeHandlers;
      const event = { sender: page, senderFrame: page?.mainFrame };
      const began = performance.now();
      await handlers.get('op:import.run')?.(event, asked);
      for (;;) {
        const reply = (await handlers.get('op:import.status')?.(event, { importId: asked.importId })) as {
          value: { phase: string; imported: number; failed: number; duplicates: number };
        };
        const { phase } = reply.value;
        if (phase === 'done' || phase === 'failed') return { ms: performance.now() - began, status: reply.value };
        await new Promise((resolve) => {
          setTimeout(resolve, 20);
        });
      }
    },
    { commandId: uuidv7(), importId, mapping },
  );
  if (status.imported !== rows) throw new Error(`insert: ${JSON.stringify(status)} of ${String(rows)} rows`);
  return ms;
}

const ledgerFile = async ({ dir }: World, name: string, from: number, rows: number): Promise<string> => {
  const file = path.join(dir, `${name}.csv`);
  await writeFile(file, ledgerText(from, rows));
  return file;
};

export const benchInsert: Workload = async (world) => {
  const { app, size, say } = world;
  const rows = size.importRows;
  await importLedger(app, await ledgerFile(world, 'first', 900_000, 200), 200);
  await openBenchPage(app, await buildPage('peers-page'));
  try {
    await inBenchPage(app, `peers.use('insert')`);
    const held = { rxdb: 0, pouchdb: 0 };
    const peer = (name: 'rxdb' | 'pouchdb') => async () => {
      const script = `peers.insert('${name}', ${String(held[name])}, ${String(rows)})`;
      const result = await inBenchPage<{ ms: number; held: number }>(app, script);
      if (result.held !== held[name] + rows) throw new Error(`${name} holds ${String(result.held)} documents`);
      held[name] = result.held;
      return [result.ms];
    };
    const raw = 'raw puts, 3 indexes, strict, 100 per transaction';
    const rounds = Math.min(5, Math.max(3, Math.round(size.peerRows / rows)));
    let imported = 0;
    const done = await interleave(rounds, {
      ours: async (round) => {
        say(`import, round ${String(round + 1)} of ${String(rounds)}`);
        const file = await ledgerFile(world, `ledger-${String(round)}`, imported, rows);
        imported += rows;
        return [await importLedger(app, file, rows)];
      },
      others: {
        [raw]: async () => [await inStorePage<number>(app, bulkPuts(rows))],
        'RxDB bulkInsert, plain': peer('rxdb'),
        'PouchDB bulkDocs, plain': peer('pouchdb'),
      },
      again: false,
    });
    const name = `insert/${sizeName(rounds * rows)}`;
    const note = `${String(rows)} rows of 1.5 KB per round, into a profile of ${sizeName(size.cases)}; ours is sealed, signed, in journal, lists and search`;
    const lines = [
      lineOf(name, 'RxDB bulkInsert, plain', done, {
        gates: ({ ratio = Number.NaN }) => [speedGate(ratio, 1, 7)],
        note,
      }),
      lineOf(name, raw, done, { gates: ({ ratio = Number.NaN }) => [speedGate(ratio, 1, 4)], note }),
      lineOf(name, 'PouchDB bulkDocs, plain', done, {
        gates: ({ ratio = Number.NaN }) => [speedGate(ratio, 1, 10)],
        note,
      }),
    ];
    return lines;
  } finally {
    await closeBenchPage(app);
  }
};

export const benchSaveDuringImport: Workload = async (world) => {
  const rows = Math.min(5_000, 2 * world.size.importRows);
  // A round that is repeated needs rows of its own, or they would all be known.
  let from = 800_000;
  return benchBusySave(world, async () => {
    const file = await ledgerFile(world, 'behind', from, rows);
    from += rows;
    await importLedger(world.app, file, rows);
  });
};
