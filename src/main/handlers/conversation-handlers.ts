/** The conversation at the counter (安抚对话): main plays the engine and keeps each event before it answers. */
import { authoritiesOf } from '../../domain/authority/authority';
import type { Role } from '../../domain/authority/roles';
import type { CaseState } from '../../domain/complaint/state';
import { visibleTo } from '../../domain/complaint/visibility';
import type { ShownStep, Spoken } from '../../domain/conversation/events';
import type { Conversation } from '../../domain/conversation/fold';
import type { DueContext } from '../../domain/conversation/due';
import { postOfRole } from '../../domain/conversation/posts';
import { fittingScripts } from '../../domain/conversation/suggest';
import type { Law } from '../../domain/deadlines/differences';
import { step } from '../../domain/scripts/engine';
import type { ScriptEvent } from '../../domain/scripts/events';
import { handover, present, type Shown } from '../../domain/scripts/present';
import { RiskFlag } from '../../domain/scripts/vocabulary';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import type { ConversationView } from '../../shared/contract/conversation';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { blanksOf } from '../conversations/blanks';
import type { Conversations, Talk } from '../conversations/conversations';
import { isVisibleTalk } from '../conversations/visible-talks';
import { conversationView, lineText, runningView, scriptView } from '../conversations/views';
import type { ScriptShelf } from '../conversations/script-shelf';
import { isVisibleDraft } from '../drafts/drafts';
import type { CallContext } from '../ipc/serve-contract';
import type { Session } from '../session/session';
import type { SessionManager } from '../session/session-manager';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `conversation.${string}`>>;

export interface ConversationDeps {
  readonly core: Core;
  readonly shelf: ScriptShelf;
  readonly conversations: Conversations;
  /** The law in force now, for what is not registered yet. */
  readonly lawNow: () => Law;
  readonly withStepUp: SessionManager['withStepUp'];
}

/** What is around a conversation now. */
interface Around {
  readonly state: CaseState | null;
  readonly due: DueContext;
  readonly values: Readonly<Record<string, string>>;
}

export function conversationHandlers(deps: ConversationDeps): Handlers {
  const { core, shelf, conversations, lawNow, withStepUp } = deps;

  /** The conversation, if there is one for this person. */
  const talkFor = async (session: Session, id: string): Promise<Talk | 'notFound' | 'otherVersion'> => {
    const found = await conversations.find(session, id);
    if (typeof found === 'string') return found;
    return (await isVisibleTalk(found.talk, session)) ? found : 'notFound';
  };
  const missing = (why: 'notFound' | 'otherVersion') =>
    err({ code: why === 'notFound' ? ('conversation.notFound' as const) : ('conversation.otherVersion' as const) });

  const around = async (session: Session, talk: Conversation): Promise<Around> => {
    const state = talk.caseId === null ? null : ((await session.records.caseState(talk.caseId)) ?? null);
    const draft = talk.draftId === null ? undefined : session.drafts.get(talk.draftId);
    const due: DueContext = {
      law: state === null ? lawNow() : core.lawOf(state),
      timeZone: core.directory().branch?.timeZone ?? 'Asia/Shanghai',
      state,
      receivedAtMs: draft?.form.receivedAtMs ?? draft?.createdAtMs ?? talk.session.startedAt,
    };
    return { state, due, values: blanksOf(talk, { core, due, state, form: draft?.form ?? null }) };
  };

  const viewOf = async (session: Session, { talk, bundle }: Talk): Promise<ConversationView> => {
    const { due, values } = await around(session, talk);
    return conversationView(talk, {
      pack: bundle.pack,
      userId: session.user.userId,
      personName: core.personName,
      values,
      due,
      language: core.settings.preferences().language,
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
      const own = Object.values(pack.scripts).filter(({ shared }) => !shared);
      return ok({ scripts: own.map(({ code }) => scriptView(pack, code)) });
    },
    'conversation.suggest': async ({ text, taxonomyIds, flags }) => {
      const { pack } = await shelf.current();
      const known = flags.flatMap((flag) => {
        const parsed = RiskFlag.safeParse(flag);
        return parsed.success ? [parsed.data] : [];
      });
      return ok({ scripts: [...fittingScripts(pack, { text, taxonomyIds, flags: known })] });
    },
    'conversation.running': async (_input, context) => {
      const session = requireSession(context);
      const found = await conversations.running(session);
      const visible = await Promise.all(found.map(({ talk }) => isVisibleTalk(talk, session)));
      const { userId } = session.user;
      return ok({
        conversations: found
          .filter((_one, at) => visible[at])
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
      const begun = await conversations.begin(session, commandId, { script, onDuty, draftId, caseId }, () => []);
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
        const event: ScriptEvent = { ...act, at: core.nowMs(), by: session.user.userId };
        const stepped = step(bundle.pack, talk.session, event);
        if (!stepped.ok) return err({ code: 'conversation.refused' as const, refusal: stepped.refusal });
        // A clock that only went on is nothing to write down.
        if (event.type === 'ticking' && sameBut(stepped.session, talk.session)) return ok(await viewOf(session, found));
        const { values } = await around(session, talk);
        const shown = present(bundle.pack, talk.session, values);
        const kept = await conversations.keep(session, commandId, found, {
          type: 'conversation.step',
          payload: {
            event,
            spoken: spokenBy(event, shown),
            shown: shownBy(stepped.session, talk, bundle.pack, values),
          },
        });
        return ok(await viewOf(session, kept));
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
            { type: 'conversation.step', payload: { event, spoken: null, shown: [] } },
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
  };
}

const sameBut = (after: Conversation['session'], before: Conversation['session']): boolean =>
  after.timers.length === before.timers.length && after.suggestions.length === before.suggestions.length;

/** What the event says was read aloud: as shown, as an alternate, or in other words. */
function spokenBy(event: ScriptEvent, shown: Shown): Spoken {
  if (event.type !== 'said') return null;
  const line = [shown.line, ...shown.alternates].find((one) => one !== null && one.id === event.line) ?? shown.line;
  return line === null ? null : { line: line.id, text: event.altered ?? line.text };
}

/** What came on the screen by this step. */
function shownBy(
  after: Conversation['session'],
  { session }: Conversation,
  pack: Talk['bundle']['pack'],
  values: Readonly<Record<string, string>>,
): ShownStep[] {
  const current = present(pack, after, values);
  return after.path.slice(session.path.length).map(({ script, node, line }) => {
    const isHere = script === current.script && node === current.node && line === current.line?.id;
    const text = line === null ? null : isHere ? current.line.text : lineText(pack, line, after.wording, values);
    return { script, node, text };
  });
}

/** True where the complaint, or somebody in the talk, names this person. */
async function isNamed(session: Session, talk: Conversation, userId: string): Promise<boolean> {
  if (talk.session.complainedOf.includes(userId)) return true;
  const state = talk.caseId === null ? undefined : await session.records.caseState(talk.caseId);
  const draft = talk.draftId === null ? undefined : session.drafts.get(talk.draftId);
  return (state !== undefined && !visibleTo(state, userId)) || (draft !== undefined && !visibleTo(draft.form, userId));
}
