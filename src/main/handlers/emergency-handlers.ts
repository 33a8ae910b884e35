/** 紧急处置 by two signatures on one digest, and the review or ratification that somebody above owes afterwards. */
import { levelOf } from '../../domain/authority/levels';
import {
  couldDecide,
  emergencyBlock,
  emergencyRefusal,
  needsReference,
  reviewRefusal,
} from '../../domain/complaint/emergency';
import { openOwed } from '../../domain/complaint/authority-fold';
import { currentProposal } from '../../domain/complaint/state';
import { activePeople } from '../../domain/directory/directory';
import type { EmergencySigner, Reviewer } from '../../shared/contract/approval';
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { CallContext } from '../ipc/answer';
import type { SignInError } from '../session/session-manager';
import type { ApprovalDeps, StepUpSigner } from './approval-handlers';
import { requireSession } from './require-session';

type EmergencyHandlers = Pick<
  AppHandlers<CallContext>,
  'approval.emergency' | 'approval.decideInEmergency' | 'approval.reviewers' | 'approval.review'
>;

export function emergencyHandlers({ core, withStepUp }: Pick<ApprovalDeps, 'core' | 'withStepUp'>): EmergencyHandlers {
  const context = () => ({ authority: core.authority(), people: core.directory().people });

  /** The error of a password says whose it was: there are two on the page. */
  const passwordError = (userId: string, error: SignInError) => {
    const person = core.personName(userId);
    switch (error.code) {
      case 'signIn.wrongPassword':
        return { code: 'emergency.wrongPassword' as const, userId, waitMs: error.waitMs };
      case 'signIn.throttled':
        return { code: 'emergency.throttled' as const, userId, waitMs: error.waitMs };
      case 'signIn.unknownUser':
      case 'signIn.userDisabled':
        return { code: 'emergency.signerBarred' as const, userId, person, reason: 'approval.roleForbids' };
    }
  };

  return {
    'approval.emergency': async ({ caseId }, call) => {
      const state = await requireSession(call).records.caseState(caseId);
      if (!state) return err({ code: 'case.notFound' });
      const proposal = currentProposal(state);
      if (proposal?.status !== 'pending') return err({ code: 'remedy.notPending' });
      const around = context();
      return ok({
        block: emergencyBlock(proposal, around.authority) ?? null,
        today: around.authority.today,
        reviewWithinDays: around.authority.rules.emergency.reviewWithinDays,
        people: activePeople(core.directory()).map(({ userId, name, role }): EmergencySigner => ({
          userId,
          name,
          role,
          refusal: emergencyRefusal(state, proposal, { userId, role }, around.people) ?? null,
          couldDecide: couldDecide(state, proposal, { userId, role }, around),
          supervises: levelOf(role) !== undefined,
        })),
      });
    },
    'approval.decideInEmergency': async ({ commandId, caseId, first, second, ...input }, call) => {
      const { records } = requireSession(call);
      // Before a password is looked at: one person must not get to sign twice by typing theirs twice.
      if (first.userId === second.userId) return err({ code: 'emergency.samePerson' });
      const both = async (cosigner: StepUpSigner, signer: StepUpSigner) =>
        records.runCaseCommand({
          commandId,
          caseId,
          actor: { userId: signer.userId, role: signer.role },
          sign: signer.sign,
          cosigner: { actor: { userId: cosigner.userId, role: cosigner.role }, sign: cosigner.sign },
          command: { name: 'approveInEmergency', input },
        });
      const stepped = await withStepUp(first.userId, first.password, async (cosigner) => {
        const done = await withStepUp(second.userId, second.password, (signer) => both(cosigner, signer));
        return done.ok ? done.value : err(passwordError(second.userId, done.error));
      });
      return stepped.ok ? stepped.value : err(passwordError(first.userId, stepped.error));
    },
    'approval.reviewers': async ({ caseId, taskId }, call) => {
      const state = await requireSession(call).records.caseState(caseId);
      if (!state) return err({ code: 'case.notFound' });
      if (!openOwed(state, taskId)) return err({ code: 'task.notFound' });
      return ok({
        users: activePeople(core.directory()).map(({ userId, name, role }): Reviewer => ({
          userId,
          name,
          role,
          refusal: reviewRefusal(state, taskId, { userId, role }, context()) ?? null,
          needsReference: needsReference(state, taskId, { userId, role }, context()),
        })),
      });
    },
    'approval.review': async ({ commandId, caseId, stepUp, ...input }, call) => {
      const session = requireSession(call);
      const reviewAs = (signer: StepUpSigner) =>
        session.records.runCaseCommand({
          commandId,
          caseId,
          actor: { userId: signer.userId, role: signer.role },
          sign: signer.sign,
          command: { name: 'recordReview', input },
        });
      if (!stepUp) return reviewAs({ ...session.user, sign: session.sign });
      const stepped = await withStepUp(stepUp.userId, stepUp.password, reviewAs);
      return stepped.ok ? stepped.value : stepped;
    },
  };
}
