/** Checks an exported log as a stranger would: by what the file itself holds, without the program and without any secret. */
import authorityJson from '../../resources/packs/authority/cn.json';
import { parseAuthorityPack, type AuthorityPack } from '../../src/domain/authority/matrix';
import { canonicalJson, formOf } from '../../src/domain/evidence/canonical';
import {
  AUDIT_STREAM,
  placeInChain,
  type OpenEvent,
  RETENTION_STREAM,
  type DestroyedEvent,
  type WithheldEvent,
} from '../../src/domain/evidence/event-envelope';
import { anchorsIn, timeBand, type TimeBand } from '../../src/domain/evidence/time-band';
import { authorityFault, type AuthorityFault } from '../../src/domain/evidence/verify-authority';
import { checkMatrices, type MatrixCheck, type MatrixFault } from '../../src/domain/evidence/verify-matrix';
import { checkTalks, type TalkCheck, type TalkFault } from '../../src/domain/evidence/verify-talks';
import { chainFaults, type ChainFault } from '../../src/domain/evidence/verify-chain';
import { problemLine } from '../../src/domain/packs/problems';
import { nodeHasher, verifyEd25519 } from '../../src/main/keys/ed25519';
import { toOpenEvent, toSignedHeader, WireEvent } from '../../src/shared/sync-protocol/messages';
import { destroyedStreams, destructionsOf } from '../../src/domain/retention/destruction';
import { DestroyedLine, LogHeader, WithheldLine, type LogLine } from './log-file';

/** `notDestroyed`: no record says that its content was destroyed. `order`: the record exists but stands elsewhere. `repeated`: it stands there twice. `keyDiffers`: see `keyFault`. */
export type LogFault =
  | ChainFault
  | AuthorityFault
  | MatrixFault
  | TalkFault
  | 'unreadable'
  | 'reformatted'
  | 'order'
  | 'repeated'
  | 'cutOff'
  | 'keyDiffers'
  | 'copySig'
  | 'notDestroyed';

export interface Damage {
  readonly fault: LogFault;
  /** Null when what is wrong is that a line is not there. */
  readonly line: number | null;
  readonly deviceId: string | null;
  readonly seq: number | null;
  /** Id of the record, where it can be read. */
  readonly eventId?: string;
}

export interface LogSummary {
  readonly copyId: string;
  readonly exported: LogHeader['exported'];
  readonly events: number;
  /** Of these, without their content: whoever exported the file may not see it. */
  readonly withheld: number;
  /** Without it too, because it was destroyed at the end of its retention. */
  readonly destroyed: number;
  readonly decisions: number;
  /** Of these, under an authority matrix of another version of the program, whose limits can't be looked up here. */
  readonly unknownMatrix: number;
  /** Records by how far their time can be trusted. */
  readonly times: Readonly<Record<TimeBand, number>>;
  /** Entries of the audit trail. */
  readonly trail: number;
  readonly talks: number;
  /** 约定卡, and of these those that were signed. */
  readonly cards: number;
  readonly signedCards: number;
  readonly devices: readonly { readonly id: string; readonly key: string; readonly events: number }[];
  readonly users: number;
  readonly firstMs: number | null;
  readonly lastMs: number | null;
}

export type LogReport =
  | { readonly kind: 'sound'; readonly summary: LogSummary }
  | { readonly kind: 'damaged'; readonly damage: Damage; readonly readLines: number }
  /** No log of this program, or of a version this program does not know. */
  | { readonly kind: 'notALog' };

interface Placed {
  readonly line: number;
  readonly event: OpenEvent | WithheldEvent | DestroyedEvent;
}

/** Reads the file to its end, or to the first line that is none. */
export async function checkLog(lines: AsyncIterable<LogLine>): Promise<LogReport> {
  let header: LogHeader | undefined;
  const placed: Placed[] = [];
  let readLines = 0;
  let unreadable: Damage | undefined;
  for await (const line of lines) {
    readLines += 1;
    if (!header) {
      const parsed = LogHeader.safeParse(jsonOf(line.text));
      if (!parsed.success) return { kind: 'notALog' };
      header = parsed.data;
      continue;
    }
    const event = eventOf(jsonOf(line.text));
    if (!line.whole || !event) {
      unreadable ??= {
        fault: line.whole ? 'unreadable' : 'cutOff',
        line: line.number,
        ...(event ? placeOf(event) : nowhere),
      };
      break;
    }
    placed.push({ line: line.number, event });
    // Hashes cover values. A field written twice, of which readers and programs take different ones, shows only here.
    if (JSON.stringify(jsonOf(line.text)) !== line.text.replace(/\r$/, '')) {
      unreadable ??= { fault: 'reformatted', line: line.number, ...placeOf(event) };
    }
  }
  if (!header) return { kind: 'notALog' };
  const found = [unreadable, ...faultsOfChains(header, placed), orderFault(placed)];
  const [damage] = found.filter((each) => each !== undefined).sort((a, b) => lineOf(a) - lineOf(b));
  // These are looked at last: they need a log that is whole.
  const open = openOf(placed);
  const matrices = checkMatrices(open, builtInMatrices(), { ...nodeHasher, verifyEd25519 });
  const talks = checkTalks(open, nodeHasher, open.length === placed.length);
  const first =
    damage ??
    endFault(header, placed) ??
    keyFault(header, placed) ??
    copyFault(header) ??
    destroyedFault(placed) ??
    togetherFault(placed) ??
    damageAt(placed, matrices.found) ??
    damageAt(placed, talks.found);
  if (first) return { kind: 'damaged', damage: withId(first, placed), readLines };
  return { kind: 'sound', summary: summaryOf(header, placed, matrices, talks) };
}

/** By its id a record can be looked for in the program and at headquarters. */
function withId(damage: Damage, placed: readonly Placed[]): Damage {
  const event = placed.find(({ line }) => line === damage.line)?.event;
  return event === undefined || 'withheld' in event ? damage : { ...damage, eventId: event.header.id };
}

const nowhere = { deviceId: null, seq: null };

function eventOf(json: unknown): Placed['event'] | undefined {
  const withheld = WithheldLine.safeParse(json);
  if (withheld.success) return withheld.data;
  const destroyed = DestroyedLine.safeParse(json);
  if (destroyed.success) return { ...toSignedHeader(destroyed.data), destroyed: true };
  const parsed = WireEvent.safeParse(json);
  return parsed.success ? toOpenEvent(parsed.data) : undefined;
}

function placeOf(event: Placed['event']) {
  const { deviceId, seq } = placeInChain(event);
  return { deviceId, seq };
}

/** What can be read. */
function openOf(placed: readonly Placed[]): OpenEvent[] {
  return placed.flatMap(({ event }) => ('withheld' in event || 'destroyed' in event ? [] : [event]));
}

function lineOf(damage: Damage): number {
  return damage.line ?? Number.POSITIVE_INFINITY;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** Hashes, chains and signatures, wherever in the file the records stand: the first fault of each chain. */
function faultsOfChains(header: LogHeader, placed: readonly Placed[]): Damage[] {
  const deviceKeys = new Map(header.devices.map(({ id, key }) => [id, key]));
  const userKeys = new Map(header.users.map(({ id, keys }) => [id, keys]));
  const found = chainFaults(
    placed.map(({ event }) => event),
    {
      ...nodeHasher,
      verifyEd25519,
      deviceKey: (id) => deviceKeys.get(id),
      userKeys: (id) => userKeys.get(id) ?? [],
    },
  );
  return found.map(({ deviceId, seq, fault }) => {
    const same = placed.filter(({ event }) => placeOf(event).deviceId === deviceId && placeOf(event).seq === seq);
    const repeated = fault === 'gap' && same.length > 1;
    const line = (repeated ? same.at(-1) : same[0])?.line ?? null;
    return { fault: repeated ? 'repeated' : fault, line, deviceId, seq };
  });
}

/** Records of a device stand in the order in which they were made, and devices one behind the other. */
function orderFault(placed: readonly Placed[]): Damage | undefined {
  const done = new Set<string>();
  let last: { deviceId: string; seq: number } | undefined;
  for (const { line, event } of placed) {
    const { deviceId, seq } = placeOf(event);
    const sameDevice = last?.deviceId === deviceId;
    const expected = sameDevice && last ? last.seq + 1 : 1;
    if (seq !== expected || (!sameDevice && done.has(deviceId))) return { fault: 'order', line, deviceId, seq };
    done.add(deviceId);
    last = { deviceId, seq };
  }
  return undefined;
}

/** The keys of the first line are those that the records themselves brought in, so they can't be exchanged by themselves. */
function keyFault(header: LogHeader, placed: readonly Placed[]): Damage | undefined {
  const deviceKeys = new Map<string, string>();
  const userKeys = new Map<string, string[]>();
  for (const event of openOf(placed)) {
    const { payload } = event;
    if (event.header.type === 'device.added' && has(payload, 'deviceId') && has(payload, 'signPublicKey')) {
      deviceKeys.set(String(payload.deviceId), String(payload.signPublicKey));
    }
    const bringsKeys = event.header.type === 'user.added' || event.header.type === 'user.keysChanged';
    if (bringsKeys && has(payload, 'userId') && has(payload, 'keys') && has(payload.keys, 'signPublicKey')) {
      const userId = String(payload.userId);
      userKeys.set(userId, [...(userKeys.get(userId) ?? []), String(payload.keys.signPublicKey)]);
    }
  }
  const device = header.devices.find(({ id, key }) => deviceKeys.get(id) !== key);
  if (device) return { fault: 'keyDiffers', line: 1, deviceId: device.id, seq: null };
  const strange = header.users.some(({ id, keys }) => keys.some((key) => !(userKeys.get(id) ?? []).includes(key)));
  return strange ? { fault: 'keyDiffers', line: 1, ...nowhere } : undefined;
}

/** The first line is signed by the person whom it names; it says where each chain ends, so nothing can be cut from the copy. */
function copyFault(header: LogHeader): Damage | undefined {
  const { sig, ...signed } = header;
  if (sig === undefined && header.exported === undefined) return undefined;
  const keys = header.users.find(({ id }) => id === header.exported?.userId)?.keys ?? [];
  const text = formOf(signed);
  const hash = text === undefined ? '' : nodeHasher.sha256(text);
  const isTheirs = sig !== undefined && keys.some((key) => verifyEd25519(key, hash, sig));
  return isTheirs ? undefined : { fault: 'copySig', line: 1, ...nowhere };
}

/** Nobody takes the content out of a record and says that its time was over: two people signed for what was destroyed. */
function destroyedFault(placed: readonly Placed[]): Damage | undefined {
  const retention = openOf(placed).filter(({ header }) => header.streamId === RETENTION_STREAM);
  const signed = retention.filter(({ userSig }) => userSig !== undefined);
  const approved = new Map(
    signed
      .filter(({ header }) => header.type === 'retention.approved')
      .map(({ header, payload }) => [has(payload, 'digest') ? payload.digest : undefined, header.actor.userId]),
  );
  const runs = destructionsOf(signed).filter(
    ({ digest, by, approvedBy }) => approved.get(digest) === approvedBy && by !== approvedBy,
  );
  const named = new Set(destroyedStreams(runs));
  const found = placed.find(({ event }) => 'destroyed' in event && !named.has(event.header.streamId));
  return found && { fault: 'notDestroyed', line: found.line, ...placeOf(found.event) };
}

/** Signatures that must stand together do: the two of an emergency, a delegation behind each decision for somebody else. */
function togetherFault(placed: readonly Placed[]): Damage | undefined {
  return damageAt(placed, authorityFault(openOf(placed)));
}

/** The matrix of this version of the program, by the hash under which decisions name it. */
function builtInMatrices(): ReadonlyMap<string, AuthorityPack> {
  const parsed = parseAuthorityPack(authorityJson);
  if (!parsed.ok) throw new Error(`authority pack: ${parsed.problems.map(problemLine).join('; ')}`);
  return new Map([[nodeHasher.sha256(canonicalJson(authorityJson)), parsed.pack]]);
}

function damageAt(
  placed: readonly Placed[],
  found: { readonly event: OpenEvent; readonly fault: LogFault } | undefined,
): Damage | undefined {
  if (!found) return undefined;
  const line = placed.find(({ event }) => event === found.event)?.line ?? null;
  return { fault: found.fault, line, ...placeOf(found.event) };
}

function has<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === 'object' && value !== null && key in value;
}

/** A chain can't tell by itself that its end is missing; the first line says where each one ended. */
function endFault(header: LogHeader, placed: readonly Placed[]): Damage | undefined {
  const ends = new Map(placed.map(({ event, line }) => [placeOf(event).deviceId, { event, line }]));
  for (const { deviceId, seq, hash } of header.heads) {
    const end = ends.get(deviceId);
    const endSeq = end ? placeOf(end.event).seq : 0;
    if (!end || endSeq < seq) return { fault: 'cutOff', line: null, deviceId, seq: endSeq + 1 };
    if (end.event.hash !== hash) return { fault: 'hash', line: end.line, deviceId, seq: endSeq };
  }
  const unnamed = placed.find(
    ({ event }) => !header.heads.some(({ deviceId }) => deviceId === placeOf(event).deviceId),
  );
  return unnamed && { fault: 'unknownDevice', line: unnamed.line, ...placeOf(unnamed.event) };
}

/** By what PCs heard of headquarters; whether headquarters said so can be checked with its key alone. */
function timesOf(open: readonly OpenEvent[]): LogSummary['times'] {
  const anchors = anchorsIn(open);
  const times = { confirmed: 0, plausible: 0, doubtful: 0 };
  for (const { header } of open) times[timeBand(header, anchors)] += 1;
  return times;
}

function summaryOf(
  header: LogHeader,
  placed: readonly Placed[],
  { unknown }: MatrixCheck,
  { talks, cards, signedCards }: TalkCheck,
): LogSummary {
  const open = openOf(placed);
  const times = open.map((event) => event.header.at.wall);
  return {
    copyId: header.copyId,
    exported: header.exported,
    trail: open.filter((event) => event.header.streamId === AUDIT_STREAM).length,
    times: timesOf(open),
    events: placed.length,
    withheld: placed.filter(({ event }) => 'withheld' in event).length,
    destroyed: placed.filter(({ event }) => 'destroyed' in event).length,
    decisions: open.filter((event) => event.userSig !== undefined).length,
    unknownMatrix: unknown,
    talks,
    cards,
    signedCards,
    devices: header.devices.map(({ id, key }) => ({
      id,
      key,
      events: placed.filter(({ event }) => placeOf(event).deviceId === id).length,
    })),
    users: header.users.length,
    firstMs: times.reduce<number | null>((least, ms) => (least === null || ms < least ? ms : least), null),
    lastMs: times.reduce<number | null>((most, ms) => (most === null || ms > most ? ms : most), null),
  };
}
