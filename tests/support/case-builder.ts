/** Builders for complaints: deterministic ids and clock, one per test, nothing shared. */
import { createHash } from 'node:crypto';
import authorityJson from '../../resources/packs/authority/cn.json';
import checklistJson from '../../resources/packs/checklists/cn.json';
import materialJson from '../../resources/packs/materials/cn.json';
import type { AuthorityContext } from '../../src/domain/authority/authority';
import { authorityRules, parseAuthorityPack, type AuthorityPack } from '../../src/domain/authority/matrix';
import type { Role } from '../../src/domain/authority/roles';
import type { ShownProposal } from '../../src/domain/complaint/approval';
import type { CaseCommand, CaseCommandInput } from '../../src/domain/complaint/commands';
import { decide, type CaseContext, type Decision } from '../../src/domain/complaint/decide';
import { cosignedEvents, onBehalfOf, type NewCaseEvent } from '../../src/domain/complaint/events';
import { evolve } from '../../src/domain/complaint/evolve';
import type { People } from '../../src/domain/complaint/recusal';
import type { ReviewTerms } from '../../src/domain/complaint/review';
import type { CaseState } from '../../src/domain/complaint/state';
import { emptyDetails, type CaseDetails, type PaperKind, type RemedyContent } from '../../src/domain/complaint/values';
import type { WorkCalendar } from '../../src/domain/deadlines/calendar';
import { parseChecklist } from '../../src/domain/investigation/checklist';
import { parseMaterials } from '../../src/domain/investigation/material-kinds';
import { problemLine } from '../../src/domain/packs/problems';
import { investigationTermsOf, type InvestigationTerms } from '../../src/domain/investigation/terms';
import { decisionClockOf } from '../../src/domain/deadlines/decision-clock';
import { localDateOf } from '../../src/domain/deadlines/time-zone';
import type { RulePack } from '../../src/domain/deadlines/rule-pack';
import { missedClocksOf } from '../../src/domain/deadlines/missed-clocks';
import { factRulesOf } from '../../src/domain/deadlines/fact-rules';
import { reviewTermsOf } from '../../src/domain/deadlines/review-terms';
import { GENESIS_HASH, type OpenEvent } from '../../src/domain/evidence/event-envelope';
import { laws } from '../unit/deadlines/laws';

export interface Actor {
  readonly userId: string;
  readonly role: Role;
}

export const chen: Actor = { userId: 'u-chen', role: 'counter' };
export const wang: Actor = { userId: 'u-wang', role: 'counter' };
export const li: Actor = { userId: 'u-li', role: 'supervisor' };
export const zhao: Actor = { userId: 'u-zhao', role: 'officer' };

export function details(changes: Partial<CaseDetails> = {}): CaseDetails {
  return { ...emptyDetails, ...changes };
}

export function remedy(changes: Partial<RemedyContent> = {}): RemedyContent {
  return {
    kinds: ['refund'],
    amountFen: 12_000,
    factsFound: 'The annual fee was charged twice.',
    basis: 'Fee schedule 2026, item 4',
    decisionText: 'We return the second fee of 120 yuan.',
    performBy: '',
    internalReason: '',
    evidenceIds: [],
    ...changes,
  };
}

export function digestOf(shown: ShownProposal): string {
  return createHash('sha256').update(JSON.stringify(shown)).digest('base64url');
}

/** The matrix that ships. */
export function authorityPack(): AuthorityPack {
  const parsed = parseAuthorityPack(authorityJson);
  if (!parsed.ok) throw new Error(parsed.problems.map(problemLine).join('; '));
  return parsed.pack;
}

/** By which decisions name the matrix that ships. */
export const authorityHash = createHash('sha256').update(JSON.stringify(authorityJson)).digest('base64url');

/** Authority at a bank that is in contact, where nothing is delegated, unless said otherwise. */
export function authorityContext(changes: Partial<AuthorityContext> = {}): AuthorityContext {
  return {
    rules: authorityRules(authorityPack(), 'bank', authorityHash),
    today: '2026-03-10',
    contact: null,
    delegations: [],
    ...changes,
  };
}

/** The checklist and the kinds of material that ship, of a bank. */
function investigationTerms(calendar: WorkCalendar): InvestigationTerms {
  const checklist = parseChecklist(checklistJson, () => true);
  const materials = parseMaterials(materialJson);
  if (!checklist.ok || !materials.ok) throw new Error('the packs of the investigation do not parse');
  return investigationTermsOf({ checklist: checklist.pack, materials: materials.pack }, 'bank', calendar);
}

const onPaper = (kind: PaperKind): CaseCommand => ({
  name: 'recordPrint',
  input: { documentId: 'd', kind, format: 'a4', language: 'zh-CN', textSha256: '0'.repeat(64) },
});
/** The letter of the decision is on paper, so that it can be told; and that of a review. */
export const printed = onPaper('letter');
export const reviewPrinted = onPaper('reviewLetter');

/** A case that is played step by step. Refusals throw unless asked for with `attempt`. */
export function playCase(
  options: {
    readonly authority?: Partial<AuthorityContext>;
    readonly today?: string;
    readonly caseId?: string;
    /** A bank unless said otherwise. */
    readonly institution?: 'bank' | 'insurer';
    readonly jointRules?: CaseContext['jointRules'];
    readonly people?: People;
    /** Rules of which the institution wants to know why they were missed, beside those of the pack. */
    readonly explained?: readonly string[];
    /** What the rules say of a review, where they say other than the pack. */
    readonly review?: Pick<ReviewTerms, 'late'> | null;
  } = {},
) {
  const [shipped, calendar, timeZone] = laws[options.institution ?? 'bank'];
  const pack: RulePack = {
    ...shipped,
    deadlines: shipped.deadlines.map((rule) =>
      options.explained?.includes(rule.id) ? { ...rule, explainLate: true } : rule,
    ),
  };
  // A test may let days pass while it plays.
  const present = () => {
    const today = options.today ?? '2026-03-10';
    return { today, nowMs: Date.parse(`${today}T18:00:00+08:00`) };
  };
  let state: CaseState | undefined;
  let counter = 0;
  const events: OpenEvent[] = [];
  const newId = (): string => `id-${String(++counter)}`;

  const context = (actor: Actor, cosigner?: Actor): CaseContext => ({
    actor,
    ...present(),
    ...(cosigner ? { cosigner } : {}),
    jointRules: options.jointRules === undefined ? pack.jointComplaint : options.jointRules,
    localDate: (ms) => localDateOf(ms, timeZone),
    callbackDueOn: (from) => `${from.slice(0, 8)}${String(Number(from.slice(8)) + 7).padStart(2, '0')}`,
    decisionClock: (state) => decisionClockOf(state, pack, calendar, timeZone),
    refusalGrounds: () => pack.refusalGrounds,
    investigation: investigationTerms(calendar),
    missedClocks: (state) => missedClocksOf(state, pack, calendar, timeZone, present()),
    latenessReasons: () => pack.latenessReasons,
    reviewTerms: (state) => {
      const terms = reviewTermsOf(state, pack, calendar, timeZone);
      return options.review === null ? null : terms && { ...terms, ...options.review };
    },
    factRules: () => factRulesOf(pack),
    newId,
    authority: authorityContext({ today: present().today, ...options.authority }),
    people: options.people ?? new Map(),
    digestOf,
  });

  let commands = 0;
  const stamp = (event: NewCaseEvent, by: Actor): OpenEvent => {
    const holderId = onBehalfOf(event);
    const actor = holderId === undefined ? by : { ...by, onBehalfOf: holderId };
    const seq = events.length + 1;
    const wall = 1_773_100_000_000 + seq * 1_000;
    return {
      header: {
        id: `e-${String(seq)}`,
        deviceId: 'd-1',
        seq,
        branchId: 'b-1',
        streamId: options.caseId ?? 'c-1',
        type: event.type,
        version: 1,
        commandId: `k-${String(commands)}`,
        actor,
        at: { wall, monotonic: seq, bootId: 'boot', hlc: `${String(wall)}-0000` },
        rulePack: 'cn-bank@2020',
        payloadHash: GENESIS_HASH,
        prevHash: GENESIS_HASH,
      },
      hash: GENESIS_HASH,
      deviceSig: '',
      payload: event.payload,
      salt: '',
    };
  };

  /** An event as it comes, whatever `decide` thinks of it. */
  const take = (actor: Actor, event: NewCaseEvent): void => {
    const open = stamp(event, actor);
    events.push(open);
    state = evolve(state, open);
  };

  const attempt = (actor: Actor, command: CaseCommand, cosigner?: Actor): Decision => {
    const decision = decide(state, command, context(actor, cosigner));
    commands += 1;
    if (decision.ok)
      for (const event of decision.value)
        take(cosigner && cosignedEvents.includes(event.type) ? cosigner : actor, event);
    return decision;
  };

  const play = (actor: Actor, command: CaseCommand, cosigner?: Actor): CaseState => {
    const decision = attempt(actor, command, cosigner);
    if (!decision.ok) throw new Error(`refused: ${JSON.stringify(decision.error)}`);
    return must(state);
  };

  return {
    attempt,
    play,
    take,
    context,
    register: (changes: Partial<CaseCommandInput<'register'>> = {}, actor: Actor = chen): CaseState =>
      play(actor, {
        name: 'register',
        input: {
          number: 'BJ01-260310-A001-7',
          source: 'form',
          receivedAtMs: 1_773_100_000_000,
          emotion: 1,
          details: details(),
          evidence: [],
          draftHands: [],
          importKey: null,
          ...changes,
        },
      }),
    state: (): CaseState => must(state),
    events: (): readonly OpenEvent[] => events,
    stamp,
  };
}

export function must<T>(value: T | undefined | null): T {
  if (value === undefined || value === null) throw new Error('expected a value');
  return value;
}
