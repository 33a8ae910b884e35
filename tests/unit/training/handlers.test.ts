/** Practice in main: kept after every choice, private, and confirmed by somebody else only. */
import { beforeEach, describe, expect, it } from 'vitest';
import type { Choice } from '../../../src/domain/training/practice';
import { trainingHandlers } from '../../../src/main/handlers/training-handlers';
import type { CallContext } from '../../../src/main/ipc/answer';
import { newId } from '../../../src/main/platform/ids';
import type { TrainingRunView } from '../../../src/shared/contract/training';
import type { Result } from '../../../src/shared/contract/define';
import { branchInMemory, type BranchInMemory } from '../../support/branch-in-memory';
import { noStops, shippedShelf } from '../../support/script-shelf';
import { casting, kindness, next } from './run';
import { replay } from '../../../src/domain/training/play';
import { shippedBundle } from '../../support/script-shelf';

const learner = { userId: 'u-1', name: 'Learner', role: 'counter' } as const;
const other = { userId: 'u-2', name: 'Other', role: 'counter' } as const;
const manager = { userId: 'u-3', name: 'Manager', role: 'supervisor' } as const;

let branch: BranchInMemory;
let seed: number;
let handlers: ReturnType<typeof trainingHandlers>;

const wire = () =>
  trainingHandlers({
    stops: () => noStops,
    core: branch.core,
    shelf: shippedShelf,
    rng: {
      bytes: (length) => {
        const bytes = Buffer.alloc(length);
        bytes.writeUInt32BE(seed);
        return bytes;
      },
    },
    lawNow: () => branch.lawBook.now('bank'),
    desk: { ownCustomers: async () => [], keep: async () => undefined },
  });

beforeEach(async () => {
  branch = await branchInMemory([learner, other, manager]);
  seed = 4;
  handlers = wire();
});

type Who = { readonly userId: string };
const as = (who: Who): CallContext => ({ session: branch.signIn(who.userId) });
function value<T>(result: Result<T, { readonly code: string }>): T {
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}
const begin = async (who: Who, mode: 'learn' | 'practise' | 'exam' = 'exam', script = 'SVC-01') =>
  value(await handlers['training.start']({ commandId: newId(), script, customer: null, mode }, as(who)));

/** Plays the kindest choice, by the same seed as main, to the end. */
async function finish(who: Who, from: TrainingRunView): Promise<TrainingRunView> {
  let view = from;
  const setup = {
    script: view.script.code,
    customer: view.customer.id,
    mode: view.mode,
    seed,
    today: branch.core.today(),
    pack: shippedBundle.fingerprint,
  };
  const choices: Choice[] = [];
  while (view.ended === null) {
    const practice = replay(shippedBundle.pack, casting, setup, choices);
    const choice = next(
      practice,
      (there) => [...there].sort((a, b) => kindness(practice, b) - kindness(practice, a))[0],
    );
    if (choice === null) break;
    view = value(
      await handlers['training.choose']({ commandId: newId(), id: view.id, turn: view.turn, choice }, as(who)),
    );
    choices.push(choice);
  }
  return view;
}

describe('a run', () => {
  it('is where it was after a restart, and every choice is kept', async () => {
    const begun = await begin(learner);
    const rated = value(
      await handlers['training.choose'](
        { commandId: newId(), id: begun.id, turn: 0, choice: { kind: 'rate', level: 1, distress: [] } },
        as(learner),
      ),
    );
    const { workspace } = await branch.openAgain();
    const again: CallContext = { session: { ...branch.signIn(learner.userId), training: workspace.training } };
    handlers = wire();
    expect(value(await handlers['training.get']({ id: begun.id }, again))).toEqual(rated);
    expect(value(await handlers['training.overview']({}, again)).running).toMatchObject({ id: begun.id, turns: 1 });
  });

  it('takes a choice once, and only upon what was seen', async () => {
    const begun = await begin(learner);
    const input = {
      commandId: newId(),
      id: begun.id,
      turn: 0,
      choice: { kind: 'rate', level: 1, distress: [] },
    } as const;
    const once = await handlers['training.choose'](
      { ...input, choice: { ...input.choice, distress: [] } },
      as(learner),
    );
    expect(
      await handlers['training.choose']({ ...input, choice: { ...input.choice, distress: [] } }, as(learner)),
    ).toEqual(once);
    const late = await handlers['training.choose'](
      { ...input, commandId: newId(), choice: { kind: 'register' } },
      as(learner),
    );
    expect(late).toEqual({ ok: false, error: { code: 'training.stale' } });
    const absent = await handlers['training.choose'](
      { ...input, turn: 1, commandId: newId(), choice: { kind: 'fetch' } },
      as(learner),
    );
    expect(absent).toEqual({ ok: false, error: { code: 'training.notThere' } });
  });

  it('broken off leaves no result', async () => {
    const begun = await begin(learner);
    value(await handlers['training.abandon']({ commandId: newId(), id: begun.id }, as(learner)));
    const overview = value(await handlers['training.overview']({}, as(learner)));
    expect([overview.running, overview.runs]).toEqual([null, []]);
  });

  it('in an exam is played with whoever comes, and nothing is hinted', async () => {
    const refused = await handlers['training.start'](
      { commandId: newId(), script: 'SVC-01', customer: 'farmer', mode: 'practise' },
      as(learner),
    );
    expect(refused).toEqual({ ok: false, error: { code: 'training.noScene' } });
    const exam = await begin(learner);
    expect(exam.why).toBeNull();
    expect(exam.choices.some(({ hinted }) => hinted)).toBe(false);
  });

  it('writes no event: nothing of it goes into a case or to headquarters', async () => {
    const before = await branch.store.streamIds();
    await finish(learner, await begin(learner));
    expect(await branch.store.streamIds()).toEqual(before);
  });
});

describe('what was practised', () => {
  it('is for the learner alone, until they show an exam', async () => {
    const done = await finish(learner, await begin(learner));
    expect(done.debrief?.score.passed).toBe(true);
    expect(await handlers['training.get']({ id: done.id }, as(other))).toEqual({
      ok: false,
      error: { code: 'training.notFound' },
    });
    expect(await handlers['training.get']({ id: done.id }, as(manager))).toMatchObject({ ok: false });
    expect(value(await handlers['training.candidates']({}, as(manager))).candidates).toEqual([]);
    value(await handlers['training.share']({ commandId: newId(), id: done.id, shared: true }, as(learner)));
    const { candidates } = value(await handlers['training.candidates']({}, as(manager)));
    expect(candidates).toMatchObject([{ userId: 'u-1', exams: 1, grades: ['counter'], held: null }]);
    value(await handlers['training.share']({ commandId: newId(), id: done.id, shared: false }, as(learner)));
    expect(value(await handlers['training.candidates']({}, as(manager))).candidates).toEqual([]);
  });

  it('becomes a certificate when somebody else saw it in person', async () => {
    const done = await finish(learner, await begin(learner));
    const confirm = { userId: 'u-1', script: 'SVC-01', grade: 'counter' } as const;
    const of = (who: Who) => handlers['training.confirm']({ commandId: newId(), ...confirm }, as(who));
    expect(await of(manager)).toEqual({ ok: false, error: { code: 'training.notYet' } });
    value(await handlers['training.share']({ commandId: newId(), id: done.id, shared: true }, as(learner)));
    expect(await of(learner)).toEqual({ ok: false, error: { code: 'training.notOwn' } });
    value(await of(manager));
    const overview = value(await handlers['training.overview']({}, as(learner)));
    expect(overview.certificates).toMatchObject([
      { script: 'SVC-01', grade: 'counter', byName: 'Manager', ended: null },
    ]);
    expect(overview.next).not.toBeNull();
  });

  it('of practice without an exam can not be shown', async () => {
    const done = await finish(learner, await begin(learner, 'practise'));
    expect(await handlers['training.share']({ commandId: newId(), id: done.id, shared: true }, as(learner))).toEqual({
      ok: false,
      error: { code: 'training.notFound' },
    });
  });

  it('may be given a note by whoever it is shown to, and by nobody else; the learner reads it', async () => {
    const run = await finish(learner, await begin(learner));
    const note = (who: Who, text: string) =>
      handlers['training.note']({ commandId: newId(), userId: learner.userId, runId: run.id, text }, as(who));
    const notFound = { ok: false, error: { code: 'training.notFound' } };
    expect(await note(manager, 'Hidden still')).toEqual(notFound);
    value(await handlers['training.share']({ commandId: newId(), id: run.id, shared: true }, as(learner)));
    expect(await note(learner, 'Praise')).toEqual({ ok: false, error: { code: 'training.notOwn' } });
    value(await note(manager, 'The summary came a little late.'));
    const shown = async () => value(await handlers['training.overview']({}, as(learner))).runs[0]?.note;
    expect(await shown()).toMatchObject({ text: 'The summary came a little late.', byName: 'Manager' });
    const { candidates } = value(await handlers['training.candidates']({}, as(manager)));
    expect(candidates[0]?.runs[0]?.note?.text).toBe('The summary came a little late.');
    value(await note(manager, ''));
    expect(await shown()).toBeNull();
  });
});
