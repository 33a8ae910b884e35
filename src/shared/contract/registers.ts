/** Registers and returns (台账与报表): the ledger as a file, statistics of a period on screen and as a file. */
import { z } from 'zod';
import type { PromiseOutcome, PromiseSource } from '../../domain/complaint/promises';
import { problemCodes, returnPeriods, type Return } from '../../domain/registers/returns';
import { CommandId, Done, noError, operation, refusal, view } from './define';
import { HistoryFilter, HistorySort } from './history';

/** How far a job is: `done` of `total` cases. */
export interface RegisterProgress {
  readonly jobId: string;
  readonly done: number;
  readonly total: number;
}

/** 季度 or 年度. */
export const ReturnPeriod = z.strictObject({
  kind: z.enum(returnPeriods),
  year: z.int().min(1980).max(2100),
  /** 1 to 4; of a year it says nothing. */
  quarter: z.int().min(1).max(4),
});

/** A case that keeps a file from being made, and why. */
export const ProblemCase = z.object({
  caseId: z.string(),
  number: z.string(),
  maskedName: z.string(),
  code: z.enum(problemCodes),
});
export type ProblemCase = z.infer<typeof ProblemCase>;

export interface ReturnView {
  readonly result: Return;
  /** The first of them; `problemCount` counts all. */
  readonly problems: readonly ProblemCase[];
  readonly problemCount: number;
}

export const promiseShows = ['open', 'due', 'kept', 'broken', 'all'] as const;
/** Which promises; `due`: the day has come and nobody recorded what became of it. */
export const PromiseFilter = z.strictObject({ show: z.enum(promiseShows), ownerId: z.string().nullable() });
export type PromiseFilter = z.infer<typeof PromiseFilter>;

/** One line of the register of promises (承诺台账). */
export interface PromiseRow {
  readonly promiseId: string;
  readonly caseId: string;
  readonly number: string;
  readonly maskedName: string;
  readonly text: string;
  readonly source: PromiseSource;
  readonly madeOn: string;
  readonly dueOn: string;
  /** Empty where nobody in particular answers for it. */
  readonly ownerName: string;
  readonly outcome: PromiseOutcome | null;
  readonly settledOn: string;
  readonly overdue: boolean;
}

const Reason = z.string().trim().min(1).max(200);

/** Of every file that is written for Excel. */
export const ExportRefusal = z.discriminatedUnion('code', [
  /** Another job is under way. */
  refusal('register.busy'),
  refusal('register.diskFull'),
  refusal('register.fileLocked'),
  refusal('register.saveFailed'),
  refusal('register.tooManyRows'),
  /** Totals would not be those of the ledger: nothing was written. */
  z.object({ code: z.literal('register.notReconciled'), count: z.int(), cases: z.array(ProblemCase) }),
]);
export type ExportRefusal = z.infer<typeof ExportRefusal>;

const Exported = z.object({ cancelled: z.boolean(), rows: z.int(), fileName: z.string().nullable() });

export const registersContract = {
  /** Writes the ledger of a filter to an Excel file the person chooses: logged, watermarked. The command id names the job. */
  'register.exportLedger': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      filter: HistoryFilter,
      sort: HistorySort,
      text: z.string().max(200),
      /** `full` needs the right to see personal data. */
      identity: z.enum(['masked', 'full']),
      reason: Reason,
    }),
    output: Exported,
    error: ExportRefusal,
  }),
  /** Statistics of a period; null when it was stopped. */
  'register.return': operation({
    kind: 'query',
    input: z.strictObject({ jobId: z.uuid(), period: ReturnPeriod }),
    output: z.object({ view: view<ReturnView>().nullable() }),
    error: refusal('register.busy'),
  }),
  'register.exportReturn': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, period: ReturnPeriod, reason: Reason }),
    output: Exported,
    error: ExportRefusal,
  }),
  /** The first of the promises that fit, the nearest day first, and how many there are. */
  'register.promises': operation({
    kind: 'query',
    input: z.strictObject({ filter: PromiseFilter }),
    output: z.object({ rows: z.array(z.custom<PromiseRow>()), total: z.int() }),
    error: noError,
  }),
  'register.exportPromises': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, filter: PromiseFilter, reason: Reason }),
    output: Exported,
    error: ExportRefusal,
  }),
  'register.cancel': operation({
    kind: 'command',
    input: z.strictObject({ jobId: z.uuid() }),
    output: Done,
    error: noError,
  }),
} as const;
