/** Columns of the ledger: joint and major complaints, the clock, money by kind, authority and signatures, letters. */
import { formulaOf } from '../../domain/complaint/remedy-lines';
import { delegateCount, presentHeadCount } from '../../domain/complaint/joint';
import { owedKinds, type Proposal } from '../../domain/complaint/state';
import { remedyKindsWithMoney } from '../../domain/complaint/values';
import { dayNumber } from '../../domain/deadlines/local-date';
import { formatYuan } from '../../domain/money/format-money';
import { grantedByKind, moneyParts } from '../../domain/registers/case-figures';
import {
  column,
  lines,
  moment,
  personal,
  words,
  columnOfPart,
  type LedgerColumn,
  type LedgerTools,
} from './ledger-column';

export const jointColumns: readonly LedgerColumn[] = [
  column('joint', 8, ({ state }, { yesNo }) => yesNo(state.details.joint ?? false)),
  column('delegates', 16, ({ state: { details } }, tools) =>
    delegateCount(details) === 0
      ? ''
      : lines(details.parties.flatMap(({ delegate, name }) => (delegate ? [personal('name', name, tools)] : []))),
  ),
  column('headCount', 8, ({ state }) => presentHeadCount(state)?.count ?? null, 'count'),
  column('headCounts', 24, ({ state }, tools) =>
    lines(
      (state.headCounts ?? []).map(({ count, atMs, by }) =>
        words(moment(atMs, tools), String(count), tools.personName(by)),
      ),
    ),
  ),
  column('majorFound', 36, ({ state }, tools) =>
    lines(
      (state.major?.recognitions ?? []).map(({ foundAtMs, level, basis, count, what, by }) =>
        words(
          moment(foundAtMs, tools),
          tools.word(`major.levels.${level}`),
          tools.language === 'en' ? basis.en : basis.zh,
          tools.language === 'en' ? basis.article.en : basis.article.zh,
          count === null ? '' : String(count),
          what,
          tools.personName(by),
        ),
      ),
    ),
  ),
  column('majorReports', 36, ({ state }, tools) =>
    lines(
      (state.major?.reports ?? []).map(({ reportedAtMs, level, to, recipient, method, number, what, by }) =>
        words(
          moment(reportedAtMs, tools),
          tools.word(`major.levels.${level}`),
          tools.word(`major.to.${to}`),
          recipient,
          tools.word(`major.methods.${method}`),
          number,
          what,
          tools.personName(by),
        ),
      ),
    ),
  ),
];

export const clockColumns: readonly LedgerColumn[] = [
  column('extensionNotice', 16, ({ state }, { word }) => {
    const granted = state.clock?.extension;
    return granted
      ? words(
          word(`case.clock.levels.${granted.level}`),
          granted.noticeOn,
          word(`deliveryMethod.${granted.noticeMethod}`),
        )
      : '';
  }),
  column(
    'suspensionDays',
    8,
    // A period that lasts has no number of days yet; it stands with its dates beside.
    ({ state }) => {
      const ended = (state.clock?.periods ?? []).flatMap(({ from, to }) =>
        to === null ? [] : [dayNumber(to) - dayNumber(from)],
      );
      return ended.length === 0 ? null : ended.reduce((sum, days) => sum + days, 0);
    },
    'count',
  ),
  column('suspensionWhy', 24, ({ state }, { word }) =>
    lines((state.clock?.periods ?? []).map(({ period, reason }) => words(word(`deadlines.period.${period}`), reason))),
  ),
];

export const moneyColumns: readonly LedgerColumn[] = [
  ...moneyParts.map((part) =>
    column(columnOfPart[part], 12, ({ state }) => grantedByKind(state)?.[part] ?? null, 'money'),
  ),
  column('calculation', 36, ({ proposal }, { word }) =>
    lines(
      (proposal?.content.lines ?? []).map((line) =>
        words(
          word(`remedyKind.${line.kind}`),
          line.kind === 'interest' ? `${formulaOf(line)} (${line.from} – ${line.to})` : '',
          formatYuan(line.amountFen),
          line.note,
        ),
      ),
    ),
  ),
];

const levelOf = (level: string, { word }: LedgerTools): string => word(`role.${level}`);

/** By whose authority: the level, the limit of the moment, and whose it was where it was lent (代). */
function authorityOf({ decision }: Proposal, tools: LedgerTools): string {
  const under = decision?.under;
  if (!under) return '';
  const limit = under.nowFen ?? under.fullFen;
  return words(levelOf(under.level, tools), limit === null ? '' : formatYuan(limit));
}

/** A version of the remedy that was not the last: what became of it and why. */
function earlier({ content, status, proposedBy, decision }: Proposal, tools: LedgerTools): string {
  return words(
    tools.personName(proposedBy),
    content.kinds.map((kind) => tools.word(`remedyKind.${kind}`)).join(tools.language === 'en' ? ', ' : '、'),
    content.kinds.some((kind) => remedyKindsWithMoney.includes(kind)) ? formatYuan(content.amountFen) : '',
    tools.word(`case.remedy.status.${status}`),
    decision ? words(decision.above?.name ?? tools.personName(decision.userId), decision.reason) : '',
  );
}

export const authorityColumns: readonly LedgerColumn[] = [
  column('decisionReason', 24, ({ proposal }) => proposal?.decision?.reason ?? ''),
  column('internalReason', 24, ({ proposal }) => proposal?.content.internalReason ?? ''),
  column('authority', 20, ({ proposal }, tools) => (proposal ? authorityOf(proposal, tools) : '')),
  column('onBehalf', 14, ({ proposal }, { personName }) => {
    const under = proposal?.decision?.under;
    return under?.delegationId == null ? '' : personName(under.holderId);
  }),
  column('cosigned', 30, ({ proposal }, tools) =>
    lines(
      (proposal?.endorsements ?? []).map(({ userId, level, delegationId, holderId, atMs, comment }) =>
        words(
          moment(atMs, tools),
          tools.personName(userId),
          delegationId === null ? '' : `(${tools.personName(holderId)})`,
          levelOf(level, tools),
          comment,
        ),
      ),
    ),
  ),
  column('emergency', 36, ({ proposal }, tools) => {
    const decided = proposal?.decision?.emergency;
    const signed = decided?.cosigner ?? proposal?.emergencySignature;
    return signed
      ? lines([
          words(moment(signed.atMs, tools), tools.personName(signed.userId), tools.personName(signed.cosignerId)),
          words(signed.reason, signed.harm, decided?.harm === signed.harm ? '' : decided?.harm),
        ])
      : '';
  }),
  column('owedReviews', 30, ({ state }, { word, personName }) =>
    lines(
      state.tasks
        .filter(({ kind }) => owedKinds.includes(kind))
        .map(({ kind, dueOn, doneBy, review }) =>
          words(
            word(`case.tasks.kind.${kind}`),
            dueOn,
            review ? word(`authority.review.outcomes.${review.outcome}`) : '',
            review?.words,
            review?.reference,
            doneBy === null ? '' : personName(doneBy),
          ),
        ),
    ),
  ),
  column('earlierProposals', 36, ({ state }, tools) =>
    lines(state.proposals.slice(0, -1).map((proposal) => earlier(proposal, tools))),
  ),
];

export const letterColumns: readonly LedgerColumn[] = [
  column('toldProof', 24, ({ state }) => {
    const { delivery } = state;
    return delivery ? words(delivery.proof?.receiptNo, delivery.proof?.witness, delivery.note) : '';
  }),
  column('printed', 30, ({ state }, tools) =>
    lines(
      (state.printed ?? []).map(({ kind, copyNo, format, language, version, by, atMs }) =>
        words(
          moment(atMs, tools),
          tools.word(`letters.kind.${kind}`),
          `#${String(copyNo)}`,
          tools.word(`letters.history.format.${format}`),
          tools.word(`letters.history.language.${language}`),
          version === null ? '' : `v${String(version)}`,
          tools.personName(by),
        ),
      ),
    ),
  ),
  column('lettersTold', 30, ({ state }, tools) =>
    lines(
      (state.letterDeliveries ?? []).map(({ kind, copyNo, method, deliveredOn, receivedBy, note, proof, by }) =>
        words(
          deliveredOn,
          tools.word(`letters.kind.${kind}`),
          `#${String(copyNo)}`,
          tools.word(`deliveryMethod.${method}`),
          personal('name', receivedBy, tools),
          proof?.receiptNo,
          proof?.witness,
          note,
          tools.personName(by),
        ),
      ),
    ),
  ),
  column('letterParagraphs', 30, ({ state }, tools) =>
    lines(
      (state.letterParagraphs ?? []).map(({ kind, language, text, by, atMs }) =>
        words(
          moment(atMs, tools),
          tools.word(`letters.kind.${kind}`),
          tools.word(`letters.history.language.${language}`),
          text,
          tools.personName(by),
        ),
      ),
    ),
  ),
];
