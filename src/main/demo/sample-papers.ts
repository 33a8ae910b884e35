/** Made-up papers: letters as if they had been printed, reviews of the superior institution, answers to the regulator. */
import type { CaseCommand, CaseCommandInput } from '../../domain/complaint/commands';
import type { PaperKind, ReviewResult } from '../../domain/complaint/values';

export function sampleReview(receivedOn: string): CaseCommandInput<'requestReview'> {
  return {
    receivedOn,
    by: 'self',
    byName: '',
    grounds: '对处理决定不认可：当时没有人向我说明这项规定，请上级行核查。',
    evidenceIds: [],
    lateReason: '',
  };
}

export function sampleReviewDecision(result: ReviewResult, decidedOn: string): CaseCommandInput<'decideReview'> {
  return {
    referenceNo: `示消保核〔${decidedOn.slice(0, 4)}〕12 号`,
    institution: '示范银行省分行',
    decidedBy: '钱进（消保部）',
    decidedOn,
    result,
    changes: result === 'changed' ? '补充说明原因并书面致歉，退还争议费用的余下部分。' : '',
    reasons:
      result === 'changed'
        ? '网点在办理时没有尽到说明义务，原处理决定没有考虑这一点。'
        : '网点在规定时限内查明了事实，处理过程和结果没有不当。',
    basis: '《银行业保险业消费投诉处理管理办法》第二十条',
  };
}

export function sampleAnswer(sentOn: string): CaseCommandInput<'answerRegulator'> {
  return {
    regulator: '国家金融监督管理总局示范监管局',
    sentOn,
    referenceNo: `示行城东〔${sentOn.slice(0, 4)}〕3 号`,
    way: 'system',
    proof: '系统回执 SF-0003',
    evidenceIds: [],
  };
}

export function sampleMediation(agreedOn: string): CaseCommandInput<'startMediation'> {
  return {
    form: 'mediation',
    limitFen: null,
    institution: '示范银行业纠纷调解中心',
    mediator: '何平',
    agreedOn,
    complainantAgrees: true,
    institutionAgrees: true,
  };
}

/** 转出. */
export function sampleTransfer(on: string): CaseCommandInput<'transferOut'> {
  return {
    institution: '示范财产保险公司本市分公司',
    reason: '客户反映的保险由该公司自行销售和承保，本机构没有代理。',
    on,
    toldMethod: 'phoneRead',
    toldOn: on,
  };
}

/** No paper was made: there is no text to take a fingerprint of. */
export function samplePrint(kind: PaperKind, documentId: string, language: 'zh-CN' | 'en' = 'zh-CN'): CaseCommand {
  return { name: 'recordPrint', input: { documentId, kind, format: 'a4', language, textSha256: '' } };
}
