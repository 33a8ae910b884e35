/** Invented data for the gallery. Nobody in it exists. */
import type { AppStatus, SessionView } from '../../shared/contract/app';
import type { UserTile } from '../../shared/contract/session';
import { noEvidenceWaits } from '../../shared/contract/no-sync';
import type { SyncStatusView } from '../../shared/contract/sync';
import { permissionsOf } from '../../domain/authority/roles';
import type { CaseStatus } from '../../domain/complaint/states';
import type { Emotion } from '../../domain/complaint/values';
import type { DeadlineChipProps } from '../components/deadline-chip';
import type { TreeItem } from '../components/tree-select';

const DAY = 86_400_000;
const HOUR = 3_600_000;
/** 2026-03-18 10:24 in Shanghai. */
export const sampleNowMs = Date.UTC(2026, 2, 18, 2, 24);

export const session: SessionView = {
  userId: 'u1',
  name: '林晓禾',
  role: 'supervisor',
  permissions: permissionsOf.supervisor,
};
export const users: readonly UserTile[] = [
  { userId: 'u1', name: '林晓禾', staffNo: 'C01', role: 'supervisor' },
  { userId: 'u2', name: '周一川', staffNo: 'C01', role: 'counter' },
  { userId: 'u3', name: 'Wang Min', staffNo: 'C01', role: 'officer' },
];
export const status: AppStatus = {
  phase: 'ready',
  demo: true,
  damaged: null,
  sampleProgress: null,
  branch: {
    id: 'b1',
    name: '云桥路支行',
    code: '0471',
    institutionType: 'bank',
    institutionName: '云桥银行',
    province: '310000',
    address: '云桥路 88 号',
    phone: '021-5550 0188',
    jointRules: null,
    deviceTag: 'A1',
  },
  session,
  secretBackend: 'os',
  preferences: { language: 'zh-CN', colourMode: 'light', textScale: 100, density: 'comfortable' },
  notices: [],
  version: '0.1.0',
  timeZone: 'Asia/Shanghai',
  recordsHeld: null,
  idleLockMinutes: 10,
  screenPrivacy: { possible: true, on: true },
  keys: {},
};
export const sync: SyncStatusView = {
  state: 'idle',
  hqUrl: 'https://hq.example',
  lastSuccessAtMs: sampleNowMs - 6 * 60_000,
  waiting: 3,
  oldestWaitingSinceMs: sampleNowMs - 4 * 60_000,
  quarantined: 0,
  reasonCode: null,
  nextAttemptAtMs: null,
  clockOffsetMs: 120,
  receivedFromOthers: 0,
  intervalMinutes: 15,
  evidence: noEvidenceWaits,
  stopped: [],
  setAside: [],
  unsent: [],
};

export interface SampleRow {
  readonly id: string;
  readonly number: string;
  readonly name: string;
  readonly matter: string;
  readonly status: CaseStatus;
  readonly deadline: Pick<DeadlineChipProps, 'state' | 'remainingMs'>;
  readonly emotion: Emotion;
  readonly amountFen: number;
}

const matters = [
  '卡被限额，急着交房租转不出去',
  '理财到期收益和当时说的不一样',
  '柜台排队两小时，没有人来解释',
  '贷款提前还款被多收违约金',
  '短信通知费扣了三年，从没同意过',
  '老人存单被劝买成保险',
];
const people = ['张*三', '欧阳*', '李*华', 'M** Smith', '古丽·阿**', '陈*'];
const statuses: readonly CaseStatus[] = [
  'registered',
  'accepted',
  'investigating',
  'remedyPending',
  'approved',
  'closed',
];
const deadlines: readonly SampleRow['deadline'][] = [
  { state: 'overdue', remainingMs: -1.4 * DAY },
  { state: 'soon', remainingMs: 5 * HOUR },
  { state: 'ok', remainingMs: 8 * DAY },
  { state: 'ok', remainingMs: 12 * DAY + 2 * HOUR },
  { state: 'soon', remainingMs: 2 * DAY },
  { state: 'met', remainingMs: 0 },
];
const pick = <T>(values: readonly T[], index: number): T => {
  const value = values[index % values.length];
  if (value === undefined) throw new Error('an empty sample list');
  return value;
};

export const rows: readonly SampleRow[] = Array.from({ length: 2_000 }, (_, index) => ({
  id: `c${index}`,
  number: `0471-A1-26${String(2_318 - index).padStart(5, '0')}`,
  name: pick(people, index),
  matter: pick(matters, index),
  status: pick(statuses, index),
  deadline: pick(deadlines, index),
  emotion: pick([2, 1, 0, 3, 1, 0] as const, index),
  amountFen: (index * 73_150) % 5_000_000,
}));

export const tree: readonly TreeItem[] = [
  { id: 't1', label: '非柜面限额', path: ['账户与结算', '借记卡'] },
  { id: 't2', label: '收费未告知', path: ['账户与结算', '服务收费'] },
  { id: 't3', label: '收益与宣传不符', path: ['理财', '自营理财'] },
];

/** Words that are names of things in the gallery itself, not of the product. */
export const words = {
  tokens: 'Tokens',
  type: '听见每一句话 Hear every word 0123456789',
  script: '您先别急，我在听。您刚才说卡转不出去，是今天上午的事吗？',
  fields: 'Fields',
  name: '称呼',
  nameHint: '怎么称呼您，就怎么写',
  phone: '手机',
  phoneWarn: '号码少一位，请再看一眼',
  phoneValue: '1381234567',
  facts: '事实经过',
  factsValue: '3 月 16 日上午十点，在柜台转房租，系统提示超过限额。',
  factsProblem: '请至少写一句对方的原话',
  amount: '涉及金额',
  amountWords: '人民币壹万贰仟叁佰肆拾伍元整',
  when: '发生时间',
  want: '想要什么',
  flags: '标识',
  category: '业务类别',
  evidence: '材料',
  evidenceName: '转账截图.png',
  states: 'States',
  caseTitle: '卡被限额，急着交房租转不出去',
  history: '处理经过',
  people: '投诉人',
  masked: '138****8000',
  revealed: '13800008000',
  table: '投诉件',
  number: '编号',
  person: '姓名',
  matter: '事由',
  status: '状态',
  due: '期限',
  mood: '情绪',
  today: '今日待办',
  signer: '林晓禾',
  register: '登记投诉',
  timeline: [
    { id: '1', title: '已受理，告知书已交客户', at: '03-16 10:42', who: '周一川', tone: 'primary', signed: false },
    { id: '2', title: '核对限额记录：系统误标', at: '03-17 15:08', who: 'Wang Min', tone: 'neutral', signed: false },
    {
      id: '3',
      title: '批准方案：解除限额，道歉，补偿 ¥50.00',
      at: '03-18 09:30',
      who: '林晓禾',
      tone: 'success',
      signed: true,
    },
  ],
} as const;
