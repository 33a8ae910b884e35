/** Gives case numbers: unique without asking anybody, because each PC has its tag and counts its own day. */
import { nextCaseNumber } from '../../domain/numbering/case-number';
import type { WriteOp } from '../../shared/store-contract/rows';

export interface CaseNumbers {
  /** The next number, and the row that must be written together with the case that bears it. */
  readonly next: () => { readonly text: string; readonly op: WriteOp };
}

export interface NumberCounter {
  readonly day: string;
  readonly used: number;
}

export const numberCounterKey = 'caseNumbers';

export function createCaseNumbers(deps: {
  readonly counter: NumberCounter | undefined;
  readonly branchCode: string;
  /** As it is now: headquarters may give this PC another letter. */
  readonly deviceTag: () => string;
  readonly today: () => string;
}): CaseNumbers {
  let counter = deps.counter;
  return {
    next: () => {
      const day = deps.today();
      // A clock set back must not give a number twice: the counter then goes on within the later day.
      const base = counter && counter.day >= day ? counter : { day, used: 0 };
      const { branchCode } = deps;
      const { number, sequence } = nextCaseNumber(
        { branchCode, deviceTag: deps.deviceTag(), date: base.day },
        base.used,
      );
      counter = { day: base.day, used: sequence };
      return {
        text: number,
        op: { table: 'kv', key: numberCounterKey, row: { key: numberCounterKey, value: counter } },
      };
    },
  };
}
