/** Ids the page makes: one per intent (`commandId`), kept by the form so that a repeat registers nothing twice. */
import { uuidv7 } from 'uuidv7';

/** A new UUIDv7. */
export function newId(): string {
  return uuidv7();
}
