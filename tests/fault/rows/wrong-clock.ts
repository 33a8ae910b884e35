/**
 * F-20 and F-21: the clock of the PC is wrong when the application starts, or is set while it runs. Events keep their order, dates
 * are those that the law gives for the time that stands in the case, and a clock that was set back is told and put on record.
 */
import { deadlinesBy } from '../../../src/domain/deadlines/case-facts';
import type { CaseState } from '../../../src/domain/complaint/state';
import { builtInPacks } from '../../../src/main/app/packs';
import { ask } from '../../bench/app-driver';
import { everything } from '../../e2e/bridge';
import { inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { electronBranch, type ElectronBranch } from '../world/electron-branch';
import { wrongClock as clockThatIsWrong, type WrongClock } from '../world/wrong-clock';
import type { Verdict } from '../verify-world';

const hour = 3_600_000;
const day = 24 * hour;
const timeZone = 'Asia/Shanghai';
/** Less than any jump of F-21 that has to be told. */
const nearMs = 500;

/** How far ahead the clock stands at the start, and what is wrong with it. */
const starts: readonly { readonly name: string; readonly aheadMs: (nowMs: number) => number }[] = [
  { name: 'ten years behind', aheadMs: () => -3_652 * day },
  { name: 'a day behind', aheadMs: () => -day },
  { name: 'two hours behind', aheadMs: () => -2 * hour },
  { name: 'two hours ahead', aheadMs: () => 2 * hour },
  { name: 'thirty days ahead', aheadMs: () => 30 * day },
  { name: 'the end of 32-bit time', aheadMs: (nowMs) => Date.UTC(2038, 0, 19, 3, 13, 57) - nowMs },
  { name: '29 February', aheadMs: (nowMs) => Date.parse('2028-02-29T10:00:00+08:00') - nowMs },
  { name: 'the last seconds of a year', aheadMs: (nowMs) => Date.parse('2026-12-31T23:59:52+08:00') - nowMs },
];

const packs = builtInPacks();

/** Whether it was told, and takes the notice away so that the next one is a new one. */
async function toldSetBack(branch: ElectronBranch): Promise<boolean> {
  const { notices } = await ask<{ notices: { id: string; code: string }[] }>(branch.app(), 'app.status', {});
  const told = notices.find(({ code }) => code === 'clockSetBack');
  if (told) await ask(branch.app(), 'app.dismissNotice', { id: told.id });
  return told !== undefined;
}

/** Registers a case; says what is wrong with its time, or with dates that are not those of the law for that time. */
async function faultsOfNext(branch: ElectronBranch, clock: WrongClock): Promise<readonly string[]> {
  const fromMs = clock.nowMs() - nearMs;
  if (!(await branch.register())) return [`refused: ${branch.refusal()}`];
  const toMs = clock.nowMs() + nearMs;
  const all = { ...everything, offset: 0, limit: 50 };
  const { rows } = await ask<{ rows: { caseId: string; receivedAtMs: number }[] }>(branch.app(), 'history.page', all);
  const next = rows.find(({ receivedAtMs }) => receivedAtMs >= fromMs && receivedAtMs <= toMs);
  if (!next) return ['no case has the time at which it was received'];
  const view = await ask<{ state: CaseState; deadlines: { id: string; dueOn: string }[] }>(branch.app(), 'case.get', {
    caseId: next.caseId,
  });
  const dates = (some: readonly { readonly id: string; readonly dueOn: string }[]): string =>
    some.map(({ id, dueOn }) => `${id} ${dueOn}`).join(', ');
  const reference = dates(deadlinesBy(packs.contents.bank, view.state, timeZone));
  const shown = dates(view.deadlines);
  // No law of the packs was in force yet ten years ago; that the clock is behind is told.
  const hasLaw = view.state.receivedAtMs > Date.UTC(2026, 0, 1);
  return shown === reference && (shown !== '') === hasLaw ? [] : [`dates are "${shown}", not "${reference}"`];
}

async function setBacksOnRecord(branch: ElectronBranch): Promise<number> {
  const { entries } = await ask<{ entries: { type: string }[] }>(branch.app(), 'audit.page', {
    beforeEventId: null,
    limit: 200,
  });
  return entries.filter(({ type }) => type === 'audit.clockSetBack').length;
}

/** Does `work` in a branch under a clock that can be set, and compares afterwards, also under the right clock again. */
async function underClock(
  aheadMs: number,
  work: (
    branch: ElectronBranch,
    clock: WrongClock,
    check: (holds: boolean, otherwise: string) => void,
  ) => Promise<void>,
): Promise<Attempt> {
  const clock = await clockThatIsWrong();
  const branch = await electronBranch();
  const faults: string[] = [];
  const verdicts: Verdict[] = [];
  try {
    await clock.set(aheadMs);
    let recoverMs = await branch.start({ args: clock.args });
    await work(branch, clock, (holds, otherwise) => {
      if (!holds) faults.push(otherwise);
    });
    verdicts.push(await branch.verify());
    await branch.killGroup();
    // Somebody sets it right.
    recoverMs = Math.max(recoverMs, await branch.start());
    if (!(await branch.register())) faults.push('work does not go on under the right clock');
    const isBehind = clock.nowMs() > Date.now() + 10_000;
    if (isBehind && !(await toldSetBack(branch)))
      faults.push('nobody was told that the clock was set back to the right time');
    verdicts.push(await branch.verify());
    return inAll(branch.acknowledged(), recoverMs, [...verdicts, { lost: [], doubled: [], faults }]);
  } finally {
    await branch.remove();
    await clock.remove();
  }
}

export const wrongClock: FaultRow = {
  id: 'F-20',
  title: 'started with a clock that is years, days, hours off, at 2038-01-19, 29 February, the end of a year',
  tries: { t1: 3, t2: 8 },
  needs: 'electron',
  cases: () => Promise.resolve(starts.length),
  attempt: (seed) => {
    const { name, aheadMs } = starts[seed - 1] ?? { name: '', aheadMs: () => 0 };
    const ahead = aheadMs(Date.now());
    return underClock(ahead, async (branch, clock, check) => {
      for (let i = 0; i < 2; i++) check(await branch.register(), `${name}: refused: ${branch.refusal()}`);
      for (const fault of await faultsOfNext(branch, clock)) check(false, `${name}: ${fault}`);
      const wasSetBack = ahead < -10_000;
      check((await toldSetBack(branch)) === wasSetBack, `${name}: ${wasSetBack ? 'nobody was' : 'people were'} told`);
      check((await setBacksOnRecord(branch)) > 0 === wasSetBack, `${name}: what is on record of it is wrong`);
    });
  },
};

export const jumpingClock: FaultRow = {
  id: 'F-21',
  title: 'the clock set by 1 s to 10 days, back and ahead, while people save',
  tries: { t1: 1, t2: 200 },
  needs: 'electron',
  attempt: (seed) => {
    const { next } = chanceOf(seed);
    return underClock(0, async (branch, clock, check) => {
      check(await branch.register(), 'refused before the first jump');
      let aheadMs = 0;
      let setBacks = 0;
      for (let jump = 0; jump < 8; jump++) {
        const byMs = Math.round(1_000 * (10 * 86_400) ** next()) * (next() < 0.5 ? -1 : 1);
        aheadMs += byMs;
        await clock.set(aheadMs);
        for (const fault of await faultsOfNext(branch, clock)) check(false, `after ${String(byMs)} ms: ${fault}`);
        const told = await toldSetBack(branch);
        // Within a second and a half of what is tolerated either is right.
        if (byMs < -4_000) {
          setBacks += 1;
          check(told, `nobody was told of a jump of ${String(byMs)} ms at the first event after it`);
        }
        if (byMs > 0) check(!told, `told of a jump ahead of ${String(byMs)} ms as of one back`);
      }
      const onRecord = await setBacksOnRecord(branch);
      check(onRecord >= setBacks, `${String(onRecord)} of ${String(setBacks)} set-backs are on record`);
    });
  },
};
