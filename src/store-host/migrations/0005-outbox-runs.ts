/**
 * Rows of the outbox may stand for many consecutive events (`to`, `deviceId`) until the first attempt to send them. Rows of before stand for one
 * and stay as they are.
 */

/** Older code would send the first event of a row and pass over the others. */
export const minSafeVersion = 5;

export const stores: Readonly<Record<string, string>> = {};
