/** What may befall one exchange between a PC and headquarters. Plain data, so that a schedule of them can be printed, shrunk and repeated. */

export const lineFaults = [
  'none',
  /** Nobody listens. */
  'refused',
  /** Taken, and reset at once. */
  'reset',
  /** Swallowed on the way: the line looks open, and nothing comes back. */
  'blackHole',
  /** Headquarters acts; its answer goes nowhere, and the line looks open. */
  'halfOpen',
  /** Like a black hole; headquarters hears of it behind what is asked next. */
  'stale',
  'delayed',
  /** Byte by byte, there or back. */
  'dribble',
  /** Cut off at a byte. */
  'cutRequest',
  'cutAnswer',
  /** Headquarters acts, and the line is cut before a byte of the answer. */
  'lostAnswer',
  /** One bit of one byte is another one. */
  'corruptRequest',
  'corruptAnswer',
  /** Sent again, two to five times. The first answer comes back, or the last. */
  'replayed',
  /** On two connections at the same moment. */
  'twiceAtOnce',
  /** Waits until somebody else's request was answered. */
  'swapped',
  /** Of something on the way that speaks HTTP: 500, 502, 503, 504. */
  'failing',
  /** 429, come back later. */
  'tooMany',
  /** 401 or 403, in the words of a proxy. */
  'forbidden',
  /** 404. */
  'notFound',
  /** 413. */
  'tooLarge',
  /** 409. */
  'conflict',
  /** 200, and a page to sign in at. */
  'portal',
  'redirect',
  /** `Content-Length` that says more or less than comes. */
  'wrongLength',
  'badGzip',
  /** More than anybody takes. */
  'endless',
  /** JSON, and none of ours. */
  'otherJson',
  /** A server whose certificate nobody vouches for. */
  'untrusted',
  /** Half of the head of an answer, and then nothing. */
  'slowHeaders',
  /** Half of the request reaches headquarters, whose connection stays open. */
  'loris',
  /** Headquarters is started again: in the middle of the request, or while it is answered. */
  'hqRestarts',
  /** Headquarters finds no room for one of its writes, or for the commit. */
  'hqDiskFull',
  /** The program of the PC is killed: before the request goes out, or when it was answered. */
  'killed',
  /** It is killed at the n-th call of the store behind the answer. */
  'killedAtCall',
] as const;
export type LineFaultKind = (typeof lineFaults)[number];

export interface LineFault {
  readonly kind: LineFaultKind;
  /** 0 … 999: where in the bytes, or which of its variants. */
  readonly at: number;
}

export const noFault: LineFault = { kind: 'none', at: 0 };

/** `at` as a place among `length`, from 0. */
export const placeOf = (at: number, length: number): number => Math.floor((at / 1_000) * length);
