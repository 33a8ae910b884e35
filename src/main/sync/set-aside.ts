/**
 * 搁置: records of other PCs that came and are not what their PC signed, or that this program can't read. They are not kept, and neither is what the same PC wrote
 * behind them, because its chain would have a hole; everybody else's records come in. What is set aside is fetched again when a person
 * syncs and after each sign-in, from the place where it stood.
 */
import { z } from 'zod';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { WriteOp } from '../../shared/store-contract/rows';
import type { PulledRecord } from './pulled-page';

export const setAsideKey = 'sync.setAside';

const SetAsideItem = z.object({
  deviceId: z.string(),
  /** 机号, by which people know the PC. */
  tag: z.string(),
  seq: z.number(),
  eventId: z.string(),
  atMs: z.number(),
  /** Records of that PC that came behind it. */
  held: z.number(),
});

const SetAside = z.object({
  /** Where fetching stood before the first of them; null for the beginning. */
  since: z.string().nullable(),
  /** One for each PC: its first. */
  items: z.array(SetAsideItem),
});
export type SetAside = z.infer<typeof SetAside>;

export const nothingSetAside: SetAside = { since: null, items: [] };

export function setAsideOp({ since, items }: SetAside): WriteOp {
  return { table: 'kv', key: setAsideKey, row: { key: setAsideKey, since, items } };
}

/** Nothing where there is no row. */
export function setAsideIn(row: unknown): SetAside {
  const parsed = SetAside.safeParse(row);
  return parsed.success ? parsed.data : nothingSetAside;
}

/** Divides a page into what may be kept and what is set aside, together with what was set aside before. */
export function sortOut(
  records: readonly PulledRecord[],
  before: SetAside,
  page: {
    readonly isSound: (event: OpenEvent) => boolean;
    readonly tagOf: (deviceId: string) => string;
    /** Where fetching stood before this page. */
    readonly cursor: string | null;
    readonly nowMs: number;
  },
): { readonly sound: readonly OpenEvent[]; readonly setAside: SetAside } {
  const items = new Map(before.items.map((item) => [item.deviceId, item]));
  const sound: OpenEvent[] = [];
  for (const { header, event } of records) {
    const { deviceId, seq, id } = header;
    const known = items.get(deviceId);
    if (known) items.set(deviceId, { ...known, held: known.held + 1 });
    else if (event && page.isSound(event)) sound.push(event);
    else items.set(deviceId, { deviceId, tag: page.tagOf(deviceId), seq, eventId: id, atMs: page.nowMs, held: 0 });
  }
  const since = before.items.length > 0 ? before.since : page.cursor;
  return { sound, setAside: items.size > 0 ? { since, items: [...items.values()] } : before };
}
