/** Whether a condition holds for what a conversation knows. */
import type { CompiledScript } from './compile';
import type { Guard, Scalar } from './guard';
import type { Session } from './session';
import { foundWords } from './entry-words';
import type { Authority, Post } from './vocabulary';

/** How far a post's signature reaches; own is anybody at the counter. */
const reach: { readonly [P in Post]: number } = {
  teller: 0,
  lobby: 0,
  accountManager: 0,
  security: 0,
  manager: 1,
  officer: 2,
  branch: 3,
  hq: 4,
};
const needs: { readonly [A in Authority]: number } = { own: 0, manager: 1, officer: 2, branch: 3, hq: 4 };

export const reaches = (post: Post, authority: Authority): boolean => reach[post] >= needs[authority];

/** Evaluates the condition; what nobody knows makes a comparison false. */
export function holds(guard: Guard, session: Session): boolean {
  if ('all' in guard) return guard.all.every((one) => holds(one, session));
  if ('any' in guard) return guard.any.some((one) => holds(one, session));
  if ('not' in guard) return !holds(guard.not, session);
  if ('fact' in guard) return factHolds(guard, session.facts[guard.fact]?.value ?? null);
  if ('emotion' in guard) {
    const { gte, lte, eq } = guard.emotion;
    const { level } = session;
    if (level === null) return false;
    return (gte === undefined || level >= gte) && (lte === undefined || level <= lte) && (eq ?? level) === level;
  }
  if ('distress' in guard) return session.distress.includes(guard.distress);
  if ('flag' in guard) return isFlagged(session, guard.flag);
  if ('mode' in guard) return session.mode === guard.mode;
  if ('need' in guard) return session.need === guard.need;
  if ('post' in guard) return session.onDuty.post === guard.post;
  if ('visits' in guard) return (session.frames.at(-1)?.visits[guard.visits] ?? 0) >= guard.gte;
  if ('elapsed' in guard) return session.now - session.startedAt >= guard.elapsed * 1000;
  if ('called' in guard) return session.frames.length > 1 === guard.called;
  if ('within' in guard) return reaches(session.onDuty.post, guard.within);
  if ('withinLimit' in guard) {
    const amount = session.facts[guard.withinLimit]?.value;
    return typeof amount === 'number' && amount <= session.onDuty.limitFen;
  }
  if ('taxonomy' in guard)
    return session.taxonomyIds.some((id) => id === guard.taxonomy || id.startsWith(`${guard.taxonomy}.`));
  return foundWords(guard.words, String(session.facts['matter']?.value ?? '')).length > 0;
}

/** A comparison with what was answered; null is what nobody knows. */
export function factHolds(guard: Extract<Guard, { fact: string }>, value: Scalar | null): boolean {
  if (guard.known !== undefined) return (value !== null) === guard.known;
  if (value === null) return false;
  if (guard.eq !== undefined) return value === guard.eq;
  if (guard.ne !== undefined) return value !== guard.ne;
  if (guard.in !== undefined) return guard.in.includes(value);
  if (typeof value !== 'number') return false;
  return (guard.gte === undefined || value >= guard.gte) && (guard.lte === undefined || value <= guard.lte);
}

/** A flag counts until it expires. */
export const isFlagged = (session: Session, flag: string): boolean =>
  session.flags.some((one) => one.flag === flag && (one.expiresAt === null || one.expiresAt > session.now));

/** Facts that have to be asked in this talk: always, or because of what was answered. */
export const requiredNow = ({ required, requiredWhen }: CompiledScript, session: Session): readonly string[] => [
  ...required,
  ...requiredWhen.filter(({ when }) => holds(when, session)).map(({ fact }) => fact),
];
