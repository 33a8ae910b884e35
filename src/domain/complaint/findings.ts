/** 核实: each fact of the checklist is verified, not to be found, or does not apply, and in what words that is known. */
import type { ChecklistItem } from '../investigation/checklist';
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import type { Finding } from './investigation-values';
import type { CaseState } from './state';

export type InvestigationDecision =
  { readonly ok: true; readonly events: readonly NewCaseEvent[] } | { readonly ok: false; readonly error: CaseRefusal };

const refuse = (error: CaseRefusal): InvestigationDecision => ({ ok: false, error });

/** A fact to be verified, and what was found of it; null while nobody has looked. */
export interface Fact {
  readonly itemId: string;
  readonly zh: string;
  readonly en: string;
  /** Null of a fact that somebody added. */
  readonly item: ChecklistItem | null;
  readonly finding: Finding | null;
}

/** The checklist with what was found, and after it what somebody added or what an earlier list had. */
export function factsOf(state: CaseState, checklist: readonly ChecklistItem[]): readonly Fact[] {
  const findings = state.investigation?.findings ?? [];
  return [
    ...checklist.map((item): Fact => ({
      itemId: item.id,
      zh: item.zh,
      en: item.en,
      item,
      finding: findings.find(({ itemId }) => itemId === item.id) ?? null,
    })),
    ...findings
      .filter(({ itemId }) => !checklist.some(({ id }) => id === itemId))
      .map((finding): Fact => ({ itemId: finding.itemId, zh: finding.zh, en: finding.en, item: null, finding })),
  ];
}

/** The first fact without which nothing may be proposed. */
export function mandatoryOpen(state: CaseState, checklist: readonly ChecklistItem[]): ChecklistItem | undefined {
  return (
    factsOf(state, checklist).find(({ item, finding }) => item?.mandatory === true && finding === null)?.item ??
    undefined
  );
}

export function recordFinding(
  state: CaseState,
  { itemId, title, outcome, found, evidenceIds }: CaseCommandInput<'recordFinding'>,
  checklist: readonly ChecklistItem[],
  newId: () => string,
): InvestigationDecision {
  if (evidenceIds.some((id) => !state.evidence.some((one) => one.id === id)))
    return refuse({ code: 'case.noSuchEvidence' });
  // Why it can't be found, or does not apply, is to be known, too.
  if (found.trim() === '') return refuse({ code: 'finding.wordsMissing' });
  const said = { outcome, found: found.trim(), evidenceIds };
  if (itemId === null) {
    const name = title.trim();
    if (name === '') return refuse({ code: 'finding.titleMissing' });
    const added = { itemId: newId(), zh: name, en: name, own: true };
    return { ok: true, events: [{ type: 'finding.recorded', payload: { ...added, ...said } }] };
  }
  const fact = factsOf(state, checklist).find((one) => one.itemId === itemId);
  if (fact === undefined) return refuse({ code: 'finding.noSuchItem' });
  const { zh, en } = fact;
  const own = fact.finding?.own ?? false;
  return { ok: true, events: [{ type: 'finding.recorded', payload: { itemId, zh, en, own, ...said } }] };
}
