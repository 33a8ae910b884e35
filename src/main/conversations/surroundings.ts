/** What is around a conversation while it goes on: its case or the form beside it, the law, and the blanks that follow from them. */
import type { CaseState } from '../../domain/complaint/state';
import type { DueContext } from '../../domain/conversation/due';
import type { Conversation } from '../../domain/conversation/fold';
import type { Law } from '../../domain/deadlines/differences';
import type { CompiledScript, ScriptPack } from '../../domain/scripts/compile';
import { step } from '../../domain/scripts/engine';
import type { ScriptEvent } from '../../domain/scripts/events';
import { rootOf, scriptOf, topOf } from '../../domain/scripts/walk';
import type { Core } from '../app/core';
import type { DraftRecord } from '../drafts/drafts';
import type { Session } from '../session/session';
import { blanksOf } from './blanks';
import { factsInForm } from './form-facts';

export interface Surroundings {
  readonly state: CaseState | null;
  /** The form beside it, until it is registered. */
  readonly draft: DraftRecord | null;
  readonly due: DueContext;
  readonly values: Readonly<Record<string, string>>;
}

export type FindSurroundings = (session: Session, talk: Conversation) => Promise<Surroundings>;

export function findSurroundings(core: Core, lawNow: () => Law): FindSurroundings {
  return async (session, talk) => {
    const state = talk.caseId === null ? null : ((await session.records.caseState(talk.caseId)) ?? null);
    const draft = (talk.draftId === null ? undefined : session.drafts.get(talk.draftId)) ?? null;
    const due: DueContext = {
      law: state === null ? lawNow() : core.lawOf(state),
      timeZone: core.directory().branch?.timeZone ?? 'Asia/Shanghai',
      state,
      receivedAtMs: draft?.form.receivedAtMs ?? draft?.createdAtMs ?? talk.session.startedAt,
    };
    return { state, draft, due, values: blanksOf(talk, { core, due, state, form: draft?.form ?? null }) };
  };
}

/** Facts that may be asked where the talk is now. */
export function factsHere(pack: ScriptPack, { session }: Pick<Conversation, 'session'>): CompiledScript['facts'] {
  return { ...rootOf(pack, session).facts, ...scriptOf(pack, topOf(session).script).facts };
}

/** The events by which the talk learns what was typed into the form beside it, and where they lead. */
export function caughtUp(
  pack: ScriptPack,
  talk: Conversation,
  draft: DraftRecord | null,
  stamp: { readonly at: number; readonly by: string },
): { readonly talk: Conversation; readonly events: readonly ScriptEvent[] } {
  if (draft === null || talk.session.outcome !== null) return { talk, events: [] };
  const { form } = draft;
  const named = form.details.involved.flatMap(({ userId }) => userId ?? []);
  const learned: readonly ScriptEvent[] = [
    ...named
      .filter((person) => !talk.session.complainedOf.includes(person))
      .map((person) => ({ type: 'complainedOf' as const, person, ...stamp })),
    ...factsInForm(form, factsHere(pack, talk), talk.session.facts).map((fact) => ({ ...fact, ...stamp })),
  ];
  return learned.reduce<{ readonly talk: Conversation; readonly events: readonly ScriptEvent[] }>(
    (so, event) => {
      const result = step(pack, so.talk.session, event);
      return result.ok ? { talk: { ...so.talk, session: result.session }, events: [...so.events, event] } : so;
    },
    { talk, events: [] },
  );
}
