/**
 * The one way a fact becomes a record: events are made, signed and sealed here, written to the journal, and applied to the
 * store in one transaction. "Saved" is said only after both.
 *
 * One writer at a time: every event carries the hash of the one before it on this device, so their order is decided here.
 */
import type { CaseCommand, CaseRefusal } from '../../domain/complaint/commands';
import { decide, type CaseContext } from '../../domain/complaint/decide';
import { caseEventVersion } from '../../domain/complaint/events';
import { evolve, foldCase } from '../../domain/complaint/evolve';
import type { CaseState } from '../../domain/complaint/state';
import { DIRECTORY_STREAM, AUDIT_STREAM, type EventActor, type OpenEvent } from '../../domain/evidence/event-envelope';
import { err, ok, type Result } from '../../shared/contract/define';
import type { CaseRow, EventRow, ListEntry, WriteOp } from '../../shared/store-contract/rows';
import type { SearchDoc } from '../../shared/store-contract/search';
import type { EventWriter } from '../keys/event-signer';
import type { StoreAccess } from '../store/store-access';
import type { Coverage } from '../store/store-supervisor';
import { StoreBehind } from '../store/store-unavailable';
import type { WritePath } from '../store/write-path';
import { createMutex } from './mutex';
import { derive, type ProjectionDeps } from './projection';
import { createRederive, outboxRow, type Progress } from './rederive';
import type { RecordCrypto } from './record-crypto';

export interface NewEvent {
  readonly streamId: string;
  readonly type: string;
  readonly payload: unknown;
}

/** Signs the hash of an event with a person's own key, for decisions. */
export type PersonalSignature = (hash: string) => string;

export interface Batch {
  readonly commandId: string;
  readonly actor: EventActor;
  readonly events: readonly NewEvent[];
  readonly sign?: PersonalSignature;
  /** Further rows of the same intent: drafts, settings. */
  readonly ops?: readonly WriteOp[];
  /** Kept with the receipt and given again when the same command arrives again. Holds ids and numbers only. */
  readonly outcome: unknown;
}

export interface CaseOutcome {
  readonly caseId: string;
  readonly number: string;
  readonly revision: number;
}

export interface CaseCall {
  readonly commandId: string;
  readonly actor: EventActor & { readonly role: CaseContext['actor']['role'] };
  readonly caseId: string;
  readonly command: CaseCommand;
  readonly sign?: PersonalSignature;
  readonly ops?: readonly WriteOp[];
}

/** One step in the life of a sample case: the command may depend on what the steps before it led to. */
export interface CaseStep {
  readonly actor: CaseCall['actor'];
  readonly command: (state: CaseState | undefined) => CaseCommand;
  readonly sign?: PersonalSignature;
  readonly ops?: readonly WriteOp[];
}

export interface CaseLife {
  readonly caseId: string;
  readonly steps: readonly CaseStep[];
}

export interface Records {
  readonly caseState: (caseId: string) => Promise<CaseState | undefined>;
  /** Opens stored rows. */
  readonly open: (rows: readonly EventRow[]) => Promise<readonly OpenEvent[]>;
  /** Every event of a stream in (hlc, device, seq) order as stored. */
  readonly events: (streamId: string) => Promise<readonly OpenEvent[]>;
  readonly runCaseCommand: (call: CaseCall) => Promise<Result<CaseOutcome, CaseRefusal>>;
  /** Registers many cases in one frame, for imports. */
  readonly registerMany: (calls: readonly CaseCall[]) => Promise<readonly CaseOutcome[]>;
  /** Runs new cases through many commands in one frame, for sample data; a refusal is a bug of the sample. */
  readonly runLives: (commandId: string, lives: readonly CaseLife[]) => Promise<void>;
  /** Writes directory or audit events, drafts and settings. */
  readonly write: (batch: Batch) => Promise<void>;
  /** Writes rows without events: drafts while somebody types. */
  readonly writeRows: (commandId: string, ops: readonly WriteOp[]) => Promise<void>;
  /** Takes in events of other devices, already verified, with the cursor that says how far we are. */
  readonly ingest: (
    commandId: string,
    events: readonly OpenEvent[],
    ops: readonly WriteOp[],
  ) => Promise<readonly string[]>;
  /** Answer given before to this command, if any. */
  readonly answered: (commandId: string) => Promise<unknown>;
  /** Brings everything derived level with the records: after a replay, a rebuild, or when segments are old. */
  readonly catchUp: (onProgress: Progress) => Promise<void>;
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
  readonly rulePack: string;
  readonly projection: Omit<ProjectionDeps, 'sealState'>;
  readonly caseContext: (actor: CaseContext['actor']) => CaseContext;
  /** Told of the latest event of other devices, by the hybrid clock: own events must come after what they answer to. */
  readonly witness: (hlc: string) => void;
  /** What the store says must be derived again. */
  readonly coverage: () => Promise<Coverage>;
  /** Called after every commit with what changed. */
  readonly onCommitted: (events: readonly OpenEvent[]) => void;
}

const maxCachedCases = 500;
const noCases: ReadonlySet<string> = new Set();

export function createRecords(deps: Deps): Records {
  const { store, writePath, crypto, writer } = deps;
  const mutex = createMutex();
  const rederive = createRederive({ store, crypto, projection: deps.projection, deviceId: writer.deviceId });
  let closed = false;
  /** Kept by the journal while the store could not take them: told as soon as it has them. */
  let untold: OpenEvent[] = [];
  const states = new Map<string, CaseState>();
  const answers = new Map<string, unknown>();

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

  const answered = async (commandId: string): Promise<unknown> =>
    answers.get(commandId) ?? (await store.receipt(commandId))?.outcome;

  const catchUpNow = async (onProgress: Progress): Promise<void> => {
    const { stale } = await deps.coverage();
    if (!stale.all && stale.streamIds.length === 0) return;
    states.clear();
    if (stale.all) await store.dropDerived();
    await rederive(stale.all ? await store.streamIds() : stale.streamIds, onProgress);
    await store.derivedComplete();
  };

  /** One task at a time, each on records that the store has in full. */
  const inLine = <T>(task: () => Promise<T>): Promise<T> =>
    mutex.run(async () => {
      if (closed) throw new RecordsClosed();
      if (await writePath.level()) {
        await catchUpNow(() => undefined);
        const late = untold;
        untold = [];
        if (late.length > 0) deps.onCommitted(late);
      }
      return task();
    });

  /** Journal, then store, then memory. Events are final once the journal has them. */
  const commit = async (
    commandId: string,
    events: readonly OpenEvent[],
    changed: ReadonlyMap<string, CaseState>,
    ops: readonly WriteOp[],
    outcome: unknown,
    /** Cases whose ids were made for this write. */
    born: ReadonlySet<string> = noCases,
  ): Promise<void> => {
    const rows: WriteOp[] = [];
    const streamKeys = new Map<string, Buffer>();
    const freshKeys: string[] = [];
    for (const streamId of new Set(events.map((e) => e.header.streamId))) {
      const { key, created } = await crypto.streamKey(streamId, born.has(streamId));
      streamKeys.set(streamId, key);
      if (!created) continue;
      rows.push(created);
      freshKeys.push(streamId);
    }
    const keyOf = (streamId: string): Buffer => {
      const key = streamKeys.get(streamId);
      if (!key) throw new Error(`no key at hand for ${streamId}`);
      return key;
    };
    if (outcome !== undefined) rows.push({ table: 'receipts', key: commandId, row: { commandId, outcome } });
    for (const event of events) {
      const row = crypto.sealEvent(event, keyOf(event.header.streamId));
      rows.push({ table: 'events', key: row.id, row });
    }
    const cases: CaseRow[] = [];
    const list: ListEntry[] = [];
    const search: SearchDoc[] = [];
    for (const state of changed.values()) {
      const derived = derive(state, { ...deps.projection, sealState: (s) => crypto.sealState(s, keyOf(s.id)) });
      cases.push(derived.row);
      list.push(derived.entry);
      search.push(derived.doc);
    }
    try {
      await writePath.commit({
        commandId,
        ops: [...rows, ...ops],
        derived: { cases, list, search, outbox: events.filter(isOwn).map(outboxRow) },
      });
    } catch (cause) {
      if (cause instanceof StoreBehind) {
        // Final, though not to be seen yet: what is in memory is older than the journal now.
        states.clear();
        untold.push(...events);
      }
      throw cause;
    }
    for (const streamId of freshKeys) crypto.keep(streamId, keyOf(streamId));
    if (outcome !== undefined) answers.set(commandId, outcome);
    for (const state of changed.values()) remember(state);
  };

  const isOwn = (event: OpenEvent): boolean => event.header.deviceId === writer.deviceId;

  const writeEvents = (batch: Omit<Batch, 'outcome'>): OpenEvent[] =>
    batch.events.map((event) =>
      writer.write({
        streamId: event.streamId,
        type: event.type,
        version: caseEventVersion,
        payload: event.payload,
        actor: batch.actor,
        rulePack: deps.rulePack,
        commandId: batch.commandId,
        ...(batch.sign ? { userSign: batch.sign } : {}),
      }),
    );

  /** Everything between `begin` and `commit` of the writer either becomes a frame of the journal or leaves no trace. */
  const transaction = async <T>(task: () => Promise<T>): Promise<T> => {
    writer.begin();
    try {
      const result = await task();
      writer.commit();
      return result;
    } catch (cause) {
      if (cause instanceof StoreBehind) writer.commit();
      else writer.rollback();
      throw cause;
    }
  };

  const runCaseCommand = (call: CaseCall): Promise<Result<CaseOutcome, CaseRefusal>> =>
    inLine(async () => {
      // Who registers makes the id of the case, so there is no state to look for.
      const isNew = call.command.name === 'register';
      const [before, state] = await Promise.all([answered(call.commandId), isNew ? undefined : loadState(call.caseId)]);
      if (before !== undefined) return ok(before as CaseOutcome);
      const decision = decide(state, call.command, deps.caseContext(call.actor));
      if (!decision.ok) return err(decision.error);
      const { events, outcome } = await transaction(async () => {
        const written = writeEvents({
          commandId: call.commandId,
          actor: call.actor,
          events: decision.value.map((event) => ({ streamId: call.caseId, ...event })),
          ...(call.sign ? { sign: call.sign } : {}),
        });
        const after = written.reduce<CaseState | undefined>(evolve, state);
        if (!after) throw new Error('a command was accepted but caused nothing');
        const result: CaseOutcome = { caseId: after.id, number: after.number, revision: after.revision };
        await commit(
          call.commandId,
          written,
          new Map([[after.id, after]]),
          call.ops ?? [],
          result,
          new Set(isNew ? [after.id] : []),
        );
        return { events: written, outcome: result };
      });
      deps.onCommitted(events);
      return ok(outcome);
    });

  const registerMany = (calls: readonly CaseCall[]): Promise<readonly CaseOutcome[]> =>
    inLine(async () => {
      const [first] = calls;
      if (!first) return [];
      const outcomes: CaseOutcome[] = [];
      const events = await transaction(async () => {
        const changed = new Map<string, CaseState>();
        const written: OpenEvent[] = [];
        for (const call of calls) {
          const decision = decide(undefined, call.command, deps.caseContext(call.actor));
          if (!decision.ok) throw new Error(`registration refused: ${decision.error.code}`);
          const own = writeEvents({
            commandId: call.commandId,
            actor: call.actor,
            events: decision.value.map((event) => ({ streamId: call.caseId, ...event })),
          });
          const after = own.reduce<CaseState | undefined>(evolve, undefined);
          if (!after) throw new Error('a registration caused nothing');
          changed.set(after.id, after);
          written.push(...own);
          outcomes.push({ caseId: after.id, number: after.number, revision: after.revision });
        }
        await commit(first.commandId, written, changed, latestOps(calls), undefined, new Set(changed.keys()));
        return written;
      });
      deps.onCommitted(events);
      return outcomes;
    });

  const runLives: Records['runLives'] = (commandId, lives) =>
    inLine(async () => {
      const events = await transaction(async () => {
        const changed = new Map<string, CaseState>();
        const written: OpenEvent[] = [];
        for (const { caseId, steps } of lives) {
          let state: CaseState | undefined;
          for (const { actor, command, sign } of steps) {
            const asked = command(state);
            const decision = decide(state, asked, deps.caseContext(actor));
            if (!decision.ok) throw new Error(`sample ${asked.name} refused: ${decision.error.code}`);
            const own = writeEvents({
              commandId,
              actor,
              events: decision.value.map((event) => ({ streamId: caseId, ...event })),
              ...(sign ? { sign } : {}),
            });
            state = own.reduce<CaseState | undefined>(evolve, state);
            written.push(...own);
          }
          if (state) changed.set(caseId, state);
        }
        const ops = latestOps(lives.flatMap((life) => life.steps));
        await commit(commandId, written, changed, ops, undefined, new Set(changed.keys()));
        return written;
      });
      deps.onCommitted(events);
    });

  const write = (batch: Batch): Promise<void> =>
    inLine(async () => {
      if ((await answered(batch.commandId)) !== undefined) return;
      const events = await transaction(async () => {
        const written = writeEvents(batch);
        await commit(batch.commandId, written, new Map(), batch.ops ?? [], batch.outcome);
        return written;
      });
      deps.onCommitted(events);
    });

  const loadEvents = async (streamId: string): Promise<readonly OpenEvent[]> => {
    const rows = await store.eventRows(streamId);
    return Promise.all(rows.map((row) => crypto.openEvent(row)));
  };

  const ingest = (
    commandId: string,
    events: readonly OpenEvent[],
    ops: readonly WriteOp[],
  ): Promise<readonly string[]> =>
    inLine(async () => {
      const known = await store.knownEventIds(events.map((e) => e.header.id));
      const fresh = events.filter((e) => !known.has(e.header.id));
      const changed = new Map<string, CaseState>();
      for (const streamId of new Set(fresh.map((e) => e.header.streamId))) {
        if (streamId === DIRECTORY_STREAM || streamId === AUDIT_STREAM) continue;
        const own = await loadEvents(streamId);
        const state = foldCase([...own, ...fresh.filter((e) => e.header.streamId === streamId)]);
        if (state) changed.set(streamId, state);
      }
      const latest = fresh.reduce((hlc, { header }) => (header.at.hlc > hlc ? header.at.hlc : hlc), '');
      if (latest !== '') deps.witness(latest);
      await commit(commandId, fresh, changed, latest === '' ? ops : [...ops, witnessedOp(latest)], undefined);
      deps.onCommitted(fresh);
      return [...changed.keys()];
    });

  const rebuildDerived: Records['rebuildDerived'] = (onProgress) =>
    inLine(async () => {
      states.clear();
      await store.dropDerived();
      await rederive(await store.streamIds(), onProgress);
      await store.derivedComplete();
    });

  const close = async (): Promise<void> => {
    await mutex.run(() => {
      closed = true;
      return Promise.resolve();
    });
    states.clear();
    answers.clear();
    crypto.forget();
  };

  return {
    catchUp: (onProgress) => inLine(() => catchUpNow(onProgress)),
    caseState: loadState,
    open: (rows) => Promise.all(rows.map((row) => crypto.openEvent(row))),
    events: loadEvents,
    runCaseCommand,
    registerMany,
    runLives,
    write,
    writeRows: (commandId, ops) => inLine(() => commit(commandId, [], new Map(), ops, undefined)),
    ingest,
    answered,
    rebuildDerived,
    close,
  };
}

/** Kept, so that own events still come after it when the program was started again before the first of them. */
export const witnessedKey = 'clock.witnessed';

function witnessedOp(hlc: string): WriteOp {
  return { table: 'kv', key: witnessedKey, row: { key: witnessedKey, hlc } };
}

/** Rows of many calls in one frame: a later one of the same key replaces the earlier. */
function latestOps(calls: readonly Pick<CaseCall, 'ops'>[]): WriteOp[] {
  const latest = new Map(calls.flatMap((call) => call.ops ?? []).map((op) => [`${op.table}|${op.key}`, op]));
  return [...latest.values()];
}
