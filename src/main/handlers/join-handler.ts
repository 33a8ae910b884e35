/** A further PC of a branch: enrols with headquarters, fetches people and cases, and then anybody signs in as elsewhere. */
import path from 'node:path';
import { activePeople } from '../../domain/directory/directory';
import { DIRECTORY_STREAM } from '../../domain/evidence/event-envelope';
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { SyncStatusView } from '../../shared/contract/sync';
import { engineFor, transferFor, syncSettings, type SyncConfig, type SyncServiceDeps } from '../app/create-sync-engine';
import type { CallContext } from '../ipc/answer';
import { publicOfSeed, signHash } from '../keys/ed25519';
import { keyTableCopy, keyTableFile } from '../keys/key-table';
import type { Keyring, NewDevice, OpenedKeys } from '../keys/keyring';
import type { Disk } from '../platform/disk';
import type { Workspace } from '../session/session';
import { enrol } from '../sync/enrol';

export interface JoinDeps {
  readonly sync: SyncServiceDeps;
  readonly createKeyring: (device: NewDevice) => Promise<{ keyring: Keyring; storeKey: Buffer; recoveryCode: string }>;
  readonly openWorkspace: (
    keyring: Keyring,
    keys: OpenedKeys,
    branch: { type: 'bank' | 'insurer'; timeZone: string; code: string },
  ) => Promise<Workspace>;
  readonly closeStore: () => Promise<void>;
  readonly disk: Disk;
  readonly dir: string;
  readonly keyring: () => Keyring | undefined;
  readonly keyringIs: (keyring: Keyring | undefined) => void;
}

const intervalMinutes = 5;

export function joinHandler(deps: JoinDeps): AppHandlers<CallContext>['setup.joinBranch'] {
  const { core, net, rng } = deps.sync;

  /** Nothing of a join that failed stays: the next try begins anew. */
  const undo = async (): Promise<void> => {
    deps.keyringIs(undefined);
    const files = ['keyring.json', 'keyring.bak.json', keyTableFile, keyTableCopy];
    for (const name of files) await deps.disk.remove(path.join(deps.dir, name));
  };

  /** Headquarters answers the same PC with the same code again: a try that failed later on doesn't cost a new code. */
  let lastTry: { readonly code: string; readonly id: string; readonly seed: Buffer } | undefined;

  return async ({ hqUrl, code }) => {
    if (deps.keyring()) return err({ code: 'setup.alreadyDone' });
    if (lastTry?.code !== code) lastTry = { code, id: core.newId(), seed: rng.bytes(32) };
    const { id, seed } = lastTry;
    const enrolled = await enrol(
      {
        net,
        nowMs: core.nowMs,
        deviceId: id,
        devicePublicKey: publicOfSeed('ed25519', seed),
        signBytes: (bytes) => signHash(seed, Buffer.from(bytes).toString('base64url')),
      },
      { hqUrl, code, deviceTag: null, branch: null },
    );
    if (!enrolled.ok) return enrolled;
    const { branchId, branchCode, deviceTag, institutionType, hqPublicKey } = enrolled.value;
    const { keyring, storeKey, recoveryCode } = await deps.createKeyring({ id, tag: deviceTag, branchId, seed });
    const workspace = await deps.openWorkspace(
      keyring,
      { storeKey, signSeed: Buffer.alloc(32) },
      { type: institutionType, timeZone: 'Asia/Shanghai', code: branchCode },
    );
    const config: SyncConfig = { hqUrl, hqPublicKey, paused: false, intervalMinutes };
    let status: SyncStatusView | undefined;
    let total = 0;
    const transfer = transferFor(
      deps.sync,
      workspace,
      keyring,
      config,
      {
        acked: () => undefined,
        setBack: () => undefined,
        stopped: () => undefined,
        forked: () => undefined,
        // Nobody is signed in who could take them in.
        packs: null,
      },
      {
        begin: (events) => {
          total = events;
        },
        listing: (done, cases) => core.publish('join.progress', { step: 'lists', done, total: cases }),
      },
    );
    const engine = engineFor(
      deps.sync,
      transfer,
      config,
      (next) => {
        status = next;
        const done = next.receivedFromOthers;
        if (done > 0) core.publish('join.progress', { step: 'records', done, total: total && Math.max(total, done) });
      },
      { lastSuccessAtMs: null, receivedFromOthers: 0 },
    );
    await engine.syncNow();
    await engine.stop();
    const people = activePeople(core.directory());
    if (people.length === 0) {
      await workspace.records.close();
      await deps.closeStore();
      workspace.keys.wipe();
      await undo();
      return err({ code: status?.lastSuccessAtMs ? 'setup.branchEmpty' : 'sync.unreachable' });
    }
    for (const person of people) {
      await keyring.enrolPerson({
        userId: person.userId,
        tile: { name: person.name, staffNo: person.staffNo, role: person.role },
        keys: {
          signPublicKey: person.signPublicKeys.at(-1) ?? '',
          boxPublicKey: person.boxPublicKey,
          portableBundle: person.portableBundle,
        },
        storeKey,
      });
    }
    await workspace.records.write({
      commandId: core.newId(),
      actor: { userId: people[0]?.userId ?? '', role: people[0]?.role ?? '' },
      events: [
        {
          streamId: DIRECTORY_STREAM,
          type: 'device.added',
          payload: { deviceId: id, deviceTag, signPublicKey: keyring.device.signPublicKey },
        },
      ],
      outcome: undefined,
    });
    await syncSettings(deps.sync, workspace).set(core.newId(), config);
    await workspace.records.close();
    await deps.closeStore();
    workspace.keys.wipe();
    return ok({ recoveryCode });
  };
}
