/**
 * Stands in for the store host while a profile is seeded: keeps of every frame only what main asks for again. The database
 * itself is filled from the journal by the application's own first start.
 */
import { DIRECTORY_STREAM } from '../../src/domain/evidence/event-envelope';
import type { EventRow, WriteOp } from '../../src/shared/store-contract/rows';
import type { StoreAccess } from '../../src/main/store/store-access';
import type { StoreSupervisor } from '../../src/main/store/store-supervisor';

const notAsked = (what: string) => (): never => {
  throw new Error(`seeding does not answer ${what}`);
};

export function createMemoryStore(): { store: StoreAccess; supervisor: StoreSupervisor } {
  const directoryRows: EventRow[] = [];
  let directoryKey: Uint8Array | undefined;
  let lastEvent: EventRow | undefined;

  const keep = (op: WriteOp): void => {
    if (op.table === 'events' && op.row) {
      lastEvent = op.row as EventRow;
      if (lastEvent.streamId === DIRECTORY_STREAM) directoryRows.push(lastEvent);
    }
    if (op.table === 'caseKeys' && op.key === DIRECTORY_STREAM && op.row) {
      directoryKey = (op.row as unknown as { wrapped: Uint8Array }).wrapped;
    }
  };

  const done = (): Promise<void> => Promise.resolve();
  const supervisor: StoreSupervisor = {
    call: notAsked('calls'),
    stage: ({ ops }) => ({
      apply: () => {
        ops.forEach(keep);
        return Promise.resolve(true);
      },
    }),
    fellBehind: () => undefined,
    level: () => Promise.resolve(false),
    generation: () => 0,
    closed: () => undefined,
    attach: done,
    detach: () => undefined,
    unlock: done,
    coverage: () => Promise.resolve({ coveredUpTo: 0, frameNo: 0, stale: { all: false, streamIds: [] }, entries: 0 }),
    lock: done,
    whenApplied: done,
  };
  const answers: Partial<StoreAccess> = {
    caseRow: () => Promise.resolve(undefined),
    receipt: () => Promise.resolve(undefined),
    generation: () => 0,
    newestReceipt: () => Promise.resolve(''),
    kv: () => Promise.resolve(undefined),
    wrappedKeys: (streamIds) =>
      Promise.resolve(
        new Map(directoryKey && streamIds.includes(DIRECTORY_STREAM) ? [[DIRECTORY_STREAM, directoryKey]] : []),
      ),
    drafts: () => Promise.resolve([]),
    eventRows: (streamId) => Promise.resolve(streamId === DIRECTORY_STREAM ? directoryRows : []),
    // No headquarters tells a seeded profile the time.
    newestEventRows: () => Promise.resolve([]),
    lastEvent: () => Promise.resolve(lastEvent),
    ackedSeq: () => Promise.resolve(0),
  };
  const store = new Proxy(answers, {
    get: (known, name): unknown => Reflect.get(known, name) ?? notAsked(String(name)),
  }) as StoreAccess;
  return { store, supervisor };
}
