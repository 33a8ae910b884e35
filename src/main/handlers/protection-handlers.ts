/** Changing the keys of this PC, and 到期销毁: two people destroy files whose time is over. */
import type { KeyChangeReason } from '../../domain/audit/audit-events';
import { may, type Role } from '../../domain/authority/roles';
import { standingHolds } from '../../domain/complaint/hold';
import type { CaseState } from '../../domain/complaint/state';
import { settledStatuses } from '../../domain/complaint/states';
import { visibleTo } from '../../domain/complaint/visibility';
import { canonicalJson } from '../../domain/evidence/canonical';
import { RETENTION_STREAM } from '../../domain/evidence/event-envelope';
import { maskName } from '../../domain/identity/mask';
import {
  destroyedCaseOf,
  destructionsOf,
  keptBecause,
  mostDestroyedAtOnce,
  type RetentionPayload,
} from '../../domain/retention/destruction';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import { emptyHistoryFilter } from '../../shared/contract/history';
import type { DueCase } from '../../shared/contract/protection';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import { nodeHasher } from '../keys/ed25519';
import type { KeyChange } from '../keys/key-change';
import type { Keyring } from '../keys/keyring';
import type { PersonalSignature } from '../records/calls';
import type { ChangeKeysError, SessionManager, SignInError } from '../session/session-manager';
import type { Session } from '../session/session';
import { requireSession } from './require-session';

type Handlers = Pick<
  AppHandlers<CallContext>,
  Extract<keyof AppContract, `protection.${string}` | `retention.${string}`>
>;

export interface ProtectionDeps {
  readonly core: Core;
  readonly manager: Pick<SessionManager, 'changeKeys' | 'withStepUp'>;
  readonly keyring: () => Keyring | undefined;
  readonly keyChange: Pick<KeyChange, 'progress'>;
  /** Headquarters is there and has to have everything first. */
  readonly isEnrolled: () => Promise<boolean>;
  /** For the event that the next opening of the records writes. */
  readonly because: (reason: KeyChangeReason) => void;
}

/** No rule keeps a complaint for less than a year, so younger ones need not be opened. */
const youngestMs = 365 * 24 * 60 * 60 * 1000;
const statesAtOnce = 200;

export function protectionHandlers(deps: ProtectionDeps): Handlers {
  const { core, manager, keyring, keyChange, isEnrolled, because } = deps;

  const requireKeyring = (): Keyring => {
    const ring = keyring();
    if (!ring) throw new Error('this PC has no keyring yet');
    return ring;
  };
  const isChanging = (session: Session): boolean => requireKeyring().formerKey(session.keys.store) !== undefined;

  const passwordError = (userId: string, error: SignInError) => {
    switch (error.code) {
      case 'signIn.wrongPassword':
        return { code: 'protection.wrongPassword' as const, userId, waitMs: error.waitMs };
      case 'signIn.throttled':
        return { code: 'protection.throttled' as const, userId, waitMs: error.waitMs };
      case 'signIn.unknownUser':
      case 'signIn.userDisabled':
        return { code: 'retention.signerBarred' as const };
    }
  };

  /** Whether the code, where it is needed, is there and right; looked at before anything is written down. */
  const codeError = (session: Session, recoveryCode: string | null) => {
    const ring = requireKeyring();
    if (ring.rotatesWithoutCode() || isChanging(session)) return undefined;
    if (recoveryCode === null || recoveryCode.trim() === '') return { code: 'protection.codeNeeded' as const };
    const opened = ring.openByRecoveryCode(recoveryCode);
    opened?.fill(0);
    return opened ? undefined : { code: 'protection.codeDiffers' as const };
  };

  const changeKeys = async (reason: KeyChangeReason, recoveryCode: string | null): Promise<void> => {
    because(reason);
    const changed = await manager.changeKeys(recoveryCode ?? undefined);
    if (!changed.ok) throw new Error(`keys could not be changed: ${(changed.error satisfies ChangeKeysError).code}`);
  };

  /** Events of this PC that headquarters has not confirmed. */
  const unsentIn = async (caseIds: readonly string[]): Promise<ReadonlySet<string>> => {
    if (!(await isEnrolled())) return new Set();
    const rows = await core.store.eventRowsOf(caseIds);
    const own = core.deviceId();
    return new Set(
      [...rows].flatMap(([id, events]) =>
        events.some(({ deviceId, seq }) => deviceId === own && seq > core.receivedSeq()) ? [id] : [],
      ),
    );
  };

  /** Cases whose time is over, oldest first, and how many of them a hold keeps. */
  const overdue = async ({ lists, records, deadlinesOf }: Session) => {
    const filter = {
      ...emptyHistoryFilter,
      statuses: [...settledStatuses],
      receivedToMs: core.nowMs() - youngestMs,
    };
    const ids = await lists.listIds({ filter, sort: { by: 'received', direction: 'asc' } });
    const due: CaseState[] = [];
    let held = 0;
    for (let from = 0; from < ids.length && due.length <= mostDestroyedAtOnce; from += statesAtOnce) {
      for (const state of await records.caseStates(ids.slice(from, from + statesAtOnce))) {
        const why = keptBecause(state, deadlinesOf(state), core.today());
        if (why === undefined) due.push(state);
        if (why === 'hold' && keptBecause({ ...state, holds: [] }, deadlinesOf(state), core.today()) === undefined)
          held += standingHolds(state).length > 0 ? 1 : 0;
      }
    }
    return { due, held };
  };

  /** The cases, if every one of them may be destroyed now. */
  const destroyable = async ({ records, deadlinesOf }: Session, ids: readonly string[]) => {
    const unsent = await unsentIn(ids);
    const states: CaseState[] = [];
    for (const id of ids) {
      const state = await records.caseState(id);
      if (!state || keptBecause(state, deadlinesOf(state), core.today()))
        return err({ code: 'retention.kept' as const, number: state?.number ?? '' });
      if (unsent.has(id)) return err({ code: 'retention.unsent' as const, number: state.number });
      states.push(state);
    }
    return ok(states);
  };

  const viewOf = ({ deadlinesOf }: Session, state: CaseState, unsent: ReadonlySet<string>): DueCase => ({
    caseId: state.id,
    number: state.number,
    maskedName: maskName(state.details.parties[0]?.name ?? ''),
    keptUntil: destroyedCaseOf(state, deadlinesOf(state)).keptUntil,
    files: state.evidence.length,
    talks: (state.talks ?? []).length,
    unsent: unsent.has(state.id),
  });

  return {
    'protection.get': async (_input, context) => {
      const session = requireSession(context);
      const ring = requireKeyring();
      const destructions = destructionsOf(await session.records.events(RETENTION_STREAM));
      return ok({
        keysSinceMs: ring.storeKeySinceMs(),
        keyChange: isChanging(session) ? (keyChange.progress() ?? { done: 0, total: 1 }) : null,
        codeNeeded: !ring.rotatesWithoutCode(),
        destructions: destructions.toReversed().map(({ runId, atMs, by, approvedBy, reason, cases }) => ({
          runId,
          atMs,
          byName: core.personName(by),
          approvedByName: core.personName(approvedBy),
          reason,
          cases: cases.map(({ number, keptUntil }) => ({ number, keptUntil })),
        })),
      });
    },
    'protection.changeKeys': async ({ reason, password, recoveryCode }, context) => {
      const session = requireSession(context);
      if (isChanging(session)) return err({ code: 'protection.changing' });
      const missing = codeError(session, recoveryCode);
      if (missing) return err(missing);
      const { userId } = session.user;
      const stepped = await manager.withStepUp(userId, password, () => Promise.resolve(true));
      if (!stepped.ok) {
        const error = passwordError(userId, stepped.error);
        if (error.code === 'retention.signerBarred') throw new Error('who is signed in has no keys here');
        return err(error);
      }
      await changeKeys(reason, recoveryCode);
      return ok({});
    },
    'retention.due': async (_input, context) => {
      const session = requireSession(context);
      const { due, held } = await overdue(session);
      const shown = due.slice(0, mostDestroyedAtOnce);
      const unsent = await unsentIn(shown.map(({ id }) => id));
      return ok({
        cases: shown.map((state) => viewOf(session, state, unsent)),
        held,
        more: due.length > shown.length,
      });
    },
    'retention.destroy': async ({ commandId, caseIds, reason, password, second, recoveryCode }, context) => {
      const session = requireSession(context);
      const { records, user, deadlinesOf } = session;
      const before = await records.answered(commandId);
      if (before !== undefined) return ok(before as { count: number });
      if (reason === '') return err({ code: 'retention.reasonMissing' });
      if (second.userId === user.userId) return err({ code: 'retention.samePerson' });
      const missing = codeError(session, recoveryCode);
      if (missing) return err(missing);
      const ids = [...new Set(caseIds)];
      const found = await destroyable(session, ids);
      if (!found.ok) return found;
      const states = found.value;
      const cases = states.map((state) => destroyedCaseOf(state, deadlinesOf(state)));
      const runId = core.newId();
      const digest = nodeHasher.sha256(canonicalJson({ runId, reason, cases }));
      const write = async (signer: { userId: string; role: Role; sign: PersonalSignature }): Promise<void> => {
        const approved: RetentionPayload<'retention.approved'> = { runId, digest, count: cases.length };
        await records.write({
          commandId: core.newId(),
          actor: { userId: signer.userId, role: signer.role },
          sign: signer.sign,
          events: [{ streamId: RETENTION_STREAM, type: 'retention.approved', payload: approved }],
          outcome: undefined,
        });
        const destroyed: RetentionPayload<'retention.destroyed'> = {
          runId,
          digest,
          reason,
          approvedBy: signer.userId,
          cases,
        };
        await core.audit(session, {
          type: 'audit.casesDestroyed',
          payload: { runId, count: cases.length, approvedBy: signer.userId },
        });
        await records.write({
          commandId,
          actor: { userId: user.userId, role: user.role },
          sign: session.sign,
          events: [{ streamId: RETENTION_STREAM, type: 'retention.destroyed', payload: destroyed }],
          outcome: { count: cases.length },
        });
      };
      const own = await manager.withStepUp(user.userId, password, async () =>
        manager.withStepUp(second.userId, second.password, async (signer) => {
          const barred = states.some((state) => !visibleTo(state, signer.userId));
          if (barred || !may(signer.role, 'case.destroy')) return err({ code: 'retention.signerBarred' as const });
          // Somebody may have placed a hold while passwords were typed.
          const still = await destroyable(session, ids);
          if (still.ok) await write(signer);
          return still;
        }),
      );
      if (!own.ok) return err(passwordError(user.userId, own.error));
      if (!own.value.ok) return err(passwordError(second.userId, own.value.error));
      if (!own.value.value.ok) return own.value.value;
      await changeKeys('destruction', recoveryCode);
      return ok({ count: cases.length });
    },
  };
}
