/** Ids of records and commands: UUIDv7 (RFC 9562), ordered by time of making. */
import { uuidv7 } from 'uuidv7';

export function newId(): string {
  return uuidv7();
}
