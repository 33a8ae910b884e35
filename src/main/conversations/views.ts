/** What the page is told of a conversation. */
import type { Conversation } from '../../domain/conversation/fold';
import { dateOfPromise, deadlineFrom, dueOfPromise, type DueContext } from '../../domain/conversation/due';
import type { ScriptPack } from '../../domain/scripts/compile';
import type { Deadline } from '../../domain/deadlines/deadlines';
import { present, type Shown } from '../../domain/scripts/present';
import type { Wording } from '../../domain/scripts/session';
import { Post } from '../../domain/scripts/vocabulary';
import { requiredNow } from '../../domain/scripts/evaluate';
import { stopOf, type ScriptStops } from '../../domain/scripts/stops';
import { fillBlanks, type Words } from '../../domain/scripts/words';
import { rootOf, scriptOf, topOf } from '../../domain/scripts/walk';
import type { DocumentLanguage } from '../../domain/documents/format';
import type { LawName } from '../../shared/contract/case';
import type { ConversationView, RunningConversation, ScriptView } from '../../shared/contract/conversation';
import { dueText } from './blanks';

export interface ViewContext {
  readonly pack: ScriptPack;
  readonly userId: string;
  readonly personName: (userId: string) => string;
  /** Blanks as they are known now. */
  readonly values: Readonly<Record<string, string>>;
  readonly due: DueContext;
  /** At the branch. */
  readonly today: string;
  readonly stops: ScriptStops;
  /** Of the screen. */
  readonly language: DocumentLanguage;
}

export function scriptView(pack: ScriptPack, code: string): ScriptView {
  const { version, title, trigger } = scriptOf(pack, code);
  return { code, version, title, trigger };
}

export function runningView(
  talk: Conversation,
  { pack, userId, personName }: Pick<ViewContext, 'pack' | 'userId' | 'personName'>,
): RunningConversation {
  const { session, id, draftId, caseId } = talk;
  return {
    id,
    script: scriptView(pack, rootOf(pack, session).code),
    startedAtMs: session.startedAt,
    onDutyName: personName(session.onDuty.person),
    mine: session.onDuty.person === userId,
    draftId,
    caseId,
  };
}

export function conversationView(talk: Conversation, context: ViewContext): ConversationView {
  const { session, seq } = talk;
  const { pack, values, personName } = context;
  const reader = context.language === 'en' ? 'en' : 'zh';
  const shown = present(pack, session, values, reader);
  return {
    ...runningView(talk, context),
    seq,
    dates: datesNamed(pack, shown, session, context),
    law: { rules: nameOf(context.due.law.rules), calendar: nameOf(context.due.law.calendar) },
    post: session.onDuty.post,
    shown,
    wording: session.wording,
    level: session.level,
    distress: session.distress,
    mode: session.mode,
    need: session.need,
    flags: session.flags.map((one) => ({
      ...one,
      byName: personName(one.by),
      setByMe: one.by === context.userId,
      reviewerName: one.reviewer === null ? null : personName(one.reviewer),
      expired: one.expiresAt !== null && one.expiresAt <= session.now,
    })),
    curve: session.ratings.map(({ at, level }) => ({ atMs: at, level })),
    facts: factsOf(talk, pack),
    promises: session.promises.map((promise) => {
      const post = Post.safeParse(promise.owner);
      return {
        text: lineText(pack, promise.line, reader, values),
        owner: post.success ? '' : context.personName(promise.by),
        ownerPost: post.success ? post.data : null,
        dueText: dueText(dueOfPromise(promise, session.facts, context.due), context.language),
        due: dateOfPromise(promise, session.facts, context.due),
      };
    }),
    timers: session.timers.map(({ script, node, endsAt }) => {
      const line = scriptOf(pack, script).nodes[node]?.line;
      return { endsAtMs: endsAt, text: line === undefined ? null : lineText(pack, line, reader, values) };
    }),
    panic: session.panicAt !== null,
    paused: session.paused,
    misfits: talk.misfits,
    stopped: stopped(pack, session, context.stops),
    outcome: session.outcome,
  };
}

const nameOf = ({ id, version }: LawName['rules']): LawName['rules'] => ({ id, version });

/** The days of `due.x` in what is shown and in what was promised: those of today, as the blanks are filled. */
function datesNamed(
  pack: ScriptPack,
  shown: Shown,
  session: Conversation['session'],
  { due, today }: Pick<ViewContext, 'due' | 'today'>,
): readonly Deadline[] {
  const lines = [
    shown.line,
    shown.why,
    shown.escalation?.reason,
    ...shown.alternates,
    ...shown.prompts,
    ...shown.items,
    ...shown.notes,
    ...shown.choices.map(({ label }) => label),
  ].flatMap((line) => line?.id ?? []);
  const texts = [...lines, ...session.promises.map(({ line }) => line)].flatMap((id) =>
    Object.values(pack.lines[id] ?? {}).filter((text) => text !== undefined),
  );
  const named = new Set(texts.flatMap((text) => [...text.matchAll(/\{\{due\.(\w+)\}\}/g)].map(([, id = '']) => id)));
  return [...named].flatMap((id) => deadlineFrom(id, due, today) ?? []);
}

/** Of the script that was begun, or of the one that is played now. */
function stopped(pack: ScriptPack, session: Conversation['session'], stops: ScriptStops): Words | null {
  const stop = stopOf(stops, rootOf(pack, session)) ?? stopOf(stops, scriptOf(pack, topOf(session).script));
  return stop?.reason ?? null;
}

/** A line in a wording, with its blanks filled as far as they are known. */
export function lineText(
  pack: ScriptPack,
  id: string,
  wording: Wording,
  values: Readonly<Record<string, string>>,
): string {
  const line = pack.lines[id];
  if (line === undefined) return '';
  return fillBlanks(wording === 'zhSimple' ? (line.zhSimple ?? line.zh) : line[wording], values);
}

/** What the script needs to know, in its order, and whatever else is known already. */
function factsOf({ session }: Conversation, pack: ScriptPack): ConversationView['facts'] {
  const root = rootOf(pack, session);
  const declarations = { ...root.facts, ...scriptOf(pack, topOf(session).script).facts };
  const required = requiredNow(root, session);
  const others = Object.keys(session.facts).filter((fact) => !required.includes(fact));
  return [...required, ...others].flatMap((fact) => {
    const declaration = declarations[fact];
    const value = session.facts[fact]?.value ?? null;
    if (declaration === undefined) return [];
    // Asked and not known is known too: nobody asks twice.
    return [{ fact, declaration, value, known: session.facts[fact] !== undefined, required: required.includes(fact) }];
  });
}
