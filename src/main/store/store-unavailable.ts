/** Thrown when a record can't be kept now; crosses as a refusal, not as a bug. */
export class StoreUnavailable extends Error {
  readonly reason: 'diskFull' | 'io' | 'restarting' | 'readOnly';
  constructor(reason: StoreUnavailable['reason'], options?: ErrorOptions) {
    super(`store unavailable: ${reason}`, options);
    this.reason = reason;
  }
}

/**
 * The journal has the frame, the store not yet. What is in it is final and will be seen as soon as the store takes frames
 * again: numbers and hashes must go on behind it, and the same command must not be carried out a second time.
 */
export class StoreBehind extends StoreUnavailable {}
