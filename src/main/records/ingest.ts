/** Events of other devices become records here: they come verified, are sealed anew, and what is derived follows them. */
import { foldCase } from '../../domain/complaint/evolve';
import type { CaseState } from '../../domain/complaint/state';
import { isCaseStream, type OpenEvent } from '../../domain/evidence/event-envelope';
import type { EventRow, WriteOp } from '../../shared/store-contract/rows';
import type { StoreAccess } from '../store/store-access';
import type { WritePath } from '../store/write-path';
import type { FrameBuilder, FrameContents } from './frame-builder';
import { bornStreams, latestHlc, sortFresh } from './fresh-events';
import type { RecordCrypto } from './record-crypto';

export interface Ingest {
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
  readonly ingestMany: Ingest['ingest'];
}

interface Deps {
  readonly store: StoreAccess;
  readonly crypto: RecordCrypto;
  readonly writePath: WritePath;
  readonly buildFrame: FrameBuilder;
  /** Runs a task in the line of writers, on records that the store has in full. */
  readonly inLine: <T>(task: () => Promise<T>) => Promise<T>;
  /** Keeps a frame, with what is derived of it; `born`: streams whose first events are in it. */
  readonly commit: (contents: Omit<FrameContents, 'born'>, born: ReadonlySet<string>) => Promise<void>;
  readonly open: (rows: readonly EventRow[]) => Promise<readonly OpenEvent[]>;
  readonly forgetCases: () => void;
  /** See the same of the records. */
  readonly witness: (hlc: string) => string;
  readonly onCommitted: (events: readonly OpenEvent[]) => void;
}

export function createIngest(deps: Deps): Ingest {
  const { store, crypto, writePath, buildFrame, inLine, commit, open, forgetCases, witness, onCommitted } = deps;

  const ingest: Ingest['ingest'] = (commandId, events, ops) =>
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
      const allOps = fresh.length === 0 ? ops : [...ops, witnessedOp(witness(latestHlc(fresh)))];
      await commit({ commandId, events: fresh, changed, ops: allOps, outcome: undefined }, born);
      return [...taken];
    });

  const ingestMany: Ingest['ingest'] = (commandId, events, ops) =>
    inLine(async () => {
      forgetCases();
      const { fresh, taken } = await sortFresh(store, events);
      const allOps = fresh.length === 0 ? ops : [...ops, witnessedOp(witness(latestHlc(fresh)))];
      const { commit: made, freshKeys } = await buildFrame({
        ...{ commandId, events: fresh, changed: new Map(), ops: allOps, outcome: undefined },
        born: await bornStreams(crypto, fresh),
      });
      const { applied } = await writePath.keepMany(made);
      await applied;
      for (const [streamId, key] of freshKeys) crypto.keep(streamId, key);
      if (fresh.length > 0) onCommitted(fresh);
      return [...taken];
    });

  return { ingest, ingestMany };
}

/** Kept, so that own events still come after it when the program was started again before the first of them. */
export const witnessedKey = 'clock.witnessed';

function witnessedOp(hlc: string): WriteOp {
  return { table: 'kv', key: witnessedKey, row: { key: witnessedKey, hlc } };
}
