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
import { evolve, foldCase } from '../../domain/complaint/evolve';
import type { CaseState } from '../../domain/complaint/state';
import { isCaseStream, type OpenEvent } from '../../domain/evidence/event-envelope';
import { err, ok, type Result } from '../../shared/contract/define';
import type { EventRow, WriteOp } from '../../shared/store-contract/rows';
import type { EventWriter } from '../keys/event-signer';
import type { StoreAccess } from '../store/store-access';
import type { Coverage } from '../store/store-supervisor';
import type { WritePath } from '../store/write-path';
import { createAnswers } from './answers';
import type { Batch, CaseCall, CaseLife, CaseOutcome, PairCall } from './calls';
import { createCaseViews, type CaseViews } from './case-views';
import { createFrameBuilder, type FrameContents } from './frame-builder';
import { createMutex } from './mutex';
import { createNewCases, type NewCases } from './new-cases';
import type { ProjectionDeps } from './projection';
import { newId } from '../platform/ids';
import { slices } from '../platform/slices';
import { createRederive, createRefreshOpen, type Progress } from './rederive';
import type { RecordCrypto } from './record-crypto';
import { bornStreams, latestHlc, sortFresh } from './fresh-events';

export interface Records {
  readonly caseState: (caseId: string) => Promise<CaseState | undefined>;
  /** Many cases at once, in no order and without remembering them; unknown ids are left out. */
  readonly caseStates: (caseIds: readonly string[]) => Promise<readonly CaseState[]>;
  /** What `make` takes from each of many cases; remembered until the case changes. Make one per workspace. */
  readonly view: CaseViews['view'];
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
  /**
   * Takes in events of other devices, already verified, with the cursor that says how far we are; those that are here are passed over. Gives
   * those that were left out because another event of the same device stands in their place.
   */
  readonly ingest: (
    commandId: string,
    events: readonly OpenEvent[],
    ops: readonly WriteOp[],
  ) => Promise<readonly OpenEvent[]>;
  /**
   * The same for very many, without what is derived of them: lists and search follow with `catchUp`, and so they do at the next start if the
   * program ends before. Only while nobody works with the records.
   */
  readonly ingestMany: Records['ingest'];
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

const maxCachedCases = 500;
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
  const states = new Map<string, CaseState>();
  const answers = createAnswers(store);

  const remember = (state: CaseState): void => {
    states.delete(state.id);
    states.set(state.id, state);
    if (states.size > maxCachedCases) {
      const [oldest] = states.keys();
      if (oldest !== undefined) states.delete(oldest);
    }
  };

  const loadState = async (caseId: string): Promise<CaseState | undefined> => {
    const cached = states.get(caseId);
    if (cached) return cached;
    const row = await store.caseRow(caseId);
    if (!row) return undefined;
    const state = await crypto.openState(caseId, row.sealed);
    remember(state);
    return state;
  };

  const loadStates = async (caseIds: readonly string[]): Promise<readonly CaseState[]> => {
    const [rows] = await Promise.all([store.caseRows(caseIds), crypto.prepare(caseIds)]);
    const rest = slices();
    const opened: CaseState[] = [];
    for (const { id, sealed } of rows) {
      opened.push(await crypto.openState(id, sealed));
      await rest();
    }
    return opened;
  };
  const views = createCaseViews(loadStates);
  /** What is in memory of cases may be older than the records. */
  const forgetCases = (): void => {
    states.clear();
    views.forget();
  };

  const catchUpNow = async (onProgress: Progress): Promise<void> => {
    const { stale } = await deps.coverage();
    if (!stale.all && stale.streamIds.length === 0) return;
    forgetCases();
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
        forgetCases();
        untold.push(...events);
        throw cause;
      }
      for (const [streamId, key] of freshKeys) crypto.keep(streamId, key);
      if (contents.outcome !== undefined) answers.add(contents.commandId, contents.outcome);
      for (const state of changed.values()) remember(state);
      views.changed(changed.keys());
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
      const state = isNew ? undefined : await loadState(call.caseId);
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
      const [one, other] = [await loadState(caseId), await loadState(otherId)];
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

  const ingest = (
    commandId: string,
    events: readonly OpenEvent[],
    ops: readonly WriteOp[],
  ): Promise<readonly OpenEvent[]> =>
    inLine(async () => {
      const { fresh, taken } = await sortFresh(store, events);
      const changed = new Map<string, CaseState>();
      const news = new Map<string, OpenEvent[]>();
      for (const event of fresh) {
        const { streamId } = event.header;
        if (!isCaseStream(streamId)) continue;
        const known = news.get(streamId);
        if (known) known.push(event);
        else news.set(streamId, [event]);
      }
      const streamIds = [...news.keys()];
      const own = streamIds.length === 0 ? new Map<string, EventRow[]>() : await store.eventRowsOf(streamIds);
      const born = await bornStreams(crypto, fresh);
      for (const [streamId, added] of news) {
        if (crypto.isDestroyed(streamId)) continue;
        const state = foldCase([...(await open(own.get(streamId) ?? [])), ...added]);
        if (state) changed.set(streamId, state);
      }
      const allOps = fresh.length === 0 ? ops : [...ops, witnessedOp(deps.witness(latestHlc(fresh)))];
      await commit({ commandId, events: fresh, changed, ops: allOps, outcome: undefined }, born);
      return [...taken];
    });

  const ingestMany: Records['ingest'] = (commandId, events, ops) =>
    inLine(async () => {
      forgetCases();
      const { fresh, taken } = await sortFresh(store, events);
      const allOps = fresh.length === 0 ? ops : [...ops, witnessedOp(deps.witness(latestHlc(fresh)))];
      const { commit: made, freshKeys } = await buildFrame({
        ...{ commandId, events: fresh, changed: new Map(), ops: allOps, outcome: undefined },
        born: await bornStreams(crypto, fresh),
      });
      const { applied } = await writePath.keepMany(made);
      await applied;
      for (const [streamId, key] of freshKeys) crypto.keep(streamId, key);
      if (fresh.length > 0) deps.onCommitted(fresh);
      return [...taken];
    });

  const rebuildDerived: Records['rebuildDerived'] = (onProgress) =>
    inLine(async () => {
      forgetCases();
      await store.dropDerived();
      await rederive(await store.streamIds(), onProgress);
      await store.derivedComplete();
    });

  const close = async (): Promise<void> => {
    await mutex.run(async () => {
      closed = true;
      await writePath.settled();
    });
    forgetCases();
    answers.forget();
    crypto.forget();
  };

  return {
    catchUp: (onProgress) => inLine(() => catchUpNow(onProgress)),
    caseState: loadState,
    caseStates: loadStates,
    view: views.view,
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
        views.forget();
      }),
    answered: answers.of,
    rebuildDerived,
    close,
  };
}

/** Kept, so that own events still come after it when the program was started again before the first of them. */
export const witnessedKey = 'clock.witnessed';

function witnessedOp(hlc: string): WriteOp {
  return { table: 'kv', key: witnessedKey, row: { key: witnessedKey, hlc } };
}
