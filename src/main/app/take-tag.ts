/** 机号 of a PC that had one before it connected: where headquarters has given that letter to another PC, this one takes the new one. */
import { DIRECTORY_STREAM } from '../../domain/evidence/event-envelope';
import type { Keyring } from '../keys/keyring';
import type { Session } from '../session/session';

/**
 * First the letter, so that no number is given under that of another PC; then the record of it, which everybody in the branch reads.
 * Earlier numbers stay as they are.
 */
export async function takeTag(
  ring: Pick<Keyring, 'device' | 'takeTag'>,
  { records, user }: Pick<Session, 'records' | 'user'>,
  deviceTag: string,
  commandId: string,
): Promise<void> {
  if (deviceTag === ring.device.tag) return;
  await ring.takeTag(deviceTag);
  const { id: deviceId, signPublicKey } = ring.device;
  await records.write({
    commandId,
    actor: { userId: user.userId, role: user.role },
    events: [{ streamId: DIRECTORY_STREAM, type: 'device.added', payload: { deviceId, deviceTag, signPublicKey } }],
    outcome: undefined,
  });
}
