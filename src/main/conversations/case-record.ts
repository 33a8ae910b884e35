/** What a case takes in of a conversation: promises with owner and day, and how the customer was. */
import type { TalkRecord } from '../../domain/complaint/talks';
import { dueOfPromise, promiseText, type DueContext } from '../../domain/conversation/due';
import { roleOfPost } from '../../domain/conversation/posts';
import { localDateOf } from '../../domain/deadlines/time-zone';
import { activePeople } from '../../domain/directory/directory';
import { rootOf } from '../../domain/scripts/walk';
import type { Session } from '../../domain/scripts/session';
import { Post } from '../../domain/scripts/vocabulary';
import type { Core } from '../app/core';
import type { ScriptPack } from '../../domain/scripts/compile';
import { languageOf } from './blanks';
import type { Talk } from './conversations';
import { factsHere } from './surroundings';
import { lineText } from './views';

export function talkRecord(
  { talk, bundle: { pack } }: Talk,
  { core, due, values }: { core: Pick<Core, 'directory'>; due: DueContext; values: Readonly<Record<string, string>> },
): TalkRecord {
  const { session, id } = talk;
  const root = rootOf(pack, session);
  const language = languageOf(talk);
  return {
    conversationId: id,
    script: root.code,
    title: root.title,
    startedAtMs: session.startedAt,
    onDutyId: talk.startedBy,
    promises: session.promises.map((promise) => {
      const { on, at } = dueOfPromise(promise, session.facts, due);
      const words = lineText(pack, promise.line, session.wording, values);
      return {
        // Named by where it was made, so that it is taken in once however often the talk comes.
        promiseId: `${id}.${promise.line}`,
        text: promiseText(words, at, language),
        madeOn: localDateOf(promise.at, due.timeZone),
        dueOn: on,
        ownerId: ownerOf(promise, core),
      };
    }),
    facts: toldSince(talk, pack),
    ratings: session.ratings.map(({ level, at, by }) => ({ emotion: level, atMs: at, by })),
  };
}

/** Answers that are a field of the case, given since there is one. */
function toldSince({ session, joinedAtMs }: Talk['talk'], pack: ScriptPack): TalkRecord['facts'] {
  if (joinedAtMs === null) return [];
  const declared = factsHere(pack, { session });
  return Object.entries(session.facts).flatMap(([fact, { value, at }]) => {
    const fills = declared[fact]?.fills;
    return fills === undefined || value === null || at <= joinedAtMs ? [] : [{ fact, fills, value }];
  });
}

/** Whoever spoke, or the one person of that post; where several are of it, nobody in particular. */
function ownerOf({ owner, by }: Session['promises'][number], core: Pick<Core, 'directory'>): string | null {
  const post = Post.safeParse(owner);
  if (!post.success) return by;
  const role = roleOfPost(post.data);
  const people = activePeople(core.directory()).filter((person) => person.role === role);
  return people.length === 1 ? (people[0]?.userId ?? null) : null;
}
