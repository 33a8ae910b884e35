/** When a device was last here, and by how much its clock differed. Gathered, and written some seconds later: a crash loses only that. */
import { sql } from 'drizzle-orm';
import type { Db, Tx } from '../db/database';
import { devices } from '../db/schema';
import type { Fleet } from './fleet';

export interface Seen {
  readonly branchId: string;
  readonly deviceId: string;
  readonly atMs: number;
  /** Headquarters' clock minus the PC's. */
  readonly offsetMs: number;
}

export interface LastSeen {
  readonly note: (seen: Seen) => void;
  /** Writes all that was noted. */
  readonly flush: () => Promise<void>;
}

export function createLastSeen(db: Db, fleet: Fleet): LastSeen {
  let noted = new Map<string, Seen>();
  return {
    note: (seen) => {
      noted.set(seen.deviceId, seen);
    },
    flush: async () => {
      const batch = [...noted.values()];
      noted = new Map();
      const byPartition = new Map<string, Seen[]>();
      for (const seen of batch) {
        const partition = await fleet.partitionOf(seen.branchId);
        byPartition.set(partition, [...(byPartition.get(partition) ?? []), seen]);
      }
      for (const some of byPartition.values()) await writeSeen(db, some);
    },
  };
}

async function writeSeen(db: Db | Tx, seen: readonly Seen[]): Promise<void> {
  const ids = [...new Set(seen.map(({ branchId }) => branchId))];
  await db.execute(sql`
    update ${devices} as d
    set last_seen_at = greatest(d.last_seen_at, v."atMs"), clock_offset_ms = v."offsetMs"
    from json_to_recordset(${JSON.stringify(seen)}::json)
      as v("branchId" text, "deviceId" text, "atMs" bigint, "offsetMs" bigint)
    where d.branch_id in (${sql.join(ids, sql`, `)}) and d.branch_id = v."branchId" and d.id = v."deviceId"`);
}
