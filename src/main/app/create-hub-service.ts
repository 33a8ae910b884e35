/** Wires the hub of the branch, or the way to it, to records, keys and settings of this PC. */
import { networkInterfaces } from 'node:os';
import { z } from 'zod';
import { err, ok } from '../../shared/contract/define';
import type { HubRefusal, HubStatusView } from '../../shared/contract/hub';
import { DEFAULT_HUB_PORT } from '../../shared/sync-protocol/hub';
import type { HubClient, HubClientStatus } from '../hub/hub-client';
import type { HubDesk } from '../hub/hub-desk';
import type { HubFileLane, HubFileLaneStatus } from '../hub/hub-file-lane';
import type { HubServer } from '../hub/hub-server';
import { createMutex } from '../records/mutex';
import type { Session } from '../session/session';
import { devicesIn, devicesKey, stoppedIn, stoppedKey } from '../sync/kept-word';
import { chanceOf, deviceSignature, schedule } from './create-alert-wait';
import { hubFilesFor, type HubFileStore } from './create-hub-files';
import { hubRecordsFor } from './create-hub-records';
import { syncSettings, type SyncServiceDeps } from './create-sync-engine';
import type { HubPlace, HubService } from './hub-service';
import { veryLowBytes } from './disk-watch';
import { sealedSettings } from './sealed-settings';
import { tellForked } from './tell-forked';

const HubConfig = z.discriminatedUnion('role', [
  z.object({ role: z.literal('none') }),
  z.object({ role: z.literal('serves'), address: z.string(), port: z.int() }),
  z.object({ role: z.literal('uses'), address: z.string(), port: z.int(), hubDeviceId: z.string() }),
]);
type HubConfig = z.infer<typeof HubConfig>;

export interface HubServiceDeps extends Pick<SyncServiceDeps, 'core' | 'store' | 'rng' | 'keyring'> {
  readonly files: HubFileStore;
  /** Of the disk of the records. */
  readonly freeBytes: () => Promise<number>;
}

/** Only whoever has a hub loads what serves one or goes to one. */
const parts = {
  server: () => import('../hub/hub-server'),
  desk: () => import('../hub/hub-desk'),
  client: () => import('../hub/hub-client'),
  fileLane: () => import('../hub/hub-file-lane'),
  line: () => import('../hub/hub-line'),
  net: () => import('../sync/node-net'),
};

const notYet: HubClientStatus = { lastContactAtMs: null, reason: null, connected: false };
const noFiles: HubFileLaneStatus = { waiting: 0, sent: 0, fetched: 0 };

export function createHubService(deps: HubServiceDeps): HubService {
  const { core, store, keyring } = deps;
  /** One change of roles after the other. */
  const turns = createMutex();
  let session: Session | undefined;
  let config: HubConfig = { role: 'none' };
  let server: HubServer | undefined;
  let notListening: HubRefusal | null = null;
  let cancelRetry: (() => void) | undefined;
  let closed = false;
  const isClosed = (): boolean => closed;
  let desk: HubDesk | undefined;
  let client: HubClient | undefined;
  let clientStatus = notYet;
  let fileLane: HubFileLane | undefined;
  let laneStatus = noFiles;
  const seen = new Map<string, number>();

  const settings = (who: Session) =>
    sealedSettings<HubConfig>({
      ...{ name: 'hub.config', key: who.keys.settings, rng: deps.rng, store },
      records: () => who.records,
    });
  const told = (): void => {
    core.publish('sync.changed', {});
  };
  const onForked = (events: Parameters<typeof tellForked>[1]): void => {
    tellForked(core, events);
  };
  const onFault = (cause: unknown): void => {
    core.log.error('hub.fault', cause);
  };
  const filesOf = (who: Session) => hubFilesFor(deps.files, who, async () => (await deps.freeBytes()) >= veryLowBytes);

  const devices = async () => devicesIn(await store.kv(devicesKey));

  const listen = async ({ address, port }: HubPlace): Promise<HubServer | HubRefusal> => {
    const ring = keyring();
    if (!ring) return 'hub.listenFailed';
    const { startHubServer } = await parts.server();
    try {
      return await startHubServer(
        {
          signer: { deviceId: ring.device.id, deviceSeed: ring.deviceSeed },
          find: async (id) => {
            const known = (await devices()).find((one) => one.id === id && id !== ring.device.id);
            if (!known) return undefined;
            const stopped = stoppedIn(await store.kv(stoppedKey));
            return { ...known, revoked: stopped.some(({ deviceId }) => deviceId === id) };
          },
          desk: () => desk,
          nowMs: core.nowMs,
          onSeen: (id) => {
            const before = seen.get(id) ?? 0;
            seen.set(id, core.nowMs());
            if (core.nowMs() - before > tellEveryMs) told();
          },
          onFault,
        },
        { address, port },
      );
    } catch (cause) {
      core.log.warn('hub.notListening', { cause: String(cause) });
      return refusalOf(cause);
    }
  };

  const openDesk = async (who: Session): Promise<void> => {
    const records = await hubRecordsFor(deps, who);
    if (!records || session !== who) return;
    const { createHubDesk } = await parts.desk();
    desk = createHubDesk({ records, files: filesOf(who), nowMs: core.nowMs, schedule, onForked });
  };

  const openClient = async (who: Session, { address, port, hubDeviceId }: UsesHub): Promise<void> => {
    const ring = keyring();
    const records = await hubRecordsFor(deps, who);
    const [{ createHubClient }, { createHubFileLane }, { nodeNet }] = await Promise.all([
      parts.client(),
      parts.fileLane(),
      parts.net(),
    ]);
    if (!ring || !records || session !== who) return;
    [clientStatus, laneStatus] = [notYet, noFiles];
    const line = createHubClient({
      line: {
        ...{ net: nodeNet, url: urlOf({ address, port }), hubDeviceId },
        ...{ deviceId: ring.device.id, deviceSeed: ring.deviceSeed, signBytes: deviceSignature(ring) },
      },
      records,
      ...{ nowMs: core.nowMs, random: chanceOf(deps.rng), schedule, onForked, onFault },
      onStatus: (status) => {
        clientStatus = status;
        if (status.connected) fileLane?.hurry();
        told();
      },
    });
    fileLane = createHubFileLane({
      ...{ ask: line.ask, records, files: filesOf(who), random: chanceOf(deps.rng), schedule, onFault },
      onStatus: (status) => {
        const isNews = JSON.stringify(status) !== JSON.stringify(laneStatus);
        laneStatus = status;
        if (isNews) told();
      },
    });
    client = line;
    client.start();
  };

  const closeDesk = (): void => {
    desk?.close();
    desk = undefined;
  };
  const closeClient = async (): Promise<void> => {
    const [ending, endingLane] = [client, fileLane];
    [client, fileLane] = [undefined, undefined];
    await Promise.all([endingLane?.stop(), ending?.stop()]);
  };
  const closeServer = async (): Promise<void> => {
    const ending = server;
    server = undefined;
    cancelRetry?.();
    notListening = null;
    seen.clear();
    await ending?.close();
  };

  /** What was kept, from the sign-in on. */
  const open = async (who: Session): Promise<void> => {
    const kept = HubConfig.safeParse(await settings(who).get());
    config = kept.success ? kept.data : { role: 'none' };
    if (config.role === 'uses') await openClient(who, config);
    if (config.role !== 'serves') return;
    await openDesk(who);
    await listenAgain();
  };

  /** The network may come later than the person, and another program may let go of the port. */
  const listenAgain = async (): Promise<void> => {
    if (isClosed() || server || config.role !== 'serves') return;
    const listening = await listen(config);
    if (typeof listening !== 'string') {
      [server, notListening] = [listening, null];
      if (isClosed()) await closeServer();
    } else {
      notListening = listening;
      cancelRetry = schedule(() => void turns.run(listenAgain), retryMs);
    }
    told();
  };

  /** Kept first: what can't be kept changes nothing. */
  const become = async (who: Session, next: HubConfig): Promise<void> => {
    await settings(who).set(core.newId(), next);
    config = next;
  };
  const isEnrolled = async (who: Session): Promise<boolean> => (await syncSettings(deps, who).get()) !== undefined;

  return {
    status: async () => {
      const known = await devices();
      const tagOf = (id: string): string => known.find((one) => one.id === id)?.tag ?? '';
      const others = known.filter(({ id }) => id !== core.deviceId());
      return {
        enrolled: session !== undefined && (await isEnrolled(session)),
        addresses: ownAddresses(),
        usualPort: DEFAULT_HUB_PORT,
        serving:
          config.role === 'serves'
            ? {
                ...{ address: config.address, port: config.port, reasonCode: notListening },
                seen: others
                  .map(({ id, tag }) => ({ deviceTag: tag, atMs: seen.get(id) ?? null }))
                  .sort((a, b) => (b.atMs ?? 0) - (a.atMs ?? 0)),
                files: desk?.files.counts() ?? { received: 0, given: 0 },
              }
            : null,
        using:
          config.role === 'uses'
            ? {
                ...{ address: hostOf(config), deviceTag: tagOf(config.hubDeviceId) },
                ...{ lastContactAtMs: clientStatus.lastContactAtMs, connected: clientStatus.connected },
                reasonCode: clientStatus.reason,
                files: laneStatus,
              }
            : null,
      } satisfies HubStatusView;
    },
    serve: (who, place) =>
      turns.run(async () => {
        if (!(await isEnrolled(who))) return err({ code: 'hub.notEnrolled' as const });
        // First the new place, so that a refusal leaves everything as it was; the same place can't be had twice.
        const same = config.role === 'serves' && config.address === place.address && config.port === place.port;
        if (same && server) return ok({});
        const listening = await listen(place);
        if (typeof listening === 'string') return err({ code: listening });
        try {
          await become(who, { role: 'serves', ...place });
        } catch (cause) {
          await listening.close();
          throw cause;
        }
        await closeServer();
        await closeClient();
        server = listening;
        if (!desk) await openDesk(who);
        told();
        return ok({});
      }),
    use: (who, place) =>
      turns.run(async () => {
        if (!(await isEnrolled(who))) return err({ code: 'hub.notEnrolled' as const });
        const [{ whoIsThere }, { nodeNet }] = await Promise.all([parts.line(), parts.net()]);
        const there = await whoIsThere({ net: nodeNet, signal: new AbortController().signal }, urlOf(place));
        if (!there.ok) return err({ code: greetingRefusals[there.reason] ?? ('hub.notOurs' as const) });
        const hubDeviceId = there.value.hub;
        if (hubDeviceId === core.deviceId()) return err({ code: 'hub.isThisPc' as const });
        if (!(await devices()).some(({ id }) => id === hubDeviceId)) return err({ code: 'hub.unknownPc' as const });
        const next = { role: 'uses', ...place, hubDeviceId } as const;
        await become(who, next);
        closeDesk();
        await closeServer();
        await closeClient();
        await openClient(who, next);
        told();
        return ok({});
      }),
    leave: (who) =>
      turns.run(async () => {
        await become(who, { role: 'none' });
        closeDesk();
        await closeServer();
        await closeClient();
        told();
      }),
    start: async (who) => {
      session = who;
      await turns.run(async () => {
        try {
          if (session === who) await open(who);
        } catch (cause) {
          // Locked again at once: the next one to sign in begins anew.
          if (session === who) throw cause;
        }
      });
    },
    lock: () => {
      session = undefined;
      closeDesk();
      void closeClient();
    },
    changed: () => {
      desk?.changed();
      client?.nudge();
      if (clientStatus.connected) fileLane?.hurry();
    },
    hurry: () => {
      client?.hurry();
    },
    fetchEvidence: async (file) => (clientStatus.connected ? ((await fileLane?.fetch(file)) ?? null) : null),
    close: async () => {
      closed = true;
      session = undefined;
      closeDesk();
      await Promise.all([closeClient(), closeServer()]);
    },
  };
}

type UsesHub = Extract<HubConfig, { role: 'uses' }>;

/** Pages follow who was here no more often than this, in ms. */
const tellEveryMs = 60_000;
/** A hub that could not listen tries again after this, in ms. */
const retryMs = 30_000;

const greetingRefusals: { readonly [reason: string]: HubRefusal } = {
  'hub.unreachable': 'hub.unreachable',
  'hub.timeout': 'hub.timeout',
};

const hostOf = ({ address, port }: HubPlace): string => `${address}:${String(port)}`;
const urlOf = (place: HubPlace): string => `http://${hostOf(place)}`;

/** Of this PC in a network; the one that reaches only itself where there is no other. */
function ownAddresses(): readonly string[] {
  const all = Object.values(networkInterfaces()).flatMap((one) => one ?? []);
  const four = all.filter(({ family }) => family === 'IPv4');
  const outside = four.filter(({ internal }) => !internal);
  return (outside.length > 0 ? outside : four).map(({ address }) => address);
}

function refusalOf(cause: unknown): HubRefusal {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'EADDRNOTAVAIL') return 'hub.addressGone';
  return code === 'EADDRINUSE' || code === 'EACCES' ? 'hub.portTaken' : 'hub.listenFailed';
}
