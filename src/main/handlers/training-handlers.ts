/** Practice (陪练). Each person has their own; those who lead see only exams that were shown to them. */
import { activePeople } from '../../domain/directory/directory';
import type { Law } from '../../domain/deadlines/differences';
import type { CompiledScript, ScriptPack } from '../../domain/scripts/compile';
import type { Reader } from '../../domain/scripts/present';
import { stopOf, type ScriptStops } from '../../domain/scripts/stops';
import { customerOf, type Casting } from '../../domain/training/casting';
import { certificatesOf, mayBeConfirmed, type DatedResult } from '../../domain/training/certificates';
import { choose, replay, startPractice } from '../../domain/training/play';
import type { Practice, PracticeSetup } from '../../domain/training/practice';
import { withOwnCustomers } from '../../domain/training/own-cases';
import { resultOf } from '../../domain/training/results';
import { dueCards, reviewCards } from '../../domain/training/reviews';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { RunNote, TrainingCandidate, TrainingRunView } from '../../shared/contract/training';
import type { Core } from '../app/core';
import { blanksOf } from '../conversations/blanks';
import type { ScriptShelf } from '../conversations/script-shelf';
import { scriptView } from '../conversations/views';
import type { CallContext } from '../ipc/answer';
import type { Rng } from '../platform/rng';
import { createMutex } from '../records/mutex';
import type { ScriptDeskService } from '../scripts/script-desk';
import type { Session } from '../session/session';
import { shippedCasting } from '../training/casting';
import { customerView, practiceValues, runView } from '../training/run-view';
import type { Achievements, KeptResult, KeptRun } from '../training/training-records';
import { ownCaseHandlers } from './own-case-handlers';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `training.${string}`>>;

export interface TrainingDeps {
  readonly core: Core;
  readonly shelf: ScriptShelf;
  /** Scripts that are not to be used for now: nobody practises them either. */
  readonly stops: () => ScriptStops;
  readonly rng: Rng;
  readonly lawNow: () => Law;
  readonly desk: Pick<ScriptDeskService, 'ownCustomers' | 'keep'>;
}

const newestRuns = 20;

export function trainingHandlers({ core, shelf, stops, rng, lawNow, desk }: TrainingDeps): Handlers {
  const isOffered = (script: CompiledScript | undefined): boolean =>
    script !== undefined && stopOf(stops(), script) === null;
  const { run: alone } = createMutex();
  /** Those who ship with the program, and those whom this branch made. */
  const castingFor = async (session: Session): Promise<Casting> =>
    withOwnCustomers(shippedCasting(), await desk.ownCustomers(session));

  const dated = (results: readonly KeptResult[]): readonly DatedResult[] =>
    results.map((result) => ({ ...result, on: core.localDate(result.endedAtMs) }));
  const versionsOf = ({ scripts }: ScriptPack): Readonly<Record<string, string>> =>
    Object.fromEntries(Object.values(scripts).map(({ code, version }) => [code, version]));
  const held = (pack: ScriptPack, { attestations, results }: Achievements) =>
    certificatesOf(attestations, dated(results), versionsOf(pack), core.today());

  const noteView = (note: KeptResult['note']): RunNote | null =>
    note === undefined ? null : { text: note.text, byName: core.personName(note.byId), atMs: note.atMs };

  const viewOf = async (
    session: Session,
    pack: ScriptPack,
    run: KeptRun,
    practice: Practice,
  ): Promise<TrainingRunView> => {
    const casting = await castingFor(session);
    const { userId } = session.user;
    const due = {
      law: lawNow(),
      timeZone: core.directory().branch?.timeZone ?? 'Asia/Shanghai',
      state: null,
      receivedAtMs: run.startedAtMs,
    };
    const values = (language: Reader) => {
      const played = { ...practice.session, wording: language, onDuty: { ...practice.session.onDuty, person: userId } };
      const known = blanksOf({ session: played }, { core, due, state: null, form: null });
      return practiceValues(customerOf(casting, run.setup.customer), language, known);
    };
    const language = core.settings.preferences().language === 'en' ? 'en' : 'zh';
    const { results } = await session.training.achievements(userId);
    const shared = results.find(({ id }) => id === run.id)?.shared ?? null;
    return runView(practice, { id: run.id, pack, casting, values, language, shared });
  };

  /** A run of this person with its state; undefined where it is not theirs, or its scripts are gone. */
  const runOf = async (session: Session, id: string) => {
    const { userId } = session.user;
    const running = await session.training.running(userId);
    const run = running?.id === id ? running : await session.training.ended(userId, id);
    if (run === undefined) return undefined;
    const bundle = await shelf.get(run.setup.pack);
    if (bundle === undefined) return undefined;
    const choices = run.choices.map(({ choice }) => choice);
    const practice = replay(bundle.pack, await castingFor(session), run.setup, choices);
    return { run, pack: bundle.pack, practice, isRunning: running?.id === id };
  };

  return {
    'training.overview': async (_input, context) => {
      const session = requireSession(context);
      const { userId } = session.user;
      const { pack } = await shelf.current();
      const casting = await castingFor(session);
      const achieved = await session.training.achievements(userId);
      const running = await session.training.running(userId);
      const certificates = held(pack, achieved);
      const cards = reviewCards(achieved.results);
      const now = core.nowMs();
      return ok({
        scenes: casting.scenes
          .filter(({ script }) => isOffered(pack.scripts[script]))
          .map(({ script, customers }) => ({
            script: scriptView(pack, script),
            customers,
            certificate: certificates.find((one) => one.script === script) ?? null,
          })),
        customers: casting.customers.map(customerView),
        own: (await desk.ownCustomers(session))
          .filter(({ retired }) => !retired)
          .map(({ sketch: { id, script }, byId, atMs }) => ({ id, script, byName: core.personName(byId), atMs })),
        running: running && {
          id: running.id,
          script: running.setup.script,
          mode: running.setup.mode,
          turns: running.choices.length,
        },
        due: dueCards(cards, now),
        next: cards.find(({ dueAtMs }) => dueAtMs > now) ?? null,
        certificates: certificates.map((one) => ({ ...one, byName: core.personName(one.by) })),
        runs: achieved.results
          .slice(-newestRuns)
          .reverse()
          .map(({ skills: _skills, note, ...run }) => ({
            ...run,
            counts: run.mode === 'exam' && run.passed,
            note: noteView(note),
          })),
      });
    },
    'training.start': async ({ commandId, script, customer, mode }, context) => {
      const session = requireSession(context);
      const { userId } = session.user;
      return alone(async () => {
        const before = await session.training.running(userId);
        if (before?.lastCommand === commandId) {
          const known = await runOf(session, before.id);
          if (known !== undefined) return ok(await viewOf(session, known.pack, known.run, known.practice));
        }
        const bundle = await shelf.current();
        const casting = await castingFor(session);
        const scene = casting.scenes.find((one) => one.script === script);
        if (scene === undefined || !isOffered(bundle.pack.scripts[script]))
          return err({ code: 'training.noScene' as const });
        const seed = rng.bytes(4).readUInt32BE();
        const chosen = mode === 'exam' ? undefined : scene.customers.find((id) => id === customer);
        // Somebody named who does not come with this script is a mistake of the page.
        if (mode !== 'exam' && customer !== null && chosen === undefined)
          return err({ code: 'training.noScene' as const });
        const setup: PracticeSetup = {
          script,
          customer: chosen ?? scene.customers[seed % scene.customers.length] ?? '',
          mode,
          seed,
          today: core.today(),
          pack: bundle.fingerprint,
        };
        const run: KeptRun = {
          id: core.newId(),
          setup,
          startedAtMs: core.nowMs(),
          choices: [],
          lastCommand: commandId,
        };
        await session.training.keepRunning(commandId, userId, run, await shelf.keeping(bundle));
        return ok(await viewOf(session, bundle.pack, run, startPractice(bundle.pack, casting, setup)));
      });
    },
    'training.get': async ({ id }, context) => {
      const session = requireSession(context);
      const found = await runOf(session, id);
      return found === undefined
        ? err({ code: 'training.notFound' as const })
        : ok(await viewOf(session, found.pack, found.run, found.practice));
    },
    'training.choose': async ({ commandId, id, turn, choice }, context) => {
      const session = requireSession(context);
      const { userId } = session.user;
      return alone(async () => {
        const found = await runOf(session, id);
        if (found === undefined) return err({ code: 'training.notFound' as const });
        const { run, pack, practice, isRunning } = found;
        if (run.lastCommand === commandId) return ok(await viewOf(session, pack, run, practice));
        if (!isRunning || run.choices.length !== turn) return err({ code: 'training.stale' as const });
        const played = choose(pack, await castingFor(session), practice, choice);
        if (!played.ok) return err({ code: 'training.notThere' as const });
        const atMs = core.nowMs();
        const next: KeptRun = { ...run, choices: [...run.choices, { choice, atMs }], lastCommand: commandId };
        if (played.practice.ended === null) await session.training.keepRunning(commandId, userId, next);
        else {
          const { result } = resultOf(pack, await castingFor(session), played.practice, atMs);
          await session.training.end(commandId, userId, next, { ...result, id, shared: false });
        }
        return ok(await viewOf(session, pack, next, played.practice));
      });
    },
    'training.abandon': async ({ commandId, id }, context) => {
      const session = requireSession(context);
      const { userId } = session.user;
      return alone(async () => {
        const running = await session.training.running(userId);
        if (running?.id !== id) return err({ code: 'training.notFound' as const });
        await session.training.keepRunning(commandId, userId, null);
        return ok({});
      });
    },
    'training.share': async ({ commandId, id, shared }, context) => {
      const session = requireSession(context);
      const { userId } = session.user;
      return alone(async () => {
        const achieved = await session.training.achievements(userId);
        if (!achieved.results.some((one) => one.id === id && one.mode === 'exam'))
          return err({ code: 'training.notFound' as const });
        const results = achieved.results.map((one) => (one.id === id ? { ...one, shared } : one));
        await session.training.keepAchievements(commandId, userId, { ...achieved, results });
        return ok({});
      });
    },
    ...ownCaseHandlers({ core, desk }),
    'training.candidates': async (_input, context) => {
      const session = requireSession(context);
      const { pack } = await shelf.current();
      const people = activePeople(core.directory()).filter(({ userId }) => userId !== session.user.userId);
      const found = await Promise.all(
        people.map(async ({ userId, name }) => {
          const achieved = await session.training.achievements(userId);
          return candidatesOf(pack, { userId, name }, achieved);
        }),
      );
      return ok({ candidates: found.flat() });
    },
    'training.note': async ({ commandId, userId, runId, text }, context) => {
      const session = requireSession(context);
      if (userId === session.user.userId) return err({ code: 'training.notOwn' as const });
      return alone(async () => {
        const achieved = await session.training.achievements(userId);
        if (!achieved.results.some(({ id, shared }) => id === runId && shared))
          return err({ code: 'training.notFound' as const });
        const results = achieved.results.map(({ note: before, ...one }) => {
          if (one.id !== runId) return before === undefined ? one : { ...one, note: before };
          return text === '' ? one : { ...one, note: { text, byId: session.user.userId, atMs: core.nowMs() } };
        });
        await session.training.keepAchievements(commandId, userId, { ...achieved, results });
        return ok({});
      });
    },
    'training.confirm': async ({ commandId, userId, script, grade }, context) => {
      const session = requireSession(context);
      if (userId === session.user.userId) return err({ code: 'training.notOwn' as const });
      return alone(async () => {
        const { pack } = await shelf.current();
        const achieved = await session.training.achievements(userId);
        const shown = dated(achieved.results.filter(({ shared }) => shared));
        const version = pack.scripts[script]?.version;
        if (version === undefined || !core.directory().people.has(userId))
          return err({ code: 'training.notFound' as const });
        if (!mayBeConfirmed(script, version, shown).includes(grade)) return err({ code: 'training.notYet' as const });
        const attestation = { script, version, grade, on: core.today(), by: session.user.userId };
        await session.training.keepAchievements(commandId, userId, {
          ...achieved,
          attestations: [...achieved.attestations, attestation],
        });
        return ok({});
      });
    },
  };

  /** By script, what this person shows and what it is enough for. */
  function candidatesOf(
    pack: ScriptPack,
    person: { readonly userId: string; readonly name: string },
    achieved: Achievements,
  ): readonly TrainingCandidate[] {
    const shown = achieved.results.filter(({ shared, mode }) => shared && mode === 'exam');
    const certificates = held(pack, achieved);
    return [...new Set(shown.map(({ script }) => script))].flatMap((script) => {
      const compiled = pack.scripts[script];
      if (compiled === undefined) return [];
      const own = shown.filter((one) => one.script === script);
      return [
        {
          ...person,
          script: scriptView(pack, script),
          exams: own.length,
          best: Math.max(...own.map(({ total }) => total)),
          grades: mayBeConfirmed(script, compiled.version, dated(own)),
          held: certificates.find((one) => one.script === script) ?? null,
          runs: own.map(({ id, endedAtMs, total, note }) => ({ id, endedAtMs, total, note: noteView(note) })).reverse(),
        },
      ];
    });
  }
}
