/** W16 and W6: from the password to the list, and to the first answer of a search. */
import path from 'node:path';
import { everything } from '../../e2e/bridge';
import { ask, callInMain, signIn, type RunningApp } from '../app-driver';
import {
  countingRounds,
  interleave,
  limitGate,
  lineOf,
  median,
  quantiles,
  shorten,
  sizeName,
  type Round,
} from '../measure';
import type { Workload } from './workload';

const kdf = 'Argon2id alone (64 MiB, t=3)';

/** The derivation of the keyring with its own parameters, in the same process. */
const deriveOnly = (app: RunningApp): Promise<number> =>
  app.electron.evaluate(
    async (_electron, root) => {
      const main = process as unknown as {
        mainModule: { require: (id: string) => { hash: (text: string, options: object) => Promise<Buffer> } };
      };
      const argon2 = main.mainModule.require(`${root}/node_modules/argon2`);
      const salt = Buffer.alloc(16, 1);
      const cost = { memoryCost: 65_536, timeCost: 3, parallelism: 1 };
      const began = performance.now();
      await argon2.hash('tea-garden-2026', { type: 2, raw: true, salt, hashLength: 32, ...cost });
      return performance.now() - began;
    },
    path.resolve(__dirname, '../../..'),
  );

const searchOnce = async (app: RunningApp): Promise<number> => {
  const input = { text: '转账', filter: everything.filter, limit: 50 };
  const [answer] = await callInMain(app, 'history.search', [input]);
  const { hits } = answer?.value as { hits: readonly unknown[] };
  if (hits.length === 0) throw new Error('search: nothing was found');
  return answer?.ms ?? Number.NaN;
};

const overMedian = (rounds: readonly Round[], of: (round: Round) => number): number =>
  median(countingRounds(rounds).map(of));

export const benchUnlock: Workload = async ({ app, size }) => {
  const ready: number[] = [];
  const unlock = async (): Promise<number[]> => {
    await ask(app, 'session.lock', {});
    const ms = await signIn(app);
    // Not part of what is timed as unlocking; search gets ready behind it.
    ready.push(await searchOnce(app));
    return [ms];
  };
  await unlock();
  await deriveOnly(app);
  ready.length = 0;
  const done = await interleave(Math.max(7, size.rounds), {
    ours: unlock,
    others: { [kdf]: async () => [await deriveOnly(app)] },
  });
  const over = overMedian(done, (round) => median(round.ours) - median(round.others[kdf] ?? []));
  const afterUnlock = median(ready);
  return [
    lineOf(`unlock/${sizeName(size.cases)}`, kdf, done, {
      gates: () => [limitGate(over, 'ms', 300, 20, 'over the KDF')],
      note: `KDF + ${String(shorten(over))} ms (median of rounds); lists are ready then`,
    }),
    {
      name: `search/ready/${sizeName(size.cases)}`,
      unit: 'ms',
      n: ready.length,
      ...quantiles(ready),
      rounds: done.length,
      noisy: done.filter((round) => round.noisy).length,
      gates: [limitGate(afterUnlock, 'ms', 2_000, 300)],
      note: 'from signed in to the first answer over all cases, index loaded from its sealed segments',
    },
  ];
};
