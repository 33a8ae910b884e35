/**
 * Version of the wire protocol between a branch PC and headquarters. Any change of a message's shape changes the pinned
 * digest in `version.test.ts`; whoever changes it decides there whether old PCs still understand the new shape.
 */
export const PROTOCOL_VERSION = 2;
/** What headquarters accepts: two versions back, as soon as there are so many. */
export const acceptedVersions = [1, 2] as const;
export type AcceptedVersion = (typeof acceptedVersions)[number];

/** Most events in one push. */
export const MAX_PUSH_EVENTS = 200;
/** Arrays and objects within each other in the content of an event; a deeper one is no content of ours. */
export const MAX_PAYLOAD_LEVELS = 100;
/** A PC closes a batch when its JSON grows beyond this, in bytes; a single larger event travels alone. */
export const MAX_PUSH_BYTES = 1024 * 1024;
/** Most bytes of a request body at headquarters, compressed or not. */
export const MAX_BODY_BYTES = 8 * 1024 * 1024;
/** Most events in one page of a pull. */
export const MAX_PULL_EVENTS = 500;
/** Most packs that a PC says it has; the oldest are left out. */
export const MAX_KNOWN_PACKS = 500;
/** Most packs in one answer. */
export const MAX_SENT_PACKS = 20;
/** Evidence files travel in pieces of this size; the last one is what is left. */
export const FILE_PIECE_BYTES = 1024 * 1024;
/** Most files in one answer of what headquarters still wants. */
export const MAX_WANTED_FILES = 50;
/** A PC waits for calls for help of its branch no longer than this in one request: shorter than what proxies cut. */
export const LONGEST_WAIT_MS = 25_000;
/** Calls for help in one request or answer of waiting. */
export const MAX_CALLS = 20;
/** A request is refused when its time differs from headquarters' by more than this. */
export const REQUEST_WINDOW_MS = 5 * 60 * 1000;
