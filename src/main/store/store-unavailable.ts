/** Thrown by the write path when a record can't be kept now; crosses as a refusal, not as a bug. */
export class StoreUnavailable extends Error {
  readonly reason: 'diskFull' | 'io' | 'restarting' | 'readOnly';
  constructor(reason: StoreUnavailable['reason']) {
    super(`store unavailable: ${reason}`);
    this.reason = reason;
  }
}
