/** Sign-in, lock, passwords and people. */
import { permissionsNow, type AuthorityContext } from '../../domain/authority/authority';
import { may } from '../../domain/authority/roles';
import { activePeople, type Directory } from '../../domain/directory/directory';
import { tiesChange } from '../../domain/directory/ties';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { UserView } from '../../shared/contract/session';
import type { CallContext } from '../ipc/answer';
import type { Keyring } from '../keys/keyring';
import { passwordWeakness } from '../../domain/identity/password-policy';
import { newId } from '../platform/ids';
import type { SessionManager } from '../session/session-manager';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `session.${string}` | `user.${string}`>>;

export interface SessionHandlerDeps {
  readonly manager: SessionManager;
  readonly keyring: () => Keyring | undefined;
  readonly directory: () => Directory;
  readonly authority: () => AuthorityContext;
  readonly nowMs: () => number;
}

export function sessionHandlers({ manager, keyring, directory, authority, nowMs }: SessionHandlerDeps): Handlers {
  const requireKeyring = (): Keyring => {
    const ring = keyring();
    if (!ring) throw new Error('this PC has no keyring yet');
    return ring;
  };
  const branchCode = (): string => directory().branch?.code ?? '';
  /** Somebody must always be able to approve and to manage people. */
  const isLastSupervisor = (userId: string): boolean =>
    !activePeople(directory()).some((p) => p.role === 'supervisor' && p.userId !== userId);

  return {
    'session.tiles': async () => ok({ users: [...manager.tiles()] }),
    'session.signIn': async ({ userId, password }) => {
      const result = await manager.signIn(userId, password);
      if (!result.ok) return result;
      const { user } = result.value;
      return ok({ ...user, permissions: permissionsNow(user, directory().people, authority()) });
    },
    'session.lock': async () => {
      await manager.lock();
      return ok({});
    },
    'session.touch': async () => {
      manager.touch();
      return ok({});
    },
    'session.changePassword': async ({ oldPassword, newPassword }, context) => {
      const session = requireSession(context);
      const { userId, name } = session.user;
      const weakness = passwordWeakness(newPassword, { name, branchCode: branchCode() });
      if (weakness) return err({ code: 'password.weak', person: 'self', reason: weakness });
      const ring = requireKeyring();
      const checked = await ring.unlock(userId, oldPassword);
      if (!checked.ok) {
        if (checked.error.code === 'signIn.wrongPassword') await manager.wrongPassword(userId, 'passwordChange');
        return checked;
      }
      await ring.changePassword(userId, checked.value, oldPassword, newPassword);
      const keys = ring.published(userId);
      if (keys) await manager.directoryChange(newId(), [{ type: 'user.keysChanged', payload: { userId, keys } }], {});
      return ok({});
    },
    'user.list': async (_input, context) => {
      const managing = may(requireSession(context).user.role, 'user.manage');
      const users = [...directory().people.values()].map((person): UserView => ({
        userId: person.userId,
        name: person.name,
        role: person.role,
        staffNo: person.staffNo,
        active: person.active,
        addedAtMs: person.addedAtMs,
        reportsTo: person.reportsTo,
        relations: managing ? person.relations : [],
      }));
      return ok({ users });
    },
    'user.add': async ({ commandId, person, role }, context) => {
      const session = requireSession(context);
      const before = await session.records.answered(commandId);
      if (before !== undefined) return ok(before as { userId: string });
      const weakness = passwordWeakness(person.password, { name: person.name, branchCode: branchCode() });
      if (weakness) return err({ code: 'password.weak', person: 'other', reason: weakness });
      const same = activePeople(directory()).find((p) => p.name === person.name && p.staffNo === person.staffNo);
      if (same) return err({ code: 'user.nameTaken' });
      const userId = newId();
      const ring = requireKeyring();
      const tile = { name: person.name, staffNo: person.staffNo, role };
      await ring.setPerson({ userId, tile, password: person.password, storeKey: session.keys.store });
      const keys = ring.published(userId);
      if (!keys) throw new Error('the new keys are missing');
      const { name, staffNo } = person;
      await manager.directoryChange(
        commandId,
        [{ type: 'user.added', payload: { userId, name, staffNo, role, keys } }],
        { userId },
      );
      return ok({ userId });
    },
    'user.setRole': async ({ commandId, userId, role }, context) => {
      // Nobody gives themselves the right to approve.
      if (userId === requireSession(context).user.userId) return err({ code: 'user.self' });
      const person = directory().people.get(userId);
      if (!person) return err({ code: 'user.notFound' });
      if (person.role === 'supervisor' && role !== 'supervisor' && isLastSupervisor(userId)) {
        return err({ code: 'user.lastSupervisor' });
      }
      await manager.directoryChange(commandId, [{ type: 'user.roleChanged', payload: { userId, role } }], {});
      await requireKeyring().setTile(userId, { name: person.name, staffNo: person.staffNo, role });
      return ok({});
    },
    'user.setTies': async ({ commandId, userId, reportsTo, relations }, context) => {
      const { user } = requireSession(context);
      const change = tiesChange(directory(), { userId, reportsTo, relations }, user.userId, nowMs());
      if (!change.ok) return change;
      await manager.directoryChange(commandId, [{ type: 'user.tiesChanged', payload: change.value }], {});
      return ok({});
    },
    'user.disable': async ({ commandId, userId }, context) => {
      const session = requireSession(context);
      if (userId === session.user.userId) return err({ code: 'user.self' });
      const person = directory().people.get(userId);
      if (!person?.active) return err({ code: 'user.notFound' });
      if (person.role === 'supervisor' && isLastSupervisor(userId)) return err({ code: 'user.lastSupervisor' });
      await manager.directoryChange(commandId, [{ type: 'user.disabled', payload: { userId } }], {});
      await requireKeyring().removePerson(userId);
      return ok({});
    },
  };
}
