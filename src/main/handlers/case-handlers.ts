/** The page of one complaint: what it shows and every command on it. */
import type { CaseCommand, CaseCommandInput, CaseCommandName } from '../../domain/complaint/commands';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import type { TimelineEntry } from '../../shared/contract/case';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { doubtOf, readAnchors } from '../clock/time-anchors';
import type { CallContext } from '../ipc/answer';
import type { Session } from '../session/session';
import { caseViewOf, deadlineViews, ownDateViews, syncStateOf } from './case-view';
import { traceView } from './leave-trace';
import { namesIn, wholeHistory } from './past-events';
import { pairHandlers } from './pair-handlers';
import { timelineValues } from './timeline-values';
import { requireSession } from './require-session';

type CaseHandlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `case.${string}`>>;

/** A command without fields of its own has the type `Record<string, never>`, which would forbid the two ids beside it. */
type CaseInput<N extends CaseCommandName> = string extends keyof CaseCommandInput<N> ? unknown : CaseCommandInput<N>;

/** How long a revealed field stays on the screen. */
const hideAfterMs = 10_000;

export function caseHandlers(core: Core, verifyDecision: (event: OpenEvent) => boolean): CaseHandlers {
  /** Every case command has the same shape: its own input beside `commandId` and `caseId`. */
  const command = <N extends CaseCommandName>(name: N) => {
    return async (call: { commandId: string; caseId: string } & CaseInput<N>, context: CallContext) => {
      const session = requireSession(context);
      const { commandId, caseId, ...input } = call;
      const result = await session.records.runCaseCommand({
        commandId,
        caseId,
        actor: { userId: session.user.userId, role: session.user.role },
        // What is left of the input is the command's own schema: the contract was put together from it.
        command: { name, input } as unknown as CaseCommand,
      });
      return result.ok ? ok({ revision: result.value.revision }) : result;
    };
  };

  const load = async (session: Session, caseId: string) => {
    const state = await session.records.caseState(caseId);
    return state && { state, events: await session.records.events(caseId) };
  };

  return {
    ...pairHandlers(core),
    'case.get': async ({ caseId }, context) => {
      const session = requireSession(context);
      const loaded = await load(session, caseId);
      if (!loaded) return err({ code: 'case.notFound' });
      await traceView(core, session, loaded.state);
      return ok(caseViewOf(core, loaded.state, loaded.events, verifyDecision));
    },
    'case.deadlines': async ({ caseId, underPack }, context) => {
      const state = await requireSession(context).records.caseState(caseId);
      if (!state) return err({ code: 'case.notFound' });
      const asked =
        underPack === undefined
          ? { law: core.lawOf(state), deadlines: core.deadlinesOf(state) }
          : core.outlookUnder(state, underPack);
      if (!asked) return err({ code: 'packs.notFound' });
      const { rules, calendar } = asked.law;
      return ok({
        number: state.number,
        deadlines: [...deadlineViews(state, asked.deadlines, core.steadyMs()), ...ownDateViews(state, calendar, core)],
        law: {
          rules: { id: rules.id, version: rules.version },
          calendar: { id: calendar.id, version: calendar.version },
        },
      });
    },
    'case.whatIf': async ({ caseId, step }, context) => {
      const state = await requireSession(context).records.caseState(caseId);
      if (!state) return err({ code: 'case.notFound' });
      const outlook = core.whatIf(state, step);
      return outlook ? ok(outlook) : err({ code: 'case.noSuchStep' });
    },
    'case.timeline': async ({ caseId }, context) => {
      const session = requireSession(context);
      const loaded = await load(session, caseId);
      if (!loaded) return err({ code: 'case.notFound' });
      await traceView(core, session, loaded.state);
      const anchors = await readAnchors(session);
      const names = namesIn(core, loaded.state);
      const entries = wholeHistory(loaded.events).map(({ event, branch }): TimelineEntry => ({
        eventId: event.header.id,
        type: event.header.type,
        atMs: event.header.at.wall,
        // Of PCs of another branch nothing is known here but what headquarters took in.
        ...(branch === null ? doubtOf(event.header, anchors) : { branch }),
        userId: event.header.actor.userId,
        userName: names.personName(event.header.actor.userId),
        deviceId: event.header.deviceId,
        values: timelineValues(names, event),
        signed: event.userSig !== undefined,
        syncState: branch === null ? syncStateOf(core, event) : 'received',
      }));
      return ok({ entries });
    },
    'case.reveal': async ({ caseId, field, partyIndex, reason }, context) => {
      const session = requireSession(context);
      const state = await session.records.caseState(caseId);
      const party = state?.details.parties[partyIndex];
      if (!state || !party) return err({ code: 'case.notFound' });
      // The trace comes first: what was shown can't be unseen if writing it fails.
      await core.audit(session, {
        type: 'audit.fieldRevealed',
        payload: { caseId, number: state.number, field, partyIndex, reason },
      });
      return ok({ value: party[field], hideAfterMs });
    },
    'case.recordDetails': command('recordDetails'),
    'case.chooseVersion': command('chooseVersion'),
    'case.reviewConflict': command('reviewConflict'),
    'case.noteProceedings': command('noteProceedings'),
    'case.endProceedings': command('endProceedings'),
    'case.placeHold': command('placeHold'),
    'case.liftHold': command('liftHold'),
    'case.rateEmotion': command('rateEmotion'),
    'case.attachEvidence': command('attachEvidence'),
    'case.addNote': command('addNote'),
    'case.markNotComplaint': command('markNotComplaint'),
    'case.restoreAsComplaint': command('restoreAsComplaint'),
    'case.accept': command('accept'),
    'case.assign': command('assign'),
    'case.declareRecusal': command('declareRecusal'),
    'case.proposeRefusal': command('proposeRefusal'),
    'case.liftRefusal': command('liftRefusal'),
    'case.startInvestigation': command('startInvestigation'),
    'case.extendDeadline': command('extendDeadline'),
    'case.suspendClock': command('suspendClock'),
    'case.resumeClock': command('resumeClock'),
    'case.addFacts': command('addFacts'),
    'case.recordHeadCount': command('recordHeadCount'),
    'case.recogniseMajor': command('recogniseMajor'),
    'case.writeMajorReport': command('writeMajorReport'),
    'case.reportMajor': command('reportMajor'),
    'case.proposeRemedy': command('proposeRemedy'),
    'case.recallRemedy': command('recallRemedy'),
    'case.recordDelivery': command('recordDelivery'),
    'case.requestReview': command('requestReview'),
    'case.decideReview': command('decideReview'),
    'case.recordLetterDelivery': command('recordLetterDelivery'),
    'case.writeLetterParagraph': command('writeLetterParagraph'),
    'case.recordReviewDelivery': command('recordReviewDelivery'),
    'case.makePromise': command('makePromise'),
    'case.changePromise': command('changePromise'),
    'case.settlePromise': command('settlePromise'),
    'case.startMediation': command('startMediation'),
    'case.endMediation': command('endMediation'),
    'case.recordFinding': command('recordFinding'),
    'case.requestMaterial': command('requestMaterial'),
    'case.receiveMaterial': command('receiveMaterial'),
    'case.endWaiting': command('endWaiting'),
    'case.sendInquiry': command('sendInquiry'),
    'case.answerInquiry': command('answerInquiry'),
    'case.recordContact': command('recordContact'),
    'case.recordMinutes': command('recordMinutes'),
    'case.transferOut': command('transferOut'),
    'case.confirmTransfer': command('confirmTransfer'),
    'case.takeBackTransfer': command('takeBackTransfer'),
    'case.recordClockFact': command('recordClockFact'),
    'case.answerRegulator': command('answerRegulator'),
    'case.answerPetition': command('answerPetition'),
    'case.recordPerformance': command('recordPerformance'),
    'case.withdraw': command('withdraw'),
    'case.close': command('close'),
    'case.reopen': command('reopen'),
    'case.createTask': command('createTask'),
    'case.completeTask': command('completeTask'),
    'case.recordCallback': command('recordCallback'),
  };
}
