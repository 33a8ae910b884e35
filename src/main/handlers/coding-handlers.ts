/** 编码建议: codes for a complaint that is being taken down, from its words and from the latest complaints of this branch. */
import { createSuggester, indexTexts, type SimilarTexts, type Suggester } from '../../domain/taxonomy/suggest';
import type { InstitutionType } from '../../domain/complaint/values';
import type { AppHandlers } from '../../shared/contract/contract';
import { ok } from '../../shared/contract/define';
import { emptyHistoryFilter } from '../../shared/contract/history';
import type { Core } from '../app/core';
import type { CallContext } from '../ipc/answer';
import type { Session } from '../session/session';
import { lineOf } from '../records/projection';
import { requireSession } from './require-session';

/** Enough to know the habits of a branch; more only makes old habits weigh. */
const latest = 2_000;
const pageSize = 500;

interface Known {
  /** Newest change and number of cases: while both stand, so does the index. */
  readonly mark: string;
  readonly similar: SimilarTexts;
}

export function codingHandlers(core: Core): Pick<AppHandlers<CallContext>, 'intake.suggestCodes'> {
  const suggesters = new Map<InstitutionType, Suggester>();
  const suggesterFor = (kind: InstitutionType): Suggester => {
    const known = suggesters.get(kind) ?? createSuggester(core.taxonomy, kind);
    suggesters.set(kind, known);
    return known;
  };
  // One for each session: what is hidden from a person must not speak to them through a suggestion either.
  const indexes = new WeakMap<Session, Promise<Known>>();

  const page = (session: Session, offset: number, limit: number) =>
    session.lists.listPage({
      filter: emptyHistoryFilter,
      sort: { by: 'updated', direction: 'desc' },
      offset,
      limit,
    });
  const read = async (session: Session, mark: string, total: number): Promise<Known> => {
    const texts = [];
    for (let offset = 0; offset < Math.min(total, latest); offset += pageSize) {
      for (const { caseId, summary, businessCode, reasonCode } of (await page(session, offset, pageSize)).entries)
        texts.push({ caseId, text: summary, codes: { business: businessCode, reason: reasonCode } });
    }
    return { mark, similar: indexTexts(texts) };
  };
  const similarFor = async (session: Session): Promise<SimilarTexts> => {
    const { entries, total } = await page(session, 0, 1);
    const mark = `${entries[0]?.caseId ?? ''} ${String(entries[0]?.updatedAtMs ?? 0)} ${String(total)}`;
    const known = await indexes.get(session);
    if (known?.mark === mark) return known.similar;
    const reading = read(session, mark, total);
    indexes.set(session, reading);
    // A failed reading is reported to who asked, and not kept for who asks next.
    reading.catch(() => indexes.delete(session));
    return (await reading).similar;
  };

  return {
    'intake.suggestCodes': async ({ matter, facts, exceptCaseId }, context) => {
      const session = requireSession(context);
      const text = `${matter}\n${facts}`;
      if (text.trim() === '') return ok({ suggestions: [] });
      const similar = await similarFor(session);
      const earlier: SimilarTexts = (line) => similar(line).filter(({ caseId }) => caseId !== exceptCaseId);
      const suggester = suggesterFor(core.directory().branch?.institutionType ?? 'bank');
      return ok({ suggestions: suggester.suggest({ line: lineOf({ matter, facts }), text }, earlier) });
    },
  };
}
