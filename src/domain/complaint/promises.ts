/**
 * 承诺: what somebody of the institution promised a complainant, until when, and who answers for it. It is kept or not, with proof or
 * reason, and changed only as the complainant agreed to. A decision with a day of performance makes one when it is told.
 */
import { z } from 'zod';
import type { CaseCommand, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import type { CaseState } from './state';
import { LocalDate } from './values';

const Words = z.string().max(2_000);

export const promiseSources = ['call', 'conversation', 'decision', 'mediation'] as const;
/** Where it was promised: 电话, 面谈, 处理决定, 调解. */
export const PromiseSource = z.enum(promiseSources);
export type PromiseSource = z.infer<typeof PromiseSource>;

export const promiseOutcomes = ['kept', 'broken'] as const;
/** 已兑现 · 未兑现. */
export type PromiseOutcome = (typeof promiseOutcomes)[number];

export const promisePayloads = {
  /** 作出承诺. */
  'promise.made': z.strictObject({
    promiseId: z.string(),
    text: Words.min(1),
    madeOn: LocalDate,
    dueOn: LocalDate,
    /** 责任人; null where nobody in particular answers for it. */
    ownerId: z.string().nullable(),
    source: PromiseSource,
  }),
  /** 变更承诺, as the complainant agreed to. */
  'promise.changed': z.strictObject({
    promiseId: z.string(),
    text: Words.min(1),
    dueOn: LocalDate,
    agreedOn: LocalDate,
    /** How the complainant agreed: who spoke with whom, by which way. */
    agreement: Words.min(1),
    reason: Words.min(1),
  }),
  /** 兑现. */
  'promise.kept': z.strictObject({
    promiseId: z.string(),
    on: LocalDate,
    proof: Words.min(1),
    evidenceIds: z.array(z.string()).max(100),
  }),
  /** 没有兑现. */
  'promise.broken': z.strictObject({ promiseId: z.string(), on: LocalDate, reason: Words.min(1) }),
} as const;

const Said = z.string().trim().min(1).max(2_000);

export const promiseCommands = {
  makePromise: promisePayloads['promise.made'].omit({ promiseId: true }).extend({ text: Said }),
  changePromise: promisePayloads['promise.changed'].extend({
    text: Said,
    agreement: Said,
    reason: Said,
    complainantAgrees: z.boolean(),
  }),
  settlePromise: z.strictObject({
    promiseId: z.string(),
    outcome: z.enum(promiseOutcomes),
    on: LocalDate,
    /** What proves that it was kept, or why it was not. */
    words: Said,
    evidenceIds: z.array(z.string()).max(100),
  }),
} as const;

export const promiseRefusals = [
  /** Not a promise of this case, or one that is settled. */
  z.object({ code: z.literal('promise.notOpen') }),
  z.object({ code: z.literal('promise.dueBeforeMade') }),
  /** Changed only with the agreement of the complainant. */
  z.object({ code: z.literal('promise.notAgreed') }),
  z.object({ code: z.literal('promise.unchanged') }),
  /** 结案前: one of which the day has come is neither kept nor broken yet. */
  z.object({ code: z.literal('promise.dueOpen'), text: z.string(), dueOn: z.string() }),
] as const;

type Payload<T extends keyof typeof promisePayloads> = z.infer<(typeof promisePayloads)[T]>;

export interface CasePromise extends Payload<'promise.made'> {
  readonly madeBy: string;
  /** As it was before each change, oldest first. */
  readonly changes: readonly (Omit<Payload<'promise.changed'>, 'promiseId'> & {
    readonly before: { readonly text: string; readonly dueOn: string };
    readonly by: string;
    readonly atMs: number;
  })[];
  readonly result: {
    readonly outcome: PromiseOutcome;
    readonly on: string;
    readonly words: string;
    readonly evidenceIds: readonly string[];
    readonly by: string;
    readonly atMs: number;
  } | null;
}

type PromiseCommand = Extract<CaseCommand, { name: keyof typeof promiseCommands }>;

export type PromiseDecision =
  { readonly ok: true; readonly event: NewCaseEvent } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): PromiseDecision => ({ ok: false, error });

export function isPromiseCommand(command: { readonly name: string }): command is PromiseCommand {
  return Object.hasOwn(promiseCommands, command.name);
}

/** Neither kept nor broken yet, the nearest day first. */
export function openPromises({ promises = [] }: Pick<CaseState, 'promises'>): readonly CasePromise[] {
  return promises.filter(({ result }) => result === null).toSorted((a, b) => a.dueOn.localeCompare(b.dueOn));
}

/** An open promise of which the day has come; a case is not closed over it. */
export function promiseDue(state: Pick<CaseState, 'promises'>, today: string): CasePromise | undefined {
  return openPromises(state).find(({ dueOn }) => dueOn <= today);
}

/** Events for a step of a promise. It moves no case, and outlives its closing where its day is later. */
export function decidePromise(
  state: CaseState,
  command: PromiseCommand,
  { today, receivedOn, newId }: { readonly today: string; readonly receivedOn: string; readonly newId: () => string },
): PromiseDecision {
  if (command.name === 'makePromise') {
    const { input } = command;
    if (input.madeOn > today) return refuse({ code: 'case.dateInFuture' });
    if (input.madeOn < receivedOn) return refuse({ code: 'deadline.tooEarly', notBefore: receivedOn });
    if (input.dueOn < input.madeOn) return refuse({ code: 'promise.dueBeforeMade' });
    return { ok: true, event: { type: 'promise.made', payload: { promiseId: newId(), ...input } } };
  }
  const promise = openPromises(state).find(({ promiseId }) => promiseId === command.input.promiseId);
  if (promise === undefined) return refuse({ code: 'promise.notOpen' });
  if (command.name === 'changePromise') {
    const { complainantAgrees, ...change } = command.input;
    if (!complainantAgrees) return refuse({ code: 'promise.notAgreed' });
    if (change.text === promise.text && change.dueOn === promise.dueOn) return refuse({ code: 'promise.unchanged' });
    if (change.agreedOn > today) return refuse({ code: 'case.dateInFuture' });
    if (change.agreedOn < promise.madeOn) return refuse({ code: 'deadline.tooEarly', notBefore: promise.madeOn });
    if (change.dueOn < change.agreedOn) return refuse({ code: 'promise.dueBeforeMade' });
    return { ok: true, event: { type: 'promise.changed', payload: change } };
  }
  const { promiseId, outcome, on, words, evidenceIds } = command.input;
  if (on > today) return refuse({ code: 'case.dateInFuture' });
  if (on < promise.madeOn) return refuse({ code: 'deadline.tooEarly', notBefore: promise.madeOn });
  if (outcome === 'broken')
    return { ok: true, event: { type: 'promise.broken', payload: { promiseId, on, reason: words } } };
  if (evidenceIds.some((id) => !state.evidence.some((one) => one.id === id)))
    return refuse({ code: 'case.noSuchEvidence' });
  return { ok: true, event: { type: 'promise.kept', payload: { promiseId, on, proof: words, evidenceIds } } };
}

/** What a decision promises when it is told on this day; empty where there is nothing to perform. */
export function promisesOfDecision(
  content: { readonly performBy: string; readonly decisionText: string },
  told: { readonly on: string; readonly ownerId: string | null; readonly newId: () => string },
): NewCaseEvent[] {
  if (content.performBy === '') return [];
  const payload = {
    promiseId: told.newId(),
    text: content.decisionText.slice(0, 2_000),
    madeOn: told.on,
    dueOn: content.performBy,
    ownerId: told.ownerId,
    source: 'decision' as const,
  };
  return [{ type: 'promise.made', payload }];
}

/** What was decided has been performed: with it the promise of the decision is kept. */
export function keptByPerformance(state: CaseState, on: string, proof: string): NewCaseEvent[] {
  return openPromises(state)
    .filter(({ source }) => source === 'decision')
    .map(({ promiseId }) => ({ type: 'promise.kept', payload: { promiseId, on, proof, evidenceIds: [] } }));
}

interface By {
  readonly header: { readonly actor: { readonly userId: string }; readonly at: { readonly wall: number } };
}

/** What a step of a promise does to the state of a case; see `evolve`. */
export const foldPromises = {
  'promise.made': (state: CaseState, payload: Payload<'promise.made'>, { header }: By): Partial<CaseState> => {
    const before = state.promises ?? [];
    if (before.some(({ promiseId }) => promiseId === payload.promiseId)) return {};
    return { promises: [...before, { ...payload, madeBy: header.actor.userId, changes: [], result: null }] };
  },
  'promise.changed': (state: CaseState, payload: Payload<'promise.changed'>, { header }: By): Partial<CaseState> =>
    onOpen(state, payload.promiseId, (one) => {
      const { promiseId: _, ...change } = payload;
      const before = { text: one.text, dueOn: one.dueOn };
      const by = { by: header.actor.userId, atMs: header.at.wall };
      return {
        ...one,
        text: change.text,
        dueOn: change.dueOn,
        changes: [...one.changes, { ...change, before, ...by }],
      };
    }),
  'promise.kept': (state: CaseState, payload: Payload<'promise.kept'>, event: By): Partial<CaseState> =>
    settled(state, payload.promiseId, event, {
      outcome: 'kept',
      on: payload.on,
      words: payload.proof,
      evidenceIds: payload.evidenceIds,
    }),
  'promise.broken': (state: CaseState, payload: Payload<'promise.broken'>, event: By): Partial<CaseState> =>
    settled(state, payload.promiseId, event, {
      outcome: 'broken',
      on: payload.on,
      words: payload.reason,
      evidenceIds: [],
    }),
};

function settled(
  state: CaseState,
  promiseId: string,
  { header }: By,
  result: Omit<NonNullable<CasePromise['result']>, 'by' | 'atMs'>,
): Partial<CaseState> {
  const by = { by: header.actor.userId, atMs: header.at.wall };
  return onOpen(state, promiseId, (one) => ({ ...one, result: { ...result, ...by } }));
}

/** Settled once on one PC, a promise is not settled again by another that did not know. */
function onOpen(state: CaseState, promiseId: string, change: (one: CasePromise) => CasePromise): Partial<CaseState> {
  return {
    promises: (state.promises ?? []).map((one) =>
      one.promiseId === promiseId && one.result === null ? change(one) : one,
    ),
  };
}
