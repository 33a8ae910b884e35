/** Why somebody can't approve, said to them or to the colleague at whose PC they stand, and the way on. */
import type { ApproverRefusal } from '../../../domain/complaint/approval';
import type { ApprovalView } from '../../../shared/contract/approval';
import { useFormat, useMessageOf, useText } from '../../app/i18n/use-text';

const textOf = {
  'approval.ownProposal': 'approval:stepUp.refusal.ownProposal',
  'approval.involved': 'approval:stepUp.refusal.involved',
  'approval.recused': 'approval:stepUp.refusal.recused',
  'approval.roleForbids': 'approval:stepUp.refusal.roleForbids',
  'approval.aboveAuthority': 'approval:stepUp.refusal.aboveAuthority',
  'approval.signedAlready': 'approval:stepUp.refusal.signedAlready',
  'approval.holderBarred': 'approval:stepUp.refusal.holderBarred',
} as const;

/** The reason in the third person, for one who isn't signed in here. */
export function useRefusalOf(): (refusal: ApproverRefusal, name: string) => string {
  const { t } = useText();
  const format = useFormat();
  const messageOf = useMessageOf();
  return (refusal, name) => {
    // These name everybody themselves.
    if (refusal.code === 'approval.related' || refusal.code === 'approval.lineManager') return messageOf(refusal);
    const limit = refusal.code === 'approval.aboveAuthority' ? format.money(refusal.limitFen) : '';
    const holder = refusal.code === 'approval.holderBarred' ? refusal.person : '';
    return t(textOf[refusal.code], { name, limit, holder });
  };
}

const reviewTextOf: Readonly<Record<string, ReviewText>> = {
  'review.ownDecision': 'authority:signer.ownDecision',
  'review.notAbove': 'authority:signer.notAbove',
  'approval.involved': 'case:standBack.short.involved',
  'approval.recused': 'case:standBack.short.recused',
  'approval.related': 'case:standBack.short.related',
  'approval.lineManager': 'case:standBack.short.lineManager',
};
type ReviewText =
  | 'authority:signer.ownDecision'
  | 'authority:signer.notAbove'
  | 'case:standBack.short.involved'
  | 'case:standBack.short.recused'
  | 'case:standBack.short.related'
  | 'case:standBack.short.lineManager';

/** In a few words, why somebody can't review. */
export function useReviewRefusal(): (code: string) => string {
  const { t } = useText();
  return (code) => t(reviewTextOf[code] ?? 'authority:signer.notAbove');
}

/** The reason, who can approve instead, and what is left to do; empty for those who can. */
export function useWayOn(
  { refusal, othersWhoCan }: ApprovalView,
  approverName: string | null,
  /** It can be sent up from here. */
  sends: boolean,
): string {
  const { t } = useText();
  const format = useFormat();
  const messageOf = useMessageOf();
  const refusalOf = useRefusalOf();
  if (refusal === null) return '';
  const names = othersWhoCan.map(({ name }) => name).join(t('case:list.separator'));
  return format.sentences([
    approverName === null ? messageOf(refusal) : refusalOf(refusal, approverName),
    names !== ''
      ? t('approval:decide.othersCan', { names })
      : t(sends ? 'above:send.hint' : 'approval:decide.nobodyCan'),
    refusal.code === 'approval.aboveAuthority' ? t('approval:decide.canStillReturn') : '',
  ]);
}
