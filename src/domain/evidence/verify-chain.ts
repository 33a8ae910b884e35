/** Checks a log of events: nothing missing, nothing changed, nothing added, every signature by whom it says. */
import { GENESIS_HASH, placeInChain, type DestroyedEvent, type OpenEvent, type WithheldEvent } from './event-envelope';
import { fitsPayloadHash, fitsHash, type Hasher } from './hashing';

export interface ChainCheck extends Hasher {
  /** True when `signature` (base64url) over the bytes of `hash` (base64url) was made with this Ed25519 public key. */
  readonly verifyEd25519: (publicKey: string, hash: string, signature: string) => boolean;
  readonly deviceKey: (deviceId: string) => string | undefined;
  /** Every signing key the person ever had. */
  readonly userKeys: (userId: string) => readonly string[];
}

export type ChainFault =
  'gap' | 'prevHash' | 'hash' | 'payloadHash' | 'unknownDevice' | 'deviceSig' | 'userSig' | 'unsignedDecision';

/** Where in the chain of a device something is wrong, and what. */
export interface FaultInChain {
  readonly deviceId: string;
  readonly seq: number;
  readonly fault: ChainFault;
}

/** Decisions of persons must carry their own signature. */
const decisions: readonly string[] = [
  'remedy.approved',
  'remedy.endorsed',
  'remedy.returned',
  'remedy.rejected',
  'emergency.signed',
  'emergency.approved',
  'review.recorded',
  'authority.delegated',
  'authority.revoked',
];

/** A decision that no person signed: never sound, whatever its device signed. */
export const isUnsignedDecision = ({ header, userSig }: Pick<OpenEvent, 'header' | 'userSig'>): boolean =>
  userSig === undefined && decisions.includes(header.type);

/** Verifies one event by itself, apart from its place in the chain. */
export function eventFault(event: OpenEvent | DestroyedEvent, check: ChainCheck): ChainFault | undefined {
  const { header } = event;
  if (!fitsHash(event, check)) return 'hash';
  if (!('destroyed' in event) && !fitsPayloadHash(event, check)) return 'payloadHash';
  const deviceKey = check.deviceKey(header.deviceId);
  if (deviceKey === undefined) return 'unknownDevice';
  if (!check.verifyEd25519(deviceKey, event.hash, event.deviceSig)) return 'deviceSig';
  if (event.userSig !== undefined) {
    const signature = event.userSig;
    const keys = check.userKeys(header.actor.userId);
    if (!keys.some((key) => check.verifyEd25519(key, event.hash, signature))) return 'userSig';
  } else if (isUnsignedDecision(event)) return 'unsignedDecision';
  return undefined;
}

/** What can be verified of an event that was withheld: its device signed this hash. */
function withheldFault({ withheld, hash, deviceSig }: WithheldEvent, check: ChainCheck): ChainFault | undefined {
  const deviceKey = check.deviceKey(withheld.deviceId);
  if (deviceKey === undefined) return 'unknownDevice';
  return check.verifyEd25519(deviceKey, hash, deviceSig) ? undefined : 'deviceSig';
}

/** Verifies whole chains of one or more devices; gives the first fault of each chain, in the order of devices. None: all sound. */
export function chainFaults(
  events: readonly (OpenEvent | WithheldEvent | DestroyedEvent)[],
  check: ChainCheck,
): FaultInChain[] {
  const chains = new Map<string, { seq: number; hash: string; fault?: FaultInChain }>();
  const ordered = events
    .map((event) => ({ event, ...placeInChain(event) }))
    .sort((a, b) => (a.deviceId < b.deviceId ? -1 : a.deviceId > b.deviceId ? 1 : 0) || a.seq - b.seq);
  for (const { event, deviceId, seq, prevHash } of ordered) {
    const head = chains.get(deviceId) ?? { seq: 0, hash: GENESIS_HASH };
    // What stands behind a fault hangs on it.
    if (head.fault) continue;
    const own = (): ChainFault | undefined =>
      'withheld' in event ? withheldFault(event, check) : eventFault(event, check);
    const fault = seq !== head.seq + 1 ? 'gap' : prevHash !== head.hash ? 'prevHash' : own();
    chains.set(deviceId, { seq, hash: event.hash, ...(fault && { fault: { deviceId, seq, fault } }) });
  }
  return [...chains.values()].flatMap(({ fault }) => fault ?? []);
}
