/** Ids that headquarters makes: UUIDv7 (RFC 9562), ordered by time of making. */
import { uuidv7, V7Generator } from 'uuidv7';

export function newId(): string {
  return uuidv7();
}

const ofEvents = new V7Generator();

/** Id of an event with this time in it, behind all ids of times before. */
export function idAt(ms: number): string {
  return ofEvents.generateOrResetWithTs(ms).toString();
}
