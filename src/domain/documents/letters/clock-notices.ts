/** 延期告知书 and 期限暂停告知书: what happened to the time of the decision is told to the complainant (REGULATION D3, D4). */
import { lastingPeriod } from '../../complaint/clock';
import type { CaseState } from '../../complaint/state';
import { commonFacts, decisionDay } from './common-facts';
import type { LetterKind } from './letter-kind';

/** Who approved it is told by its level: names of people above the branch are nothing of the complainant's. */
export const extensionNotice: LetterKind = {
  offered: (state) => extensionOf(state) !== null,
  form: () => 'extension',
  facts: (source) => {
    const extension = extensionOf(source.state);
    if (extension === null) return undefined;
    return {
      ...commonFacts(source),
      ...decisionDay(source),
      extensionReason: extension.reason,
      extensionDays: extension.days,
      extensionApprover: source.texts(`defaults.extensionLevel.${extension.level}`),
      extensionApprovalNo: extension.approvalNo,
      extensionApprovedOn: extension.approvedOn,
    };
  },
};

/** While the clock stands still. */
export const suspensionNotice: LetterKind = {
  offered: (state) => lastingPeriod(state) !== undefined,
  form: () => 'suspension',
  facts: (source) => {
    const lasting = lastingPeriod(source.state);
    if (lasting === undefined) return undefined;
    const rule = source.rules.suspensions[lasting.period];
    const word = source.language === 'en' ? 'en' : 'zh';
    return {
      ...commonFacts(source),
      suspensionPeriod: rule?.[word] ?? '',
      suspensionArticle: rule?.article[word] ?? '',
      suspensionFrom: lasting.from,
      suspensionReason: lasting.reason ?? '',
    };
  },
};

function extensionOf({ clock }: CaseState) {
  return clock?.extension ?? null;
}
