/**
 * 封信 (sealed courier file): the requests of a sync, or the answers to them, as one file that a person carries. Sealed to whom it is for
 * and signed by whom it is from; see docs/sync-protocol.md. Bytes in and bytes out: files, keys and compression belong to the two ends.
 */
import { z } from 'zod';
import { MAX_COURIER_BYTES } from './courier-size';
import { openParts, sealParts } from './courier-seal';
import type { Sha256 } from './merkle';
import { Id, PublicKey } from './messages';

/** Of the file, not of the protocol whose requests are inside. */
export const COURIER_VERSION = 1;

const magic = ascii('xianting-courier');
const encBytes = 32;
const signatureBytes = 64;
const mostHeaderBytes = 4 * 1024;

const addressed = {
  /** Of this file; random. */
  id: Id,
  /** By the clock of who wrote it. */
  madeAtMs: z.int().min(0),
  branchId: Id,
  deviceId: Id,
  hqPublicKey: PublicKey,
  /** Version of the requests or answers inside. */
  protocol: z.int().min(2),
};
/** In the clear, because a reader must know whose signature to check; it names no person and no case. */
export const CourierHeader = z.discriminatedUnion('kind', [
  /** 去件: from a device to headquarters. */
  z.strictObject({ kind: z.literal('report'), ...addressed }),
  /** 回件: from headquarters to that device. */
  z.strictObject({ kind: z.literal('answer'), ...addressed, answers: Id }),
]);
export type CourierHeader = z.infer<typeof CourierHeader>;

/** `foreign`: no file of this kind. `newer`: of a version that this program does not know. */
export const courierFaults = ['foreign', 'newer', 'tooLarge', 'damaged'] as const;
export type CourierFault = (typeof courierFaults)[number];

export interface CourierFile {
  readonly header: CourierHeader;
  readonly enc: Uint8Array;
  readonly sealed: readonly Uint8Array[];
  /** What is sealed is bound to these bytes. */
  readonly info: Uint8Array;
  /** What the writer signed. */
  readonly text: string;
  readonly signature: Uint8Array;
}

export interface CourierWriter {
  readonly header: CourierHeader;
  /** Each for itself; order and number are sealed too. */
  readonly parts: readonly Uint8Array[];
  /** Ed25519 key of who may open it, 32 bytes. */
  readonly recipient: Uint8Array;
  /** Ed25519 over the SHA-256 of a text, 64 bytes. */
  readonly sign: (text: string) => Uint8Array;
  readonly sha256: Sha256;
}

/** The whole file. */
export async function writeCourier({ header, parts, recipient, sign, sha256 }: CourierWriter): Promise<Uint8Array> {
  const head = ascii(JSON.stringify(header));
  const info = joined([magic, Uint8Array.of(COURIER_VERSION), uint32(head.length), head]);
  const { enc, sealed } = await sealParts(recipient, info, parts);
  const framed = sealed.flatMap((part) => [uint32(part.length), part]);
  const unsigned = joined([info, enc, ...framed, uint32(0)]);
  return joined([unsigned, sign(courierText(unsigned, sha256))]);
}

/** Takes a file apart. Proves nothing yet: check `signature` over `text` before anything of it is believed. */
export function readCourier(
  bytes: Uint8Array,
  sha256: Sha256,
): { readonly ok: true; readonly file: CourierFile } | { readonly ok: false; readonly fault: CourierFault } {
  const refused = (fault: CourierFault) => ({ ok: false, fault }) as const;
  if (magic.some((byte, index) => bytes[index] !== byte)) return refused('foreign');
  if (bytes.length > MAX_COURIER_BYTES) return refused('tooLarge');
  const version = bytes[magic.length] ?? 0;
  if (version > COURIER_VERSION) return refused('newer');
  if (version !== COURIER_VERSION) return refused('damaged');
  const taken = reader(bytes, magic.length + 1);
  const head = taken.framed(mostHeaderBytes);
  const info = bytes.subarray(0, taken.at());
  const enc = taken.next(encBytes);
  const header = head && CourierHeader.safeParse(parsed(head));
  if (!header?.success || !enc) return refused('damaged');
  const sealed: Uint8Array[] = [];
  for (;;) {
    const part = taken.framed(bytes.length);
    if (!part) return refused('damaged');
    if (part.length === 0) break;
    sealed.push(part);
  }
  const unsigned = bytes.subarray(0, taken.at());
  const signature = taken.next(signatureBytes);
  if (!signature || taken.at() !== bytes.length) return refused('damaged');
  return {
    ok: true,
    file: { header: header.data, enc, sealed, info, text: courierText(unsigned, sha256), signature },
  };
}

/** The parts; undefined where this key is not the one it was sealed to, or a byte was changed. `seed` is that of an Ed25519 key. */
export const openCourier = ({ enc, sealed, info }: CourierFile, seed: Uint8Array): Promise<Uint8Array[] | undefined> =>
  openParts(seed, { info, enc, sealed });

/** The first line names the purpose, as in everything that is signed. */
function courierText(unsigned: Uint8Array, sha256: Sha256): string {
  const digest = Array.from(sha256(unsigned), (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `xianting-courier/${String(COURIER_VERSION)}\n${digest}`;
}

function reader(bytes: Uint8Array, from: number) {
  let at = from;
  const next = (length: number): Uint8Array | undefined => {
    if (at + length > bytes.length) return undefined;
    at += length;
    return bytes.subarray(at - length, at);
  };
  return {
    at: () => at,
    next,
    /** A length, and so many bytes. */
    framed: (most: number): Uint8Array | undefined => {
      const length = next(4)?.reduce((sum, byte) => sum * 256 + byte, 0);
      return length === undefined || length > most ? undefined : next(length);
    },
  };
}

function uint32(value: number): Uint8Array {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setUint32(0, value);
  return bytes;
}

function joined(pieces: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}

/** Ids and keys are printable ASCII (their shapes see to it), so that a character of the header is a byte. */
function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

function parsed(head: Uint8Array): unknown {
  try {
    return JSON.parse(String.fromCharCode(...head)) as unknown;
  } catch {
    return undefined;
  }
}
