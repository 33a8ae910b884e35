/**
 * Rows of a ledger → records that can be registered. Pure: the same row gives the same record and the same key on every
 * machine, so that importing a file twice adds nothing.
 */
import { emptyDetails, emptyParty, type CaseDetails, type IdType, type InstitutionType } from '../complaint/values';
import type { CaseCommandInput } from '../complaint/commands';
import type { LocalDate } from '../deadlines/local-date';
import { endOfDay } from '../deadlines/time-zone';
import { checkPhone } from '../identity/contacts';
import { checkIdNumber, guessIdType } from '../identity/id-documents';
import { checkPersonName } from '../identity/person-name';
import type { Taxonomy } from '../taxonomy/taxonomy';
import { capGraphemes } from '../text/graphemes';
import { toCode, toSearchText } from '../text/normalise';
import { createCategoryMatcher, type CategoryMatcher } from './categories';
import { cellText, isBlank, parseLedgerAmount, parseLedgerDate, type LedgerCellCode, type LedgerRow } from './cells';
import type { LedgerField, LedgerLayout } from './columns';

/** Each has a text under `errors` in the `ledger` locale files. */
export const ledgerCodes = [
  'ledger.date.missing',
  'ledger.date.unreadable',
  'ledger.date.ambiguous',
  'ledger.date.incomplete',
  'ledger.date.outOfRange',
  'ledger.date.inFuture',
  'ledger.date.beforeReceipt',
  'ledger.amount.unreadable',
  'ledger.amount.negative',
  'ledger.amount.decimals',
  'ledger.facts.missing',
  'ledger.business.unknown',
  'ledger.business.guessed',
  'ledger.channel.unknown',
  'ledger.reason.unknown',
  'ledger.name.missing',
  'ledger.name.doubtful',
  'ledger.idNumber.doubtful',
  'ledger.phone.doubtful',
  'ledger.text.shortened',
] as const;
export type LedgerCode = (typeof ledgerCodes)[number] | LedgerCellCode;

export interface LedgerProblem {
  /** Row number as in Excel. */
  readonly row: number;
  /** Heading of the column as in the file, or the field's id when the file has no such column. */
  readonly column: string;
  readonly code: LedgerCode;
  /** What stands in the cell. */
  readonly value: string;
}

/** One row of the ledger, normalised. Empty text means "not given". */
export interface LedgerRecord {
  readonly rowNo: number;
  readonly ledgerNo: string;
  readonly receivedOn: LocalDate;
  /** `HH:mm` or null. */
  readonly receivedTime: string | null;
  readonly channelId: string;
  readonly name: string;
  readonly idType: IdType;
  readonly idNumber: string;
  readonly phone: string;
  readonly address: string;
  readonly accountTail: string;
  readonly businessId: string;
  readonly reasonId: string;
  readonly matter: string;
  readonly facts: string;
  readonly wish: string;
  readonly amountFen: number | null;
  readonly involvedName: string;
  readonly decidedOn: LocalDate | null;
  readonly result: string;
}

export type LedgerRowResult =
  | { readonly kind: 'record'; readonly record: LedgerRecord; readonly warnings: readonly LedgerProblem[] }
  | { readonly kind: 'invalid'; readonly errors: readonly LedgerProblem[]; readonly warnings: readonly LedgerProblem[] }
  /** Empty, the heading once more (page breaks), or a line of totals. */
  | { readonly kind: 'skipped'; readonly why: 'empty' | 'heading' | 'total' };

export interface LedgerContext {
  readonly today: LocalDate;
  readonly channel: CategoryMatcher;
  readonly business: CategoryMatcher;
  readonly reason: CategoryMatcher;
}

/** What rows are read with: categories of the branch's kind of institution, and its local date. */
export function createLedgerContext(
  taxonomy: Taxonomy,
  institutionType: InstitutionType,
  today: LocalDate,
): LedgerContext {
  return {
    today,
    channel: createCategoryMatcher(taxonomy, 'channel', institutionType),
    business: createCategoryMatcher(taxonomy, 'business', institutionType),
    reason: createCategoryMatcher(taxonomy, 'reason', institutionType),
  };
}

const OTHER_CHANNEL = 'channel.other';
/** Graphemes kept of each long text; the limits of `CaseDetails` with room for characters of two units. */
const LONGEST = { matter: 200, facts: 10_000, wish: 2_500, address: 250, result: 5_000 } as const;
const TAIL = 4;

/** Reads one data row. A missing name or a doubtful number never stops a row; a missing date or matter does. */
export function normaliseLedgerRow(row: LedgerRow, layout: LedgerLayout, context: LedgerContext): LedgerRowResult {
  const skipped = whySkipped(row, layout);
  if (skipped !== null) return { kind: 'skipped', why: skipped };
  const errors: LedgerProblem[] = [];
  const warnings: LedgerProblem[] = [];
  const cellOf = (field: LedgerField): LedgerRow['cells'][number] => row.cells[layout.mapping[field]] ?? null;
  const textOf = (field: LedgerField): string => {
    const text = cellText(cellOf(field));
    return isBlank(text) ? '' : text;
  };
  const note = (list: LedgerProblem[], field: LedgerField, code: LedgerCode): void => {
    const column = layout.columns[layout.mapping[field]] ?? field;
    list.push({ row: row.rowNo, column, code, value: cellText(cellOf(field)).slice(0, 200) });
  };
  const longText = (field: keyof typeof LONGEST): string => {
    const capped = capGraphemes(textOf(field), LONGEST[field], LONGEST[field] * 2);
    if (capped.cutUnits > 0) note(warnings, field, 'ledger.text.shortened');
    return capped.text;
  };
  const dateOf = (field: 'receivedOn' | 'decidedOn'): { on: LocalDate; time: string | null } | null => {
    if (textOf(field) === '') return null;
    const parsed = parseLedgerDate(cellOf(field));
    if (!parsed.ok) note(errors, field, parsed.code);
    else if (parsed.value.on > context.today) note(errors, field, 'ledger.date.inFuture');
    return parsed.ok ? parsed.value : null;
  };

  const received = dateOf('receivedOn');
  if (textOf('receivedOn') === '') note(errors, 'receivedOn', 'ledger.date.missing');
  const decided = dateOf('decidedOn');
  if (received && decided && decided.on < received.on) note(errors, 'decidedOn', 'ledger.date.beforeReceipt');

  const amount = parseLedgerAmount(cellOf('amount'), layout.amountInWan);
  if (!amount.ok) note(errors, 'amount', amount.code);

  const [matter, facts] = [longText('matter'), longText('facts')];
  if (matter === '' && facts === '') note(errors, 'facts', 'ledger.facts.missing');

  const business = textOf('business') === '' ? null : context.business(textOf('business'));
  if (textOf('business') !== '' && business === null) note(errors, 'business', 'ledger.business.unknown');
  if (business?.how === 'similar') note(warnings, 'business', 'ledger.business.guessed');
  const channel = textOf('channel') === '' ? null : context.channel(textOf('channel'));
  if (textOf('channel') !== '' && channel === null) note(warnings, 'channel', 'ledger.channel.unknown');
  const reason = textOf('reason') === '' ? null : context.reason(textOf('reason'));
  if (textOf('reason') !== '' && reason === null) note(warnings, 'reason', 'ledger.reason.unknown');

  const name = checkPersonName(capGraphemes(textOf('name'), 100, 200).text);
  if (name.normalised === '') note(warnings, 'name', 'ledger.name.missing');
  else if (!name.ok) note(warnings, 'name', 'ledger.name.doubtful');
  const idType = textOf('idNumber') === '' ? 'residentId' : guessIdType(textOf('idNumber'));
  const idNumber = checkIdNumber(idType, textOf('idNumber'), { today: context.today });
  if (!idNumber.ok) note(warnings, 'idNumber', 'ledger.idNumber.doubtful');
  const phone = checkPhone(textOf('phone'));
  if (!phone.ok) note(warnings, 'phone', 'ledger.phone.doubtful');

  if (errors.length > 0 || received === null || !amount.ok) return { kind: 'invalid', errors, warnings };
  const record: LedgerRecord = {
    rowNo: row.rowNo,
    ledgerNo: toCode(textOf('ledgerNo')).toUpperCase().slice(0, 64),
    receivedOn: received.on,
    receivedTime: received.time,
    channelId: channel?.id ?? OTHER_CHANNEL,
    name: name.normalised,
    idType,
    // A doubtful number is kept as it stands: the person may still make sense of it.
    idNumber: (idNumber.ok ? idNumber.normalised : textOf('idNumber')).slice(0, 64),
    phone: (phone.ok ? phone.normalised : textOf('phone')).slice(0, 64),
    address: longText('address'),
    accountTail: toCode(textOf('account'))
      .replace(/[^\p{L}\p{N}]/gu, '')
      .slice(-TAIL),
    businessId: business?.id ?? '',
    reasonId: reason?.id ?? '',
    matter,
    facts,
    wish: longText('wish'),
    amountFen: amount.value,
    involvedName: checkPersonName(capGraphemes(textOf('involved'), 100, 200).text).normalised,
    decidedOn: decided?.on ?? null,
    result: longText('result'),
  };
  return { kind: 'record', record, warnings };
}

function whySkipped(row: LedgerRow, layout: LedgerLayout): 'empty' | 'heading' | 'total' | null {
  const texts = row.cells.map(cellText);
  const filled = texts.filter((text) => !isBlank(text));
  if (filled.length === 0) return 'empty';
  const first = filled[0] ?? '';
  if (/^(?:合计|总计|小计|total)[:：]?$/iu.test(first.replace(/\s/g, ''))) return 'total';
  const headings = layout.columns.filter((heading) => heading !== '');
  const same = texts.filter((text, column) => text !== '' && text === layout.columns[column]).length;
  if (headings.length >= 2 && same >= Math.max(2, Math.ceil(filled.length / 2))) return 'heading';
  // A line number that was filled down beyond the last entry is no entry.
  const mapped = Object.values(layout.mapping).filter((column) => column >= 0);
  return mapped.some((column) => !isBlank(texts[column] ?? '')) ? null : 'empty';
}

/**
 * Natural key of a row: input of the hash that makes importing repeatable. With a number of the ledger's own: that and the
 * date; without one: date, person and matter. Not the row number, the wording of categories or the spelling of digits.
 */
export function ledgerRowKey(record: LedgerRecord): string {
  const { ledgerNo, receivedOn, name, phone, idNumber, matter, facts, amountFen } = record;
  const parts: readonly (string | number | null)[] =
    ledgerNo !== ''
      ? ['ledger-1', 'no', ledgerNo, receivedOn]
      : [
          'ledger-1',
          'row',
          receivedOn,
          toSearchText(name),
          phone,
          idNumber,
          toSearchText(matter),
          toSearchText(facts),
          amountFen,
        ];
  return JSON.stringify(parts);
}

/**
 * How the case ended, by the ledger: settled on the day it names. An outcome without a day may be a step on the way, so the
 * case stays open and the words are kept as a note of staff.
 */
export function ledgerEnd(
  { decidedOn, result }: LedgerRecord,
  timeZone: string,
): Pick<CaseCommandInput<'register'>, 'settledInLedger' | 'staffNote'> {
  if (decidedOn !== null) {
    return { settledInLedger: { decidedOn, closedAtMs: endOfDay(decidedOn, timeZone) - 1, result } };
  }
  return result === '' ? {} : { staffNote: result };
}

/** The record as details of a case, for `register` with source `import`. The person was told nothing yet: `consentTold` stays false. */
export function ledgerDetails(record: LedgerRecord): CaseDetails {
  const { name, idType, idNumber, phone, address, accountTail, involvedName } = record;
  return {
    ...emptyDetails,
    parties: [{ ...emptyParty, name, idType, idNumber, phone, address, accountTail }],
    channelId: record.channelId,
    businessId: record.businessId,
    reasonId: record.reasonId,
    matter: record.matter === '' ? capGraphemes(record.facts, LONGEST.matter, LONGEST.matter * 2).text : record.matter,
    facts: record.facts === '' ? record.matter : record.facts,
    wish: record.wish,
    amountFen: record.amountFen,
    involved: involvedName === '' ? [] : [{ name: involvedName, staffNo: '', userId: null }],
  };
}
