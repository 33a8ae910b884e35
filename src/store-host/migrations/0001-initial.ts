/** The tables of the first release. Frozen: databases in the field were made by exactly this. */

/** Code older than version 1 can't exist, so nothing is refused. */
export const minSafeVersion = 1;

export const stores: Readonly<Record<string, string>> = {
  meta: 'key',
  receipts: 'commandId',
  events: 'id, &[deviceId+seq], [streamId+id]',
  caseKeys: 'caseId',
  drafts: 'id',
  kv: 'key',
  cases: 'id, *keys',
  outbox: 'seq, state',
  segments: 'id, kind',
};
