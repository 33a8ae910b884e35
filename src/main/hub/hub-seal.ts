/** Bodies between the PCs of a branch: JSON, packed, sealed to the device key of who reads it (HPKE, as courier files are). */
import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';
import { MAX_HUB_BODY_BYTES } from '../../shared/sync-protocol/hub';

const gzipped = promisify(gzip);
const gunzipped = promisify(gunzip);
const encBytes = 32;

/** Only whoever has a hub loads what seals. */
const seal = () => import('../../shared/sync-protocol/courier-seal');

/** @param recipient Ed25519 public key, base64url @param info what it is bound to (`hubSealInfo`) */
export async function sealBody(recipient: string, info: Uint8Array, content: object): Promise<Uint8Array> {
  const packed = await gzipped(Buffer.from(JSON.stringify(content), 'utf8'));
  const { enc, sealed } = await (await seal()).sealParts(Buffer.from(recipient, 'base64url'), info, [packed]);
  return Buffer.concat([enc, ...sealed]);
}

/** Undefined for what was sealed to another key, for another request, or is damaged. @param seed of the Ed25519 key, 32 bytes */
export async function openBody(seed: Uint8Array, info: Uint8Array, body: Uint8Array): Promise<unknown> {
  if (body.length <= encBytes) return undefined;
  const [enc, sealed] = [body.subarray(0, encBytes), body.subarray(encBytes)];
  const opened = await (await seal()).openParts(seed, { info, enc, sealed: [sealed] });
  const [packed] = opened ?? [];
  if (packed === undefined) return undefined;
  try {
    const text = await gunzipped(packed, { maxOutputLength: MAX_HUB_BODY_BYTES });
    return JSON.parse(text.toString('utf8')) as unknown;
  } catch {
    // Sealed by a PC of the branch, and yet no JSON of ours.
    return undefined;
  }
}
