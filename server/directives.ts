/** 总行指令, one by one: what headquarters checks before it writes into a case of a branch, and what it writes. */
import authorityJson from '../resources/packs/authority/cn.json';
import { eq } from 'drizzle-orm';
import { parseAuthorityPack, type AuthorityPack, type Matrix } from '../src/domain/authority/matrix';
import { shownProposal } from '../src/domain/complaint/approval';
import { decisionOwed } from '../src/domain/complaint/clock';
import { signaturesAbove } from '../src/domain/complaint/escalate';
import { awaitingAbove, canRework } from '../src/domain/complaint/escalation';
import type { NewCaseEvent } from '../src/domain/complaint/events';
import type { HqOfficer } from '../src/domain/complaint/headquarters-values';
import type { CaseState } from '../src/domain/complaint/state';
import { canonicalJson } from '../src/domain/evidence/canonical';
import { approvalDigest } from '../src/domain/evidence/hashing';
import { problemLine } from '../src/domain/packs/problems';
import { readPackBody, type SignedPack } from '../src/domain/packs/signed-pack';
import type { Extensible } from '../src/shared/hq-console/cases';
import { hasher } from './crypto';
import type { Tx } from './db/database';
import { branches, packs } from './db/schema';
import { writeDirective, type Directive, type DirectiveContext, type Place } from './hq-chain';

/** By the clock of Beijing, which holds for the whole country. */
const dayOf = (ms: number): string => new Date(ms + 8 * 3_600_000).toISOString().slice(0, 10);

const inCase = (state: CaseState, event: NewCaseEvent): Directive => ({ event, rulePack: state.rulePack });

/** Whether headquarters can extend the time of a complaint now, as far as what it holds tells. */
export function extensible(state: CaseState): Extensible {
  if (state.clock?.extension || state.clock?.grant) return 'extended';
  if (!decisionOwed.includes(state.status)) return 'notOwed';
  return state.complexity === 'complex' ? 'possible' : 'notComplex';
}

export interface ExtensionWish extends Place {
  /** Natural days (日). */
  readonly days: number;
  readonly reason: string;
}

/**
 * 批准延期 (REGULATION D3) as the superior institution. Whether the time is over already is judged in the branch, by its rules and its
 * calendar.
 */
export function grantExtension(tx: Tx, wish: ExtensionWish, officer: HqOfficer, context: DirectiveContext) {
  const { days, reason } = wish;
  return writeDirective<'unknown' | Exclude<Extensible, 'possible'>>(
    tx,
    wish,
    officer,
    (state) => {
      const why = state ? extensible(state) : 'unknown';
      if (!state || why !== 'possible') return why === 'possible' ? 'unknown' : why;
      const grantedOn = dayOf(context.nowMs);
      return inCase(state, { type: 'extension.granted', payload: { days, grantedOn, officer, reason } });
    },
    context,
  );
}

/** 退回重办: what was decided, told or closed in the branch is to be done again. */
export function orderRework(
  tx: Tx,
  order: Place & { readonly reason: string },
  officer: HqOfficer,
  context: DirectiveContext,
) {
  const { reason } = order;
  return writeDirective<'unknown' | 'notReworkable'>(
    tx,
    order,
    officer,
    (state) => {
      if (!state) return 'unknown';
      return canRework(state)
        ? inCase(state, { type: 'rework.ordered', payload: { reason, officer } })
        : 'notReworkable';
    },
    context,
  );
}

/** What an officer of headquarters is shown, and what their signature covers. */
export interface Waiting {
  readonly proposal: NonNullable<ReturnType<typeof awaitingAbove>>;
  readonly digest: string;
  /** False where the complaint changed since it was sent up: the branch has to send it anew. */
  readonly unchanged: boolean;
  /** How many of headquarters sign in all. */
  readonly needed: number;
}

/** The proposal of a case that waits for headquarters; undefined when none does. */
export async function waitingAt(tx: Tx, branchId: string, state: CaseState): Promise<Waiting | undefined> {
  const proposal = awaitingAbove(state);
  if (!proposal) return undefined;
  const matrix = await matrixOf(tx, branchId, proposal.escalation.matrix.hash);
  const digest = approvalDigest(shownProposal(state, proposal), hasher);
  return {
    proposal,
    digest,
    unchanged: digest === proposal.escalation.digest,
    needed: signaturesAbove(matrix, proposal.content, proposal.endorsements ?? []),
  };
}

/** The matrix by this hash, published from here or shipped with this program; undefined where it is neither. */
async function matrixOf(tx: Tx, branchId: string, hash: string): Promise<Matrix | undefined> {
  const [branch] = await tx.select({ type: branches.institutionType }).from(branches).where(eq(branches.id, branchId));
  const [row] = await tx.select({ signed: packs.signed }).from(packs).where(eq(packs.hash, hash));
  const pack = row ? authorityPackIn(JSON.parse(row.signed) as SignedPack) : shippedUnder(hash);
  return branch && pack?.matrix[branch.type];
}

function authorityPackIn({ body }: SignedPack): AuthorityPack | undefined {
  const read = readPackBody(body);
  return 'content' in read && read.content.kind === 'authority' ? read.content.pack : undefined;
}

const shippedHash = hasher.sha256(canonicalJson(authorityJson));

function shippedUnder(hash: string): AuthorityPack | undefined {
  if (hash !== shippedHash) return undefined;
  const parsed = parseAuthorityPack(authorityJson);
  if (!parsed.ok) throw new Error(`authority pack: ${parsed.problems.map(problemLine).join('; ')}`);
  return parsed.pack;
}

export type Ruling = 'approve' | 'return' | 'reject';
export type NotRuled = 'unknown' | 'notWaiting' | 'changed' | 'signedAlready';

export interface RulingWish extends Place {
  readonly proposalId: string;
  /** Of what the officer was shown. */
  readonly digest: string;
  readonly ruling: Ruling;
  readonly words: string;
}

/** 总行签批 of what a branch sent up: the last signature of those needed approves it; one of them returns or rejects it. */
export function ruleAbove(tx: Tx, wish: RulingWish, officer: HqOfficer, context: DirectiveContext) {
  return writeDirective<NotRuled>(
    tx,
    wish,
    officer,
    async (state) => {
      if (!state) return 'unknown';
      const waiting = await waitingAt(tx, wish.branchId, state);
      if (waiting?.proposal.id !== wish.proposalId) return 'notWaiting';
      if (!waiting.unchanged || waiting.digest !== wish.digest) return 'changed';
      if (waiting.proposal.escalation.signed.some((one) => one.officer.account === officer.account))
        return 'signedAlready';
      return inCase(state, rulingEvent(waiting, wish, officer));
    },
    context,
  );
}

function rulingEvent(
  { proposal, digest, needed }: Waiting,
  { ruling, words }: RulingWish,
  officer: HqOfficer,
): NewCaseEvent {
  const said = { proposalId: proposal.id, digest, officer };
  if (ruling !== 'approve')
    return {
      type: ruling === 'return' ? 'escalation.returned' : 'escalation.rejected',
      payload: { ...said, reason: words },
    };
  const { signed, matrix } = proposal.escalation;
  const final = signed.length + 1 >= needed;
  const payload = { ...said, comment: words, needed, matrix };
  return { type: final ? 'escalation.approved' : 'escalation.endorsed', payload };
}
