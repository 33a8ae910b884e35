/**
 * The one way a fact becomes a record: events are made, signed and sealed here, written to the journal, and applied to the
 * store in one transaction. "Saved" is said only after both.
 *
 * One writer at a time: every event carries the hash of the one before it on this device, so their order is decided here.
 */
import type { CaseRefusal } from '../../domain/complaint/commands';
import { decide, type CaseContext } from '../../domain/complaint/decide';
import { decidePair } from '../../domain/complaint/duplicates';
import { caseEventVersion, cosignedEvents, onBehalfOf, type NewCaseEvent } from '../../domain/complaint/events';
import { evolve } from '../../domain/complaint/evolve';
import type { CaseState } from '../../domain/complaint/state';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import { err, ok, type Result } from '../../shared/contract/define';
import type { EventRow, WriteOp } from '../../shared/store-contract/rows';
import type { EventWriter } from '../keys/event-signer';
import type { StoreAccess } from '../store/store-access';
import type { Coverage } from '../store/store-supervisor';
import type { WritePath } from '../store/write-path';
import { createAnswers } from './answers';
import type { Batch, CaseCall, CaseLife, CaseOutcome, PairCall } from './calls';
import { createCaseMemory, type CaseMemory } from './case-memory';
import { createFrameBuilder, type FrameContents } from './frame-builder';
import { createMutex } from './mutex';
import { createNewCases, type NewCases } from './new-cases';
import type { ProjectionDeps } from './projection';
import { newId } from '../platform/ids';
import { createRederive, createRefreshOpen, type Progress } from './rederive';
import type { RecordCrypto } from './record-crypto';
import { createIngest, type Ingest } from './ingest';

export interface Records extends Ingest {
  readonly caseState: CaseMemory['state'];
  readonly caseStates: CaseMemory['states'];
  readonly view: CaseMemory['view'];
  /** Opens stored rows; those whose key was destroyed are left out. */
  readonly open: (rows: readonly EventRow[]) => Promise<readonly OpenEvent[]>;
  /** Every event of a stream in (hlc, device, seq) order as stored; none where its key was destroyed. */
  readonly events: (streamId: string) => Promise<readonly OpenEvent[]>;
  readonly runCaseCommand: (call: CaseCall) => Promise<Result<CaseOutcome, CaseRefusal>>;
  /** A command on two cases: events of both in one frame, so that neither is ever without the other. */
  readonly runPairCommand: (call: PairCall) => Promise<Result<CaseOutcome, CaseRefusal>>;
  /** Registers many cases in one frame, for imports. */
  readonly registerMany: (calls: readonly CaseCall[]) => Promise<readonly CaseOutcome[]>;
  /** Runs new cases through many commands in one frame, for sample data; a refusal is a bug of the sample. */
  readonly runLives: (commandId: string, lives: readonly CaseLife[]) => Promise<void>;
  /** Writes directory or audit events, drafts and settings. */
  readonly write: (batch: Batch) => Promise<void>;
  /** The same, and gives the events as they were kept; none where the command was answered before. */
  readonly record: (batch: Batch) => Promise<readonly OpenEvent[]>;
  /** Writes rows without events: drafts while somebody types, also into the room held back for a full disk. */
  readonly writeRows: (commandId: string, ops: readonly WriteOp[]) => Promise<void>;
  /** A copy of the data key of a stream that is no chain of events, such as an evidence file; one is made and kept first. */
  readonly dataKey: (streamId: string) => Promise<Buffer>;
  /** The same where there is one; undefined where there is none or it was destroyed. */
  readonly knownDataKey: (streamId: string) => Promise<Buffer | undefined>;
  readonly isDestroyed: (streamId: string) => boolean;
  /** Answer given before to this command, if any. */
  readonly answered: (commandId: string) => Promise<unknown>;
  /** Brings everything derived level with the records: after a replay, a rebuild, or when segments are old. */
  readonly catchUp: (onProgress: Progress) => Promise<void>;
  /** Dates of open cases follow the law in force. */
  readonly refreshOpen: () => Promise<void>;
  /** Makes list rows, search entries and outbox anew from the events. */
  readonly rebuildDerived: (onProgress: Progress) => Promise<void>;
  /** Ends what is under way, takes nothing more (`RecordsClosed`) and forgets every key and state. */
  readonly close: () => Promise<void>;
}

/** Somebody locked the screen before this could begin. Nothing of it was kept. */
export class RecordsClosed extends Error {}

interface Deps {
  readonly store: StoreAccess;
  readonly writePath: WritePath;
  readonly crypto: RecordCrypto;
  readonly writer: EventWriter;
  /** The rules in force, as events record them. */
  readonly rulePack: () => string;
  readonly projection: Omit<ProjectionDeps, 'sealState'>;
  readonly caseContext: (actor: CaseContext['actor'], cosigner?: CaseContext['cosigner']) => CaseContext;
  /**
   * Told of the latest event of other devices among some, by the hybrid clock: own events must come after what they answer to. Gives the
   * latest of all, which the next start has to know.
   */
  readonly witness: (hlc: string) => string;
  /** What the store says must be derived again. */
  readonly coverage: () => Promise<Coverage>;
  /** Cases whose key is on no medium any more. */
  readonly onUnreadable: (streamIds: readonly string[]) => void;
  /** Called after every commit with what changed. */
  readonly onCommitted: (events: readonly OpenEvent[]) => void;
}

const noCases: ReadonlySet<string> = new Set();

/** What is in the journal, and when it is in the store and in memory too. */
interface Kept<T> {
  readonly outcome: T;
  readonly applied: Promise<void>;
}

export function createRecords(deps: Deps): Records {
  const { store, writePath, crypto, writer, projection } = deps;
  const mutex = createMutex();
  const rederive = createRederive({ ...deps, deviceId: writer.deviceId });
  const refreshOpen = createRefreshOpen({ store, crypto, projection });
  const buildFrame = createFrameBuilder({ crypto, projection, deviceId: writer.deviceId });
  let closed = false;
  /** Kept by the journal while the store could not take them: told as soon as it has them. */
  let untold: OpenEvent[] = [];
  const cases = createCaseMemory({ store, crypto });
  const answers = createAnswers(store);

  const catchUpNow = async (onProgress: Progress): Promise<void> => {
    const { stale } = await deps.coverage();
    if (!stale.all && stale.streamIds.length === 0) return;
    cases.forget();
    if (stale.all) await store.dropDerived();
    await rederive(stale.all ? await store.streamIds() : stale.streamIds, onProgress);
    await store.derivedComplete();
  };

  /** One task at a time, each on records that the store has in full, unless it reads none of them (`overlapping`). */
  const inLine = <T>(task: () => Promise<T>, overlapping = false): Promise<T> =>
    mutex.run(async () => {
      if (closed) throw new RecordsClosed();
      if (await writePath.level(overlapping)) {
        await catchUpNow(() => undefined);
        const late = untold;
        untold = [];
        if (late.length > 0) deps.onCommitted(late);
      }
      return task();
    });

  /** Into the journal: final then. */
  const keep = async <T>(
    outcome: T,
    contents: FrameContents,
    before?: Promise<unknown>,
  ): Promise<Kept<T> | undefined> => {
    const { commit, freshKeys, events, changed } = await buildFrame(contents);
    if ((await before) !== undefined) return undefined;
    const { applied } = await writePath.keep(commit);
    const followed = (async () => {
      try {
        await applied;
      } catch (cause) {
        // Final, though not to be seen yet: what is in memory is older than the journal now.
        cases.forget();
        untold.push(...events);
        throw cause;
      }
      for (const [streamId, key] of freshKeys) crypto.keep(streamId, key);
      if (contents.outcome !== undefined) answers.add(contents.commandId, contents.outcome);
      cases.changed(changed.values());
      if (events.length > 0) deps.onCommitted(events);
    })();
    // Whoever kept it waits for it; not waiting yet is no reason to end the program.
    followed.catch(() => undefined);
    return { outcome, applied: followed };
  };

  /** The events that `task` writes become a frame of the journal, or, when it gives none or fails, leave no trace. */
  const transaction = async <T>(task: () => Promise<Kept<T> | undefined>): Promise<Kept<T> | undefined> => {
    writer.begin();
    let kept: Kept<T> | undefined;
    try {
      kept = await task();
    } finally {
      if (kept) writer.commit();
      else writer.rollback();
    }
    return kept;
  };

  const writeEvents = (batch: Omit<Batch, 'outcome'>): OpenEvent[] =>
    batch.events.map((event) =>
      writer.write({
        streamId: event.streamId,
        type: event.type,
        version: caseEventVersion,
        payload: event.payload,
        actor: batch.actor,
        rulePack: deps.rulePack(),
        commandId: batch.commandId,
        ...(batch.sign ? { userSign: batch.sign } : {}),
      }),
    );

  /** Each event in the name of who signs it, and of whose authority they use. */
  const writeCase = (call: CaseCall, events: readonly NewCaseEvent[]): OpenEvent[] =>
    events.flatMap((event) => {
      const { actor, sign } = (cosignedEvents.includes(event.type) ? call.cosigner : undefined) ?? call;
      const holderId = onBehalfOf(event);
      return writeEvents({
        commandId: call.commandId,
        actor: holderId === undefined ? actor : { ...actor, onBehalfOf: holderId },
        events: [{ streamId: call.caseId, ...event }],
        ...(sign ? { sign } : {}),
      });
    });

  const runCaseCommand = (call: CaseCall): Promise<Result<CaseOutcome, CaseRefusal>> =>
    inLine(async () => {
      // Asked while the events are made: a command is seldom repeated, and nothing is kept before the answer is there.
      const before = answers.of(call.commandId);
      before.catch(() => undefined);
      // Who registers makes the id of the case, so there is no state to look for.
      const isNew = call.command.name === 'register';
      const state = isNew ? undefined : await cases.state(call.caseId);
      const decision = decide(state, call.command, deps.caseContext(call.actor, call.cosigner?.actor));
      if (!decision.ok) {
        const earlier = await before;
        return earlier === undefined ? err(decision.error) : ok(earlier as CaseOutcome);
      }
      const kept = await transaction(async () => {
        const events = writeCase(call, decision.value);
        const after = events.reduce<CaseState | undefined>(evolve, state);
        if (!after) throw new Error('a command was accepted but caused nothing');
        const outcome: CaseOutcome = { caseId: after.id, number: after.number, revision: after.revision };
        const { commandId, ops = [], alongside = [], actor } = call;
        const others = writeEvents({ commandId, actor, events: alongside });
        const changed = new Map([[after.id, after]]);
        const born = new Set(isNew ? [after.id] : []);
        return keep(outcome, { commandId, events: [...events, ...others], changed, ops, outcome, born }, before);
      });
      if (!kept) return ok((await before) as CaseOutcome);
      await kept.applied;
      return ok(kept.outcome);
    });

  const runPairCommand = (call: PairCall): Promise<Result<CaseOutcome, CaseRefusal>> =>
    inLine(async () => {
      const { commandId, actor, caseId, otherId, command } = call;
      const before = await answers.of(commandId);
      if (before !== undefined) return ok(before as CaseOutcome);
      const [one, other] = [await cases.state(caseId), await cases.state(otherId)];
      if (!one || !other) return err({ code: 'case.notFound' });
      const decision = decidePair(one, other, command, deps.caseContext(actor));
      if (!decision.ok) return err(decision.error);
      const kept = await transaction(async () => {
        const events = decision.value.flatMap((part) =>
          writeEvents({ commandId, actor, events: part.events.map((event) => ({ streamId: part.caseId, ...event })) }),
        );
        const changed = new Map([one, other].map((state) => [state.id, state]));
        for (const event of events)
          changed.set(event.header.streamId, evolve(changed.get(event.header.streamId), event));
        const after = changed.get(caseId) ?? one;
        const outcome: CaseOutcome = { caseId, number: after.number, revision: after.revision };
        return keep(outcome, { commandId, events, changed, ops: [], outcome, born: noCases });
      });
      if (!kept) throw new Error('a command on two cases was not kept');
      await kept.applied;
      return ok(kept.outcome);
    });

  /** Many new cases in one frame. Nothing of it reads the store, so the store may still be taking the frame before. */
  const keepNew = async <T>(commandId: string, make: () => NewCases<T>): Promise<T> => {
    const kept = await inLine(
      () =>
        transaction(() => {
          const { outcome, changed, ...rest } = make();
          return keep(outcome, { ...rest, commandId, changed, outcome: undefined, born: new Set(changed.keys()) });
        }),
      true,
    );
    if (!kept) throw new Error('new cases were not kept');
    await kept.applied;
    return kept.outcome;
  };

  const newCases = createNewCases({ writeEvents, caseContext: deps.caseContext });
  const registerMany = async (calls: readonly CaseCall[]): Promise<readonly CaseOutcome[]> => {
    const [first] = calls;
    return first ? keepNew(first.commandId, () => newCases.registrations(calls)) : [];
  };

  /** Journal, store and memory, without anything that lists or search would show unless `changed` says so. */
  const commit = async (contents: Omit<FrameContents, 'born'>, born = noCases): Promise<void> => {
    const kept = await keep(undefined, { ...contents, born });
    await kept?.applied;
  };

  const record = (batch: Batch): Promise<readonly OpenEvent[]> =>
    inLine(async () => {
      const before = answers.of(batch.commandId);
      before.catch(() => undefined);
      const kept = await transaction(() => {
        const { commandId, ops = [], outcome, fromReserve = false } = batch;
        const events = writeEvents(batch);
        const contents = { commandId, events, changed: new Map<string, CaseState>(), ops, outcome, fromReserve };
        return keep(events, { ...contents, born: noCases }, before);
      });
      await kept?.applied;
      return kept?.outcome ?? [];
    });

  const open = async (rows: readonly EventRow[]): Promise<readonly OpenEvent[]> => {
    await crypto.prepare([...new Set(rows.map(({ streamId }) => streamId))]);
    return Promise.all(
      rows.filter(({ streamId }) => !crypto.isDestroyed(streamId)).map((row) => crypto.openEvent(row)),
    );
  };
  const loadEvents = async (streamId: string): Promise<readonly OpenEvent[]> => open(await store.eventRows(streamId));

  const knownDataKey = async (streamId: string): Promise<Buffer | undefined> => {
    if (closed) throw new RecordsClosed();
    const key = await crypto.knownKey(streamId);
    return key && Buffer.from(key);
  };
  const dataKey = (streamId: string): Promise<Buffer> =>
    inLine(async () => {
      const { key, created } = await crypto.streamKey(streamId);
      if (created.length > 0) {
        await commit({ commandId: newId(), events: [], changed: new Map(), ops: created, outcome: undefined });
        crypto.keep(streamId, key);
      }
      return Buffer.from(key);
    });

  const { ingest, ingestMany } = createIngest({
    ...{ store, crypto, writePath, buildFrame, inLine, commit, open, forgetCases: cases.forget },
    witness: deps.witness,
    onCommitted: deps.onCommitted,
  });

  const rebuildDerived: Records['rebuildDerived'] = (onProgress) =>
    inLine(async () => {
      cases.forget();
      await store.dropDerived();
      await rederive(await store.streamIds(), onProgress);
      await store.derivedComplete();
    });

  const close = async (): Promise<void> => {
    await mutex.run(async () => {
      closed = true;
      await writePath.settled();
    });
    cases.forget();
    answers.forget();
    crypto.forget();
  };

  return {
    catchUp: (onProgress) => inLine(() => catchUpNow(onProgress)),
    caseState: cases.state,
    caseStates: cases.states,
    view: cases.view,
    open,
    dataKey,
    knownDataKey,
    isDestroyed: crypto.isDestroyed,
    events: loadEvents,
    runCaseCommand,
    runPairCommand,
    registerMany,
    runLives: (commandId, lives) => keepNew(commandId, () => newCases.lives(commandId, lives)),
    record,
    write: async (batch) => {
      await record(batch);
    },
    writeRows: (commandId, ops) =>
      inLine(() => commit({ commandId, events: [], changed: new Map(), ops, outcome: undefined, fromReserve: true })),
    ingest,
    ingestMany,
    refreshOpen: () =>
      inLine(async () => {
        await refreshOpen();
        cases.forgetViews();
      }),
    answered: answers.of,
    rebuildDerived,
    close,
  };
}
