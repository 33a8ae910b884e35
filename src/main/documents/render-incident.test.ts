import { describe, expect, it } from 'vitest';
import bankPlan from '../../../resources/packs/plans/major-complaint.json';
import { CrisisPlan } from '../../domain/crisis/plan';
import { customerText } from '../../domain/documents/audience-text';
import type { IncidentView } from '../../shared/contract/incident';
import { renderIncident } from './render-incident';

const plan = CrisisPlan.parse(bankPlan);
const { incident: part } = plan;
if (part === undefined) throw new Error('the plan knows no incidents');
const at = Date.parse('2026-03-05T06:30:00Z');
const line = {
  eventId: 'e',
  by: 'u',
  byName: '陈立',
  entry: null,
  words: '',
  grade: null,
  caseId: null,
  copyNo: null,
  number: '',
  deviceTag: '',
  outcome: null,
  late: false,
} as const;
const shown: IncidentView = {
  id: 'incident-1',
  raisedAtMs: at,
  pressedAtMs: at,
  how: 'key',
  deviceTag: 'A',
  here: true,
  byName: '',
  outcome: 'over',
  grade: 2,
  talk: {
    id: 'talk-1',
    title: { zh: '柜台前的争吵', en: 'A quarrel at the counter' },
    level: 3,
    distress: ['shaking'],
    flags: ['threatOthers'],
    summary: '<b>等了七十分钟</b>',
  },
  linkedCases: [{ caseId: 'c', number: 'BJ01-260305-A001-7' }],
  triggers: [part.grades[1]?.triggers[0]?.id ?? ''],
  acknowledged: [{ name: '李主任', atMs: at + 12_000, deviceTag: 'B' }],
  lines: [
    { ...line, kind: 'raised', atMs: at, byName: '' },
    { ...line, kind: 'noted', atMs: at + 60_000, entry: part.entries[0]?.id ?? null },
    { ...line, kind: 'noted', atMs: at + 61_000, entry: 'gone', words: '对方走了' },
    { ...line, kind: 'closed', atMs: at + 120_000, outcome: 'over', words: '两个人接待有用' },
  ],
  reportLacks: [],
  mayPrint: true,
  mayGrade: false,
  mayLink: true,
  leads: false,
  mayCallFalse: false,
};

const render = (language: 'zh-CN' | 'en', number = 1): string =>
  renderIncident(
    {
      language,
      branch: {
        institution: customerText('某银行'),
        outlet: customerText('某支行'),
        address: customerText('某路1号'),
        phone: customerText('010-1'),
      },
      timeZone: 'Asia/Shanghai',
      incident: shown,
      plan: { id: plan.id, version: plan.version, incident: part },
    },
    {
      demo: true,
      copy: { printedBy: customerText('李主任'), printedAt: '2026-03-06T09:00', copyId: 'copy-1', number },
      resolveAsset: () => null,
    },
  ).html;

describe('the report of an incident', () => {
  it('says what happened, who answered, what was done, the grade, its plan and complaints, and is for staff', () => {
    const html = render('zh-CN');
    for (const said of [
      '事件报告',
      '不得交给客户',
      '未登录',
      '柜台前的争吵',
      '对抗',
      '发抖',
      '威胁他人或持物',
      '&lt;b&gt;等了七十分钟',
      '李主任（B 号机）',
      '求助后 12 秒',
      '已拨打110',
      '预案里已没有的一项',
      '对方走了',
      '两个人接待有用',
      '重大',
      plan.version,
      'BJ01-260305-A001-7',
      '网点负责人',
      '消保专员',
      '14:32:00',
      '演示数据',
    ])
      expect(html).toContain(said);
    // Words, not codes.
    for (const code of ['shaking', 'threatOthers', '>gone']) expect(html).not.toContain(code);
  });

  it('says it in English, and marks a second copy', () => {
    const html = render('en', 2);
    for (const said of [
      'Incident report',
      'A quarrel at the counter',
      'not signed in',
      '12 s after the call',
      'Reprint 2',
    ])
      expect(html).toContain(said);
  });
});
