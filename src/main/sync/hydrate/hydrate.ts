/**
 * 新机补齐: what others wrote comes to a new PC, or one that was away for long, in sealed segments of headquarters instead of page by page. Each
 * record of them is judged as one of a page is, by its own signature, and the cursor moves with what is kept; so whatever cuts it, the next run
 * goes on where this one stood, by segments or by pages. What is wrong with a segment ends this way for the run, and the pull goes on.
 */
import { SegmentsReply, type SegmentInfo } from '../../../shared/sync-protocol/segments';
import { exchange, failure, type Answer } from '../exchange';
import { fetchSegment } from './fetch-segment';
import { brokenLink, type ChainEnds } from './links';
import { isNamed, manifestHolds, openSegment, segmentKeyIn, type PlacedRecord } from './open-segment';
import { fetchAgainFirst, pullAll, revocationsHold, sortPage, type Step, type TransferTools } from '../transfer';

/** Segments on their way at once, behind the one that is taken in. */
const fetchedAtOnce = 3;

/** Why segments were left aside, for the log. */
export type SegmentFault = 'manifest' | 'key' | 'fetch' | 'segment' | 'links';

/** Pages of a pull after which a PC counts as far behind. */
const pagesOfFar = 6;

/** Fetches all that others wrote: what is far behind by segments, the rest by pages. */
export async function fetchAll(tools: TransferTools): Promise<Step> {
  await fetchAgainFirst(tools);
  if ((await tools.deps.cursor()) !== null) {
    const near = await pullAll(tools, pagesOfFar);
    if (!near.ok || near.more !== true) return near;
  }
  if (tools.stopping()) return { ok: true };
  const begun = await hydrate(tools);
  return begun.ok && !tools.stopping() ? pullAll(tools) : begun;
}

/**
 * Takes in the segments behind the cursor. `ok` also where there are none, where headquarters is an older one, or where something is wrong with
 * them: the pull that follows brings what is missing.
 */
async function hydrate(tools: TransferTools): Promise<Step> {
  const { deps, exchangeDeps } = tools;
  const { segments } = deps;
  if (!segments || exchangeDeps.spoken.version === 1) return { ok: true };
  const asked = await exchange(exchangeDeps, {
    path: '/segments',
    body: { deviceTimeMs: tools.deviceTimeMs(), cursor: await deps.cursor() },
    reply: SegmentsReply,
  });
  if (!asked.ok) return isOlder(asked) ? { ok: true } : asked;
  const reply = asked.value;
  if (reply.manifest.segments.length === 0) return { ok: true };
  const leave = (why: SegmentFault): Step => {
    segments.refused(why);
    return { ok: true };
  };
  if (!manifestHolds(reply, { branchId: deps.identity.branchId, hqPublicKey: deps.hq.publicKey }))
    return leave('manifest');
  tools.heardTime(reply.serverTimeMs);
  const page = { ...reply, events: [], more: true, cursor: '' };
  if (!revocationsHold(page, deps)) return failure('sync.eventForged');
  const key = await segmentKeyIn(reply, { ...deps.identity, deviceSeed: segments.deviceSeed() });
  if (!key) return leave('key');
  segments.begin?.(reply.manifest.segments.reduce((sum, { events }) => sum + events, 0));
  try {
    const left = await takeAll(tools, reply, key);
    return typeof left === 'string' ? leave(left) : left;
  } finally {
    key.fill(0);
    await segments.end?.();
  }
}

/** A headquarters that knows no segments, or a proxy before it that lets none through. */
const isOlder = ({ problem, reason }: Extract<Answer<never>, { ok: false }>): boolean =>
  problem === null ? reason === 'sync.notHq' || reason === 'sync.badAnswer' : problem.code === 'request.notFound';

async function takeAll(
  tools: TransferTools,
  { manifest, ...told }: SegmentsReply,
  key: Buffer,
): Promise<Step | SegmentFault> {
  const ahead: Promise<Answer<Buffer>>[] = [];
  const ends: ChainEnds = new Map();
  const keeper = await createKeeper(tools, told);
  try {
    for (const [i, info] of manifest.segments.entries()) {
      for (const next of manifest.segments.slice(i + ahead.length, i + fetchedAtOnce)) ahead.push(begin(tools, next));
      const fetched = await ahead.shift();
      if (tools.stopping()) return { ok: true };
      if (!fetched) return 'segment';
      // Pages may come where ranges of bytes do not; where the line is dead, the pull says so.
      if (!fetched.ok) return 'fetch';
      const records = await openSegment(fetched.value, info, { key, branchId: manifest.branchId });
      if (!records) return 'segment';
      if (brokenLink(records, ends)) return 'links';
      if (!(await keeper.take(records, info))) return 'segment';
      if (tools.stopping()) return { ok: true };
    }
    return { ok: true };
  } finally {
    // None may come back into a store that is closed by then.
    await Promise.allSettled(ahead);
    await keeper.settled();
  }
}

function begin({ exchangeDeps }: TransferTools, info: SegmentInfo): Promise<Answer<Buffer>> {
  const fetched = (async (): Promise<Answer<Buffer>> => {
    const first = await fetchSegment(exchangeDeps, info);
    // Spoilt on the way, or given otherwise once: the whole is asked for once more.
    return first.ok && !isNamed(first.value, info) ? fetchSegment(exchangeDeps, info) : first;
  })();
  // Looked at in its turn, or when nobody is left to look.
  fetched.catch(() => undefined);
  return fetched;
}

interface Keeper {
  /** False where a record does not say which PC of the branch wrote it: what to do then is the pull's to say. */
  readonly take: (records: readonly PlacedRecord[], info: SegmentInfo) => Promise<boolean>;
  /** Throws why the last one was not kept. */
  readonly settled: () => Promise<void>;
}

/** Keeps records portion by portion, each with its place as the new cursor. While one is kept, the next is verified. */
async function createKeeper(
  tools: TransferTools,
  { devices, revocations, serverTimeMs }: Pick<SegmentsReply, 'devices' | 'revocations' | 'serverTimeMs'>,
): Promise<Keeper> {
  const { deps } = tools;
  const size = deps.segments?.portion ?? 1;
  const inbox = deps.segments?.inbox ?? deps.inbox;
  let [cursor, setAside] = [await deps.cursor(), await deps.setAside()];
  const here = Number(cursor ?? 0);
  let keeping: Promise<void> = Promise.resolve();
  return {
    take: async (records, info) => {
      // What this PC wrote stands in the segments of the branch too, and never comes in a pull.
      const wanted = records.filter((record) => record.position > here && writerOf(record) !== deps.identity.deviceId);
      for (let from = 0; from === 0 || from < wanted.length; from += size) {
        const portion = wanted.slice(from, from + size);
        const isLast = from + size >= wanted.length;
        const next = String(isLast ? info.to : portion.at(-1)?.position);
        const page = { events: portion.map(({ raw }) => raw), cursor: next, more: true };
        const sorted = await sortPage({ ...page, devices, revocations, serverTimeMs }, setAside, cursor, deps);
        if (!sorted) return false;
        await keeping;
        if (tools.stopping()) return true;
        keeping = inbox(sorted.sound, next, devices, sorted.setAside).then(() =>
          sorted.sound.length > 0 ? tools.progress(sorted.sound.length) : undefined,
        );
        // Looked at before the next one.
        keeping.catch(() => undefined);
        [cursor, setAside] = [next, sorted.setAside];
      }
      return true;
    },
    settled: () => keeping,
  };
}

const writerOf = ({ raw }: PlacedRecord): unknown =>
  (raw as { readonly header?: { readonly deviceId?: unknown } } | null)?.header?.deviceId;
