/** A person's two private keys, and how they are written down. */
import { z } from 'zod';

/** `bundle`: under password and device secret. `portable`: under the password alone. */
export type Place = 'bundle' | 'portable';

export interface Bundle {
  readonly sign: Buffer;
  readonly box: Buffer;
}

const BundleShape = z.object({ sign: z.string(), box: z.string() });

export const textOf = ({ sign, box }: Bundle): { sign: string; box: string } => ({ sign: text(sign), box: text(box) });

/** The reverse of `textOf`. @throws ZodError when it is something else */
export function bundleOf(written: unknown): Bundle {
  const { sign, box } = BundleShape.parse(written);
  return { sign: bytes(sign), box: bytes(box) };
}

/** base64url. */
export function text(value: Uint8Array): string {
  return Buffer.from(value).toString('base64url');
}

export function bytes(value: string): Buffer {
  return Buffer.from(value, 'base64url');
}

/** Of two values that were parsed or made the same way. */
export function sameJson(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
