/** Every date of every open case that other rules or another calendar would change. */
import type { Deadline } from '../../domain/deadlines/deadlines';
import { differencesUnder, type Law } from '../../domain/deadlines/differences';
import type { ChangedDate, ChangedEnd } from '../../shared/contract/packs';
import type { Session } from '../session/session';
import { openCases } from './open-cases';

export async function changedDates(
  { lists, datedCases }: Pick<Session, 'lists' | 'datedCases'>,
  laws: { readonly before: Law; readonly after: Law },
  timeZone: string,
): Promise<{ readonly open: number; readonly casesChanged: number; readonly changes: readonly ChangedDate[] }> {
  const changes: ChangedDate[] = [];
  let open = 0;
  let casesChanged = 0;
  for await (const entries of openCases(lists)) {
    const cases = await datedCases.of(entries.map(({ caseId }) => caseId));
    open += cases.length;
    const byId = new Map(cases.map((one) => [one.caseId, one]));
    for (const { caseId, differences } of differencesUnder(cases, laws, timeZone)) {
      const found = byId.get(caseId);
      if (!found) continue;
      casesChanged += 1;
      for (const { id, before, after } of differences) {
        const named = after ?? before;
        if (named === null) continue;
        changes.push({
          caseId,
          number: found.number,
          maskedName: found.maskedName,
          deadlineId: id,
          zh: named.zh,
          en: named.en,
          before: before && endOf(before),
          after: after && endOf(after),
        });
      }
    }
  }
  return { open, casesChanged, changes };
}

function endOf({ dueOn, dueAtMs, ruleId, article, articleEn, estimated }: Deadline): ChangedEnd {
  return { dueOn, dueAtMs, ruleId, article, articleEn, estimated };
}
