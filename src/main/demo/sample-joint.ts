/** A made-up joint complaint (共同投诉) of so many people that it is a major one (重大消费投诉), reported by telephone at once and then on forms (首报 · 续报 · 终报). */
import type { CaseCommand } from '../../domain/complaint/commands';
import { emptyParty, type CaseDetails } from '../../domain/complaint/values';
import { samplePerson, type Chance } from './sample-data';
import { samplePrint } from './sample-papers';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** People who came: more than the twenty that make a complaint a major one (REGULATION §5). */
export const sampleCrowd = 23;

/** The same complaint of several: the first two speak for all of them. */
export function joinedBy(chance: Chance, details: CaseDetails): CaseDetails {
  const names = Array.from({ length: 3 }, () => samplePerson(chance, 'zh-CN').name);
  const [first = emptyParty, ...rest] = details.parties;
  const others = names.map((name, index) => ({ ...emptyParty, name, delegate: index === 0 }));
  return {
    ...details,
    joint: true,
    parties: [{ ...first, delegate: true }, ...rest, ...others],
    flags: [...new Set([...details.flags, 'group' as const])],
  };
}

/**
 * Told by telephone at once; then the first form (首报), printed and sent, a further one (续报) the same way, and the last one (终报)
 * begun and not sent.
 */
export function sampleReports(receivedAtMs: number, nowMs: number, newId: () => string): readonly CaseCommand[] {
  const sent = { to: 'headOffice' as const, recipient: '总行消保部值班 周老师', proofIds: [] };
  const nextAtMs = nowMs + DAY_MS;
  const form = {
    cause: '代销产品到期没有按时兑付，客户认为销售时没有讲清楚。',
    media: '没有媒体到场，网上没有相关内容。',
    outcome: '',
    nextAtMs,
  };
  return [
    {
      name: 'reportMajor',
      input: {
        ...sent,
        method: 'phone',
        reportedAtMs: receivedAtMs + 4 * MINUTE_MS,
        number: '',
        what: '二十三人到网点反映同一件事，已请到会议室，由两名代表说明诉求，秩序平稳。',
      },
    },
    {
      name: 'writeMajorReport',
      input: {
        ...form,
        stage: 'first',
        course: '上午二十三名客户到网点，要求说明产品情况并退还本金；由两名代表到会议室说明诉求，秩序平稳。',
        measures: '网点负责人当面接待，登记每位客户的合同和金额；已报总行，调取销售录音录像。',
      },
    },
    samplePrint('majorReport', newId()),
    {
      name: 'reportMajor',
      input: {
        ...sent,
        method: 'written',
        reportedAtMs: receivedAtMs + 50 * MINUTE_MS,
        number: '示范支行〔报〕1 号',
        what: '首报',
        form: 1,
      },
    },
    {
      name: 'writeMajorReport',
      input: {
        ...form,
        stage: 'followUp',
        course: '客户已离开网点，约定由两名代表听取核实结果。',
        measures: '销售录音录像已经调到，正在逐户核对。',
      },
    },
    samplePrint('majorReport', newId()),
    {
      name: 'reportMajor',
      input: {
        ...sent,
        method: 'written',
        reportedAtMs: receivedAtMs + 120 * MINUTE_MS,
        number: '示范支行〔报〕2 号',
        what: '续报',
        form: 2,
      },
    },
    {
      name: 'writeMajorReport',
      input: {
        ...form,
        stage: 'final',
        course: '核实完毕，已向两名代表说明。',
        measures: '逐户答复，安排专人跟进。',
        outcome: '拟按核实结果逐户处理，客户没有再到网点聚集。',
        nextAtMs: null,
      },
    },
  ];
}
