/** What another pack would change, before anybody takes it into force: every date of every open case that this person may see. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Deadline } from '../../domain/deadlines/deadlines';
import { differencesUnder, type Law } from '../../domain/deadlines/differences';
import type { ChangedDate, ChangedEnd } from '../../shared/contract/packs';
import { emptyHistoryFilter } from '../../shared/contract/history';
import type { Session } from '../session/session';

const casesAtOnce = 200;

/** Gives the event loop its turn between chunks. */
export async function previewOf(
  { lists, datedCases }: Pick<Session, 'lists' | 'datedCases'>,
  laws: { readonly before: Law; readonly after: Law },
  timeZone: string,
): Promise<{ readonly open: number; readonly casesChanged: number; readonly changes: readonly ChangedDate[] }> {
  const changes: ChangedDate[] = [];
  let open = 0;
  let casesChanged = 0;
  for (let offset = 0; ; offset += casesAtOnce) {
    const { entries } = await lists.listPage({
      filter: { ...emptyHistoryFilter, attention: 'open' },
      sort: { by: 'received', direction: 'asc' },
      offset,
      limit: casesAtOnce,
    });
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
    if (entries.length < casesAtOnce) return { open, casesChanged, changes };
    await nextTurn();
  }
}

function endOf({ dueOn, dueAtMs, ruleId, article, articleEn, estimated }: Deadline): ChangedEnd {
  return { dueOn, dueAtMs, ruleId, article, articleEn, estimated };
}
