/** Which rows a filter lets through: one tight pass per condition over the columns. */
import { settledStatuses } from '../../domain/complaint/states';
import { soonMs, type ListFilter, type Viewer } from '../../shared/store-contract/calls';
import type { Columns, CodeColumn } from './columns';

/** 1 for every code of a set of people that holds the viewer; undefined when none does. */
export function setsHiding({ hiddenSets }: Columns, viewerId: Viewer): Uint8Array | undefined {
  if (viewerId === null) return undefined;
  const hiding = new Uint8Array(hiddenSets.size());
  for (let code = 1; code < hiding.length; code += 1)
    hiding[code] = hiddenSets.textsOf(code).includes(viewerId) ? 1 : 0;
  return hiding.includes(1) ? hiding : undefined;
}

/** 1 for every row of `0 … size` that is there, fits, and is not hidden from the viewer. */
export function matchingRows(
  columns: Columns,
  size: number,
  filter: ListFilter,
  nowMs: number,
  viewerId: Viewer,
): Uint8Array {
  const match = columns.live.slice(0, size);
  const keepCodes = (codes: Uint16Array, allowed: Uint8Array): void => {
    for (let row = 0; row < size; row += 1) match[row] = (match[row] ?? 0) & (allowed[codes[row] ?? 0] ?? 0);
  };
  const oneOf = (column: CodeColumn, values: readonly string[]): void => {
    if (values.length === 0) return;
    const dictionary = columns.dictionaries[column];
    const allowed = new Uint8Array(dictionary.size());
    for (const value of values) {
      const code = dictionary.find(value);
      if (code !== 0) allowed[code] = 1;
    }
    keepCodes(columns.codes[column], allowed);
  };
  const flagged = (flags: readonly string[]): void => {
    if (flags.length === 0) return;
    const allowed = new Uint8Array(columns.flagSets.size());
    for (let code = 0; code < allowed.length; code += 1) {
      const set = columns.flagSets.textsOf(code);
      allowed[code] = flags.every((flag) => set.includes(flag)) ? 1 : 0;
    }
    keepCodes(columns.flags, allowed);
  };
  /** Half-open; NaN, which stands for "none", fits no range. */
  const between = (values: Float64Array, from: number, before: number): void => {
    for (let row = 0; row < size; row += 1) {
      const value = values[row] ?? NaN;
      if (!(value >= from && value < before)) match[row] = 0;
    }
  };

  const hiding = setsHiding(columns, viewerId);
  if (hiding)
    keepCodes(
      columns.hidden,
      hiding.map((hides) => 1 - hides),
    );
  oneOf('status', filter.statuses);
  oneOf('businessCode', filter.businessIds);
  oneOf('reasonCode', filter.reasonIds);
  oneOf('channel', filter.channelIds);
  oneOf('assigneeId', filter.ownerIds);
  flagged(filter.flags);
  const { receivedFromMs, receivedToMs } = filter;
  if (receivedFromMs !== null || receivedToMs !== null) {
    between(columns.numbers.receivedAtMs, receivedFromMs ?? -Infinity, receivedToMs ?? Infinity);
  }
  switch (filter.attention) {
    case 'any':
      break;
    case 'open': {
      const dictionary = columns.dictionaries.status;
      const allowed = new Uint8Array(dictionary.size()).fill(1);
      for (const status of settledStatuses) allowed[dictionary.find(status)] = 0;
      keepCodes(columns.codes.status, allowed);
      break;
    }
    case 'incomplete':
      flagged(['incomplete']);
      break;
    case 'major':
      flagged(['major']);
      break;
    case 'overdue':
      between(columns.numbers.dueAtMs, -Infinity, nowMs);
      break;
    case 'soon':
      between(columns.numbers.dueAtMs, nowMs, nowMs + soonMs);
      break;
  }
  return match;
}

/** True when nothing is asked for, so that nothing has to be tested. */
export function isOpenFilter(filter: ListFilter): boolean {
  return (
    filter.attention === 'any' &&
    filter.receivedFromMs === null &&
    filter.receivedToMs === null &&
    [filter.statuses, filter.businessIds, filter.reasonIds, filter.channelIds, filter.flags, filter.ownerIds].every(
      (values) => values.length === 0,
    )
  );
}
