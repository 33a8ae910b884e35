/**
 * Who is signed in. One person at a time; everything their keys open is closed again at lock. Setting up a PC, adding
 * people and recovery go through here too, because they need the same keys.
 */
import type { NewDirectoryEvent } from '../../domain/directory/directory';
import { activePeople, type Directory } from '../../domain/directory/directory';
import type { NewAuditEvent, passwordPlaces } from '../../domain/audit/audit-events';
import { may, type Role } from '../../domain/authority/roles';
import { AUDIT_STREAM, DIRECTORY_STREAM } from '../../domain/evidence/event-envelope';
import { err, ok, type Result } from '../../shared/contract/define';
import type { UserTile } from '../../shared/contract/session';
import { signHash } from '../keys/ed25519';
import type { Keyring, OpenedKeys } from '../keys/keyring';
import { KeyTableLost } from '../keys/key-table';
import type { Log } from '../log/log';
import { codeOf, diskFullCodes } from '../platform/disk';
import { newId } from '../platform/ids';
import { createMutex } from '../records/mutex';
import type { PersonalSignature } from '../records/calls';
import type { CaseLists } from '../store/store-access';
import { StoreBehind, StoreUnavailable } from '../store/store-unavailable';
import type { FailedTries } from './failed-tries';
import type { Session, Workspace } from './session';
import { sessionOf } from './visible-records';
import type { WaitingTraces } from './waiting-traces';

export type SignInError =
  | { readonly code: 'signIn.wrongPassword'; readonly waitMs: number }
  | { readonly code: 'signIn.throttled'; readonly waitMs: number }
  | { readonly code: 'signIn.unknownUser' }
  | { readonly code: 'signIn.userDisabled' };

export type OpenError =
  | SignInError
  /** Both copies of the key table are gone or damaged: see the guide on backups. */
  | { readonly code: 'signIn.keyTableLost' };

export type ChangeKeysError =
  | OpenError
  /** Codes printed by older versions have to be typed once. */
  | { readonly code: 'protection.codeNeeded' }
  | { readonly code: 'protection.codeDiffers' };

export interface SessionManager {
  readonly current: () => Session | undefined;
  readonly opening: () => boolean;
  readonly tiles: () => readonly UserTile[];
  readonly signIn: (userId: string, password: string) => Promise<Result<Session, OpenError>>;
  readonly lock: () => Promise<void>;
  /**
   * Another store key for this PC: everything is closed, opened under the new key and sealed under it bit by bit. The person stays
   * signed in. While an earlier change is still under way, what it left open is opened again and nothing else.
   */
  readonly changeKeys: (typedCode: string | undefined) => Promise<Result<Session, ChangeKeysError>>;
  /** The person is there. */
  readonly touch: () => void;
  /** Asked by a timer: locks when nobody has been there for the idle time. */
  readonly lockIfIdle: () => Promise<void>;
  /** Checks a password for one act of another person; nothing of it stays. */
  readonly withStepUp: <T>(
    userId: string,
    password: string,
    use: (signer: { userId: string; role: Role; sign: PersonalSignature }) => Promise<T>,
  ) => Promise<Result<T, SignInError>>;
  readonly directoryChange: (
    commandId: string,
    events: readonly NewDirectoryEvent[],
    outcome: unknown,
    /** For what the person answers for themselves. */
    sign?: PersonalSignature,
  ) => Promise<void>;
  /** Resolves when the trace is kept. On a full disk it is kept where it takes no room (`waiting-traces.ts`); rejects where nothing is. */
  readonly audit: (session: Session, event: NewAuditEvent) => Promise<void>;
  /** Asked by a timer: makes records of traces that waited for room on the disk. */
  readonly writeWaitingTraces: () => Promise<void>;
  /** Somebody who is signed in typed a password that is not this person's. */
  readonly wrongPassword: (userId: string, at: Exclude<(typeof passwordPlaces)[number], 'signIn'>) => Promise<void>;
}

export interface SessionDeps {
  readonly keyring: () => Keyring | undefined;
  readonly directory: () => Directory;
  readonly listsFor: (userId: string) => CaseLists;
  readonly openWorkspace: (keyring: Keyring, keys: OpenedKeys) => Promise<Workspace>;
  readonly closeStore: () => Promise<void>;
  readonly monotonicMs: () => number;
  readonly idleLockMinutes: () => number;
  readonly log: Log;
  readonly failedTries: FailedTries;
  readonly waitingTraces: Pick<WaitingTraces, 'add' | 'tell'>;
  /** The right password, and nothing that it opens. */
  readonly keyTableLost: () => void;
  readonly nowMs: () => number;
  readonly onChange: () => void;
  readonly onSignedIn: (session: Session) => void;
}

export function createSessionManager(deps: SessionDeps): SessionManager {
  /** Whose calls are answered. */
  let session: Session | undefined;
  /** What has keys in memory: until the last work of a session has ended, also after the screen is locked. */
  let held: Workspace | undefined;
  let opening = false;
  let touchedAtMs = deps.monotonicMs();
  /** Two sign-ins at once would number the events of this PC twice. */
  const turns = createMutex();
  /** Wrong passwords for one act while somebody is signed in, by the person whose password it was to be. */
  const failedActs = new Map<string, number>();

  /** Nobody can ask for anything from here on; what was asked for before is finished, and then the keys go. */
  const close = async (workspace: Workspace): Promise<void> => {
    try {
      await workspace.records.close();
      await deps.closeStore();
    } finally {
      workspace.keys.wipe();
    }
  };

  const closeHeld = async (): Promise<void> => {
    const closing = held;
    held = undefined;
    if (closing) await close(closing);
  };

  const leave = (): void => {
    if (!session) return;
    session = undefined;
    deps.onChange();
  };

  const lock = (): Promise<void> => {
    leave();
    return turns.run(async () => {
      // A sign-in that was asked for before may have ended just now.
      leave();
      await closeHeld();
    });
  };

  const audit: SessionManager['audit'] = async (who, event) => {
    const actor = { userId: who.user.userId, role: who.user.role };
    const commandId = newId();
    try {
      const events = [{ streamId: AUDIT_STREAM, ...event }];
      await who.records.write({ commandId, actor, events, outcome: undefined, fromReserve: true });
    } catch (cause) {
      // The journal has it: the store will.
      if (cause instanceof StoreBehind) return;
      const { type, payload } = event;
      const waits = { commandId, actor, type, payload, atMs: deps.nowMs() };
      if (!isFull(cause) || !(await deps.waitingTraces.add(waits))) throw cause;
    }
  };

  const writeWaiting = (who: Session): Promise<void> =>
    deps.waitingTraces.tell(async (traces) => {
      const [first, last] = [traces[0], traces.at(-1)];
      if (!first || !last) return;
      for (const { commandId, actor, type, payload, atMs } of traces) {
        const events = [{ streamId: AUDIT_STREAM, type, payload }];
        // With an answer, so that a trace that was written already is not written again.
        const outcome = { waitedSinceMs: atMs };
        await who.records.write({ commandId, actor, events, outcome, fromReserve: true });
      }
      const payload = { count: traces.length, fromMs: first.atMs, toMs: last.atMs };
      await who.records.write({
        commandId: newId(),
        actor: { userId: who.user.userId, role: who.user.role },
        events: [{ streamId: AUDIT_STREAM, type: 'audit.tracesDelayed', payload }],
        outcome: undefined,
        fromReserve: true,
      });
    });

  /** What may be done at a later sign-in as well. */
  const unlessFull = async (work: Promise<void>): Promise<void> => {
    try {
      await work;
    } catch (cause) {
      if (!isFull(cause)) throw cause;
      deps.log.warn('signIn.diskFull');
    }
  };

  const wrongPassword: SessionManager['wrongPassword'] = async (userId, at) => {
    const failures = (failedActs.get(userId) ?? 0) + 1;
    failedActs.set(userId, failures);
    if (session) await audit(session, { type: 'audit.signInFailed', payload: { userId, failures, at } });
  };

  const signatureOf =
    (seed: Uint8Array): PersonalSignature =>
    (hash) =>
      signHash(seed, hash);

  /** What changed in the keyring without a session (recovery, a new password) is published now. */
  const publishKeys = async (keyring: Keyring, who: Session): Promise<void> => {
    const person = deps.directory().people.get(who.user.userId);
    const keys = keyring.published(who.user.userId);
    if (!person || !keys) return;
    const known = { signPublicKey: person.signPublicKeys.at(-1), portable: person.portableBundle };
    if (
      known.signPublicKey === keys.signPublicKey &&
      JSON.stringify(known.portable) === JSON.stringify(keys.portableBundle)
    ) {
      return;
    }
    await who.records.write({
      commandId: newId(),
      actor: { userId: who.user.userId, role: who.user.role },
      events: [{ streamId: DIRECTORY_STREAM, type: 'user.keysChanged', payload: { userId: who.user.userId, keys } }],
      outcome: undefined,
    });
  };

  /** People added or removed on other PCs of the branch, as the directory has them. */
  const levelKeyring = async (keyring: Keyring, storeKey: Buffer): Promise<void> => {
    const here = new Set(keyring.tiles().map((tile) => tile.userId));
    const active = activePeople(deps.directory());
    for (const person of active) {
      const keys = {
        signPublicKey: person.signPublicKeys.at(-1) ?? '',
        boxPublicKey: person.boxPublicKey,
        portableBundle: person.portableBundle,
      };
      const tile = { name: person.name, staffNo: person.staffNo, role: person.role };
      if (!here.has(person.userId)) await keyring.enrolPerson({ userId: person.userId, tile, keys, storeKey });
      else await keyring.setTile(person.userId, tile);
    }
    const stays = new Set(active.map((person) => person.userId));
    for (const userId of here) if (!stays.has(userId) && stays.size > 0) await keyring.removePerson(userId);
  };

  /** A PC that was restored from a backup: whoever signs in first puts on record which PC goes on here for which. */
  const introduceDevice = async (keyring: Keyring, who: Session): Promise<void> => {
    const { id: deviceId, tag: deviceTag, signPublicKey } = keyring.device;
    const untold = who.former.untold();
    if (untold.length === 0) return;
    if (!deps.directory().devices.has(deviceId)) {
      await who.records.write({
        commandId: newId(),
        actor: { userId: who.user.userId, role: who.user.role },
        events: [
          { streamId: DIRECTORY_STREAM, type: 'device.added', payload: { deviceId, deviceTag, signPublicKey } },
          ...untold.map(({ backupAtMs, deviceTag: fromDevice }) => ({
            streamId: AUDIT_STREAM,
            type: 'audit.restored' as const,
            payload: { backupAtMs, fromDevice },
          })),
        ],
        outcome: undefined,
      });
    }
    await who.former.markTold();
  };

  const leaveTrace = async (keyring: Keyring, who: Session): Promise<void> => {
    await unlessFull(writeWaiting(who));
    await unlessFull(introduceDevice(keyring, who));
    await unlessFull(publishKeys(keyring, who));
    await deps.failedTries.tell((failed) => audit(who, { type: 'audit.signInFailed', payload: failed }));
    await audit(who, { type: 'audit.signedIn', payload: { method: 'password' } });
  };

  const signInNow: SessionManager['signIn'] = async (userId, password) => {
    const keyring = deps.keyring();
    if (!keyring) return err({ code: 'signIn.unknownUser' });
    const unlocked = await keyring.unlock(userId, password);
    if (!unlocked.ok) {
      if (unlocked.error.code === 'signIn.wrongPassword') await deps.failedTries.add(userId, 'signIn');
      return unlocked;
    }
    leave();
    await closeHeld();
    const opened = await openFor(keyring, userId, unlocked.value);
    if (!opened.ok || !opened.value.wantsKeyChange || !keyring.rotatesWithoutCode()) return opened;
    const changed = await changeNow(keyring, opened.value, undefined);
    // Nothing but a missing code keeps keys from being changed, and none is needed.
    return changed.ok || changed.error.code.startsWith('signIn') ? (changed as Result<Session, OpenError>) : opened;
  };

  const openFor = async (keyring: Keyring, userId: string, keys: OpenedKeys): Promise<Result<Session, OpenError>> => {
    opening = true;
    deps.onChange();
    try {
      const workspace = await deps.openWorkspace(keyring, keys);
      held = workspace;
      const person = deps.directory().people.get(userId);
      if (!person?.active) {
        await closeHeld();
        await keyring.removePerson(userId);
        return err({ code: 'signIn.userDisabled' });
      }
      const user = { userId, name: person.name, role: person.role };
      const opened = sessionOf(workspace, deps.listsFor(userId), user, signatureOf(keys.signSeed));
      try {
        await leaveTrace(keyring, opened);
        await unlessFull(levelKeyring(keyring, keys.storeKey));
      } catch (cause) {
        // Where no trace can be left nobody gets to see anything either.
        await closeHeld();
        throw cause;
      }
      session = opened;
      touchedAtMs = deps.monotonicMs();
      deps.onSignedIn(opened);
      return ok(opened);
    } catch (cause) {
      if (!(cause instanceof KeyTableLost)) throw cause;
      deps.keyTableLost();
      return err({ code: 'signIn.keyTableLost' });
    } finally {
      opening = false;
      deps.onChange();
    }
  };

  const changeNow = async (
    keyring: Keyring,
    { user, keys }: Session,
    typedCode: string | undefined,
  ): Promise<Result<Session, ChangeKeysError>> => {
    if (!keyring.rotatesWithoutCode() && keyring.formerKey(keys.store) === undefined) {
      if (typedCode === undefined) return err({ code: 'protection.codeNeeded' });
      const known = keyring.openByRecoveryCode(typedCode);
      known?.fill(0);
      if (!known) return err({ code: 'protection.codeDiffers' });
    }
    // Of their own: those of the session are overwritten when it is closed.
    let storeKey: Buffer = Buffer.from(keys.store);
    const signSeed = Buffer.from(keys.sign);
    // So that the page shows that the branch is being opened, and not the people who work here.
    opening = true;
    leave();
    try {
      await closeHeld();
      if (keyring.formerKey(storeKey) === undefined) {
        const next = await keyring.beginRotation(storeKey, typedCode);
        if (next) storeKey = next;
      }
    } finally {
      opening = false;
    }
    return openFor(keyring, user.userId, { storeKey, signSeed });
  };

  return {
    current: () => session,
    opening: () => opening,
    tiles: () => [...(deps.keyring()?.tiles() ?? [])].sort(byRole),
    signIn: (userId, password) => turns.run(() => signInNow(userId, password)),
    lock,
    changeKeys: (typedCode) =>
      turns.run(async () => {
        const keyring = deps.keyring();
        if (!keyring || !session) return err({ code: 'signIn.unknownUser' });
        return changeNow(keyring, session, typedCode);
      }),
    touch: () => {
      touchedAtMs = deps.monotonicMs();
    },
    lockIfIdle: async () => {
      if (session && deps.monotonicMs() - touchedAtMs > deps.idleLockMinutes() * 60_000) await lock();
    },
    withStepUp: async (userId, password, use) => {
      const keyring = deps.keyring();
      const person = deps.directory().people.get(userId);
      if (!keyring || !person) return err({ code: 'signIn.unknownUser' });
      if (!person.active) return err({ code: 'signIn.userDisabled' });
      const unlocked = await keyring.unlock(userId, password);
      if (!unlocked.ok) {
        if (unlocked.error.code === 'signIn.wrongPassword') await wrongPassword(userId, 'stepUp');
        return unlocked;
      }
      failedActs.delete(userId);
      try {
        return ok(await use({ userId, role: person.role, sign: signatureOf(unlocked.value.signSeed) }));
      } finally {
        unlocked.value.signSeed.fill(0);
        unlocked.value.storeKey.fill(0);
      }
    },
    directoryChange: async (commandId, events, outcome, sign) => {
      if (!session) throw new Error('the directory is changed only by somebody who is signed in');
      const { user, records } = session;
      await records.write({
        commandId,
        actor: { userId: user.userId, role: user.role },
        events: events.map((event) => ({ streamId: DIRECTORY_STREAM, ...event })),
        outcome,
        ...(sign ? { sign } : {}),
      });
    },
    audit,
    writeWaitingTraces: async () => {
      if (session) await unlessFull(writeWaiting(session));
    },
    wrongPassword,
  };
}

/** No room on the disk, whoever found out. */
function isFull(cause: unknown): boolean {
  return (cause instanceof StoreUnavailable && cause.reason === 'diskFull') || diskFullCodes.includes(codeOf(cause));
}

function byRole(a: UserTile, b: UserTile): number {
  return Number(may(b.role, 'case.register')) - Number(may(a.role, 'case.register')) || (a.name < b.name ? -1 : 1);
}
