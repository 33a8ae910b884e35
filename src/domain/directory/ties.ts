/** 直接上级 and 关系申报 of a person, as they are changed. */
import { wouldReportToSelf, type Directory, type DirectoryPayload, type RelationKind } from './directory';

export interface EnteredTies {
  readonly userId: string;
  readonly reportsTo: string | null;
  readonly relations: readonly { readonly userId: string; readonly kind: RelationKind; readonly reason: string }[];
}

export type TiesRefusal = {
  readonly code: 'user.notFound' | 'user.badRelation' | 'user.circularLine' | 'user.ownTies';
};

/**
 * What is recorded. A relation that stays as it was keeps who declared it and when. Nobody takes back a relation of their own,
 * or that of a superior and those who answer to them: they would choose the cases that they stand back from.
 */
export function tiesChange(
  directory: Directory,
  { userId, reportsTo, relations }: EnteredTies,
  enteredBy: string,
  nowMs: number,
):
  | { readonly ok: true; readonly value: DirectoryPayload<'user.tiesChanged'> }
  | { readonly ok: false; readonly error: TiesRefusal } {
  const refuse = (code: TiesRefusal['code']) => ({ ok: false as const, error: { code } });
  const person = directory.people.get(userId);
  if (!person) return refuse('user.notFound');
  if (reportsTo !== null && !directory.people.has(reportsTo)) return refuse('user.notFound');
  if (reportsTo !== null && wouldReportToSelf(directory, userId, reportsTo)) return refuse('user.circularLine');
  const others = relations.map((relation) => relation.userId);
  if (others.some((id) => id === userId || !directory.people.has(id)) || new Set(others).size < others.length) {
    return refuse('user.badRelation');
  }
  const isOwn = (id: string): boolean => userId === enteredBy || id === enteredBy;
  const takesBack = person.relations.some((known) => !others.includes(known.userId) && isOwn(known.userId));
  const leavesLine = person.reportsTo !== null && person.reportsTo !== reportsTo && isOwn(person.reportsTo);
  if (takesBack || leavesLine) return refuse('user.ownTies');
  return {
    ok: true,
    value: {
      userId,
      reportsTo,
      relations: relations.map((entered) => {
        const known = person.relations.find((one) => one.userId === entered.userId);
        return known?.kind === entered.kind && known.reason === entered.reason
          ? known
          : { ...entered, declaredBy: enteredBy, declaredAtMs: nowMs };
      }),
    },
  };
}
