/** 受理告知书: the complaint was taken on; a letter for those who do not stand at the counter, where the slip is given. */
import { localDateOf } from '../../deadlines/time-zone';
import { commonFacts, decisionDay } from './common-facts';
import type { LetterKind } from './letter-kind';

export const acknowledgementLetter: LetterKind = {
  offered: (state) => state.acceptedAtMs !== null,
  form: () => 'acknowledgement',
  facts: (source) => {
    const { state, branch } = source;
    if (state.acceptedAtMs === null) return undefined;
    return {
      ...commonFacts(source),
      ...decisionDay(source),
      acceptedOn: localDateOf(state.acceptedAtMs, branch.timeZone),
    };
  },
};
