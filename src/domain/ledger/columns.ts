/** What the columns of a ledger mean: finding the heading row and proposing a field for each column. */
import { toSearchText } from '../text/normalise';
import { cellText, type LedgerRow } from './cells';

export const ledgerFields = [
  'ledgerNo',
  'receivedOn',
  'channel',
  'name',
  'idNumber',
  'phone',
  'address',
  'account',
  'business',
  'reason',
  'matter',
  'facts',
  'wish',
  'amount',
  'involved',
  'decidedOn',
  'result',
] as const;
export type LedgerField = (typeof ledgerFields)[number];

/** Headings seen in ledgers, best first. Compared without blanks, brackets and marks. */
const SYNONYMS: Readonly<Record<LedgerField, readonly string[]>> = {
  ledgerNo: [
    '投诉编号',
    '工单编号',
    '工单号',
    '台账编号',
    '案件编号',
    '登记编号',
    '受理编号',
    '投诉单号',
    '流水号',
    '编号',
    'case no',
    'case number',
    'complaint no',
    'ticket no',
    'reference',
  ],
  receivedOn: [
    '投诉日期',
    '投诉时间',
    '收到日期',
    '收到投诉日期',
    '收到时间',
    '来访日期',
    '登记日期',
    '登记时间',
    '受理日期',
    '受理时间',
    '接诉时间',
    '日期',
    '时间',
    'received',
    'received on',
    'received at',
    'date received',
    'complaint date',
    'date',
  ],
  channel: ['投诉渠道', '受理渠道', '投诉来源', '来源渠道', '渠道', '来源', 'channel', 'source'],
  name: [
    '投诉人姓名',
    '客户姓名',
    '客户名称',
    '投诉人',
    '消费者姓名',
    '姓名',
    '客户',
    'complainant',
    'customer name',
    'customer',
    'name',
  ],
  idNumber: [
    '身份证号',
    '身份证号码',
    '证件号码',
    '证件号',
    '投诉人证件号码',
    '身份证',
    '证件',
    'id number',
    'id no',
    'id card',
  ],
  phone: [
    '联系电话',
    '投诉人电话',
    '客户电话',
    '联系方式',
    '手机号码',
    '手机号',
    '电话号码',
    '手机',
    '电话',
    'phone',
    'mobile',
    'telephone',
    'contact',
  ],
  address: ['联系地址', '通讯地址', '地址', '住址', 'address'],
  account: [
    '账号',
    '卡号',
    '账户',
    '帐号',
    '银行卡号',
    '保单号',
    '保单号码',
    '账号尾号',
    '卡号后四位',
    'account',
    'card no',
    'policy no',
  ],
  business: [
    '业务类别',
    '业务类型',
    '投诉业务',
    '投诉业务类别',
    '业务种类',
    '业务分类',
    '涉及业务',
    '险种',
    '产品类型',
    '产品',
    '业务',
    '投诉类别',
    '投诉类型',
    'business',
    'product',
    'category',
    'type',
  ],
  reason: ['投诉原因', '原因分类', '原因类别', '纠纷类型', '投诉事由分类', '原因', 'reason', 'cause'],
  matter: ['投诉事由', '投诉标题', '投诉摘要', '事由', '标题', '摘要', 'subject', 'title', 'summary'],
  facts: [
    '投诉内容',
    '投诉事项',
    '投诉内容描述',
    '事实经过',
    '情况描述',
    '问题描述',
    '反映问题',
    '具体内容',
    '内容',
    '事实',
    'facts',
    'description',
    'details',
    'complaint',
  ],
  wish: ['投诉诉求', '客户诉求', '具体诉求', '诉求', '投诉请求', '要求', 'request', 'demand', 'wish'],
  amount: ['涉及金额', '涉诉金额', '争议金额', '投诉金额', '金额', 'amount'],
  involved: ['被投诉人', '被投诉员工', '被投诉人姓名', '涉及员工', '被投诉人员', '经办人员', 'employee', 'staff'],
  decidedOn: [
    '办结日期',
    '办结时间',
    '处理日期',
    '处理完成日期',
    '完成日期',
    '结案日期',
    '答复日期',
    '回复日期',
    'decided',
    'closed on',
    'date closed',
  ],
  result: ['处理结果', '处理情况', '办理结果', '处理意见', '答复内容', '结果', 'result', 'outcome', 'resolution'],
};

/** Headings that look like a field and are none. */
const NOT_FIELDS = new Set([
  '序号',
  '备注',
  '处理人',
  '经办人',
  '受理人',
  '登记人',
  '网点',
  '机构',
  '所属机构',
  '满意度',
  'no',
  'remark',
]);

/** Field → column index, -1 where the file has no such column. */
export type LedgerMapping = Readonly<Record<LedgerField, number>>;

export interface LedgerLayout {
  /** Row number of the heading (of its last row when it has two). Rows up to it are not data. */
  readonly headerRowNo: number;
  /** The heading as the person knows it, one per column. */
  readonly columns: readonly string[];
  readonly mapping: LedgerMapping;
  /** The amount column's heading says 万元. */
  readonly amountInWan: boolean;
}

const SCANNED_ROWS = 30;

function key(heading: string): string {
  return toSearchText(heading)
    .replace(/[([【].*?[)\]】]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

const synonymKeys: ReadonlyMap<LedgerField, readonly string[]> = new Map(
  ledgerFields.map((field) => [field, SYNONYMS[field].map(key)]),
);

/** How well a heading names a field: exact beats contained, earlier and longer synonyms beat later and shorter; 0 not at all. */
function score(heading: string, field: LedgerField): number {
  const own = key(heading);
  if (own === '' || NOT_FIELDS.has(own)) return 0;
  let best = 0;
  (synonymKeys.get(field) ?? []).forEach((synonym, index) => {
    if (own === synonym) best = Math.max(best, 1_000 - index);
    // A single word inside another one proves nothing in English; two Chinese characters do.
    else if (synonym.length >= 2 && /\p{Script=Han}/u.test(synonym) && own.includes(synonym)) {
      best = Math.max(best, 100 + synonym.length);
    }
  });
  return best;
}

/** Proposes a field for each column: every field and every column at most once, best matches first. */
export function suggestMapping(columns: readonly string[]): LedgerMapping {
  const candidates: { field: LedgerField; column: number; score: number }[] = [];
  columns.forEach((heading, column) => {
    for (const field of ledgerFields) {
      const found = score(heading, field);
      if (found > 0) candidates.push({ field, column, score: found });
    }
  });
  candidates.sort((a, b) => b.score - a.score || a.column - b.column);
  const mapping = Object.fromEntries(ledgerFields.map((field) => [field, -1])) as Record<LedgerField, number>;
  const taken = new Set<number>();
  for (const { field, column } of candidates) {
    if (mapping[field] >= 0 || taken.has(column)) continue;
    mapping[field] = column;
    taken.add(column);
  }
  return mapping;
}

function matchedFields(mapping: LedgerMapping): number {
  return ledgerFields.filter((field) => mapping[field] >= 0).length;
}

/**
 * Finds the heading among the first rows: the row that names most fields, at least two. Titles above it (one text, merged or
 * not) are passed over; where a heading has two rows, a cell empty in the lower one takes the upper. Null: no heading.
 */
export function detectLayout(rows: readonly LedgerRow[]): LedgerLayout | null {
  let best: { readonly rowNo: number; readonly columns: readonly string[]; readonly found: number } | null = null;
  let foundAbove = 0;
  const scanned = rows.slice(0, SCANNED_ROWS);
  for (const [index, row] of scanned.entries()) {
    const single = headingOf(row, undefined);
    const own = isTitle(single) ? 0 : matchedFields(suggestMapping(single));
    const both = headingOf(row, scanned[index - 1]);
    const joined = own > 0 ? matchedFields(suggestMapping(both)) : 0;
    // Two rows are one heading only if they name more together than either does: a first data row never adds a field.
    const two = joined > own && joined > foundAbove;
    const found = two ? joined : own;
    if (found >= 2 && found > (best?.found ?? 0)) best = { rowNo: row.rowNo, columns: two ? both : single, found };
    foundAbove = own;
  }
  return best === null ? null : layoutOf(best.rowNo, best.columns, suggestMapping(best.columns));
}

/** A title merged over the sheet repeats one text in every cell. */
function isTitle(columns: readonly string[]): boolean {
  return new Set(columns.filter((heading) => heading !== '')).size < 2;
}

/** The layout with a mapping that a person chose or that was remembered. */
export function layoutOf(headerRowNo: number, columns: readonly string[], mapping: LedgerMapping): LedgerLayout {
  return { headerRowNo, columns, mapping, amountInWan: /万元/.test(columns[mapping.amount] ?? '') };
}

function headingOf(row: LedgerRow, above: LedgerRow | undefined): readonly string[] {
  const width = Math.max(row.cells.length, above?.cells.length ?? 0);
  return Array.from({ length: width }, (_, column) => {
    const own = cellText(row.cells[column]);
    return own !== '' || above === undefined ? own : cellText(above.cells[column]);
  });
}
