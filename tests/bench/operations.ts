/** What a signed-in person does: save, list, unlock, import. Measured in main, against the plainest thing that could be. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { uuidv7 } from 'uuidv7';
import { everything } from '../e2e/bridge';
import { ask, callInMain, inStorePage, signIn, type RunningApp } from './app-driver';
import { interleave, lineOf, median, shorten, sizeName, type BenchLine, type Round } from './measure';
import { bulkPuts, copyCases, cursorFifty, strictPuts } from './store-scripts';

export interface Scale {
  readonly cases: number;
  readonly rounds: number;
  readonly perRound: number;
}

const msOf = (answers: readonly { readonly ms: number }[]): number[] => answers.map(({ ms }) => ms);

/** Quick capture as a whole: parse, decide, sign, seal, journal synced, strict transaction, answer. */
export async function benchSave(app: RunningApp, { rounds, perRound }: Scale): Promise<BenchLine[]> {
  const inputs = (): unknown[] =>
    Array.from({ length: perRound }, (_, i) => ({
      commandId: uuidv7(),
      emotion: 1,
      businessId: 'biz.debit.limits',
      want: 'explanation',
      matter: `限额突然降低，房租转不出去 ${String(i)}`,
      flags: [],
    }));
  await callInMain(app, 'intake.quickCapture', inputs().slice(0, 20));
  await inStorePage(app, strictPuts(20));
  const before = await ask<{ total: number }>(app, 'history.page', { ...everything, offset: 0, limit: 50 });
  const done = await interleave(
    rounds,
    async () => msOf(await callInMain(app, 'intake.quickCapture', inputs())),
    () => inStorePage<number[]>(app, strictPuts(perRound)),
  );
  const after = await ask<{ total: number }>(app, 'history.page', { ...everything, offset: 0, limit: 50 });
  const expected = done.flatMap((round) => [...round.ours, ...(round.again ?? [])]).length;
  if (after.total - before.total !== expected) throw new Error('save: not every saved case is in the list');
  const line = lineOf('save', 'raw strict put of the same row, 3 indexes', done, { gateRatio: 2 });
  const p99 = (line.p99 ?? Number.NaN) / (line.baseline?.p99 ?? Number.NaN);
  return [{ ...line, note: `p99 ratio ${String(shorten(p99))} (gate 2)` }];
}

export async function benchList(app: RunningApp, scale: Scale): Promise<BenchLine[]> {
  const copied = await inStorePage<number>(app, copyCases);
  const input = { ...everything, offset: 0, limit: 50 };
  const page = await ask<{ rows: { receivedAtMs: number }[]; total: number }>(app, 'history.page', input);
  const times = page.rows.map((row) => row.receivedAtMs);
  if (page.total !== copied || times.some((time, i) => i > 0 && time > (times[i - 1] ?? 0))) {
    throw new Error('list: not the newest fifty of all');
  }
  const count = Math.max(20, Math.floor(scale.perRound / 2));
  const inputs = Array.from({ length: count }, () => input);
  const done = await interleave(
    scale.rounds,
    async () => msOf(await callInMain(app, 'history.page', inputs)),
    () => inStorePage<number[]>(app, cursorFifty(count)),
  );
  return [
    lineOf(`list/${sizeName(scale.cases)}`, 'raw cursor over 50 sealed rows, newest first', done, { gateRatio: 2.5 }),
  ];
}

/** Password to "signed in", lists included, against the key derivation alone in the same process. */
export async function benchUnlock(app: RunningApp, { cases, rounds }: Scale): Promise<BenchLine[]> {
  const deriveOnly = (): Promise<number> =>
    app.electron.evaluate(
      async (_electron, root) => {
        const main = process as unknown as {
          mainModule: { require: (id: string) => { hash: (text: string, options: object) => Promise<Buffer> } };
        };
        const argon2 = main.mainModule.require(`${root}/node_modules/argon2`);
        const salt = Buffer.alloc(16, 1);
        const began = performance.now();
        await argon2.hash('tea-garden-2026', {
          type: 2,
          raw: true,
          salt,
          hashLength: 32,
          memoryCost: 65_536,
          timeCost: 3,
          parallelism: 1,
        });
        return performance.now() - began;
      },
      path.resolve(__dirname, '../..'),
    );
  const unlock = async (): Promise<number[]> => {
    await ask(app, 'session.lock', {});
    return [await signIn(app)];
  };
  await unlock();
  await deriveOnly();
  const done = await interleave(rounds, unlock, async () => [await deriveOnly()]);
  const line = lineOf(`unlock/${sizeName(cases)}`, 'Argon2id alone (64 MiB, t=3)', done);
  const over = shorten(median(done.map((round) => median(round.ours) - median(round.baseline))));
  return [
    { ...line, gate: { text: 'KDF + 100 ms', pass: over <= 100 }, note: `KDF + ${String(over)} ms (median of rounds)` },
  ];
}

/** A register of N rows through the import, against N raw rows in strict transactions of the same size. */
export async function benchInsert(app: RunningApp, scale: Scale, rows: number, dir: string): Promise<BenchLine[]> {
  await signIn(app);
  const done: Round[] = [];
  for (let round = 0; round < 2; round += 1) {
    const file = path.join(dir, `ledger-${String(round)}.csv`);
    await writeFile(file, ledgerText(rows, round));
    const baseline = round === 0 ? undefined : [await inStorePage<number>(app, bulkPuts(rows))];
    await app.answerOpenDialog([file]);
    const picked = await ask<{ source: { importId: string; mapping: object } }>(app, 'import.pick', {});
    const { importId, mapping } = picked.source;
    const ours = await app.electron.evaluate(
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
            value: { phase: string; imported: number };
          };
          if (reply.value.phase === 'done') return { ms: performance.now() - began, imported: reply.value.imported };
          if (reply.value.phase === 'failed') throw new Error('the import failed');
          await new Promise((resolve) => setTimeout(resolve, 20));
        }
      },
      { commandId: uuidv7(), importId, mapping },
    );
    if (ours.imported !== rows) throw new Error(`insert: ${String(ours.imported)} of ${String(rows)} rows arrived`);
    done.push({
      ours: [ours.ms],
      baseline: baseline ?? [await inStorePage<number>(app, bulkPuts(rows))],
      noisy: false,
    });
  }
  const line = lineOf(`insert/${sizeName(rows)}`, 'raw puts, 3 indexes, strict, 100 per transaction', done, {
    gateRatio: 1,
    note: `whole import with sealing, signing, journal, list and search; into a profile of ${sizeName(scale.cases)}`,
  });
  return [line];
}

function ledgerText(rows: number, round: number): string {
  const header = '投诉日期,姓名,联系电话,投诉渠道,业务类别,投诉原因,投诉内容,客户诉求';
  const lines = Array.from({ length: rows }, (_, i) => {
    const day = `2025-${String((i % 12) + 1).padStart(2, '0')}-${String((i % 28) + 1).padStart(2, '0')}`;
    const phone = `139${String(10_000_000 + round * 1_000_000 + i)}`;
    return `${day},张测试${String(i % 97)},${phone},营业网点现场,借记卡,服务态度及质量,第 ${String(i)} 行：转账限额突然下调，客户不满,说明原因`;
  });
  return `${[header, ...lines].join('\n')}\n`;
}
