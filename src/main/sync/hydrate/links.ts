/** Whether the records of segments hang together as their devices chained them. */
import type { PlacedRecord } from './open-segment';

/** The last record that was seen of each device. */
export type ChainEnds = Map<string, { readonly seq: number; readonly hash: string }>;

/**
 * True where a record stands directly behind another one of its device and names another hash than that one has. Where places are missing in
 * between (headquarters leaves tombstones) there is nothing to compare; what can't be read is judged elsewhere.
 */
export function brokenLink(records: readonly PlacedRecord[], ends: ChainEnds): boolean {
  for (const { raw } of records) {
    const link = linkIn(raw);
    if (!link) continue;
    const { deviceId, seq, hash, prevHash } = link;
    const before = ends.get(deviceId);
    if (before?.seq === seq - 1 && before.hash !== prevHash) return true;
    ends.set(deviceId, { seq, hash });
  }
  return false;
}

function linkIn(raw: unknown) {
  if (!isObject(raw) || !isObject(raw['header'])) return undefined;
  const { deviceId, seq, prevHash } = raw['header'];
  const { hash } = raw;
  return typeof deviceId === 'string' &&
    typeof seq === 'number' &&
    typeof prevHash === 'string' &&
    typeof hash === 'string'
    ? { deviceId, seq, prevHash, hash }
    : undefined;
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null;
