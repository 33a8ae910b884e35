/** 监管报表: the tables that the regulator asks for, over all branches, as an Excel file. */
import { z } from 'zod';
import { operation, refusal } from '../contract/define';
import { Reason } from './branches';
import { PeriodInput } from './metrics';

/** A longer list is made of shorter periods; the tables have no limit. */
export const mostListed = 50_000;

export const reportContract = {
  'report.export': operation({
    kind: 'command',
    input: z.strictObject({
      period: PeriodInput,
      /** With the list of complaints, names masked. */
      withList: z.boolean(),
      reason: Reason,
    }),
    output: z.strictObject({
      fileName: z.string(),
      /** The file, in base64. */
      content: z.string(),
      /** Complaints listed. */
      rows: z.int(),
      /** SHA-256 of the file, hex; stands in the trail under this number. */
      digest: z.string(),
      copyId: z.string(),
    }),
    error: z.union([
      z.object({ code: z.literal('console.reportTooLong'), rows: z.int(), most: z.int() }),
      z.object({ code: z.literal('console.reportUnread'), count: z.int() }),
      /** Branches sent something while it was counted. */
      refusal('console.reportMoved'),
      /** Another one is being written. */
      refusal('console.reportBusy'),
    ]),
  }),
} as const;
