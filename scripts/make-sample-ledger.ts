/**
 * Writes resources/samples/ledger-500.xlsx and ledger-50-gb18030.csv: a fictional complaint ledger with the dirt that real
 * ones have (merged title and two-row heading, full-width digits, dates in ten fashions, empty rows, duplicates, wrong ID
 * numbers). Nobody in it exists: given names are 样例, 虚构, 示范, ID numbers begin with 110000 and a birth before 1910,
 * mobiles with 1990000. Run: npx tsx scripts/make-sample-ledger.ts
 *
 * Deterministic: a fixed seed and fixed dates, so that running it again changes no byte.
 */
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { addDays } from '../src/domain/deadlines/local-date';
import { mod11Check } from '../src/domain/identity/check-digits';

const folder = path.resolve(import.meta.dirname, '../resources/samples');
const ROWS = 500;
const CSV_ROWS = 50;

/** Linear congruential generator: enough for sample data, the same everywhere. */
function createPick(seed: number): { below: (n: number) => number; of: <T>(list: readonly T[]) => T } {
  let state = seed;
  const below = (n: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * n);
  };
  return { below, of: (list) => list[below(list.length)] as (typeof list)[number] };
}

const SURNAMES = ['张', '王', '李', '赵', '曾', '单', '查', '仇', '解', '朴', '欧阳', '尉迟', '吕', '区', '𠮷'];
const GIVEN = ['样例', '虚构', '示范', '某甲', '某乙', '某丙'];
const OTHER_NAMES = ['阿依古丽·样例', '买买提•虚构', 'Anna Example', 'John  Sample', '样'];
const CHANNELS = ['营业网点现场', '上门', '客服热线', '12345', '来信', '监管转办', '手机银行', '记者'];
const CASES: readonly (readonly [business: string, reason: string, facts: string, wish: string])[] = [
  ['借记卡及账户', '管理制度、业务规则与流程', '来网点取钱才知道卡被限额，没有人提前告诉我', '恢复额度并说明原因'],
  ['账户管理费', '定价收费', '小额账户每季度扣三元，开户时没有说过', '退回已扣的费用'],
  ['信用卡', '营销方式和手段', '电话里说不收年费，账单上却有年费', '退年费并注销卡片'],
  ['房贷', '管理制度、业务规则与流程', '申请提前还贷两个月了还没有排到', '尽快安排还款'],
  ['理财', '产品收益', '说是稳健产品，到期少了本金', '赔偿损失'],
  ['代理保险', '信息披露', '来存定期，回家才发现是保险', '全额退保'],
  ['转账汇款', '服务设施、设备、业务系统', '转账三天没有到账，客服说不清楚', '查清款项去向'],
  ['ATM吞卡、短款', '服务设施、设备、业务系统', '取款机少吐了钱，机器当场死机', '补回少给的现金'],
  ['网点服务与环境', '服务态度及服务质量', '排队两个小时，窗口只开一个', '道歉并增开窗口'],
  ['征信', '消费者信息安全', '没有贷款却有查询记录', '更正征信记录'],
  ['个人住房按揭贷款', '定价收费', '利率没有按通知调整', '重新计算利息'],
];
const UNKNOWN_BUSINESS = '食堂卡充值';

const fullWidth = (text: string): string =>
  text.replace(/[!-~]/g, (character) => String.fromCharCode(character.charCodeAt(0) + 0xfee0));

type Cell = string | number | Date | null;

interface SampleRow {
  readonly cells: readonly Cell[];
}

function makeRows(count: number, seed: number): SampleRow[] {
  const pick = createPick(seed);
  const rows: SampleRow[] = [];
  for (let no = 1; rows.length < count; no += 1) {
    if (no % 37 === 0) rows.push({ cells: [] });
    // The same complaint typed twice, the second time in another hand.
    const previous = rows.at(-1);
    if (no % 41 === 0 && previous !== undefined && previous.cells.length > 0) {
      rows.push({ cells: previous.cells.map((cell) => (typeof cell === 'string' ? ` ${cell}` : cell)) });
    }
    rows.push({ cells: makeCells(no, pick) });
  }
  return rows.slice(0, count);
}

function makeCells(no: number, pick: ReturnType<typeof createPick>): readonly Cell[] {
  const on = addDays('2025-01-02', pick.below(420));
  const [y, m, d] = on.split('-').map(Number) as [number, number, number];
  const serial = Math.round(Date.UTC(y, m - 1, d) / 86_400_000) + 25_569;
  const dates: readonly Cell[] = [
    new Date(`${on}T00:00:00Z`),
    new Date(`${on}T09:30:00Z`),
    on,
    `${y}/${m}/${d}`,
    `${y}.${m}.${d}`,
    `${y}年${m}月${d}日`,
    fullWidth(on),
    on.replaceAll('-', ''),
    String(serial),
    `${on} 下午2:05`,
  ];
  const date = no % 83 === 0 ? `${d}/${m > 12 ? 1 : m}/${String(y).slice(2)}` : no % 97 === 0 ? null : pick.of(dates);
  const name = pick.below(8) === 0 ? pick.of(OTHER_NAMES) : pick.of(SURNAMES) + pick.of(GIVEN);
  const born = `19${String(pick.below(10)).padStart(2, '0')}${String(1 + pick.below(12)).padStart(2, '0')}${String(1 + pick.below(28)).padStart(2, '0')}`;
  const body = `110000${born}${String(pick.below(1_000)).padStart(3, '0')}`;
  const check = mod11Check(body);
  const wrong = check === '7' ? '6' : '7';
  const id = [body + check, body + wrong, fullWidth(body + check), (body + check).toLowerCase(), body, '', 'H12345678'];
  const mobile = `1990000${String(no).padStart(4, '0')}`;
  const phone = [
    mobile,
    fullWidth(mobile),
    `${mobile.slice(0, 3)} ${mobile.slice(3, 7)} ${mobile.slice(7)}`,
    `+86-${mobile}`,
    '010-5555 0000转12',
    mobile.slice(0, 9),
    '',
  ];
  const [business, reason, facts, wish] = pick.of(CASES);
  const yuan = 10 + pick.below(20_000);
  const amount: readonly Cell[] = [
    yuan,
    yuan + 0.5,
    `${yuan}元`,
    fullWidth(String(yuan)),
    yuan.toLocaleString('en-US'),
    '无',
    null,
    '1.2万',
  ];
  return [
    no,
    no % 5 === 0 ? null : `${no % 7 === 0 ? 'ＹＬ' : 'YL'}-${y}-${String(no).padStart(4, '0')}`,
    date,
    pick.of(CHANNELS),
    name,
    pick.below(3) === 0 ? (id[1 + pick.below(id.length - 1)] ?? '') : (id[0] ?? ''),
    pick.below(2) === 0 ? (phone[1 + pick.below(phone.length - 1)] ?? '') : (phone[0] ?? ''),
    no % 89 === 0 ? UNKNOWN_BUSINESS : business,
    reason,
    `${facts}（样例第${no}件）`,
    wish,
    no % 101 === 0 ? '一两千' : pick.of(amount),
    pick.below(6) === 0 ? '柜员样例' : '',
    pick.below(3) === 0 ? null : addDays(on, 1 + pick.below(14)),
    pick.of(['已解释并取得谅解', '已退费', '协商一致', '', '正在处理']),
  ];
}

const GROUPS: readonly string[] = [
  '序号',
  '投诉编号',
  '投诉日期',
  '投诉渠道',
  '投诉人信息',
  '投诉人信息',
  '投诉人信息',
  '投诉情况',
  '投诉情况',
  '投诉情况',
  '投诉情况',
  '涉及金额（元）',
  '被投诉人',
  '办结情况',
  '办结情况',
];
const HEADINGS: readonly string[] = [
  '序号',
  '投诉编号',
  '投诉日期',
  '投诉渠道',
  '姓名',
  '证件号码',
  '联系电话',
  '业务类别',
  '投诉原因',
  '投诉内容',
  '客户诉求',
  '涉及金额（元）',
  '被投诉人',
  '办结日期',
  '处理结果',
];

async function writeSheet(): Promise<void> {
  const book = new ExcelJS.Workbook();
  book.creator = 'Xianting sample';
  book.created = new Date('2026-03-05T00:00:00Z');
  book.modified = book.created;
  const sheet = book.addWorksheet('投诉台账');
  sheet.addRow(['样例银行虚构支行消费者投诉台账（样例数据，人名、证件、电话均为虚构）']);
  sheet.mergeCells(1, 1, 1, HEADINGS.length);
  sheet.addRow(['填表单位：虚构支行', null, null, null, '单位：元']);
  sheet.addRow([...GROUPS]);
  sheet.addRow([...HEADINGS]);
  GROUPS.forEach((group, index) => {
    if (group === HEADINGS[index]) sheet.mergeCells(3, index + 1, 4, index + 1);
  });
  for (const [first, last] of [
    [5, 7],
    [8, 11],
    [14, 15],
  ] as const)
    sheet.mergeCells(3, first, 3, last);
  for (const { cells } of makeRows(ROWS, 20_260_305)) sheet.addRow([...cells]);
  sheet.addRow(['合计', null, null, null, `${ROWS} 行`]);
  sheet.getColumn(3).numFmt = 'yyyy-mm-dd';
  writeFileSync(path.join(folder, 'ledger-500.xlsx'), timeless(Buffer.from(await book.xlsx.writeBuffer())));
}

/** Sets the times inside a zip file to 1980-01-01, so that the same content gives the same bytes. */
function timeless(zip: Buffer): Buffer {
  const end = zip.lastIndexOf(Buffer.from('PK\u0005\u0006', 'latin1'));
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    zip.writeUInt32LE(0x00210000, at + 12);
    zip.writeUInt32LE(0x00210000, zip.readUInt32LE(at + 42) + 10);
    at += 46 + zip.readUInt16LE(at + 28) + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return zip;
}

function writeCsv(): void {
  const quote = (cell: Cell): string => {
    const text = cell instanceof Date ? cell.toISOString().slice(0, 10) : String(cell ?? '');
    return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  const lines = [HEADINGS, ...makeRows(CSV_ROWS, 42).map((row) => row.cells)];
  const text = `${lines.map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`;
  writeFileSync(path.join(folder, 'ledger-50-gb18030.csv'), iconv.encode(text, 'gb18030'));
}

async function main(): Promise<void> {
  await writeSheet();
  writeCsv();
}

void main();
