import { describe, expect, it } from 'vitest';
import { DIRECTORY_STREAM } from '../../domain/evidence/event-envelope';
import type { Keyring } from '../keys/keyring';
import type { Session } from '../session/session';
import { takeTag } from './take-tag';

function pc() {
  const done: unknown[] = [];
  const ring = {
    device: { id: 'd-1', tag: 'A', signPublicKey: 'key' },
    takeTag: async (tag: string) => {
      done.push(tag);
      ring.device = { ...ring.device, tag };
    },
  };
  const records = {
    write: async ({ events }: { readonly events: readonly unknown[] }) => {
      done.push(...events);
    },
  };
  const who = { records, user: { userId: 'u-1', role: 'supervisor' } } as unknown as Session;
  return { ring: ring as unknown as Keyring, who, done };
}

describe('the letter that headquarters gives a PC', () => {
  it('is taken before it is told to the branch', async () => {
    const { ring, who, done } = pc();
    await takeTag(ring, who, 'C', 'c-1');
    expect(done).toEqual([
      'C',
      {
        streamId: DIRECTORY_STREAM,
        type: 'device.added',
        payload: { deviceId: 'd-1', deviceTag: 'C', signPublicKey: 'key' },
      },
    ]);
  });

  it('changes nothing where it is the one the PC has', async () => {
    const { ring, who, done } = pc();
    await takeTag(ring, who, 'A', 'c-1');
    expect(done).toEqual([]);
  });
});
