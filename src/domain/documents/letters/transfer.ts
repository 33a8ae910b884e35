/** 转办（移送）告知书: another institution is competent and has the complaint now (REGULATION §6). */
import { standingTransfer } from '../../complaint/transfer';
import { localDateOf } from '../../deadlines/time-zone';
import { formatDate } from '../format';
import { commonFacts } from './common-facts';
import type { LetterKind } from './letter-kind';

/** A transfer that was declined is none: the complaint is back, and what stands is another letter's to tell. */
export const transferNotice: LetterKind = {
  offered: (state) => standingTransfer(state) !== undefined,
  form: () => 'transfer',
  facts: (source) => {
    const transfer = standingTransfer(source.state);
    if (transfer === undefined) return undefined;
    const { state, branch, language } = source;
    const { institution, reason, on, result } = transfer;
    const received = localDateOf(state.receivedAtMs, branch.timeZone);
    return {
      ...commonFacts(source),
      transferInstitution: institution,
      transferReason: reason,
      transferOn: on,
      transferKept: source.texts('defaults.transfer.kept', {
        number: state.number,
        date: formatDate(received, language),
      }),
      transferReference: result?.outcome === 'confirmed' ? result.referenceNo : '',
    };
  },
};
