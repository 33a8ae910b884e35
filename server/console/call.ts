/** What a handler of the console gets beside its input. */
import type { CourierDeps } from '../courier';
import type { HqKey } from '../crypto';
import type { Db, Tx } from '../db/database';
import type { Signals } from '../signals';
import type { LastSeen } from '../storage/last-seen';
import { appendAudit, type AuditFact } from './audit-trail';
import type { Passwords, Sealer } from './secrets';
import type { ConsoleSession } from './sessions';

export interface ConsoleDeps {
  readonly db: Db;
  readonly signals: Signals;
  readonly lastSeen: LastSeen;
  readonly hqKey: HqKey;
  readonly passwords: Passwords;
  readonly sealer: Sealer;
  readonly nowMs: () => number;
  /** Takes in what a courier file holds, as the route of a push does. */
  readonly courierPush: CourierDeps['push'];
}

export interface Call extends ConsoleDeps {
  /** Of the person's machine, as far as the proxy before us says the truth. */
  readonly address: string;
  readonly session: ConsoleSession | null;
  /** Gives the browser the id of a session; null takes it away. */
  readonly setCookie: (id: string | null) => void;
}

/** One entry of the audit trail, by who is signed in unless said otherwise. */
export function record(
  tx: Tx,
  call: Call,
  fact: Pick<AuditFact, 'action' | 'outcome' | 'detail'> & { readonly account?: string | null },
): Promise<void> {
  return appendAudit(
    tx,
    { account: call.session?.person.account ?? null, address: call.address, ...fact },
    { nowMs: call.nowMs(), hqKey: call.hqKey },
  );
}
