/**
 * F-11: the disk of the records is filled up by another program while people save, twice where the seed is even, so that what the
 * reserve gave away is gone too. Nothing that was told as saved may be lost; people sign in and read while it is full, are told
 * how much is left, and saving goes on by itself when there is room.
 */
import { smallDisk } from '../../e2e/support/small-disk';
import { everything, newId } from '../../e2e/bridge';
import { ask } from '../../bench/app-driver';
import { CannotBeTried, inAll, type Attempt, type FaultRow } from '../fault-row';
import { chanceOf } from '../world/chance';
import { electronBranch, type ElectronBranch } from '../world/electron-branch';
import type { Verdict } from '../verify-world';

const megabytes = 400;

interface Draft {
  readonly id: string;
  readonly form: { readonly details: { readonly facts: string } };
}

/** Types into a draft; false when it could not be kept. */
async function type(branch: ElectronBranch, draft: Draft, facts: string): Promise<boolean> {
  const form = { ...draft.form, details: { ...draft.form.details, facts } };
  return ask(branch.app(), 'draft.save', { id: draft.id, form, focus: null }).then(
    () => true,
    () => false,
  );
}

async function notice(branch: ElectronBranch, code: string): Promise<{ values: { megabytes?: number } } | undefined> {
  const { notices } = await ask<{ notices: { code: string; values: { megabytes?: number } }[] }>(
    branch.app(),
    'app.status',
    {},
  );
  return notices.find((one) => one.code === code);
}

async function attempt(seed: number): Promise<Attempt> {
  const chance = chanceOf(seed);
  const toTheLast = seed % 2 === 0;
  const disk = await smallDisk(megabytes).catch((cause: unknown) => {
    throw new CannotBeTried(`no file system of its own can be mounted here: ${String(cause)}`);
  });
  const branch = await electronBranch({ on: disk.dir });
  const verdicts: Verdict[] = [];
  const faults: string[] = [];
  const check = (holds: boolean, otherwise: string): void => {
    if (!holds) faults.push(otherwise);
  };
  let recoverMs = 0;
  try {
    await branch.start();
    const draft = await ask<Draft>(branch.app(), 'draft.create', { commandId: newId(), caseId: null });
    for (let i = chance.below(8); i >= 0; i--) check(await branch.register(), 'refused though there is room');

    // Another program takes all there is while saves are under way, and again what they made free.
    const saves = Array.from({ length: 2 + chance.below(6) }, () => branch.register());
    disk.fill();
    await Promise.all(saves);
    for (let tries = 0; tries < 60 && (await branch.register()); tries++) if (toTheLast) disk.fill();
    check(branch.refusal().includes('"diskFull"'), `what people hear on a full disk: ${branch.refusal()}`);
    const told = await notice(branch, 'diskFull');
    check(typeof told?.values.megabytes === 'number', 'nobody was told how much room is left');
    if (toTheLast) disk.fill();
    const keptDraft = await type(branch, draft, 'typed on a full disk');
    check(toTheLast || keptDraft, 'a draft did not survive though the reserve was given away');
    verdicts.push(await branch.verify());
    if (chance.next() < 0.5) await branch.killGroup();
    else await branch.close();

    // The next morning nobody has made room yet.
    if (toTheLast) disk.fill();
    recoverMs = await branch.start();
    const { rows } = await ask<{ rows: { caseId: string }[] }>(branch.app(), 'history.page', {
      ...{ ...everything, offset: 0, limit: 50 },
    });
    const caseId = rows[chance.below(rows.length)]?.caseId;
    const { state } = await ask<{ state: { id: string; number: string } }>(branch.app(), 'case.get', { caseId });
    check(state.id === caseId, 'a case can not be read on a full disk');
    check(!(await branch.register()), 'registered where there is no room');
    check((await notice(branch, 'diskFull')) !== undefined, 'nobody was told after the start');
    verdicts.push(await branch.verify());

    await disk.empty();
    const began = performance.now();
    check(await branch.register(), `saving does not go on: ${branch.refusal()}`);
    recoverMs = Math.max(recoverMs, performance.now() - began);
    const { form } = await ask<Draft>(branch.app(), 'draft.open', { id: draft.id });
    check(form.details.facts === (keptDraft ? 'typed on a full disk' : ''), `the draft reads "${form.details.facts}"`);
    await branch.killGroup();
    await branch.start();
    verdicts.push(await branch.verify());

    // Whoever looked while nothing could be written down stands in the trail all the same.
    const { entries } = await ask<{ entries: { type: string; number: string }[] }>(branch.app(), 'audit.page', {
      beforeEventId: null,
      limit: 200,
    });
    const seen = entries.some((one) => one.type === 'audit.caseViewed' && one.number === state.number);
    check(seen, 'a case was read on a full disk without a trace');
    const signIns = entries.filter(({ type: what }) => what === 'audit.signedIn').length;
    check(signIns >= 3, `${String(signIns)} of three sign-ins stand in the trail`);
    return inAll(branch.acknowledged(), recoverMs, [...verdicts, { lost: [], doubled: [], faults }]);
  } finally {
    await branch.remove();
    await disk.remove();
  }
}

export const fullDisk: FaultRow = {
  id: 'F-11',
  title: 'the disk filled up while people save; restarted while full; then room again',
  tries: { t1: 2, t2: 30 },
  needs: 'electron',
  attempt,
};
