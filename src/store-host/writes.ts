/** Everything that changes the tables. One transaction each, strict, whole or not at all. */
import type { Derived, FrameContent, FrameRef, OutboxChange, StoreInput } from '../shared/store-contract/calls';
import { durableTables, type WriteOp } from '../shared/store-contract/rows';
import { createBeginAhead, type WriteAhead } from './ahead';
import { hasBundles, bundleTables } from './bundles/bundles';
import { bundledTables } from './bundles/bundle-head';
import { createFiller, type Filler, type Filling } from './bundles/fill';
import type { Context } from './context';
import {
  allStale,
  emptyMeta,
  emptySegments,
  metaKey,
  nothingStale,
  withoutStale,
  withStale,
  type Meta,
} from './db/meta';
import { createKeysFromEmpty, noKnownKeys, type KnownKeys } from './db/known-keys';
import { keepOpen, writeStrictly } from './db/requests';
import type { SegmentRow } from './db/tables';
import { duplicateOf } from './db/tables';
import { tablesOf, writeOps, type RowCounts } from './db/write-ops';
import { StoreFault } from './fault';
import { answered, replaced, storedRun, type OutboxEdit } from './outbox';
import { loadLiveState } from './segments/live-state';
import { casesOfTail, isEmptyTail, tailContentOf, type TailContent } from './segments/tail';
import type { Vault } from './segments/vault';
import { createStaging, type StagedContent } from './staging';

/** What a write adds to lists and search, sealed; and the meta row that goes with it. */
interface Prepared {
  readonly next: Meta;
  readonly content: TailContent;
  readonly mark: number;
  readonly tail: SegmentRow | undefined;
}

export interface Writes {
  readonly stage: (input: StoreInput<'stage'>) => void;
  readonly apply: (input: StoreInput<'apply'>) => Promise<void>;
  readonly replay: (frames: readonly (FrameRef & { ops: readonly WriteOp[] })[]) => Promise<void>;
  readonly fill: (input: StoreInput<'fill'>) => Promise<void>;
  readonly putDerived: (derived: Derived) => Promise<void>;
  readonly dropDerived: (vault: Vault | undefined) => Promise<void>;
  readonly derivedComplete: () => Promise<void>;
  readonly clear: (vault: Vault | undefined) => Promise<void>;
  readonly updateOutbox: (changes: readonly OutboxChange[]) => Promise<void>;
}

const derivedTables = ['cases', 'outbox', 'segments'] as const;

export function createWrites(context: Context): Writes {
  /** Of a store that is being filled from nothing, and up to which frame they are right. */
  let filling:
    { readonly keys: ReturnType<typeof createKeysFromEmpty>; readonly filler: Filler; frameNo: number } | undefined;

  /** What a replay knows of the rows that are there. */
  const knownInReplay = ({ frameNo, counts }: Meta): KnownKeys => {
    const empty = frameNo === 0 && Object.values(counts).every((count) => count === 0);
    if (empty && filling?.frameNo !== 0) filling = { keys: createKeysFromEmpty(), filler: createFiller(), frameNo };
    return filling?.frameNo === frameNo ? filling.keys.begin() : noKnownKeys;
  };

  const prepare = async (meta: Meta, derived: Derived, sealedTail?: StagedContent['sealedTail']): Promise<Prepared> => {
    const content = tailContentOf(derived);
    const mark = meta.segments.tailTo;
    const fresh = new Set(derived.cases.map((row) => row.id));
    const stale = withoutStale(meta.stale, fresh);
    if (isEmptyTail(content)) return { next: { ...meta, stale }, content, mark, tail: undefined };
    const live = context.live();
    // Without the key lists can't follow; main is told at the next unlock.
    if (!live)
      return { next: { ...meta, stale: withStale(stale, casesOfTail(content)) }, content, mark, tail: undefined };
    const sealed = await sealedTail;
    const fits = sealed?.mark === mark && sealed.live === live;
    if (sealed && !fits) staging.guessedWrong();
    const tail = fits ? sealed.row : await live.sealTail(mark, content);
    return { next: { ...meta, stale, segments: { ...meta.segments, tailTo: mark + 1 } }, content, mark, tail };
  };

  const putRows = (
    transaction: IDBTransaction,
    derived: Derived,
    outbox: OutboxEdit,
    tail: SegmentRow | undefined,
  ): void => {
    for (const row of derived.cases) transaction.objectStore('cases').put(row);
    for (const caseId of derived.deletedCases ?? []) transaction.objectStore('cases').delete(caseId);
    editOutbox(transaction, outbox);
    if (tail) transaction.objectStore('segments').put(tail);
  };

  const editOutbox = (transaction: IDBTransaction, { remove, put }: OutboxEdit): void => {
    if (remove.length + put.length === 0) return;
    const outbox = transaction.objectStore('outbox');
    for (const seq of remove) outbox.delete(seq);
    for (const row of put) outbox.put(row);
  };

  const putMeta = async (next: Meta): Promise<void> => {
    await writeStrictly(context.raw(), ['meta'], (transaction) => {
      transaction.objectStore('meta').put(next);
      transaction.commit();
    });
    context.metaIs(next);
  };

  const reloadLive = async (vault: Vault | undefined): Promise<void> => {
    context.live()?.close();
    context.liveIs(undefined);
    if (vault) context.liveIs(await loadLiveState(context, vault));
  };

  /** @throws StoreFault for a frame that is not the next one */
  const checkNext = (frame: FrameRef, { frameNo }: Meta): void => {
    if (frame.no !== frameNo + 1) throw new StoreFault('store.frameGap', String(frameNo));
  };
  const tablesFor = (ops: readonly WriteOp[]): string[] => [...tablesOf(ops), ...derivedTables, 'meta'];
  /** Their events are new, so the outbox says nothing of them yet. */
  const newRuns = ({ outbox }: Derived): OutboxEdit => ({ remove: [], put: outbox.map(storedRun) });

  /** A frame is on the medium: memory follows. */
  const written = (committed: Meta, known: KnownKeys, derived: Derived, { mark, content, tail }: Prepared): void => {
    context.metaIs(committed);
    known.keep();
    context.outbox.added(derived.outbox);
    if (tail) context.live()?.take(mark, content);
  };

  const applyContent = (
    frame: FrameRef,
    { ops, ...derived }: FrameContent,
    sealedTail?: StagedContent['sealedTail'],
  ): Promise<void> =>
    context.inLine(async () => {
      const meta = context.meta();
      if (frame.no === meta.frameNo) {
        if (frame.hash === meta.frameHash) return;
        throw new StoreFault('store.frameFork', String(meta.frameNo));
      }
      checkNext(frame, meta);
      const tables = tablesFor(ops);
      const [known, prepared] = await Promise.all([
        context.smallTableKeys.begin(context.raw()),
        prepare(meta, derived, sealedTail),
        refuseBundled(ops),
      ]);
      let committed: Meta = prepared.next;
      await writeStrictly(context.raw(), tables, (transaction, refuse) => {
        putRows(transaction, derived, newRuns(derived), prepared.tail);
        // Last, because it commits as soon as the counts are known, which may be at once.
        writeOps(transaction, ops, meta.counts, { repeats: 'refuse', known, refuse }, (counts) => {
          committed = { ...prepared.next, frameNo: frame.no, frameHash: frame.hash, counts };
          transaction.objectStore('meta').put(committed);
          transaction.commit();
        });
      });
      written(committed, known, derived, prepared);
    });

  /** Takes the rows of a frame that the journal still writes, and commits them once `frameNow` says that it has it. */
  const writeAhead: WriteAhead = async ({ ops, ...derived }, frameNow) => {
    const meta = context.meta();
    const [known] = await Promise.all([context.smallTableKeys.begin(context.raw()), refuseBundled(ops)]);
    let prepared: Prepared | undefined;
    // Whatever fails here fails again, and is told, when the frame is written without having been begun.
    prepare(meta, derived).then(
      (done) => {
        prepared = done;
      },
      () => undefined,
    );
    let committed: Meta | undefined;
    await writeStrictly(context.raw(), tablesFor(ops), (transaction, refuse) => {
      const metaTable = transaction.objectStore('meta');
      let counts: RowCounts | undefined;
      let tailIsPut = false;
      putRows(transaction, derived, newRuns(derived), undefined);
      writeOps(transaction, ops, meta.counts, { repeats: 'refuse', known, refuse }, (next) => {
        counts = next;
      });
      const ask = (): IDBRequest => metaTable.getKey(metaKey);
      keepOpen(ask, refuse, () => {
        if (!prepared) return false;
        if (prepared.tail && !tailIsPut) transaction.objectStore('segments').put(prepared.tail);
        tailIsPut = true;
        const frame = frameNow();
        if (!frame || !counts) return false;
        checkNext(frame, meta);
        committed = { ...prepared.next, frameNo: frame.no, frameHash: frame.hash, counts };
        metaTable.put(committed);
        transaction.commit();
        return true;
      });
    });
    if (committed && prepared) written(committed, known, derived, prepared);
  };
  const staging = createStaging(createBeginAhead(context, writeAhead));
  /** Those behind what the store has. @throws StoreFault where they do not continue it */
  const freshOf = <T extends FrameRef>(meta: Meta, frames: readonly T[]): readonly T[] => {
    const fresh = frames.filter((frame) => frame.no > meta.frameNo);
    const repeated = frames.find((frame) => frame.no === meta.frameNo);
    if (repeated && repeated.hash !== meta.frameHash) throw new StoreFault('store.frameFork', String(meta.frameNo));
    fresh.forEach((frame, i) => {
      if (frame.no !== meta.frameNo + 1 + i) throw new StoreFault('store.frameGap', String(meta.frameNo));
    });
    return fresh;
  };

  /** What frames without derived rows bring. */
  const putFrames = async (
    meta: Meta,
    last: FrameRef,
    {
      ops,
      streams,
      head,
      bundles = [],
    }: Pick<Filling, 'ops'> & Partial<Pick<Filling, 'head' | 'bundles'>> & { readonly streams: Iterable<string> },
  ): Promise<void> => {
    const tables = tablesOf(ops);
    const next: Meta = {
      ...meta,
      frameNo: last.no,
      frameHash: last.hash,
      stale: withStale(meta.stale, streams),
    };
    const before = { ...meta.counts };
    if (head) for (const table of bundledTables) before[table] += head.counts[table];
    let committed = next;
    const known = knownInReplay(meta);
    const written = [...tables, ...(head ? bundleTables : []), 'meta'];
    await writeStrictly(context.raw(), written, (transaction, refuse) => {
      for (const row of bundles) transaction.objectStore('bundles').put(row);
      if (head) transaction.objectStore('bundleHeads').put(head);
      writeOps(transaction, ops, before, { repeats: 'overwrite', known, refuse }, (counts) => {
        committed = { ...next, counts };
        transaction.objectStore('meta').put(committed);
        transaction.commit();
      });
    });
    context.metaIs(committed);
    known.keep();
    if (filling?.frameNo === meta.frameNo) filling.frameNo = last.no;
    else filling = undefined;
    context.smallTableKeys.forget();
  };

  /** Rows that are written once and lie in a bundle already. */
  const refuseBundled = async (ops: readonly WriteOp[]): Promise<void> => {
    if (await context.bundles.isEmpty(context.raw())) return;
    const replaced = new Set(ops.flatMap(({ table, key, row }) => (row === null ? [`${table}|${key}`] : [])));
    for (const table of bundledTables) {
      const keys = ops.flatMap((op) =>
        op.table === table && op.row !== null && !replaced.has(`${table}|${op.key}`) ? [op.key] : [],
      );
      const [known] = (await context.bundles.find(context.raw(), table, keys)).keys();
      if (known !== undefined) throw new StoreFault(duplicateOf[table] ?? 'store.failed', known);
    }
  };

  return {
    stage: ({ stage, ...content }) => {
      staging.put(stage, content, context.meta().segments.tailTo, context.live());
    },

    apply: async (input) => {
      if (!('staged' in input)) {
        const { frame, ...content } = input;
        return applyContent(frame, content);
      }
      const { content, sealedTail, begun } = staging.take(input.staged);
      if (!(await begun?.commit(input.frame))) await applyContent(input.frame, content, sealedTail);
    },

    replay: (frames) =>
      context.inLine(async () => {
        const meta = context.meta();
        const fresh = freshOf(meta, frames);
        const last = fresh.at(-1);
        if (!last) return;
        const ops = fresh.flatMap((frame) => frame.ops);
        const streams = ops.flatMap(({ table, row }) =>
          table === 'events' && row !== null ? [(row as { streamId: string }).streamId] : [],
        );
        await putFrames(meta, last, { ops, streams });
      }),

    fill: ({ frames, bytes, isNew = false }) =>
      context.inLine(async () => {
        const meta = context.meta();
        const fresh = freshOf(meta, frames);
        const [first] = fresh;
        const last = fresh.at(-1);
        if (!first || !last) return;
        knownInReplay(meta);
        const known = filling?.frameNo === meta.frameNo ? filling.filler : undefined;
        if (!known && !isNew) throw new StoreFault('store.badInput', 'not filled from nothing');
        const filler = known ?? createFiller();
        const begin = frames[frames.length - fresh.length - 1]?.end ?? 0;
        const firstNo = await context.bundles.nextNo(context.raw());
        const taken = filler.take(
          bytes.subarray(begin),
          fresh.map(({ end }) => end - begin),
          firstNo,
        );
        await putFrames(meta, last, taken);
        taken.keep();
        if (taken.head) context.bundles.added(taken.head);
      }),

    putDerived: (derived) =>
      context.inLine(async () => {
        const [{ next, content, mark, tail }, outbox] = await Promise.all([
          prepare(context.meta(), derived),
          replaced(context.raw(), derived.outbox),
        ]);
        await writeStrictly(context.raw(), [...derivedTables, 'meta'], (transaction) => {
          putRows(transaction, derived, outbox, tail);
          transaction.objectStore('meta').put(next);
          transaction.commit();
        });
        context.metaIs(next);
        if (derived.outbox.length > 0) context.outbox.forget();
        if (tail) context.live()?.take(mark, content);
      }),

    dropDerived: async (vault) => {
      await context.inLine(async () => {
        filling = undefined;
        const meta = context.meta();
        const next = allStale({
          ...meta,
          segments: emptySegments(meta.segments.tailTo, meta.segments.nextList),
        });
        await writeStrictly(context.raw(), [...derivedTables, 'meta'], (transaction) => {
          for (const table of derivedTables) transaction.objectStore(table).clear();
          transaction.objectStore('meta').put(next);
          transaction.commit();
        });
        context.metaIs(next);
        context.outbox.forget();
        await reloadLive(vault);
      });
    },

    derivedComplete: () => context.inLine(() => putMeta({ ...context.meta(), stale: nothingStale })),

    clear: async (vault) => {
      await context.inLine(async () => {
        filling = undefined;
        const { schemaVersion, minSafeVersion, segments } = context.meta();
        const next = emptyMeta(schemaVersion, minSafeVersion, segments.tailTo);
        const tables = [...durableTables, ...derivedTables, ...(hasBundles(context.raw()) ? bundleTables : [])];
        await writeStrictly(context.raw(), [...tables, 'meta'], (transaction) => {
          for (const table of tables) transaction.objectStore(table).clear();
          transaction.objectStore('meta').put(next);
          transaction.commit();
        });
        context.metaIs(next);
        context.outbox.forget();
        context.smallTableKeys.forget();
        context.bundles.forget();
        await reloadLive(vault);
      });
    },

    updateOutbox: (changes) =>
      context.inLine(async () => {
        const { before, ...edit } = await answered(context.raw(), context.events, changes);
        await writeStrictly(context.raw(), ['outbox'], (transaction) => {
          editOutbox(transaction, edit);
          transaction.commit();
        });
        changes.forEach(({ state }, i) => {
          context.outbox.changed(before[i], state);
        });
      }),
  };
}
