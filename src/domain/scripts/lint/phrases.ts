/**
 * The dangerous classes P1–P14 as patterns (§2.7, first layer). They see what is legally dangerous, not ordinary rudeness: that is the
 * lexicon's part, and a person's. A clean result never means that wording is safe.
 */
import { toNfkc } from '../../text/normalise';
import type { RuleId } from '../finding';
import { withLongForms, type Construction } from './construction';
import { constructionsEn } from './constructions-en';
import { constructionsZh } from './constructions-zh';

export type PhraseRule = Extract<RuleId, `P${number}`>;
export type Language = 'zh' | 'en';

interface Pattern {
  readonly rule: PhraseRule;
  readonly zh: RegExp;
  readonly en: RegExp;
  /** What makes the same words harmless: the person's own act, a right that is told, a refusal to promise. */
  readonly unlessZh?: RegExp;
  readonly unlessEn?: RegExp;
  /** Looks at the whole sentence; else at each part between two commas. */
  readonly sentence?: true;
}

const patterns: readonly Pattern[] = [
  {
    rule: 'P1',
    zh: /(?:保证|担保|(?<!不)一定|肯定|绝对|准能|准给|铁定|必定|必然|保您).{0,12}(?:赔|退|解冻|批|通过|能过|要回|追回|找回|涨|到账|没问题|满意|不影响|减免|恢复|补给|拿回)|包在我身上|打包票|百分之百|万无一失|(?:钱|款|赔|退|您这|这笔).{0,8}跑不了|没跑儿|也得赔|准保|官司.{0,4}稳|都给您补上/,
    unlessZh: /(?:不敢|不能|没法|不好)(?:先|跟您)?(?:保证|答应|打包票)|回电|打电话|回您|答复您|登记|难受是/,
    en: /\b(?:guarantee|promise|assure|definitely|certainly|for sure|bound to|trust me)\b.*\b(?:back|penny|refund|compensat\w*|unfr\w+|unfroz\w+|approved?|win|recover|paid|waived?)\b|\b(?:hundred|100)\s?(?:percent|%)|\bconsider it (?:done|refunded|paid|approved)\b|\byou'll have your money\b|\balways pay\b/i,
    unlessEn: /\b(?:can't|cannot|won't) (?:promise|guarantee)|\b(?:phone|call) you\b|\bback to you\b/i,
  },
  {
    rule: 'P2',
    zh: /洗钱|可疑|监控(?:您|你|着)|盯上|(?:公安|警察|人民银行|人行|上面).{0,4}查(?:您|你)|风险名单|涉案|涉嫌|上报了|(?:人家|有人|上面|正).{0,3}在?盯|报告.{0,6}(?:往上|递上|交上)|(?:部门|他们|上面).{0,4}在?调您|名字在名单|风控.{0,8}(?:跑出|模型|拦)/,
    en: /money[- ]launder|\bAML\b|suspicious|being monitored|(?:watch|risk) ?list|police are (?:looking|investigating)|\bflagged\b|\breport on (?:you|your)\b|\bwatching your (?:transfers?|account)|\byour name came up\b/i,
  },
  {
    rule: 'P3',
    sentence: true,
    zh: /(?:撤诉|撤.{0,8}投诉|投诉.{0,2}撤|撤(?:了|掉|回)|(?:不再?|不往上|别再?)投诉).{0,14}(?:才|就|马上|再(?:给|办|谈)|都好说|没法|给您|能(?:办|退|赔))|把.{0,12}撤了.{0,4}(?:咱们|我们|才|就)|(?:还|再)(?:要|是)?投诉.{0,8}(?:别想|不办|没法)|(?:删了?|和解|不再追究).{0,14}(?:好商量|就到|就给|就退|才给)|投诉.{0,6}(?:挂着|没撤|还在).{0,10}(?:不好|没法|不能).{0,4}办|(?:监管|12378).{0,4}(?:说|讲).{0,2}不投诉/,
    unlessZh: /不影响|照样|照办|两样|撤不撤|有权/,
    en: /\b(?:withdraw|drop|take)\b.*\b(?:complaint|it)\b.*\b(?:first|we can|we'll|then|back)\b|\bonly\b.*\bif you (?:drop|withdraw)|\bwon't complain\b|\bif you (?:call|go to|complain to) the regulator\b.*\b(?:off|no|not|won't)\b|\b(?:provided|unless|as long as) you (?:don't|do not|drop|withdraw)|\btake (?:the|that|your) (?:post|video) down\b|\bonce (?:the|your) complaint is (?:closed|gone)\b|\bsign\b.*\bsettled\b.*\bthen\b/i,
    unlessEn: /no difference|whether or not|\bentitled\b/i,
  },
  {
    rule: 'P4',
    zh: /冷静(?!期)|(?:别|不要|不用)(?:这么)?(?:激动|生气|发火|吵|喊|嚷)|控制.{0,3}情绪|消消气|别吵|小点声|声音小|情绪稳定|火气|有话好好说|心平气和|嚷嚷|拍桌子|(?:您|你)这(?:个|种)?态度|深呼吸|消停/,
    unlessZh: /不用逼|逼自己/,
    en: /\bcalm(?:ed)? down\b|\b(?:control|watch) your (?:temper|tone)\b|no need to (?:get|be) (?:so )?(?:upset|angry|emotional)|\bstop (?:shouting|yelling)|\b(?:lower|keep) your voice\b|\brelax\b|\braise your voice\b|\bsettle down\b|\bwhile you're like this\b/i,
  },
  {
    rule: 'P5',
    zh: /不归(?:我|我们|这儿|这边)|做不了主|规定(?:就)?是(?:这样|规定|死的)|规定就这|我?有什么办法|(?:我|我们)(?:也)?没办法|(?:跟|和)(?:银行|我们?|本行)(?:没|无)关系|跟我说(?:也)?没用|您跟我说没|您?(?:去)?找(?:总行|上头|上面|保险公司|分行|公安|法院|社保|卖的人)(?:去|吧|$|，)|不是(?:我|我们)(?:部门|这边|这儿)|我问谁|打客服.{0,6}问|我(?:这儿)?不清楚|系统(?:自动|就这)|上头定|上面(?:不让|定)|我只是个?|问当(?:时|初).{0,2}给您办|管不着|没辙|只是代[卖销]|上别的(?:网点|银行|窗口)问/,
    en: /\bnot (?:my|our) (?:department|job|problem|business)\b|\b(?:insurer|bank|police|court)'s problem\b|\brules are rules\b|\bcall the (?:hotline|call cent)|\bnothing (?:that )?I can do\b|\bI can't help\b(?! but)|\bdon't ask me\b|\bonly work here\b|\btake it up with\b|\bsystem decides\b|\bthat's (?:just )?(?:the )?policy\b|\bask whoever served\b|\bwe only sell\b|\bout of my hands\b/i,
  },
  {
    rule: 'P6',
    sentence: true,
    zh: /尽快|尽早|抓紧(?!时间)|等(?:消息|通知|电话)|过(?:几|两)天|这(?:几|两)天(?:就|差不多|应该|会|能)|(?<!来)回头|改天(?:我|给|帮|再)|会通知|有(?:了)?(?:进展|消息|结果)(?:了)?(?:会|再|就)|有信儿了|走完流程|这阵子吧|加紧|加快(?!递)/,
    unlessZh: /\d|点前|点钟|分钟|小时|\{\{|最晚|最迟|今天|明天|下午|上午|周[一二三四五六日]/,
    en: /\bas soon as possible\b|\basap\b|\bin due course\b|\bsometime\b|\bsoon\b|\bshortly\b|\bwhen there is news\b|\b(?:be in touch|get back to you)\b|\byou'll hear from us\b|\bwe're working on it\b|\b(?:won't|shouldn't) be long\b/i,
    unlessEn:
      /\{\{|\d|\bby (?:one|two|three|four|five|six|noon|tonight|tomorrow)|\bminutes\b|\btoday\b|\btomorrow\b|\bat (?:one|two|three|four|five)\b|\bthe sooner\b|\bif I said\b/i,
  },
  {
    rule: 'P7',
    sentence: true,
    zh: /(?:您|你|是您|可是您)自己(?:也)?(?:签|不|没|贪|泄|看(?:不|没|错|漏)|同意|愿意|选的|买|转|拿了|要|录|填|输|弄)|谁(?:让|叫)您(?:不|没|当|自己|月底|早|乱|信|贪|签)|怪谁|(?:您|你)怎么(?:连|又|不|会|这么|才|还|早不)|早干(?:什么|嘛)|当初您|(?:说|告诉)过?您?(?:过)?(?:多少|好几)遍|(?:早|不是|上次|已经)(?:就|都)?(?:跟您说过|告诉过您)|告诉过您|(?:是您|您)没(?:看清|看|按|如实|带全|问)|您(?:是不是)?误会|还不是您|(?:短信|通知|合同|告示|提示).{0,10}(?:您|你)(?:不|没)看|早点来.{0,6}(?:没|不会)|(?:您|你)没告诉别人/,
    // "Was it you, or did somebody tell you to?" asks, it does not blame.
    unlessZh: /没看清(?:也|没关系)|没带(?:也|不)|还是|不该说/,
    en: /\byou signed\b|\byou should have\b|\b(?:your own|your) fault\b|\bwhy didn't you\b|\byou must have (?:misunderstood|misread|forgotten|given|told|lost|done|made|clicked|signed)\b|\b(?:already|just) told you\b|\b(?:nobody|no one) forced\b|\byou didn't (?:read|bring|tell)\b|\bhow could you\b|\byou were the one\b|\bwe did (?:send|tell|warn|write)\b|\bif you'd (?:come|told|read|asked)\b/i,
    unlessEn: /\byou say\b|\b(?:not|isn't|wasn't) your (?:own )?fault/i,
  },
  {
    rule: 'P8',
    zh: /无理取闹|敲诈|勒索|职业(?:投诉|闹)|(?:不|这么不)讲(?:理|道理)|闹事|精神(?:有问题|不正常|病)|胡搅蛮缠|碰瓷|黑产|无赖|刁民|撒泼|撒野|讹(?:人|诈|我们)|神经病|(?:您|你)(?:喝多|有病)|找事儿?|来要钱的|这么轴|借题发挥|小题大做/,
    en: /\bunreasonable\b|\bblackmail|\bextort|\b(?:making|cause|causing) trouble\b|\btroublemaker|\bprofessional complainer|\bpeople like you\b|\bcrazy\b|\bhysterical\b|\byou(?:'re| are) (?:drunk|lying|rude|mad)\b|\bbeing difficult\b|\bonly after the money\b|\b(?:a bit|so) dramatic\b|\boverreact/i,
  },
  {
    rule: 'P9',
    zh: /上(?:一|午|次|个)(?:来的)?(?:那)?(?:一)?(?:位|个)?.{0,5}(?:客户|大姐|大哥|先生|女士).{0,8}(?:也|亏|赔|退)|(?:别的|其他)客户.{0,8}(?:都|也|没)|(?:刚才|前面)那(?:个人|位|个客户).{0,8}(?:也|一样|跟您)|我有个客户|邻居.{0,8}(?:也|退|冻|赔)|隔壁(?:的)?.{0,3}(?:总|家|店)|(?:昨天|前天|上周|前两天).{0,4}来了?(?:一)?[位个].{0,12}(?:亏|赔|退|冻|比您)|老[张王李赵刘陈杨黄周吴].{0,3}(?:也|都)买|(?:小区|村里?|单位).{0,4}好几[户个家]/,
    unlessZh: /不能(?:讲|说|告诉|给)|隐私|别拍|不便/,
    en: /\b(?:another|other) customers?\b.*\b(?:had|lost|got|also|same|too|never)\b|\bthe (?:gentleman|lady|man|woman|customer) (?:before|who|just)\b|\byour neighbou?r\b|\ba customer of mine\b|\bcame in (?:yesterday|last)\b|\b(?:Mrs?|Ms) [A-Z]\w+ has the same\b|\bhalf your (?:street|village)\b/i,
    unlessEn: /\bcan't (?:talk|tell|say)|\bkeep others\b|\bprivacy\b/i,
  },
  {
    rule: 'P10',
    zh: /投诉(?:了|也|一次)?.{0,4}(?:没用|白|没好处|不管用)|也是转回|(?:去|随便)告(?:吧|去)|告到哪|值当|(?:劝您|建议您|您)(?:还是)?(?:别|不要|甭)投诉|投诉.{0,6}还不是|爱找谁|投诉.{0,12}(?:不方便|有影响|难办)|别投诉了|(?:反映|投诉).{0,8}还是回到|不至于.{0,2}投诉|投诉.{0,8}(?:耗得起|麻烦着)|投诉.{0,6}(?:脸上|不好看|难看)/,
    en: /\bcomplain\w*\b.*\b(?:won't|no use|pointless|anywhere)\b|\bsend it back to us\b|\bgo ahead and (?:sue|complain)|\bwon't change anything\b|\bwouldn't complain\b|\b(?:hardly|not) worth (?:a |the )?complain|\bcomplain all you\b|\bno point (?:in )?complain|\bend up (?:back )?on my desk\b|\breally something to complain\b/i,
  },
  {
    rule: 'P11',
    zh: /(?:老年人|老人家?|农村(?:来)?(?:的)?(?:人)?|农民|乡下人?|女同志|女人|外地人|残疾人|年轻人|外国人|民工).{0,6}(?:就是|就|不懂|都|一般|别|记不|学不|算不|麻烦|让家里|难)|您?这(?:岁数|把年纪|年纪)|不识字.{0,3}(?:就|别|还)|岁数大了?(?:就|都)|你们(?:打工|种地|乡下|做小买卖)|让年轻人.{0,3}您|外地户口/,
    unlessZh: /窗口|优先/,
    en: /\bold people\b|\bat your age\b|\bwomen (?:usually|always|can't|never)\b|\bforeigners? (?:always|never|don't|can't)\b|\bcountry people\b|\bdisabled (?:customers|people) should\b|\byoung people (?:always|never|just)\b|\b(?:someone|people) your age\b|\byour sort\b|\bperhaps your (?:son|daughter)\b/i,
  },
  {
    rule: 'P12',
    sentence: true,
    zh: /再(?:闹|不走|这样|喊|吵|骂|来).{0,12}(?:保安.{0,4}(?:轰|赶|请出)|报警抓|抓|拉黑|试试|不客气|轰|不办)|轰出去|抓(?:人|您|你)|拉黑|黑名单|(?:会|要)告您|律师函|走着瞧|(?:闹|投诉|拍).{0,8}(?:不好办|办不了)|别想(?:办|贷|要)|再这么着|掂量掂量|派出所就在|(?:造谣|诽谤|乱说).{0,4}要?负法律责任|可叫(?:人|保安)了/,
    en: /\bthrown out\b|\bhave you arrested\b|\bblacklist|\bhear from our lawyers\b|\bregret this\b|\bwon't get a loan\b|\bor else\b|\bcall security on you\b|\bdealing with security\b|\bthink about your next\b|\blist of people who\b/i,
  },
  {
    rule: 'P13',
    zh: /(?:逾期|征信|不良|黑点|黑记录).{0,16}(?:删|消|抹|洗|撤|修复|没了|清掉|去掉|弄掉)|(?:删|消|洗|抹)(?:掉|了)?.{0,6}(?:征信|逾期|不良)|(?:记录|逾期|这条).{0,10}处理干净|征信上?(?:就)?(?:看不[见到])|(?:这笔|逾期|黑点).{0,6}撤下来|不留痕/,
    unlessZh: /异议|不能|删不了|消不了|没有人能/,
    en: /\b(?:delet|remov|eras|wip|clean|repair|fix)\w*\b.*\b(?:record|credit|entry|default|score|late payment|history)\b|\bentry disappear\b|\bsee it on your (?:file|record)\b|\bblack mark (?:taken )?down\b|\bhave the black mark\b/i,
    unlessEn: /\bobject|\bdon't pay\b|\bcan't\b|\bcannot\b|\bnobody can\b/i,
  },
  {
    rule: 'P14',
    zh: /(?:总行|分行|风控|技术|科技|系统|领导|前任|部门|后台|同事|柜员|经理).{0,10}(?:的锅|那帮|乱弄|乱搞|搞坏|弄坏|烂摊子|毛手毛脚|什么都不懂|办事就|就这样)|(?:她|他)?是?新来的|是新人|(?:她|他)平时|的锅|留下的.{0,2}摊子|不靠谱|三天两头坏|小[一-龥]刚来/,
    en: /\bhead office (?:messed|always|never|got)|\b(?:IT|risk|tech\w*|back office) (?:people|department|team)\b.*|\b(?:she|he)'s new\b|\balways careless\b|\bmanager's mess\b|\bmessed (?:it|this) up\b|\bhead office changes\b|\bblame the (?:back office|system|branch|manager)\b|\blast manager left\b/i,
    unlessEn: /\b(?:will|answers?|checks?)\b/i,
  },
];

/** Between full stops, and between all marks. Blanks stay whole: `{{due.decision}}` holds a full stop. */
const sentencesOf = (text: string): readonly string[] =>
  text.split(/[。！？!?；;]|\.(?=\s|$)/u).filter((part) => part !== '');
const clausesOf = (sentence: string): readonly string[] => sentence.split(/[，,、：:]/u).filter((part) => part !== '');

export interface PhraseFound {
  readonly rule: PhraseRule;
  readonly words: string;
}

const constructions: Readonly<Record<Language, readonly Construction[]>> = {
  zh: constructionsZh,
  en: constructionsEn.map(({ says, unless, ...one }) => ({
    ...one,
    says: withLongForms(says),
    ...(unless === undefined ? {} : { unless: withLongForms(unless) }),
  })),
};

/** What the patterns find in a text, each rule once. Also for notes and letters while somebody writes them. */
export function dangerousPhrases(text: string, language: Language): readonly PhraseFound[] {
  const sentences = sentencesOf(toNfkc(text));
  const clauses = sentences.flatMap(clausesOf);
  const found = [...byPattern(sentences, clauses, language), ...byConstruction(sentences, language)];
  return found.filter(({ rule }, at) => found.findIndex((other) => other.rule === rule) === at);
}

const byPattern = (sentences: readonly string[], clauses: readonly string[], language: Language) =>
  patterns.flatMap(({ rule, sentence, unlessZh, unlessEn, ...at }): readonly PhraseFound[] => {
    const unless = language === 'zh' ? unlessZh : unlessEn;
    for (const part of sentence === true || language === 'en' ? sentences : clauses) {
      const found = at[language].exec(part);
      if (found !== null && !(unless?.test(part) ?? false)) return [{ rule, words: found[0] }];
    }
    return [];
  });

const byConstruction = (sentences: readonly string[], language: Language): readonly PhraseFound[] =>
  constructions[language].flatMap(({ rule, says, unless }) => {
    for (const sentence of sentences) {
      const found = says.exec(sentence);
      if (found !== null && !(unless?.test(sentence) ?? false)) return [{ rule, words: found[0] }];
    }
    return [];
  });
