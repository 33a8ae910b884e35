/** The conversation at the counter (安抚对话): main plays the engine and keeps each event before it answers. */
import { authoritiesOf } from '../../domain/authority/authority';
import type { Role } from '../../domain/authority/roles';
import { visibleTo } from '../../domain/complaint/visibility';
import { aboutOf } from '../../domain/conversation/about';
import { isOver, type Conversation } from '../../domain/conversation/fold';
import { postOfRole } from '../../domain/conversation/posts';
import { fittingScripts } from '../../domain/conversation/suggest';
import { trailOf } from '../../domain/conversation/trail';
import { isConversationStream } from '../../domain/evidence/event-envelope';
import { step } from '../../domain/scripts/engine';
import { rootOf } from '../../domain/scripts/walk';
import type { ScriptEvent } from '../../domain/scripts/events';
import { handover } from '../../domain/scripts/present';
import type { CompiledScript } from '../../domain/scripts/compile';
import { stopOf, type ScriptStops } from '../../domain/scripts/stops';
import { RiskFlag } from '../../domain/scripts/vocabulary';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import type { ConversationView } from '../../shared/contract/conversation';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import type { CaseTalks } from '../conversations/case-talks';
import type { Conversations, Talk } from '../conversations/conversations';
import type { ScriptShelf } from '../conversations/script-shelf';
import { planStep, stamped } from '../conversations/steps';
import { caughtUp, type FindSurroundings } from '../conversations/surroundings';
import { conversationView, runningView, scriptView } from '../conversations/views';
import { isVisible, isVisibleTalk } from '../conversations/visible-talks';
import { isVisibleDraft, type DraftRecord } from '../drafts/drafts';
import { newDraft } from '../drafts/new-draft';
import type { CallContext } from '../ipc/answer';
import type { Session } from '../session/session';
import type { SessionManager } from '../session/session-manager';
import type { ScriptDeskService } from '../scripts/script-desk';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `conversation.${string}`>>;

export interface ConversationDeps {
  readonly core: Core;
  readonly shelf: ScriptShelf;
  readonly conversations: Conversations;
  readonly surroundings: FindSurroundings;
  readonly talks: Pick<CaseTalks, 'level'>;
  /** As this branch says it: only words are other than in the pack, and only where they were allowed. */
  readonly inOwnWords: ScriptDeskService['inOwnWords'];
  /** Scripts that are not to be used for now. */
  readonly stops: () => ScriptStops;
  readonly withStepUp: SessionManager['withStepUp'];
}

export function conversationHandlers(deps: ConversationDeps): Handlers {
  const { core, shelf, conversations, surroundings, talks, inOwnWords, stops, withStepUp } = deps;
  const isStopped = (script: CompiledScript | undefined): boolean =>
    script !== undefined && stopOf(stops(), script) !== null;

  /** The conversation, if there is one for this person. */
  const talkFor = async (session: Session, id: string): Promise<Talk | 'notFound' | 'otherVersion'> => {
    const found = await conversations.find(session, id);
    if (typeof found === 'string') return found;
    return (await isVisibleTalk(found.talk, session)) ? found : 'notFound';
  };
  const missing = (why: 'notFound' | 'otherVersion') =>
    err({ code: why === 'notFound' ? ('conversation.notFound' as const) : ('conversation.otherVersion' as const) });

  const viewOf = async (session: Session, { talk, bundle }: Talk): Promise<ConversationView> => {
    const { due, values, draft } = await surroundings(session, talk);
    const { onDuty, now } = talk.session;
    // What was typed into the form is known, although no step has learned it yet.
    const { talk: shown } = caughtUp(bundle.pack, talk, draft, { at: now, by: onDuty.person });
    return conversationView(shown, {
      pack: await inOwnWords(session, bundle.pack),
      userId: session.user.userId,
      personName: core.personName,
      values,
      due,
      today: core.today(),
      stops: stops(),
      language: core.settings.preferences().language,
    });
  };

  /** The case follows behind the answer: nobody at the counter waits for it. What is interrupted is made up for with the next step. */
  const level = (session: Session, talk: Talk): void => {
    talks.level(session, talk).catch((cause: unknown) => {
      core.log.error('conversation.level', cause);
    });
  };

  /** Who stands at the counter, with what they may give away alone; null for who takes no part. */
  const onDutyAs = ({ userId, role }: { readonly userId: string; readonly role: Role }) => {
    const post = postOfRole(role);
    if (post === null) return null;
    const context = core.authority();
    const own = authoritiesOf({ userId, role }, ['goodwill'], core.directory().people, context);
    const limits = own.map(({ nowFen }) => nowFen ?? context.rules.bounds.mostFen);
    return { person: userId, post, limitFen: Math.max(0, ...limits) };
  };

  return {
    'conversation.library': async () => {
      const { pack } = await shelf.current();
      const own = Object.values(pack.scripts).filter((script) => !script.shared && !isStopped(script));
      return ok({ scripts: own.map(({ code }) => scriptView(pack, code)) });
    },
    'conversation.suggest': async ({ text, taxonomyIds, flags }) => {
      const { pack } = await shelf.current();
      const known = flags.flatMap((flag) => {
        const parsed = RiskFlag.safeParse(flag);
        return parsed.success ? [parsed.data] : [];
      });
      const fitting = fittingScripts(pack, { text, taxonomyIds, flags: known });
      return ok({ scripts: fitting.filter(({ code }) => !isStopped(pack.scripts[code])) });
    },
    'conversation.running': async (_input, context) => {
      const session = requireSession(context);
      const found = await conversations.recent(session);
      const visible = await Promise.all(found.map(({ talk }) => isVisibleTalk(talk, session)));
      // What a crash has kept from a case comes to it now.
      for (const [at, one] of found.entries()) if (visible[at] === true) level(session, one);
      const { userId } = session.user;
      return ok({
        conversations: found
          .filter(({ talk }, at) => visible[at] === true && !isOver(talk))
          .map(({ talk, bundle: { pack } }) => runningView(talk, { pack, userId, personName: core.personName })),
      });
    },
    'conversation.start': async ({ commandId, script, draftId, caseId }, context) => {
      const session = requireSession(context);
      const before = (await session.records.answered(commandId)) as { id: string } | undefined;
      if (before !== undefined) {
        const known = await talkFor(session, before.id);
        if (typeof known !== 'string') return ok(await viewOf(session, known));
      }
      const draft = draftId === null ? undefined : session.drafts.get(draftId);
      const isThere = draft && isVisibleDraft(draft, session.user.userId, await session.lists.hiddenCases());
      if (draftId !== null && isThere !== true) return err({ code: 'draft.notFound' });
      if (caseId !== null && !(await session.records.caseState(caseId))) return err({ code: 'case.notFound' });
      const { pack } = await shelf.current();
      const onDuty = onDutyAs(session.user);
      if (pack.scripts[script]?.shared !== false || onDuty === null) return err({ code: 'conversation.noScript' });
      if (isStopped(pack.scripts[script])) return err({ code: 'conversation.stopped' });
      // What is talked about has a form from the first word, so that what is told in a talk alone has somewhere to go.
      const form =
        draft ?? (caseId === null ? newDraft(core, { ownerId: session.user.userId, madeUnder: commandId }) : null);
      const about = { draftId: form?.id ?? null, caseId: caseId ?? form?.form.caseId ?? null };
      const begun = await withDraft(session, form?.id ?? null, async () => {
        // As it is now: somebody is typing in it.
        const held = form && (session.drafts.get(form.id) ?? form);
        const withTalk = (id: string): DraftRecord | null => held && { ...held, talks: [...(held.talks ?? []), id] };
        const talk = await conversations.begin(session, commandId, { script, onDuty, ...about }, (id) => {
          const changed = withTalk(id);
          return changed ? [session.drafts.rowOf(changed)] : [];
        });
        const changed = withTalk(talk.talk.id);
        if (changed) {
          session.drafts.keep(changed);
          core.publish('drafts.changed', {});
        }
        return talk;
      });
      level(session, begun);
      return ok(await viewOf(session, begun));
    },
    'conversation.get': async ({ id }, context) => {
      const session = requireSession(context);
      const found = await talkFor(session, id);
      return typeof found === 'string' ? missing(found) : ok(await viewOf(session, found));
    },
    'conversation.step': async ({ commandId, id, seq, act }, context) => {
      const session = requireSession(context);
      return conversations.alone(id, async () => {
        const found = await talkFor(session, id);
        if (typeof found === 'string') return missing(found);
        const { talk, bundle } = found;
        if (talk.commands.has(commandId)) return ok(await viewOf(session, found));
        if (talk.seq !== seq) return err({ code: 'conversation.stale' as const });
        const event = stamped(act, { at: core.nowMs(), by: session.user.userId }, core.directory());
        const pack = await inOwnWords(session, bundle.pack);
        return withDraft(session, talk.draftId, async () => {
          const planned = planStep(pack, talk, await surroundings(session, talk), event);
          if (!planned.ok) return err({ code: 'conversation.refused' as const, refusal: planned.refusal });
          const { events, draft } = planned.step;
          if (events.length === 0) return ok(await viewOf(session, found));
          // Somebody else's form is theirs to fill.
          const own = draft?.ownerId === session.user.userId ? draft : null;
          const ops = own === null ? [] : [session.drafts.rowOf(own)];
          const kept = await conversations.keep(session, commandId, found, events, { ops });
          if (own !== null) {
            session.drafts.keep(own);
            core.publish('drafts.changed', {});
          }
          level(session, kept);
          return ok(await viewOf(session, kept));
        });
      });
    },
    'conversation.takeOver': async ({ commandId, id, userId, password }, context) => {
      const session = requireSession(context);
      return conversations.alone(id, async () => {
        const found = await talkFor(session, id);
        if (typeof found === 'string') return missing(found);
        const { talk, bundle } = found;
        if (talk.commands.has(commandId)) return ok(await viewOf(session, found));
        const takeAs = async (person: { userId: string; role: Role; sign: Session['sign'] }) => {
          const onDuty = onDutyAs(person);
          if (onDuty === null || (await isNamed(session, talk, person.userId)))
            return err({ code: 'conversation.mayNotTakeOver' as const });
          const { post, limitFen } = onDuty;
          const event: ScriptEvent = {
            type: 'takenOver',
            at: core.nowMs(),
            by: person.userId,
            post,
            limitFen,
          };
          const stepped = step(bundle.pack, talk.session, event);
          if (!stepped.ok) return err({ code: 'conversation.refused' as const, refusal: stepped.refusal });
          const kept = await conversations.keep(
            session,
            commandId,
            found,
            [{ type: 'conversation.step', payload: { event, spoken: null, shown: [] } }],
            { actor: person },
          );
          return ok(await viewOf(session, kept));
        };
        if (password === null)
          return userId === session.user.userId
            ? takeAs({ ...session.user, sign: session.sign })
            : err({ code: 'conversation.wrongPassword' as const });
        const stepped = await withStepUp(userId, password, takeAs);
        if (stepped.ok) return stepped.value;
        const { error } = stepped;
        if (error.code === 'signIn.throttled')
          return err({ code: 'conversation.throttled' as const, waitMs: error.waitMs });
        return err({
          code:
            error.code === 'signIn.wrongPassword'
              ? ('conversation.wrongPassword' as const)
              : ('conversation.mayNotTakeOver' as const),
        });
      });
    },
    'conversation.handover': async ({ id }, context) => {
      const session = requireSession(context);
      const found = await talkFor(session, id);
      return typeof found === 'string' ? missing(found) : ok(handover(found.bundle.pack, found.talk.session));
    },
    'conversation.trail': async ({ id }, context) => {
      const session = requireSession(context);
      // Also of a talk whose scripts this PC has never had: what was said stands in its events.
      const events = isConversationStream(id) ? await session.records.events(id) : [];
      if (events.length === 0 || !(await isVisible(aboutOf(events), session)))
        return err({ code: 'conversation.notFound' });
      const { caseId } = aboutOf(events);
      const state = caseId === null ? undefined : await session.records.caseState(caseId);
      await core.auditOnce(session, `talk ${id}`, {
        type: 'audit.conversationViewed',
        payload: { talkId: id, ...(state ? { caseId: state.id, number: state.number } : {}) },
      });
      const found = await conversations.find(session, id);
      const known =
        typeof found === 'string'
          ? null
          : { script: rootOf(found.bundle.pack, found.talk.session), facts: found.talk.session.facts };
      return ok({ steps: trailOf(events, known).map((step) => ({ ...step, byName: core.personName(step.by) })) });
    },
  };
}

/** True where the complaint, or somebody in the talk, names this person. */
async function isNamed(session: Session, talk: Conversation, userId: string): Promise<boolean> {
  if (talk.session.complainedOf.includes(userId)) return true;
  const state = talk.caseId === null ? undefined : await session.records.caseState(talk.caseId);
  const draft = talk.draftId === null ? undefined : session.drafts.get(talk.draftId);
  return (state !== undefined && !visibleTo(state, userId)) || (draft !== undefined && !visibleTo(draft.form, userId));
}

/** Whatever reads the form of a talk and writes it waits for its turn with the form. */
function withDraft<T>({ drafts }: Session, draftId: string | null, task: () => Promise<T>): Promise<T> {
  return draftId === null ? task() : drafts.alone(draftId, task);
}
