/** Made-up investigations: facts verified, papers asked for, calls and meetings. */
import type { CaseCommand, CaseCommandInput } from '../../domain/complaint/commands';
import type { CaseDetails } from '../../domain/complaint/values';
import type { ChecklistItem } from '../../domain/investigation/checklist';
import { createChance } from './sample-data';

const hourMs = 3_600_000;
const youngMs = 14 * 24 * hourMs;

interface Options {
  readonly nowMs: number;
  readonly checklist: (details: CaseDetails) => readonly ChecklistItem[];
}

/** What must be verified always is; of the younger ones most of the rest, and somebody telephoned, asked and met. */
export function sampleInvestigation(
  { checklist, nowMs }: Options,
  receivedAtMs: number,
  details: CaseDetails,
  found: string,
): readonly CaseCommand[] {
  // Apart from the other dice, which would fall otherwise.
  const chance = createChance(Math.floor(receivedAtMs / 60_000));
  const young = nowMs - receivedAtMs <= youngMs;
  const verified = checklist(details).filter(({ mandatory }) => mandatory || (young && chance.hits(0.6)));
  const commands = verified.map(({ id }): CaseCommand => ({
    name: 'recordFinding',
    input: { itemId: id, title: '', outcome: 'verified', found, evidenceIds: [] },
  }));
  if (young && chance.hits(0.6)) commands.push({ name: 'recordContact', input: sampleContact(nowMs - 2 * hourMs) });
  if (young && chance.hits(0.4)) commands.push({ name: 'sendInquiry', input: sampleInquiry });
  if (young && chance.hits(0.3)) commands.push({ name: 'recordMinutes', input: sampleMinutes(nowMs - hourMs) });
  return commands;
}

export const sampleRequest: CaseCommandInput<'requestMaterial'> = {
  kindIds: ['ownRecords', 'thirdParty'],
  detail: '与对方联系的聊天记录，以及对方银行出具的入账证明。',
  method: 'phoneRead',
  workingDays: 5,
};

const sampleInquiry: CaseCommandInput<'sendInquiry'> = {
  department: 'operations',
  addressee: '',
  question: '请查当日系统处理记录，说明每一步的时间和经办。',
  workingDays: 3,
};

function sampleContact(contactedAtMs: number): CaseCommandInput<'recordContact'> {
  return {
    contactedAtMs,
    way: 'phone',
    direction: 'out',
    reached: true,
    person: '',
    staffText: '向客户核对了经过，客户情绪平稳，希望尽快有结果。',
    promise: '',
    promisedBy: '',
  };
}

function sampleMinutes(metAtMs: number): CaseCommandInput<'recordMinutes'> {
  return {
    metAtMs,
    place: '一楼接待室',
    participants: '客户本人；承办人、大堂经理',
    agreed: '客户同意等查清记录后再谈。',
    disputed: '对当时有没有事先说明，双方说法不同。',
    signature: 'signed',
    evidenceIds: [],
  };
}
