/** 结案告知书: how the complaint ended, and that it is over. */
import { refusalTold } from '../../complaint/refusal';
import type { CaseState } from '../../complaint/state';
import { localDateOf } from '../../deadlines/time-zone';
import { formatDate } from '../format';
import { commonFacts } from './common-facts';
import type { LetterKind, LetterSource } from './letter-kind';

/** What staff wrote when they closed it is for the branch (causes, lessons), and no part of the letter. */
export const closingNotice: LetterKind = {
  offered: hasEnded,
  form: () => 'closing',
  facts: (source) => {
    const { state, branch } = source;
    if (state.closedAtMs === null || !hasEnded(state)) return undefined;
    return {
      ...commonFacts(source),
      outcome: outcomeOf(source),
      performedOn: state.performance?.performedOn ?? '',
      closedOn: localDateOf(state.closedAtMs, branch.timeZone),
    };
  },
};

/** What was taken over from the ledger as closed was told by other means. */
function hasEnded({ status, delivery, withdrawal, notComplaint }: CaseState): boolean {
  return status === 'closed' && (delivery !== null || withdrawal !== null || notComplaint !== null);
}

function outcomeOf({ state, texts, vocabulary, language }: LetterSource): string {
  const { withdrawal, notComplaint, delivery } = state;
  if (withdrawal !== null) return texts('defaults.closing.withdrawn');
  if (notComplaint !== null)
    return texts('defaults.closing.notComplaint', { kind: vocabulary(`notComplaintKind.${notComplaint.kind}`) });
  const date = formatDate(delivery?.deliveredOn ?? '', language);
  if (refusalTold(state)) return texts('defaults.closing.refused', { date });
  return texts(state.performance === null ? 'defaults.closing.told' : 'defaults.closing.performed', { date });
}
