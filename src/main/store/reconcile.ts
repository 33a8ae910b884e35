/**
 * Compares journal and store by count, head and chain, and brings the one that is behind up to date.
 *
 * The journal is the truth: a store that is shorter, holed or of another chain is refilled from it. Before a store whose
 * frames the journal does not know is emptied (the journal was lost or cut), the journal takes in what only the store has.
 */
import type { StoreInput, StoreOutput, StoreState } from '../../shared/store-contract/calls';
import { oldestShownVersion } from '../../shared/store-contract/schema';
import type { Journal } from '../journal/journal';
import type { StoredFrame } from '../journal/segments';
import type { Log } from '../log/log';
import { mendJournal, type Mended } from './mend-journal';
import type { StoreReply } from './store-client';
import { StoreUnavailable } from './store-unavailable';
import { agreesWithJournal } from './upgrade/compare-with-journal';
import type { StoreUpgrade } from './upgrade/store-upgrade';
import { takeInSalvaged, type MissingEvents, type TakenIn } from './take-in-salvaged';

export type ReconcileResult =
  | { readonly kind: 'equal' }
  /** `lost`: the store had taken these frames before and lost them again. One frame may just have been on its way. */
  | { readonly kind: 'replayed'; readonly frames: number; readonly fromZero: boolean; readonly lost: boolean }
  /** The journal lacked what the store had; both are level now. */
  | ({ readonly kind: 'journalMended'; readonly storeFrames: number; readonly journalFrames: number } & Mended)
  /** Journal and store had both been damaged: what was found behind the damage, and what is missing for good. */
  | { readonly kind: 'salvaged'; readonly rows: number; readonly missing: readonly MissingEvents[] };

export interface ReconcileDeps {
  readonly ask: (name: string, input: unknown) => Promise<StoreReply>;
  readonly journal: Journal;
  readonly log: Log;
  /** Undefined before a branch was set up: what a store then holds belongs to keys that are gone, and must not be taken in. */
  readonly ownDevice: () => string | undefined;
  readonly freeBytes: () => Promise<number>;
  /** Moves the files of the database to another name, where it can be neither opened nor deleted. */
  readonly setDatabaseAside: () => Promise<void>;
  readonly newId: () => string;
  readonly upgrade: StoreUpgrade;
}

/** The store host refused something that main must never ask. */
export class StoreRefusal extends Error {
  readonly code: string;
  constructor(name: string, code: string) {
    super(`store refused ${name}: ${code}`);
    this.code = code;
  }
}

const replayChunk = 200;
/** The same where nothing is made of a frame but what lies in it. */
const fillChunk = 1_000;
/** Long texts: so many bytes of rows go over at once, however few frames they are. */
const replayBytes = 2 * 1024 * 1024;
/** Portions that are read and handed over while the store still takes the one before. */
const replaysAtOnce = 2;
/** With less than this free, a database that can't be opened may be whole: Chromium needs room to open one. */
export const roomToOpenBytes = 64 * 1024 * 1024;

export async function reconcile(deps: ReconcileDeps): Promise<ReconcileResult> {
  const result = await bringLevel(deps);
  if (deps.upgrade.unverified()) await deps.upgrade.verified();
  return result;
}

async function bringLevel(deps: ReconcileDeps): Promise<ReconcileResult> {
  const { journal, upgrade, log } = deps;
  const strict = async <T>(name: string, input: unknown): Promise<T> => valueOf<T>(name, await deps.ask(name, input));

  const replayFrom = async (firstNo: number): Promise<number> => {
    let batch: StoredFrame[] = [];
    let bytes = 0;
    let count = 0;
    const underWay: Promise<unknown>[] = [];
    const flush = async (): Promise<void> => {
      if (batch.length === 0) return;
      if (underWay.length >= replaysAtOnce) await underWay.shift();
      // What goes into an empty store is not even looked into here.
      const replayed = firstNo === 1 ? strict('fill', filledWith(batch)) : strict('replay', replayedWith(batch));
      // Looked at in its turn: behind one that was refused, the store refuses the others by themselves.
      replayed.catch(() => undefined);
      underWay.push(replayed);
      count += batch.length;
      batch = [];
      bytes = 0;
    };
    const most = firstNo === 1 ? fillChunk : replayChunk;
    for await (const stored of journal.readFrames(firstNo)) {
      batch.push(stored);
      bytes += stored.body.length;
      if (batch.length >= most || bytes >= replayBytes) await flush();
    }
    await flush();
    for (const replayed of underWay) await replayed;
    return count;
  };

  const state = await openStore(deps);
  const { no, hash } = journal.head;
  const page = (input: StoreInput<'page'>) => strict<StoreOutput<'page'>>('page', input);
  const counted = await strict<{ intact: boolean }>('verifyCounts', {});
  const sameChain = state.frameNo === 0 || (await journal.hashAt(state.frameNo)) === state.frameHash;
  let { intact } = counted;
  // After a migration the copy of before it goes only when every row was compared.
  if (intact && sameChain && upgrade.unverified()) {
    intact = await agreesWithJournal(journal, page, state.frameNo);
    if (!intact) log.warn('store.differsAfterUpdate', { frames: state.frameNo });
  }
  const isEqual = state.frameNo === no && (no === 0 || state.frameHash === hash) && intact;
  const mended =
    isEqual || sameChain || deps.ownDevice() === undefined
      ? undefined
      : await mendJournal({
          journal,
          page,
          storeIsNewer: state.frameNo > no,
          storeIsWhole: intact,
          newCommandId: deps.newId,
        });
  const salvaged = await salvage(deps, mended !== undefined && state.frameNo > no);
  const told = salvaged && (salvaged.rows > 0 || salvaged.missing.length > 0) ? salvaged : undefined;
  if (isEqual && journal.head.no === no) return told ? { kind: 'salvaged', ...told } : { kind: 'equal' };
  if (sameChain && intact) {
    const frames = await replayFrom(state.frameNo + 1);
    if (told) return { kind: 'salvaged', ...told };
    return { kind: 'replayed', frames, fromZero: state.frameNo === 0, lost: frames > 1 };
  }
  await strict('clear', {});
  const frames = await replayFrom(1);
  if (told) return { kind: 'salvaged', ...told };
  if (!mended) return { kind: 'replayed', frames, fromZero: true, lost: true };
  return { kind: 'journalMended', storeFrames: state.frameNo, journalFrames: no, ...mended };
}

/** Undefined where nothing lies behind a damaged place, or where it belongs to keys that are gone. */
async function salvage(
  { journal, ownDevice }: Pick<ReconcileDeps, 'journal' | 'ownDevice'>,
  keepChanging: boolean,
): Promise<TakenIn | undefined> {
  const device = ownDevice();
  if (device === undefined || !(await journal.salvage.waits())) return undefined;
  return takeInSalvaged(journal, { ownDevice: device, keepChanging });
}

/**
 * A database that can't be opened is removed only when the journal can bring it back and the disk is not just full. One that can't be
 * migrated is opened as it is.
 */
async function openStore(deps: ReconcileDeps): Promise<StoreState> {
  const { ask, journal, log, freeBytes, setDatabaseAside, upgrade } = deps;
  let { asItIs } = await upgrade.before();
  for (let attempt = 1; ; attempt++) {
    const reply = await ask('open', asItIs ? { asItIs: true } : {});
    upgrade.answered();
    if (reply.ok) {
      const state = reply.value as StoreState;
      if (!asItIs || state.schemaVersion >= oldestShownVersion) {
        upgrade.opened(state.schemaVersion);
        return state;
      }
      await letGo(deps, state.schemaVersion);
      asItIs = false;
      continue;
    }
    const { code } = reply.error;
    if (code === 'store.migrationFailed') {
      await upgrade.failed();
      asItIs = upgrade.held() !== undefined;
      attempt = 0;
      continue;
    }
    if (code !== 'store.unreadable' || attempt === 4) throw new StoreRefusal('open', code);
    if (attempt === 1) continue;
    if ((await freeBytes()) < roomToOpenBytes) throw new StoreUnavailable('diskFull');
    if (journal.head.no === 0) throw new StoreRefusal('open', code);
    log.warn('store.unreadable', { frames: journal.head.no, attempt });
    if (attempt === 2 && (await ask('deleteDatabase', { confirm: 'refill from the journal' })).ok) continue;
    // Without some of its files Chromium can't even delete one.
    await setDatabaseAside();
  }
}

/** Its lists don't say who may see what: it is not shown, and is filled again from the journal instead. */
async function letGo({ ask, journal, log, upgrade }: ReconcileDeps, schemaVersion: number): Promise<void> {
  // Not without a copy. Once there is room it is migrated.
  if (upgrade.held()?.reason === 'noRoom') throw new StoreUnavailable('diskFull');
  if (journal.head.no === 0) throw new StoreRefusal('open', 'store.migrationFailed');
  log.warn('store.tooOldToShow', { schemaVersion, frames: journal.head.no });
  valueOf('deleteDatabase', await ask('deleteDatabase', { confirm: 'refill from the journal' }));
  upgrade.refilling();
}

const replayedWith = (batch: readonly StoredFrame[]): StoreInput<'replay'> => ({
  frames: batch.map(({ no, hash, frame }) => ({ no, hash, ops: frame.ops })),
});

/** In a buffer of their own: the clone of a view carries all that was read. */
function filledWith(batch: readonly StoredFrame[]): StoreInput<'fill'> {
  const bytes = new Uint8Array(batch.reduce((sum, { body }) => sum + body.length, 0));
  let end = 0;
  const frames = batch.map(({ no, hash, body }) => {
    bytes.set(body, end);
    end += body.length;
    return { no, hash, end };
  });
  return { frames, bytes };
}

/** @throws StoreRefusal */
export function valueOf<T>(name: string, reply: StoreReply): T {
  if (!reply.ok) throw new StoreRefusal(name, reply.error.code);
  return reply.value as T;
}
