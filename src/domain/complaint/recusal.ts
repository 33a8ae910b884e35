/**
 * 回避: who stands back from which part of a case, and why (people without a direct interest verify the complaint and talk to
 * the complainant). Decided from the case and the directory alone, so it holds without a network too.
 */
import { may, type Role } from '../authority/roles';
import type { Person, RelationKind } from '../directory/directory';
import type { CaseRefusal } from './commands';
import type { CaseState } from './state';

/** What this needs to know of a person of the branch. */
export type Staff = Pick<Person, 'userId' | 'name' | 'role' | 'active' | 'reportsTo' | 'relations'>;
export type People = ReadonlyMap<string, Staff>;

/** `handle`: any step, or a task of it. `own`: being its handler (经办人). `approve`: deciding what is proposed. */
export type Part = 'handle' | 'own' | 'approve';

/** Why somebody stands back. Names, because the reason is read by people. */
export type Bar =
  | { readonly why: 'involved' }
  /** They said so themselves, or somebody did, for this case. */
  | { readonly why: 'recused' }
  | { readonly why: 'related'; readonly person: string; readonly employee: string; readonly kind: RelationKind }
  | { readonly why: 'lineManager'; readonly person: string; readonly employee: string };

/**
 * The direct superior of the named employee goes on seeing and handling the case, so that nothing lies about; but does not own
 * or decide it where the complaint is of conduct, for which they answer too. The stricter reading of "their line manager where
 * involved": it holds also where nobody else in the branch decides.
 */
const keptFrom: Readonly<Record<Bar['why'], readonly Part[]>> = {
  involved: ['handle', 'own', 'approve'],
  recused: ['handle', 'own', 'approve'],
  related: ['handle', 'own', 'approve'],
  lineManager: ['own', 'approve'],
};

/** Reasons and disputes of the taxonomy that are about how somebody behaved. */
const conductReasons: readonly string[] = ['reason.service', 'dispute.service'];

export function isConductCase({ details }: Pick<CaseState, 'details'>): boolean {
  return conductReasons.some((id) => details.reasonId === id || details.reasonId.startsWith(`${id}.`));
}

/** True when the complaint names this person (被投诉人). */
export function isInvolved(state: Pick<CaseState, 'details'>, userId: string): boolean {
  return state.details.involved.some((employee) => employee.userId === userId);
}

/** Why this person may have no part in the case; undefined when nothing keeps them from it. */
export function barFrom(state: CaseState, part: Part, userId: string, people: People): Bar | undefined {
  return barsOf(state, userId, people).find((bar) => keptFrom[bar.why].includes(part));
}

/** From which parts they are kept, and why; strongest reason first. */
export function standBack(
  state: CaseState,
  userId: string,
  people: People,
): { readonly from: readonly Part[]; readonly bar: Bar } | undefined {
  const [bar] = barsOf(state, userId, people);
  return bar && { from: keptFrom[bar.why], bar };
}

/** True when nobody of the branch whose role decides may decide this case: it must be taken by somebody above. */
export function needsAbove(state: CaseState, people: People): boolean {
  return ![...people.values()].some(
    ({ userId, role, active }) => active && decides(role) && barFrom(state, 'approve', userId, people) === undefined,
  );
}

const decides = (role: Role): boolean => may(role, 'case.decide');

/** Strongest first. */
function barsOf(state: CaseState, userId: string, people: People): Bar[] {
  const bars: Bar[] = [];
  if (isInvolved(state, userId)) bars.push({ why: 'involved' });
  if (state.recusals.some((recusal) => recusal.userId === userId)) bars.push({ why: 'recused' });
  const employees = state.details.involved.flatMap((employee) => people.get(employee.userId ?? '') ?? []);
  const self = people.get(userId);
  const person = self?.name ?? '';
  for (const employee of employees) {
    const relation =
      self?.relations.find((one) => one.userId === employee.userId) ??
      employee.relations.find((one) => one.userId === userId);
    if (relation) bars.push({ why: 'related', person, employee: employee.name, kind: relation.kind });
  }
  const report = isConductCase(state) ? employees.find((employee) => employee.reportsTo === userId) : undefined;
  if (report) bars.push({ why: 'lineManager', person, employee: report.name });
  return bars;
}

/** The refusal for somebody whom a bar keeps from it. */
export function barredPerson(bar: Bar): CaseRefusal {
  switch (bar.why) {
    case 'involved':
    case 'recused':
      return { code: 'case.recused' };
    case 'related':
      return { code: 'case.related', reason: bar.kind, person: bar.person, employee: bar.employee };
    case 'lineManager':
      return { code: 'case.lineManager', person: bar.person, employee: bar.employee };
  }
}
