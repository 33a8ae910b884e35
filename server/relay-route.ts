/**
 * 代送: a PC that was restored from a backup hands in what the PC before it wrote and never sent. The events are believed for the signature
 * and the chain of the device that wrote them, as if it had sent them itself; who brings them only has to be a PC of the same branch.
 */
import type { FastifyInstance } from 'fastify';
import type { DeviceRouteDeps } from './device-route';
import { PushRequest, type PushReply } from '../src/shared/sync-protocol/messages';
import { PROTOCOL_VERSION } from '../src/shared/sync-protocol/version';
import type { Device } from './auth';
import { refuse } from './problem';
import type { PushAnswer } from './push';
import type { Fleet } from './storage/fleet';

export const relayRoute = `/v${String(PROTOCOL_VERSION)}/relay`;

export interface RelayRouteDeps extends DeviceRouteDeps {
  readonly fleet: Pick<Fleet, 'device'>;
  readonly push: (device: Device, request: Pick<PushRequest, 'events' | 'deviceTimeMs'>) => Promise<PushAnswer>;
  readonly receipt: (
    answer: Extract<PushAnswer, { ok: true }>['kept'],
    events: PushRequest['events'],
    device: Device,
  ) => PushReply;
}

export function addRelayRoute(app: FastifyInstance, deps: RelayRouteDeps): void {
  const { fleet, send } = deps;
  app.post(relayRoute, async (request, reply) => {
    const asking = await deps.device(request);
    if (!asking.ok) return send(reply, asking);
    const parsed = await deps.parse(request, PushRequest);
    if (!parsed.ok) return send(reply, parsed);
    const writer = await fleet.device(parsed.value.events[0]?.header.deviceId ?? '');
    if (writer?.branchId !== asking.device.branchId) return send(reply, refuse('push.foreign'));
    const answer = await deps.push(writer, parsed.value);
    if (answer.ok) return deps.receipt(answer.kept, parsed.value.events, writer);
    // Of whoever brings them `device` has said already that it is not stopped.
    return send(reply, answer.problem.code === 'auth.revoked' ? refuse('relay.stopped') : answer);
  });
}
