/**
 * The audit trail of the console. Each entry holds the hash of the one before and is signed with the key of headquarters: who can write
 * the database, but has no key, can neither change nor take out an entry; who cuts off the tail is found out by a head noted elsewhere.
 */
import { asc, desc, gt, lt, sql } from 'drizzle-orm';
import { canonicalJson } from '../../src/domain/evidence/canonical';
import { GENESIS_HASH } from '../../src/domain/evidence/event-envelope';
import type { AuditAction, AuditEntry } from '../../src/shared/hq-console/audit';
import { hasher, verifyHash, type HqKey } from '../crypto';
import { consoleAudit } from '../db/console-schema';
import type { Db, Tx } from '../db/database';

export interface AuditFact {
  /** Null where nobody was signed in, or the command line acted. */
  readonly account: string | null;
  readonly action: AuditAction;
  readonly outcome: 'done' | 'refused';
  /** Of the person's machine; `console` for the command line. */
  readonly address: string;
  readonly detail: AuditEntry['detail'];
}

type Row = typeof consoleAudit.$inferSelect;

const pageSize = 50;
const checkedAtOnce = 500;

function hashOf({ no, atMs, account, action, outcome, address, detail, prevHash }: Omit<Row, 'hash' | 'signature'>) {
  return hasher.sha256(canonicalJson({ no, atMs, account, action, outcome, address, detail, prevHash }));
}

/** Adds one entry; inside the transaction of what it tells, so that neither is there without the other. */
export async function appendAudit(tx: Tx, fact: AuditFact, context: { readonly nowMs: number; readonly hqKey: HqKey }) {
  // Two servers must not both follow the same entry.
  await tx.execute(sql`select pg_advisory_xact_lock(7302)`);
  const [last] = await tx
    .select({ no: consoleAudit.no, hash: consoleAudit.hash })
    .from(consoleAudit)
    .orderBy(desc(consoleAudit.no))
    .limit(1);
  const entry = {
    ...fact,
    detail: canonicalJson(fact.detail),
    no: (last?.no ?? 0) + 1,
    atMs: context.nowMs,
    prevHash: last?.hash ?? GENESIS_HASH,
  };
  const hash = hashOf(entry);
  await tx.insert(consoleAudit).values({ ...entry, hash, signature: context.hqKey.signHash(hash) });
}

/** Newest first, those before `before`. */
export async function listAudit(
  db: Db,
  before: number | null,
): Promise<{ readonly entries: AuditEntry[]; readonly more: boolean }> {
  const rows = await db
    .select()
    .from(consoleAudit)
    .where(before === null ? undefined : lt(consoleAudit.no, before))
    .orderBy(desc(consoleAudit.no))
    .limit(pageSize + 1);
  return {
    more: rows.length > pageSize,
    entries: rows.slice(0, pageSize).map(({ no, atMs, account, action, outcome, address, detail }) => ({
      no,
      atMs,
      account,
      action,
      outcome,
      address,
      detail: JSON.parse(detail) as AuditEntry['detail'],
    })),
  };
}

/** Checks numbers, chain, hashes and signatures of the whole trail; stops at the first entry that does not fit. */
export async function verifyAudit(
  db: Db,
  publicKey: string,
): Promise<{ readonly checked: number; readonly faultNo: number | null; readonly head: string }> {
  let head = GENESIS_HASH;
  let checked = 0;
  for (;;) {
    const rows = await db
      .select()
      .from(consoleAudit)
      .where(gt(consoleAudit.no, checked))
      .orderBy(asc(consoleAudit.no))
      .limit(checkedAtOnce);
    for (const row of rows) {
      const fits =
        row.no === checked + 1 &&
        row.prevHash === head &&
        row.hash === hashOf(row) &&
        verifyHash(publicKey, row.hash, row.signature);
      if (!fits) return { checked, faultNo: row.no, head };
      head = row.hash;
      checked = row.no;
    }
    if (rows.length < checkedAtOnce) return { checked, faultNo: null, head };
  }
}
