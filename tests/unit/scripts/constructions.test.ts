/** Each way to say what must not be said is seen in a line that it was not made for, and lets pass what a good clerk says instead. */
import { describe, expect, it } from 'vitest';
import { withLongForms, type Construction } from '../../../src/domain/scripts/lint/construction';
import { constructionsEn } from '../../../src/domain/scripts/lint/constructions-en';
import { constructionsZh } from '../../../src/domain/scripts/lint/constructions-zh';
import { dangerousPhrases, type Language } from '../../../src/domain/scripts/lint/phrases';

/** By rule and act: a line that says it. */
const zh: Readonly<Record<string, string>> = {
  'P1 is sure of what the customer wishes for': '放心吧，您那笔理赔准批',
  'P1 says that nothing can go wrong': '这只产品闭着眼买，亏不了',
  'P1 puts themselves up for it': '我跟您拍胸脯，出了问题找我',
  'P2 tells that somebody reports or looks into the person': '经侦那边已经在摸您这个户',
  'P2 shows the way around the watch': '您拆成五笔转，就没人管',
  'P2 lets out a secret': '这话本来不能跟您说，您心里有数就行',
  'P3 gives for giving up': '把差评删了，违约金咱们给您减一半',
  'P3 makes silence a condition': '只要您不往外传，补偿下午到',
  'P3 takes back what was offered to who complains': '您要是举报，之前答应的就作废',
  'P3 buys a good mark': '回访打个五星，我马上给您免年费',
  'P4 orders to be quiet': '请注意您的言辞，勿喧哗',
  'P4 asks what the anger is for': '跟我们吼什么，吼有什么用',
  'P5 says whose business it is not': '这轮不到我们网点',
  'P5 sends away': '您自己联系支付宝去',
  'P5 shrugs': '系统就不让过，谁知道怎么回事',
  'P5 has nobody there': '经理出差了，您下次来',
  'P6 lets wait without an end': '您耐心等一段，等总行批复',
  'P6 says soon': '近期会给您个交代',
  'P6 says that it is under way': '部门正在协调中，时间不好说',
  'P6 lets nobody in particular call some day': '会有专人联系您的，保持电话畅通',
  'P7 says that it was the person themselves': '您自己粗心，怪不着银行',
  'P7 asks why the person did or did not': '当时咋不核实一下',
  'P7 points at what was there to read or was told': '条款上写得很清楚，都提示过您',
  'P7 teaches a lesson': '就当交了学费，长点记性',
  'P8 gives the person a name': '纯粹是狮子大开口，胡搅',
  'P8 sets the person apart from everybody': '没见过您这么计较的',
  'P9 tells of somebody who came, what they have or got': '隔壁那位大妈也被骗了八万',
  'P9 tells what a relative or the other side has': '您丈夫名下还有一张卡',
  'P10 says that complaining leads nowhere': '举报了也是石沉大海',
  'P10 talks out of it': '何苦去信访呢',
  'P10 shuts the way': '这个够不上投诉',
  'P11 takes a group for unfit': '农民哪能办，农村的都还不起',
  'P11 wants to talk to a better one': '换个明白人来跟我谈',
  'P12 says what happens if it goes on': '再喊我就叫人把您请出去',
  'P12 threatens with the law': '我行保留追究法律责任的权利',
  'P12 threatens with business, family, work': '以后您家的贷款就别来了',
  'P13 offers to take the record away': '花户没关系，我有门路给您漂白',
  'P14 finds the one at fault inside': '审批部门一贯磨蹭',
};
const en: Readonly<Record<string, string>> = {
  'P1 is sure of what the customer wishes for': 'Mark my words, that claim gets paid',
  'P1 says that nothing can go wrong': "Your mortgage? It's in the bag",
  'P2 tells that somebody reports or looks into the person': 'Detectives have been asking about you',
  'P2 lets out a secret or shows the way around': 'Off the record, split it into smaller amounts',
  'P3 gives for giving up':
    "If you don't go to the papers I'd gladly refund it, so withdraw the complaint and the fee goes",
  'P3 makes silence or praise a condition': 'Your deal is off the table once they write',
  'P4 orders to be calm or quiet': 'Pull yourself together, please',
  'P5 says whose business it is not': 'That is above my pay grade',
  'P5 sends away': 'You need to speak to the retailer',
  'P5 shrugs': 'Computer says no, sorry',
  'P5 has nobody there': 'The supervisor is on holiday',
  'P6 lets somebody be in touch some day': 'A colleague will reach out',
  'P6 names a time that is none': 'Sit tight, these things take a while',
  'P7 says that it was the person themselves': 'You fell for it, so that is on your own head',
  'P7 says what should have been done': 'You really ought to have asked first',
  'P7 points at what was there to read, and teaches a lesson': 'Live and learn, as I said',
  'P8 gives the person a name': 'What a sob story, you are so demanding',
  'P8 sets the person apart from everybody': 'Everyone else manages just fine',
  'P9 tells of another customer': 'The farmer who came in last week lost ten thousand',
  'P9 tells what a relative or the other side has': 'Your brother has missed payments on his loan',
  'P10 says that complaining leads nowhere': 'The ombudsman always sides with us',
  'P10 talks out of it or shuts the way': "I'd think hard before a complaint",
  'P11 takes a group for unfit': 'Pensioners get muddled with codes',
  'P11 wants to talk to a better one': 'Fetch your grandson, he can explain it',
  'P12 says what happens if it goes on': 'Say that again and you will be banned',
  'P12 threatens with the law, business, work or family': 'We could ring your employer about this',
  'P13 offers to take the record away': 'That default can vanish from your file',
  'P14 finds the one at fault inside': 'Our call centre is useless',
};

const all: readonly (readonly [Language, readonly Construction[], Readonly<Record<string, string>>])[] = [
  ['zh', constructionsZh, zh],
  ['en', constructionsEn, en],
];

describe.each(all)('%s', (language, constructions, lines) => {
  it('has a line for each act, and no line without', () => {
    expect(constructions.map(({ rule, act }) => `${rule} ${act}`)).toEqual(Object.keys(lines));
  });

  it.each(constructions)('$rule $act', ({ rule, act, says }) => {
    const line = lines[`${rule} ${act}`] ?? '';
    expect(withLongForms(says).test(line.replaceAll('，', ','))).toBe(true);
    expect(dangerousPhrases(line, language).map((found) => found.rule)).toContain(rule);
  });
});

describe('what a good clerk says is let pass', () => {
  const harmless: readonly (readonly [Language, string])[] = [
    ['zh', '不敢跟您保证能退，查完告诉您'],
    ['zh', '这一步轮不到网点批，我来联系分行，四点前给您回话'],
    ['zh', '流程还在走，最晚明天上午十点我给您打电话'],
    ['zh', '不怪您，骗子编得像'],
    ['zh', '您有权向监管投诉，电话我写给您，不影响办业务'],
    ['zh', '那条记录我们删不了，您可以提异议'],
    ['zh', '是不是柜员录错了，要查了才知道'],
    ['en', 'I cannot promise that it will be refunded'],
    ['en', "It isn't our decision, but I'll ask head office today"],
    ['en', 'Someone will ring you by four'],
    ['en', "It isn't your fault; anybody could be caught"],
    ['en', 'You are entitled to complain to the regulator'],
    ['en', 'We cannot delete an entry, but you can object'],
    ['en', "I don't know yet whether the system was at fault"],
  ];
  it.each(harmless)('%s %s', (language, text) => {
    expect(dangerousPhrases(text, language)).toEqual([]);
  });
});

describe('long forms', () => {
  it.each(["I can't help you", 'I can not help you', 'I cannot help you', 'I can’t help you'])('%s', (text) => {
    expect(dangerousPhrases(text, 'en').map(({ rule }) => rule)).toEqual(['P5']);
  });
});

it('takes no time that grows faster than the text', () => {
  const steps = (text: string) => constructionsZh.concat(constructionsEn).filter(({ says }) => says.test(text)).length;
  // Would not end if a pattern tried every way to cut the text.
  expect(steps('投诉撤我您a '.repeat(1_500))).toBeGreaterThanOrEqual(0);
});
