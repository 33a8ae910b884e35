import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casePayloads } from '../complaint/events';
import { CaseDetails } from '../complaint/values';
import { localDateOf } from '../deadlines/time-zone';
import { addDays, dateOfDayNumber, dayNumber } from '../deadlines/local-date';
import { parseTaxonomy } from '../taxonomy/taxonomy';
import { createCategoryMatcher } from './categories';
import { parseLedgerAmount, parseLedgerDate, type LedgerCell, type LedgerRow } from './cells';
import { detectLayout, ledgerFields, suggestMapping, type LedgerLayout } from './columns';
import {
  createLedgerContext,
  ledgerDetails,
  ledgerEnd,
  ledgerRowKey,
  normaliseLedgerRow,
  type LedgerRecord,
  type LedgerRowResult,
} from './rows';

const parsed = parseTaxonomy(
  JSON.parse(readFileSync(new URL('../../../resources/packs/taxonomy/cn.json', import.meta.url), 'utf8')) as unknown,
);
if (!parsed.ok) throw new Error(parsed.problems.join('\n'));
const { taxonomy } = parsed;
const context = createLedgerContext(taxonomy, 'bank', '2026-03-31');

const rows = (...cells: LedgerCell[][]): LedgerRow[] => cells.map((row, index) => ({ rowNo: index + 1, cells: row }));

describe('dates of a ledger', () => {
  it.each<[LedgerCell, string]>([
    ['2026-03-05', '2026-03-05'],
    ['2026-3-5', '2026-03-05'],
    ['2026/3/5', '2026-03-05'],
    ['2026.03.05', '2026-03-05'],
    ['２０２６－０３－０５', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['2026 年 3 月 5 日', '2026-03-05'],
    ['二〇二六年三月十五日', '2026-03-15'],
    ['二零二六年十二月二十一日', '2026-12-21'],
    ['20260305', '2026-03-05'],
    [20260305, '2026-03-05'],
    [46086, '2026-03-05'],
    ['46086', '2026-03-05'],
    [46086.4375, '2026-03-05 10:30'],
    [46086.99999999, '2026-03-06 00:00'],
    ['2026-03-05 10:30', '2026-03-05 10:30'],
    ['2026-03-05T10:30:59', '2026-03-05 10:30'],
    ['2026/3/5 下午2:05', '2026-03-05 14:05'],
    ['2026年3月5日 9时30分', '2026-03-05 09:30'],
    ['20260305 09:30', '2026-03-05 09:30'],
    [new Date('2026-03-05T00:00:00Z'), '2026-03-05'],
    [new Date('2026-03-05T23:30:00Z'), '2026-03-05 23:30'],
    ['25/3/2026', '2026-03-25'],
    ['3/25/2026', '2026-03-25'],
    ['3/5/2026', 'ledger.date.ambiguous'],
    ['26.3.5', 'ledger.date.ambiguous'],
    ['3月5日', 'ledger.date.incomplete'],
    ['2026年3月', 'ledger.date.incomplete'],
    ['2026-02-29', 'ledger.date.unreadable'],
    ['2026/13/01', 'ledger.date.unreadable'],
    ['2026-03-05 25:00', 'ledger.date.unreadable'],
    ['丙午年正月十七', 'ledger.date.unreadable'],
    ['昨天', 'ledger.date.unreadable'],
    ['0001-01-01', 'ledger.date.outOfRange'],
    ['9999-12-31', 'ledger.date.outOfRange'],
    [5, 'ledger.date.outOfRange'],
    [-3, 'ledger.date.unreadable'],
    [Number.NaN, 'ledger.date.unreadable'],
    [true, 'ledger.date.unreadable'],
    ['1'.repeat(100_000), 'ledger.date.unreadable'],
  ])('%o → %s', (cell, expected) => {
    const result = parseLedgerDate(cell);
    expect(
      result.ok ? `${result.value.on}${result.value.time === null ? '' : ` ${result.value.time}`}` : result.code,
    ).toBe(expected);
  });

  it('every way of writing a day gives that day', () => {
    const date = fc.integer({ min: dayNumber('1995-01-01'), max: dayNumber('2060-12-31') }).map(dateOfDayNumber);
    fc.assert(
      fc.property(date, (on) => {
        const [y, m, d] = on.split('-').map(Number) as [number, number, number];
        const serial = dayNumber(on) - dayNumber('1899-12-30');
        const forms: LedgerCell[] = [
          on,
          `${y}/${m}/${d}`,
          `${y}年${m}月${d}日`,
          serial,
          String(serial),
          on.replaceAll('-', ''),
          new Date(`${on}T00:00:00Z`),
        ];
        for (const form of forms) expect(parseLedgerDate(form)).toEqual({ ok: true, value: { on, time: null } });
      }),
    );
    expect(addDays('1899-12-30', 46_086)).toBe('2026-03-05');
  });
});

describe('amounts of a ledger', () => {
  it.each<[LedgerCell, boolean, number | null | string]>([
    [1200.5, false, 120_050],
    [0.1 + 0.2, false, 30],
    ['１，２００．５０', false, 120_050],
    ['1200元', false, 120_000],
    ['3.5万', false, 3_500_000],
    [3.5, true, 3_500_000],
    ['3.5', true, 3_500_000],
    ['35000元', true, 3_500_000],
    ['', false, null],
    ['无', false, null],
    ['-', false, null],
    ['不涉及', false, null],
    [null, false, null],
    [0, false, 0],
    [1.005, false, 'ledger.amount.decimals'],
    [-5, false, 'ledger.amount.negative'],
    ['约三千', false, 'ledger.amount.unreadable'],
    [1e21, false, 'ledger.amount.unreadable'],
  ])('%o (万元: %s) → %s', (cell, inWan, expected) => {
    const result = parseLedgerAmount(cell, inWan);
    expect(result.ok ? result.value : result.code).toBe(expected);
  });
});

describe('headings', () => {
  const heading = [
    '序号',
    '投诉编号',
    '投诉日期',
    '投诉渠道',
    '投诉人姓名',
    '证件号码',
    '联系电话',
    '业务类别',
    '投诉内容',
    '涉及金额（元）',
    '被投诉人姓名',
  ];

  it('are found below a merged title', () => {
    const title = Array.from(heading, () => '某某支行2026年投诉台账');
    const layout = detectLayout(rows(title, ['制表：样例', null, null], heading, ['1', 'T1']));
    expect(layout).toMatchObject({ headerRowNo: 3, amountInWan: false });
    expect(layout?.mapping).toMatchObject({
      ledgerNo: 1,
      receivedOn: 2,
      channel: 3,
      name: 4,
      idNumber: 5,
      phone: 6,
      business: 7,
      facts: 8,
      amount: 9,
      involved: 10,
      wish: -1,
    });
  });

  it('of two rows take the upper where the lower is empty', () => {
    const layout = detectLayout(
      rows(['投诉日期', '投诉人', '投诉人', '投诉内容'], [null, '姓名', '联系电话', null], ['2026-01-01']),
    );
    expect(layout).toMatchObject({ headerRowNo: 2, columns: ['投诉日期', '姓名', '联系电话', '投诉内容'] });
    expect(layout?.mapping).toMatchObject({ receivedOn: 0, name: 1, phone: 2, facts: 3 });
  });

  it('may be English, and say 万元', () => {
    expect(
      suggestMapping(['No', 'Date received', 'Customer name', 'Phone', 'Category', 'Description', 'Amount']),
    ).toMatchObject({ receivedOn: 1, name: 2, phone: 3, business: 4, facts: 5, amount: 6, ledgerNo: -1 });
    expect(detectLayout(rows(['日期', '内容', '金额（万元）']))?.amountInWan).toBe(true);
  });

  it('give each column to one field and never the accused to the complainant', () => {
    const mapping = suggestMapping(['被投诉人姓名', '投诉人电话', '日期', '受理日期', '办结日期', '序号', '备注']);
    expect(mapping).toMatchObject({ involved: 0, name: -1, phone: 1, receivedOn: 3, decidedOn: 4, ledgerNo: -1 });
    const used = ledgerFields.map((field) => mapping[field]).filter((column) => column >= 0);
    expect(new Set(used).size).toBe(used.length);
  });

  it('are not invented', () => {
    expect(detectLayout(rows(['a', 'b'], ['1', '2']))).toBeNull();
    expect(detectLayout([])).toBeNull();
  });
});

describe('categories', () => {
  const match = createCategoryMatcher(taxonomy, 'business', 'bank');
  it.each([
    ['账户管理费', 'biz.debit.fees', 'exact'],
    ['信用卡业务', 'biz.credit', 'exact'],
    ['信用卡类', 'biz.credit', 'exact'],
    ['房贷', 'biz.loan.mortgage', 'exact'],
    ['借记卡-挂失补换', 'biz.debit.loss', 'exact'],
    ['Mortgage', 'biz.loan.mortgage', 'exact'],
    ['biz.loan', 'biz.loan', 'exact'],
    ['个人住房按揭贷款', 'biz.loan.mortgage', 'similar'],
  ])('%s is %s (%s)', (text, id, how) => {
    expect(match(text)).toEqual({ id, how });
  });

  it.each(['火星移民业务', '食堂', '', '？'])('%s is nothing', (text) => {
    expect(match(text)).toBeNull();
  });

  it('of insurers are theirs', () => {
    expect(createCategoryMatcher(taxonomy, 'business', 'insurer')('车险')?.id).toBe('product.motor');
    expect(createCategoryMatcher(taxonomy, 'reason', 'insurer')('退保')?.id).toBe('dispute.surrender');
  });
});

describe('rows', () => {
  const columns = [
    '序号',
    '投诉编号',
    '投诉日期',
    '渠道',
    '姓名',
    '证件号',
    '电话',
    '业务类别',
    '投诉内容',
    '金额',
    '办结日期',
  ];
  const layout: LedgerLayout = { headerRowNo: 1, columns, mapping: suggestMapping(columns), amountInWan: false };
  const good: LedgerCell[] = [
    1,
    'ＴＳ-001',
    '2026年3月5日',
    '上门',
    '张样例',
    '11010519491231002X',
    '１３８ ００１３ ８０００',
    '账户管理费',
    '年费扣了两次',
    '1,200.50',
    null,
  ];
  const read = (changes: Partial<Record<number, LedgerCell>> = {}): LedgerRowResult =>
    normaliseLedgerRow(
      { rowNo: 7, cells: good.map((cell, index) => (index in changes ? (changes[index] ?? null) : cell)) },
      layout,
      context,
    );
  const record = (result: LedgerRowResult): LedgerRecord => {
    if (result.kind !== 'record') throw new Error(JSON.stringify(result));
    return result.record;
  };

  it('become records', () => {
    expect(read()).toEqual({
      kind: 'record',
      warnings: [],
      record: {
        rowNo: 7,
        ledgerNo: 'TS-001',
        receivedOn: '2026-03-05',
        receivedTime: null,
        channelId: 'channel.walkIn',
        name: '张样例',
        idType: 'residentId',
        idNumber: '11010519491231002X',
        phone: '13800138000',
        address: '',
        accountTail: '',
        businessId: 'biz.debit.fees',
        reasonId: '',
        matter: '',
        facts: '年费扣了两次',
        wish: '',
        amountFen: 120_050,
        involvedName: '',
        decidedOn: null,
        result: '',
      },
    });
  });

  it('say at which cell they cannot be read', () => {
    const result = read({ 2: '3/5/2026', 7: '火星移民业务', 8: null, 9: -1, 10: '2026-01-01' });
    expect(result).toMatchObject({
      kind: 'invalid',
      errors: [
        { row: 7, column: '投诉日期', code: 'ledger.date.ambiguous', value: '3/5/2026' },
        { row: 7, column: '金额', code: 'ledger.amount.negative', value: '-1' },
        { row: 7, column: '投诉内容', code: 'ledger.facts.missing', value: '' },
        { row: 7, column: '业务类别', code: 'ledger.business.unknown', value: '火星移民业务' },
      ],
    });
    expect(read({ 2: null })).toMatchObject({ kind: 'invalid', errors: [{ code: 'ledger.date.missing' }] });
    expect(read({ 2: '2026-04-01' })).toMatchObject({ kind: 'invalid', errors: [{ code: 'ledger.date.inFuture' }] });
    expect(read({ 10: '2026-03-04' })).toMatchObject({
      kind: 'invalid',
      errors: [{ code: 'ledger.date.beforeReceipt' }],
    });
  });

  it('keep doubtful numbers and unknown names with a warning', () => {
    const result = read({ 3: '飞鸽', 4: null, 5: '110105194912310021', 6: '123' });
    expect(result.kind === 'record' ? result.warnings.map((warning) => warning.code) : []).toEqual([
      'ledger.channel.unknown',
      'ledger.name.missing',
      'ledger.idNumber.doubtful',
      'ledger.phone.doubtful',
    ]);
    expect(record(result)).toMatchObject({
      channelId: 'channel.other',
      name: '',
      idNumber: '110105194912310021',
      phone: '123',
    });
  });

  it('that are empty, headings or totals are passed over', () => {
    const skip = (...cells: LedgerCell[]): LedgerRowResult => normaliseLedgerRow({ rowNo: 9, cells }, layout, context);
    expect(skip()).toEqual({ kind: 'skipped', why: 'empty' });
    expect(skip(null, ' ', '-', '　')).toEqual({ kind: 'skipped', why: 'empty' });
    expect(skip(12)).toEqual({ kind: 'skipped', why: 'empty' });
    expect(skip(...columns)).toEqual({ kind: 'skipped', why: 'heading' });
    expect(skip('合 计', null, null, null, null, null, null, null, null, 500)).toEqual({
      kind: 'skipped',
      why: 'total',
    });
  });

  it('have a key that survives other spellings, other row numbers and other columns', () => {
    const key = ledgerRowKey(record(read()));
    expect(ledgerRowKey({ ...record(read({ 1: ' ts-001 ', 2: 46086, 8: '改了几个字' })), rowNo: 99 })).toBe(key);
    expect(ledgerRowKey(record(read({ 1: 'TS-002' })))).not.toBe(key);
    const bare = ledgerRowKey(record(read({ 1: null })));
    expect(ledgerRowKey(record(read({ 1: '无', 6: '+86 138-0013-8000', 9: 1200.5, 4: ' 张样例 ' })))).toBe(bare);
    expect(ledgerRowKey(record(read({ 1: null, 8: '另一件事' })))).not.toBe(bare);
  });

  it('give case details that the domain accepts, whatever stands in the cells', () => {
    const cell = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc.string({ unit: 'grapheme', maxLength: 30 }),
      fc.double(),
      fc.date(),
      fc.boolean(),
      fc.constant(null),
      fc.constantFrom<LedgerCell>(...good),
      fc.constant('👩‍👩‍👧‍👦'.repeat(300)),
    );
    fc.assert(
      fc.property(fc.array(cell, { minLength: columns.length, maxLength: columns.length }), (cells) => {
        const result = normaliseLedgerRow(
          { rowNo: 2, cells: cells.map((c, i) => (i === 2 ? '2026-03-05' : i === 7 ? '' : c)) },
          layout,
          context,
        );
        if (result.kind !== 'record') return;
        expect(CaseDetails.safeParse(ledgerDetails(result.record)).error).toBeUndefined();
        const { settledInLedger, staffNote } = ledgerEnd(result.record, 'Asia/Shanghai');
        expect(settledInLedger === undefined).toBe(result.record.decidedOn === null);
        expect(staffNote ?? settledInLedger?.result ?? '').toBe(result.record.result);
        if (settledInLedger) {
          expect(casePayloads['case.settledInLedger'].safeParse(settledInLedger).error).toBeUndefined();
          expect(localDateOf(settledInLedger.closedAtMs, 'Asia/Shanghai')).toBe(settledInLedger.decidedOn);
        }
        expect(ledgerRowKey(result.record).length).toBeGreaterThan(0);
      }),
    );
  });
});
