/** 授权代理: lending authority, and ending it; events of the directory, signed by the person. */
import { delegate, mostToLend } from '../../domain/authority/delegation';
import { may } from '../../domain/authority/roles';
import type { KnownDelegation } from '../../domain/directory/directory';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { DelegationView } from '../../shared/contract/delegation';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import type { Session } from '../session/session';
import type { SessionManager } from '../session/session-manager';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `delegation.${string}`>>;

export interface DelegationHandlerDeps {
  readonly core: Core;
  readonly manager: Pick<SessionManager, 'directoryChange'>;
}

export function delegationHandlers({ core, manager }: DelegationHandlerDeps): Handlers {
  const mayRevoke = ({ user }: Session, { from, to }: KnownDelegation): boolean =>
    user.userId === from || user.userId === to || may(user.role, 'user.manage');

  const stateOf = ({ revoked, fromDate, toDate }: KnownDelegation): DelegationView['state'] => {
    const { today } = core.authority();
    if (revoked !== null) return 'revoked';
    if (today < fromDate) return 'planned';
    return today <= toDate ? 'active' : 'over';
  };

  return {
    'delegation.list': async (_input, context) => {
      const session = requireSession(context);
      const { rules, today } = core.authority();
      const mostFen = mostToLend(rules, session.user.role);
      return ok({
        ...(mostFen === undefined ? {} : { mostFen }),
        mostDays: rules.delegationMostDays,
        today,
        delegations: core
          .directory()
          .delegations.toReversed()
          .map(({ revoked, ...known }): DelegationView => {
            const state = stateOf({ revoked, ...known });
            return {
              ...known,
              fromName: core.personName(known.from),
              toName: core.personName(known.to),
              state,
              revokedByName: revoked && core.personName(revoked.by),
              mayRevoke: (state === 'active' || state === 'planned') && mayRevoke(session, { revoked, ...known }),
            };
          }),
      });
    },
    'delegation.give': async ({ commandId, ...entered }, context) => {
      const session = requireSession(context);
      const before = await session.records.answered(commandId);
      if (before !== undefined) return ok(before as { id: string });
      const { people } = core.directory();
      const given = delegate(session.user.userId, entered, { ...core.authority(), people, newId: core.newId });
      if (!given.ok) return given;
      const outcome = { id: given.value.id };
      await manager.directoryChange(
        commandId,
        [{ type: 'authority.delegated', payload: { delegation: given.value } }],
        outcome,
        session.sign,
      );
      return ok(outcome);
    },
    'delegation.revoke': async ({ commandId, delegationId }, context) => {
      const session = requireSession(context);
      if ((await session.records.answered(commandId)) !== undefined) return ok({});
      const known = core.directory().delegations.find(({ id }) => id === delegationId);
      if (known?.revoked !== null) return err({ code: 'delegation.notFound' });
      if (!mayRevoke(session, known)) return err({ code: 'delegation.notYours' });
      await manager.directoryChange(
        commandId,
        [{ type: 'authority.revoked', payload: { delegationId, reason: '' } }],
        {},
        session.sign,
      );
      return ok({});
    },
  };
}
