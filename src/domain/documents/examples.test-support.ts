/** Sample facts for tests of the customer documents. */
import type { LetterInput, RecoverySheetInput, SlipInput } from './customer-documents';

const branch = {
  institution: '江城银行股份有限公司',
  outlet: '滨河路支行',
  address: '江城市滨河路 88 号',
  phone: '027-8888 1234',
} as const;

const branchEn = {
  institution: 'Jiangcheng Bank Co., Ltd.',
  outlet: 'Binhe Road Sub-branch',
  address: '88 Binhe Road, Jiangcheng',
  phone: '027-8888 1234',
} as const;

/** A slip as it is handed out after an ordinary complaint. */
export function aSlip(change: Partial<SlipInput> = {}): SlipInput {
  const english = change.language === 'en';
  return {
    language: 'zh-CN',
    branch: english ? branchEn : branch,
    caseNumber: 'BHL-20260302-0007',
    qrPayload: 'XT1.BHL-20260302-0007.K7QM2ZT4XA',
    receivedAt: '2026-03-02T10:15',
    receivedBy: english ? 'Chen Li' : '陈丽',
    complainant: english
      ? { fullName: 'Wang Jianguo', phone: '138 0013 8421' }
      : { fullName: '王建国', phone: '138 0013 8421' },
    origin: '',
    matter: english
      ? 'My pension account was frozen on Monday and nobody can tell me why or for how long.'
      : '周一来取养老金，说我的账户被限制了，问了三次都没人讲清楚为什么、要多久。',
    handedIn: english
      ? ['Copy of the passbook, 2 pages', 'Written statement, 1 page']
      : ['存折复印件 2 页', '情况说明（手写）1 页'],
    nextSteps: english
      ? [
          'Find out today why the account was restricted',
          'Tell you by telephone what we found',
          'Send you a written decision',
        ]
      : ['今天查清限制账户的原因', '查明后打电话告诉您', '作出决定后给您书面答复'],
    owner: english
      ? { name: 'Manager Li Min', phone: '027-8888 1235' }
      : { name: '李敏（网点负责人）', phone: '027-8888 1235' },
    deadlines: [
      {
        kind: 'decide',
        dueOn: '2026-03-17',
        article: english
          ? 'Measures on Consumer Complaints of Banks and Insurers, Art. 17'
          : '《银行业保险业消费投诉处理管理办法》第十七条',
        confidence: 'unconfirmed',
      },
      {
        kind: 'decideExtended',
        dueOn: '2026-04-01',
        article: english
          ? 'Measures on Consumer Complaints of Banks and Insurers, Art. 17'
          : '《银行业保险业消费投诉处理管理办法》第十七条',
        confidence: 'unconfirmed',
      },
    ],
    routes: [
      {
        kind: 'review',
        name: english ? 'Jiangcheng Bank, Wuhan Branch' : '江城银行武汉分行',
        phone: '027-8600 0000',
        withinDays: 30,
      },
      { kind: 'mediation', name: '', phone: '027-8700 0000', withinDays: null },
      { kind: 'court', name: '', phone: '', withinDays: null },
      { kind: 'regulator', name: '', phone: '12378', withinDays: null },
    ],
    ...change,
  };
}

/** A decision letter with a payment. */
export function aLetter(change: Partial<LetterInput> = {}): LetterInput {
  const english = change.language === 'en';
  const common = {
    caseNumber: 'BHL-20260302-0007',
    receivedOn: '2026-03-02',
    amount: 12850,
    performBy: '2026-03-20',
    issuedOn: '2026-03-13',
  };
  if (english) {
    return {
      ...common,
      language: 'en',
      branch: branchEn,
      addressee: 'Mr Wang Jianguo',
      complaint:
        'On 2 March you could not draw your pension. You asked three times why the account was restricted and got no clear answer. You ask us to lift the restriction, to explain, and to pay the fare of two extra journeys.',
      factsVerified:
        'The account was restricted on 27 February because the identity document on file had expired.\nNo text message was sent, because the mobile number on file was out of date. Two colleagues at the counter could not see the reason in their system.',
      basis: 'Our published account terms, section 8; the house rule on service standards, section 21.',
      decision: 'Your complaint is upheld.',
      remedy:
        'the restriction was lifted on 3 March, your number was corrected, and we pay the fares and the interest lost',
      reviewInstitution: 'Jiangcheng Bank, Wuhan Branch',
      reviewPhone: '027-8600 0000',
      reviewDays: 30,
      mediation: 'Hubei Financial Consumer Mediation Centre, telephone 027-8700 0000',
      arbitration: '',
      court: 'the competent People’s Court',
      ownerName: 'Li Min',
      ownerPhone: '027-8888 1235',
      reviewer: 'Zhou Heng',
      ...change,
    };
  }
  return {
    ...common,
    language: 'zh-CN',
    branch,
    addressee: '王建国先生',
    complaint:
      '您 3 月 2 日来网点支取养老金，被告知账户受限，三次询问均未得到明确答复。您要求解除限制、说明原因，并承担两次往返的交通费用。',
    factsVerified:
      '您的账户于 2 月 27 日因预留证件到期被系统限制非柜面交易。\n系统预留的手机号已停用，到期提醒短信没有送达。柜面两名员工所用界面看不到限制原因，因此未能当场说明。',
    basis: '我行《个人账户服务协议》第八条；《网点服务规范》第二十一条。',
    decision: '您的投诉成立。',
    remedy: '已于 3 月 3 日解除限制并更新预留手机号；赔付两次往返交通费及利息损失',
    reviewInstitution: '江城银行武汉分行',
    reviewPhone: '027-8600 0000',
    reviewDays: 30,
    mediation: '湖北省金融消费纠纷人民调解委员会，电话 027-8700 0000',
    arbitration: '',
    court: '有管辖权的人民法院',
    ownerName: '李敏',
    ownerPhone: '027-8888 1235',
    reviewer: '周衡',
    ...change,
  };
}

/** A recovery sheet of the same outlet. */
export function aRecoverySheet(change: Partial<RecoverySheetInput> = {}): RecoverySheetInput {
  return {
    language: 'zh-CN',
    branch: change.language === 'en' ? branchEn : branch,
    deviceName: 'BHL-COUNTER-02',
    createdAt: '2026-03-02T08:40',
    createdBy: '周衡',
    code: 'K7QM2-ZT4XA-9PWD3-HJ6RC-VB8N5-E2',
    keyMark: '7F3A-91',
    ...change,
  };
}
