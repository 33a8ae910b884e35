/** Rows for tests of the store: made from a number, the same on every run. Used in Node and inside the page. */
import type { Derived } from '../../../src/shared/store-contract/calls';
import type { CaseRow, EventRow, ListEntry, OutboxRun, WriteOp } from '../../../src/shared/store-contract/rows';
import type { SearchDoc } from '../../../src/shared/store-contract/search';

const statuses = ['registered', 'accepted', 'investigating', 'remedyPending', 'informed', 'closed'];
const businesses = ['card.fee', 'loan.rate', 'deposit.loss', 'wealth.risk', 'service.queue'];
const reasons = ['attitude', 'delay', 'fee', 'misled'];
const channels = ['counter', 'phone', 'letter'];
const flagSets = [[], ['incomplete'], ['media'], ['incomplete', 'callbackOpen'], ['elderly', 'media']];
const surnames = ['王', '李', '张', '刘', '陈', '杨', '赵', '黄', '周', '吴'];
const words = ['转账', '手续费', '排队', '理财', '到期', '柜台', '解释', '不清楚', '等候', '退款', '年费', '短信'];
const dayMs = 86_400_000;
/** 2026-01-01T00:00:00Z */
export const startMs = 1_767_225_600_000;

/** Small, quick and the same everywhere (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** UUIDv7-like: ordered by number, the rest scattered. */
export function uuid(number: number, kind = 0): string {
  const time = (startMs + number * 1_000).toString(16).padStart(12, '0');
  const random = seeded(number * 16 + kind);
  const tail = Math.floor(random() * 2 ** 44)
    .toString(16)
    .padStart(12, '0')
    .slice(-12);
  const middle = Math.floor(random() * 0xfff)
    .toString(16)
    .padStart(3, '0');
  return `${time.slice(0, 8)}-${time.slice(8)}-7${middle}-8${kind.toString(16).padStart(3, '0')}-${tail}`;
}

export function listEntry(number: number, version = 0): ListEntry {
  const random = seeded(number * 31 + version);
  const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)] as T;
  const receivedAtMs = startMs + number * 60_000;
  return {
    caseId: uuid(number),
    number: `2026-0101-${number.toString(36).toUpperCase().padStart(6, '0')}`,
    maskedName: `${pick(surnames)}*`,
    status: pick(statuses),
    businessCode: pick(businesses),
    reasonCode: pick(reasons),
    channel: pick(channels),
    receivedAtMs,
    updatedAtMs: receivedAtMs + version * 1_000 + Math.floor(random() * dayMs),
    dueAtMs: random() < 0.4 ? null : receivedAtMs + Math.floor(random() * 15) * dayMs,
    assigneeId: random() < 0.3 ? null : `user-${Math.floor(random() * 12)}`,
    flags: pick(flagSets),
    amountFen: random() < 0.5 ? null : Math.floor(random() * 1_000) * 100,
    summary: Array.from({ length: 6 + Math.floor(random() * 8) }, () => pick(words)).join(''),
    emotion: random() < 0.2 ? null : 1 + Math.floor(random() * 5),
    hiddenFrom: number % 7 === 0 ? [`user-${number % 4}`] : [],
  };
}

export function searchDoc(number: number, version = 0): SearchDoc {
  const entry = listEntry(number, version);
  return {
    caseId: entry.caseId,
    receivedAtMs: entry.receivedAtMs,
    fields: {
      number: entry.number,
      name: `${entry.maskedName.slice(0, 1)}小明`,
      phone: `138${String(10_000_000 + number).slice(-8)}`,
      business: entry.businessCode,
      text: `${entry.summary}，客户说${entry.summary}。编号${number}版本${version}`,
    },
  };
}

export function caseRow(number: number, version = 0): CaseRow {
  const entry = listEntry(number, version);
  return {
    id: entry.caseId,
    status: entry.status,
    businessCode: entry.businessCode,
    reasonCode: entry.reasonCode,
    channel: entry.channel,
    receivedAtMs: entry.receivedAtMs,
    dueAtMs: entry.dueAtMs,
    assigneeId: entry.assigneeId,
    flags: entry.flags,
    branchId: 'branch-1',
    revision: version + 1,
    updatedAtMs: entry.updatedAtMs,
    keys: [`phone-${number % 50}`, `id-${number}`],
    sealed: new Uint8Array(900).fill(number & 0xff),
  };
}

export function eventRow(seq: number, streamId: string, deviceId = 'device-1'): EventRow {
  const id = uuid(seq, 1);
  return {
    id,
    deviceId,
    seq,
    streamId,
    signed: {
      header: {
        id,
        deviceId,
        seq,
        branchId: 'branch-1',
        streamId,
        type: 'case.registered',
        version: 1,
        commandId: uuid(seq, 2),
        actor: { userId: 'user-1', role: 'counter' },
        at: { wall: startMs + seq, monotonic: seq, bootId: 'boot', hlc: `${startMs + seq}-0000` },
        rulePack: 'cn-bank@1',
        payloadHash: 'p'.repeat(43),
        prevHash: 'A'.repeat(43),
      },
      hash: 'h'.repeat(43),
      deviceSig: 's'.repeat(86),
    },
    sealed: new Uint8Array(600).fill(seq & 0xff),
  };
}

export function outboxRun(from: number, to = from): OutboxRun {
  return { deviceId: 'device-1', from, to };
}

export const noDerived: Derived = { cases: [], list: [], search: [], outbox: [] };

export interface Frame extends Derived {
  readonly frame: { readonly no: number; readonly hash: string };
  readonly ops: readonly WriteOp[];
}

/** What registering (or changing) case `number` writes: the real shape of an intake save. */
export function intakeFrame(no: number, number = no, version = 0): Frame {
  const caseId = uuid(number);
  const event = eventRow(no, caseId);
  const commandId = uuid(no, 2);
  const created: WriteOp[] =
    version === 0 ? [{ table: 'caseKeys', key: caseId, row: { caseId, wrapped: new Uint8Array(60) } }] : [];
  return {
    frame: { no, hash: `hash-${no}` },
    ops: [
      ...created,
      { table: 'receipts', key: commandId, row: { commandId, outcome: { caseId } } },
      { table: 'events', key: event.id, row: event },
    ],
    cases: [caseRow(number, version)],
    list: [listEntry(number, version)],
    search: [searchDoc(number, version)],
    outbox: [outboxRun(no)],
  };
}
