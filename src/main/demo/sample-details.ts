/** What a made-up complaint says, and how it is decided, in the words of its matter. */
import { petitionChannel } from '../../domain/complaint/petition';
import { emptyDetails, emptyParty, type CaseDetails, type Petition } from '../../domain/complaint/values';
import { addDays } from '../../domain/deadlines/local-date';
import type { SampleMatter } from './matters';
import { sampleParty, sampleRights, type Chance } from './sample-data';
import type { Stage } from './sample-stages';

export function detailsOf(
  chance: Chance,
  matter: SampleMatter,
  english: boolean,
  receivedOn: string,
  stage: Stage,
  complainedOf: string,
): CaseDetails {
  const text = english && matter.en ? matter.en : matter.zh;
  const party = sampleParty(chance, english ? 'en' : 'zh-CN', matter.businessId);
  const yuan = matter.yuan ? chance.between(...matter.yuan) : null;
  const day = addDays(receivedOn, -chance.between(1, 9));
  const values: Readonly<Record<string, string>> = {
    amount: yuan === null ? '' : yuan.toLocaleString('en-US'),
    tail: party.accountTail || '0000',
    minutes: String(chance.between(40, 110)),
    day: english ? day : `${String(Number(day.slice(5, 7)))}月${String(Number(day.slice(8)))}日`,
  };
  const fill = (template: string): string => template.replace(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');
  const flags: CaseDetails['flags'] = [];
  if (english) flags.push('foreigner');
  if (/七十二岁|六十五岁|六十八岁|老人摔/.test(text.facts)) flags.push('elderly');
  if (matter.businessId === 'biz.outlet.accessibility') flags.push('disabled');
  if (chance.hits(0.02)) flags.push('media');
  if (chance.hits(0.02)) flags.push('group');
  if (chance.hits(0.03)) flags.push('legalAction');
  if (chance.hits(0.05)) flags.push('repeat');
  const quick = stage === 'quick';
  if (quick) {
    return { ...emptyDetails, businessId: matter.businessId, want: matter.want, matter: fill(text.matter), flags };
  }
  // Some were taken down in a hurry and wait to be completed.
  const hurried = stage === 'registered' && chance.hits(0.3);
  const drawn = chance.hits(0.04) ? 'channel.regulator' : chance.pick(usualChannels);
  // Every sample shows one that the regulator handed on and that is answered next.
  const channelId = stage === 'inReview' ? 'channel.regulator' : stage === 'petition' ? petitionChannel : drawn;
  return {
    ...emptyDetails,
    parties: [hurried ? { ...emptyParty, name: party.name } : party],
    channelId,
    transferLetter:
      channelId === 'channel.regulator'
        ? {
            number: `监转〔${receivedOn.slice(0, 4)}〕示范 ${String(chance.between(1, 99))} 号`,
            dueOn: addDays(receivedOn, 15),
          }
        : emptyDetails.transferLetter,
    ...(channelId === petitionChannel ? { petition: samplePetition(receivedOn) } : {}),
    rightIds: hurried ? [] : sampleRights(matter.reasonId),
    businessId: matter.businessId,
    reasonId: matter.reasonId,
    touchpointId: matter.touchpointId,
    facts: fill(text.facts),
    matter: fill(text.matter),
    want: matter.want,
    wish: fill(text.wish),
    amountFen: yuan === null ? null : yuan * 100,
    // Only where nobody has acted yet: the complained-of person takes no part.
    involved:
      stage === 'registered' && chance.hits(0.2) ? [{ name: '王强', staffNo: 'C018', userId: complainedOf }] : [],
    consentTold: !hurried,
    flags,
  };
}

/** A letter that an office of letters and visits (信访) passed on, to be answered by its own day. */
function samplePetition(receivedOn: string): Petition {
  return {
    way: 'letter',
    office: '示范市信访局',
    number: `信访〔${receivedOn.slice(0, 4)}〕示范 17 号`,
    dueOn: addDays(receivedOn, 30),
  };
}

export function decisionText(matter: SampleMatter, amountFen: number, english: boolean): string {
  const yuan = (amountFen / 100).toLocaleString('en-US', { minimumFractionDigits: 2 });
  if (english) {
    return amountFen > 0
      ? `We pay you ${yuan} yuan to your account and have corrected the cause. We are sorry for the trouble.`
      : 'We have corrected the matter as described above. We are sorry for the trouble.';
  }
  const paid = amountFen > 0 ? `我行向您支付 ${yuan} 元，款项转入您的账户。` : '';
  const sorry = matter.remedy.includes('apology') ? '对由此带来的不便，我行诚恳道歉。' : '感谢您的监督。';
  return `${paid}我行已就上述情况作出更正和说明。${sorry}`;
}

/** As often as they come: most people walk in. */
const usualChannels = [
  'channel.walkIn',
  'channel.walkIn',
  'channel.walkIn',
  'channel.outletPhone',
  'channel.callCentre',
  'channel.hotline',
  'channel.online',
  'channel.letterOrEmail',
  'channel.superior',
] as const;
