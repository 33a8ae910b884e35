/** 补充材料通知书: what only the complainant has is asked for in writing (REGULATION Art. 13), while the clock runs on. */
import { openRequest, outstanding } from '../../complaint/material';
import { commonFacts, decisionDay } from './common-facts';
import type { LetterKind } from './letter-kind';

/** Asks for what has not come yet: after a part came, a new copy names the rest. */
export const materialNotice: LetterKind = {
  offered: (state) => openRequest(state) !== undefined,
  form: () => 'material',
  facts: (source) => {
    const request = openRequest(source.state);
    if (request === undefined) return undefined;
    const word = source.language === 'en' ? 'en' : 'zh';
    return {
      ...commonFacts(source),
      ...decisionDay(source),
      materialAsked: outstanding(request)
        .map((kind, index) => `${String(index + 1)}. ${kind[word]}`)
        .join('\n'),
      materialDetail: request.detail,
      materialReason: source.texts('defaults.material.reason'),
      materialNotAsked: source.texts('defaults.material.notAsked'),
      materialDueOn: request.dueOn,
    };
  },
};
