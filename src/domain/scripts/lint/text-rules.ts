/** W01–W08, W12, W13: whether a line can be said and understood, and whether somebody would say it. */
import { linesOf, type ScriptLine } from '../lines';
import type { Finding } from '../finding';
import type { ScriptSource } from '../script';
import { pointsIn, type DisclosurePoint } from '../disclosures';
import { blanksOf } from '../words';
import { finding, type Rule } from './context';

const HAN = /\p{Script=Han}/u;

const inLines =
  (check: (script: ScriptSource, line: ScriptLine) => readonly Finding[]): Rule =>
  (script) =>
    linesOf(script).flatMap((line) => check(script, line));

const englishIsEnglish = inLines((script, { id, line }) =>
  HAN.test(line.en) ? [finding(script, 'W01', `${id}.en`)] : [],
);

/** Twelve seconds of speech; a blank is read out as a few syllables. */
const longestZh = 60;
const longestEn = 32;
const BLANK = /\{\{[^}]*\}\}/g;

const inOneBreath = inLines((script, { id, line, spoken }) => {
  if (!spoken) return [];
  const signs = (text: string) => [...text.replace(BLANK, '某某某').replace(/\s/g, '')].length;
  const words = line.en.replace(BLANK, 'some name').split(/\s+/).length;
  return [
    ...(signs(line.zh) > longestZh ? [finding(script, 'W02', `${id}.zh`, `${signs(line.zh)} > ${longestZh}`)] : []),
    ...(signs(line.zhSimple ?? '') > longestZh ? [finding(script, 'W02', `${id}.zhSimple`)] : []),
    ...(words > longestEn ? [finding(script, 'W02', `${id}.en`, `${words} words > ${longestEn}`)] : []),
  ];
});

const twoQuestions = inLines((script, { id, line }) => {
  const marks = Math.max(count(line.zh), count(line.en));
  return marks > 2 ? [finding(script, 'W03', id, `${marks} questions`)] : [];
});

const count = (text: string): number => [...text.matchAll(/[?？]/g)].length;

/** Words of the house. Said among colleagues, not across the counter. */
const JARGON_ZH =
  /非柜面|双录|风控|适当性|授信|敞口|冲正|核身|尽职调查|年化|净值型|久期|联网核查|挂账|轧账|尾箱|柜外清|客诉|工单|现金价值|减额缴清|保全业务|受理机构|相关部门|T\+\d/;
const JARGON_EN = /\b(?:KYC|AML|OTP|NAV|T\+\d|suitability|non-counter|onboarding|paid-up|touch ?point)\b/i;

const noJargon = spokenPattern('W04', JARGON_ZH, JARGON_EN);

const twiceNot = spokenPattern(
  'W05',
  /不(?:得|可|会|能)不|没有?不(?!要紧|行)|无不|不是不/,
  /\bnot un\w+|\bnot without\b|\bcan't not\b|\b(?:don't|never)\b[^,.]*\bnothing\b/i,
);

const noBut = spokenPattern(
  'W06',
  /(?:理解|着急|抱歉|对不起|难受|揪心|不容易|明白您|不好受).{0,8}[，,。；;]?\s*(?:但是?|不过|可是|只是)/,
  /\b(?:sorry|understand|appreciate|see why)\b[^.?!,;]*[,;]? but\b/i,
);

const noAgeOrSex = spokenPattern(
  'W08',
  /大爷|大妈|大娘|阿姨|大叔|叔叔|美女|帅哥|老人家|老爷子|老太太|小姐|先生|女士|小伙子|姑娘|大姐|大哥|老板/,
  /\b(?:[Ss]ir|[Mm]adam|[Mm]a'am|[Mm]y dear|young (?:man|lady)|Mister|Miss(?= [A-Z]|[,.]))\b/,
);

/** What stands in notices and in the chat of a shop. Nobody says it to a neighbour across the counter. */
const likeANotice = spokenPattern(
  'W12',
  /亲(?=[，,！!~～。]|们)|亲爱的|尊敬的|敬请|恳请|特此|兹|予以|给予(?!的)|进行(?!到)|谅解|海涵|(?:带来|造成)的?.{0,3}不便|感谢您的|感谢您对|理解您的(?:感受|心情)|贵(?:行|方|客)|我行|相关(?:规定|人员|业务|手续|材料)|有关(?:规定|人员)|请(?:知悉|悉知|周知)/,
  /\b(?:dear|valued) customer\b|\binconvenience\b|\bkindly\b|\bplease be advised\b|\bhereby\b|\bthank you for your (?:patience|understanding|co-?operation|support)\b|\bI understand how you feel\b|\brest assured\b|\bat your earliest convenience\b/i,
);

function spokenPattern(rule: 'W04' | 'W05' | 'W06' | 'W08' | 'W12', zh: RegExp, en: RegExp): Rule {
  return inLines((script, { id, line, spoken }) =>
    spoken
      ? [zh.exec(line.zh), zh.exec(line.zhSimple ?? ''), en.exec(line.en)].flatMap((found) =>
          found === null ? [] : [finding(script, rule, id, found[0])],
        )
      : [],
  );
}

/** What somebody old or tired can follow: short pieces, few of them. Applies to the main line of a node. */
const longestPiece = 16;
const longestSimple = 44;

const simpleEnough = inLines((script, { id, line, node, spoken }) => {
  if (!spoken || id !== `${script.code}.${node}`) return [];
  const text = (line.zhSimple ?? line.zh).replace(BLANK, '某某');
  const pieces = text.split(/[，。？！：；、“”]/u).map((piece) => [...piece].length);
  const longest = Math.max(...pieces);
  const whole = pieces.reduce((sum, piece) => sum + piece, 0);
  if (longest <= longestPiece && whole <= longestSimple) return [];
  return [finding(script, 'W07', id, longest > longestPiece ? `${longest} in one piece` : `${whole} in all`)];
});

/** Where to turn and by when: whoever is old hears as much of it as everybody. */
const ROUTES: readonly DisclosurePoint[] = ['mediation', 'arbitration', 'court', 'regulator', 'police'];
const DAYS = /^(?:due|limit|term)\./;

const simpleTellsAll = inLines((script, { id, line, spoken }) => {
  const { zh, zhSimple } = line;
  if (!spoken || zhSimple === undefined) return [];
  const told = pointsIn(zhSimple, 'zhSimple');
  const routes = pointsIn(zh, 'zh').filter((point) => ROUTES.includes(point) && !told.includes(point));
  const days = blanksOf(zh).filter((blank) => DAYS.test(blank) && !blanksOf(zhSimple).includes(blank));
  return [...routes, ...days].map((left) => finding(script, 'W13', `${id}.zhSimple`, left));
});

export const textRules: readonly Rule[] = [
  englishIsEnglish,
  inOneBreath,
  twoQuestions,
  noJargon,
  twiceNot,
  noBut,
  simpleEnough,
  noAgeOrSex,
  likeANotice,
  simpleTellsAll,
];
