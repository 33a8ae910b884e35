/**
 * The envelope every fact travels in (证据链).
 *
 * A fact is a header, which is public inside the institution and hash-chained per device, and a payload, which may hold
 * personal data. The header commits to the payload by a salted hash, so that a payload can be re-encrypted, or destroyed
 * at the end of its retention, while the chain still verifies.
 */

/** Who acted. Stamped by the main process from its session; never taken from a page. */
export interface EventActor {
  readonly userId: string;
  readonly role: string;
  /** The person on whose behalf a delegate acts (代). */
  readonly onBehalfOf?: string;
}

/** When it happened, by every clock we have. */
export interface EventTime {
  /** Wall clock, milliseconds since 1970-01-01T00:00:00Z. */
  readonly wall: number;
  /** Milliseconds since an arbitrary start, unaffected by clock changes; comparable only within one `bootId`. */
  readonly monotonic: number;
  readonly bootId: string;
  /** Hybrid logical clock `<wall ms, 13 digits>-<counter, 4 base-36 digits>`: sorts as text, never goes back on one device. */
  readonly hlc: string;
}

export interface EventHeader {
  /** UUIDv7. */
  readonly id: string;
  readonly deviceId: string;
  /** 1, 2, 3 … without gaps per device. */
  readonly seq: number;
  readonly branchId: string;
  /**
   * The case id, a conversation (`talk-…`), an incident (`incident-…`), or one of the fixed streams `directory` (people, branch), `audit` (views, prints, exports),
   * `packs` (rules, calendars), `scripts` (drafts and own wording of conversation scripts) and `clock` (times of headquarters).
   */
  readonly streamId: string;
  readonly type: string;
  /** Version of the payload's shape for this type, from 1. */
  readonly version: number;
  /** The intent that caused it; one command may cause several events. */
  readonly commandId: string;
  readonly actor: EventActor;
  readonly at: EventTime;
  /** `<pack id>@<version>` under which it was judged. */
  readonly rulePack: string;
  /** base64url SHA-256 over the salt bytes followed by the canonical JSON (RFC 8785) of the payload. */
  readonly payloadHash: string;
  /** `hash` of this device's event `seq - 1`; 43 zeros ("A" in base64url) for the first. */
  readonly prevHash: string;
}

/** A header with its proof. */
export interface SignedHeader {
  readonly header: EventHeader;
  /** base64url SHA-256 over the canonical JSON of `header`. */
  readonly hash: string;
  /** base64url Ed25519 signature of the device over the hash bytes. */
  readonly deviceSig: string;
  /** For decisions: base64url Ed25519 signature of the deciding person over the hash bytes. */
  readonly userSig?: string;
}

/** A whole fact with its payload in the clear: what main works with in memory and what travels to headquarters over TLS. */
export interface OpenEvent<P = unknown> extends SignedHeader {
  readonly payload: P;
  /** 16 random bytes, base64url. Destroyed together with the payload. */
  readonly salt: string;
}

/**
 * What a copy of the log holds of a fact that its reader may not see: no more than its place in the chain, so that the chain
 * can be checked all the same.
 */
export interface WithheldEvent extends Pick<SignedHeader, 'hash' | 'deviceSig'> {
  readonly withheld: Pick<EventHeader, 'deviceId' | 'seq' | 'prevHash'>;
}

export function withhold({ header: { deviceId, seq, prevHash }, hash, deviceSig }: OpenEvent): WithheldEvent {
  return { withheld: { deviceId, seq, prevHash }, hash, deviceSig };
}

/** Where it stands in the chain of its device. */
export function placeInChain(event: OpenEvent | WithheldEvent): WithheldEvent['withheld'] {
  return 'withheld' in event ? event.withheld : event.header;
}

/** `prevHash` of a device's first event. */
export const GENESIS_HASH = 'A'.repeat(43);

/** Streams that are not cases. */
export const DIRECTORY_STREAM = 'directory';
export const AUDIT_STREAM = 'audit';
export const PACKS_STREAM = 'packs';
export const SCRIPTS_STREAM = 'scripts';
export const TEXT_MODULES_STREAM = 'textModules';
/** Times that headquarters signed, see time-band.ts. */
export const CLOCK_STREAM = 'clock';

const fixedStreams: readonly string[] = [
  DIRECTORY_STREAM,
  AUDIT_STREAM,
  PACKS_STREAM,
  SCRIPTS_STREAM,
  TEXT_MODULES_STREAM,
  CLOCK_STREAM,
];

/** Of a conversation at the counter: `talk-<UUIDv7>`, so that its kind and its time can be told without reading it. */
const conversationPrefix = 'talk-';

/** The stream of a conversation that begins now; `id` is a UUIDv7. */
export const conversationStream = (id: string): string => `${conversationPrefix}${id}`;

export function isConversationStream(streamId: string): boolean {
  return streamId.startsWith(conversationPrefix);
}

/** Of an incident log (事件记录): `incident-<UUIDv7>`. Headquarters wakes the other PCs of a branch by this beginning alone. */
export const incidentPrefix = 'incident-';

/** The stream of an incident; `id` is a UUIDv7. */
export const incidentStream = (id: string): string => `${incidentPrefix}${id}`;

export function isIncidentStream(streamId: string): boolean {
  return streamId.startsWith(incidentPrefix);
}

/** A stream that is a case. */
export function isCaseStream(streamId: string): boolean {
  return !fixedStreams.includes(streamId) && !isConversationStream(streamId) && !isIncidentStream(streamId);
}
