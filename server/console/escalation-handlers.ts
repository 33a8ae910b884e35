/** 上报待办: what branches sent up, opened for a reason and decided with a signature; and 退回重办. */
import { asc, eq, sql } from 'drizzle-orm';
import type { CaseState } from '../../src/domain/complaint/state';
import { err, ok } from '../../src/shared/contract/define';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import type { escalationContract, EscalationSheet } from '../../src/shared/hq-console/escalations';
import { assignComplaint } from '../assign';
import { consoleEscalations } from '../db/console-schema';
import { branches } from '../db/schema';
import { orderRework, ruleAbove, waitingAt, type Waiting } from '../directives';
import { record, type Call } from './call';
import { caseAtHq, catchUp } from './case-list';
import { personOfCall, signDirective } from './sign-directive';

type EscalationHandlers = Pick<ConsoleHandlers<Call>, keyof typeof escalationContract>;

/** More at once nobody decides; the rest comes up once these are done. */
const mostRows = 200;
const dayMs = 24 * 60 * 60 * 1000;

const refusalOf = {
  code: 'console.codeWrong',
  unknown: 'console.caseUnknown',
  notWaiting: 'console.notWaiting',
  changed: 'console.changed',
  signedAlready: 'console.signedAlready',
} as const;
const reworkRefusalOf = {
  code: 'console.codeWrong',
  unknown: 'console.caseUnknown',
  notReworkable: 'console.notReworkable',
} as const;

const assignRefusalOf = { code: 'console.codeWrong', unknown: 'console.branchUnknown' } as const;

const ruledAs = {
  approve: 'escalation.approved',
  return: 'escalation.returned',
  reject: 'escalation.rejected',
} as const;

function sheetOf(state: CaseState, waiting: Waiting, account: string): EscalationSheet {
  const { proposal, digest, unchanged, needed } = waiting;
  const { escalation, content } = proposal;
  const { details } = state;
  const named = state.evidence.filter(({ id }) => content.evidenceIds.includes(id));
  return {
    number: state.number,
    proposalId: proposal.id,
    ...{ digest, unchanged, needed },
    parties: details.parties.map(({ name, phone }) => ({ name, phone })),
    matter: details.matter,
    facts: details.facts,
    wish: details.wish,
    claimedFen: details.amountFen,
    receivedAtMs: state.receivedAtMs,
    dueOn: escalation.dueOn,
    sentAtMs: escalation.atMs,
    why: escalation.why,
    limitFen: escalation.limitFen,
    reason: escalation.reason,
    kinds: [...content.kinds],
    amountFen: content.amountFen,
    factsFound: content.factsFound,
    basis: content.basis,
    decisionText: content.decisionText,
    internalReason: content.internalReason,
    performBy: content.performBy,
    evidence: named.map(({ name }) => name),
    signed: escalation.signed.map(({ officer, atMs, comment }) => ({ name: officer.name, atMs, comment })),
    ownSignature: escalation.signed.some(({ officer }) => officer.account === account),
  };
}

export const escalationHandlers: EscalationHandlers = {
  'escalation.list': async (_input, call) => {
    const unreadBranches = await catchUp(call.db, null, call.nowMs);
    const found = await call.db
      .select()
      .from(consoleEscalations)
      .innerJoin(branches, eq(branches.id, consoleEscalations.branchId))
      .orderBy(
        sql`${consoleEscalations.dueOn} asc nulls last`,
        asc(consoleEscalations.sentAt),
        asc(consoleEscalations.branchId),
        asc(consoleEscalations.caseId),
      )
      .limit(mostRows + 1);
    const rows = found.slice(0, mostRows).map(({ console_escalations: line, branches: branch }) => ({
      branchId: line.branchId,
      branchCode: branch.code,
      branchName: branch.name,
      caseId: line.caseId,
      number: line.number,
      sentAtMs: line.sentAt,
      dueOn: line.dueOn,
      amountFen: line.amountFen,
      why: line.why,
      signed: line.signed,
    }));
    return ok({ rows, more: found.length > mostRows, unreadBranches });
  },

  'escalation.open': async ({ branchId, caseId, reason }, call) =>
    call.db.transaction(async (tx) => {
      const state = await caseAtHq(tx, branchId, caseId);
      const waiting = state && (await waitingAt(tx, branchId, state));
      await record(tx, call, {
        action: 'escalation.opened',
        outcome: waiting ? 'done' : 'refused',
        detail: { branchId, caseId, number: state?.number ?? null, reason },
      });
      if (!state) return err({ code: 'console.caseUnknown' });
      return waiting ? ok(sheetOf(state, waiting, personOfCall(call).account)) : err({ code: 'console.notWaiting' });
    }),

  'escalation.rule': async ({ code, ...wish }, call) => {
    const { branchId, caseId, proposalId, digest, ruling, words } = wish;
    if (ruling !== 'approve' && words === '') return err({ code: 'console.wordsMissing' });
    const detail = { branchId, caseId, proposalId, digest, ...(words === '' ? {} : { reason: words }) };
    const fact = { action: ruledAs[ruling], detail };
    const signed = await signDirective(call, { branchId, code }, fact, (tx, officer, context) =>
      ruleAbove(tx, wish, officer, context),
    );
    if ('error' in signed) return signed;
    if (!signed.ok) return err({ code: refusalOf[signed.why] });
    const waits = signed.state.proposals.some(({ id, status }) => id === proposalId && status === 'pending');
    return ok({ waits });
  },

  'case.assign': async ({ code, receivedOn, ...given }, call) => {
    const { branchId } = given;
    const startMs = Date.parse(`${receivedOn}T00:00:00+08:00`);
    const nowMs = call.nowMs();
    if (startMs > nowMs) return err({ code: 'console.dayInFuture' });
    // Of today it is known that it came before now; of an earlier day the beginning, which is the stricter side.
    const receivedAtMs = nowMs - startMs < dayMs ? nowMs : startMs;
    const fact = { action: 'case.assigned', detail: { branchId } } as const;
    const signed = await signDirective(call, { branchId, code }, fact, (tx, officer, context) =>
      assignComplaint(tx, { ...given, receivedAtMs }, officer, context),
    );
    if ('error' in signed) return signed;
    return signed.ok ? ok({ number: signed.number }) : err({ code: assignRefusalOf[signed.why] });
  },

  'case.orderRework': async ({ code, ...order }, call) => {
    const { branchId, caseId, reason } = order;
    const fact = { action: 'rework.ordered', detail: { branchId, caseId, reason } } as const;
    const signed = await signDirective(call, { branchId, code }, fact, (tx, officer, context) =>
      orderRework(tx, order, officer, context),
    );
    if ('error' in signed) return signed;
    return signed.ok ? ok({}) : err({ code: reworkRefusalOf[signed.why] });
  },
};
