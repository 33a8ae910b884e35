/** 封信: what waits for headquarters as a file on a stick, and the answer that comes back on it. */
import { z } from 'zod';
import { noError, operation, view } from './define';
import { SaveFailed } from './document';

export interface CourierStatusView {
  /** The last file that was written here. */
  readonly exported: { readonly atMs: number; readonly count: number } | null;
  /** When headquarters wrote the last answer that was taken in, by its clock. */
  readonly answeredAtMs: number | null;
}

export interface CourierExportedView {
  readonly cancelled: boolean;
  readonly fileName: string;
  /** Records in the file. */
  readonly count: number;
  /** Records that wait and did not fit. */
  readonly left: number;
}

export interface CourierTakenView {
  readonly cancelled: boolean;
  /** This very answer was taken in before. */
  readonly again: boolean;
  /** Own records that headquarters has by this answer, and of these the ones that it did not accept. */
  readonly received: number;
  readonly refused: number;
  readonly fromOthers: number;
  readonly packs: number;
  /** Headquarters has said something later since. */
  readonly outdated: boolean;
  /** Headquarters lacks earlier records: the next file brings them. */
  readonly missing: boolean;
}

/** Why a file was not taken in; nothing of it was kept. */
export const courierRefusals = [
  'courier.unreadable',
  'courier.foreign',
  'courier.newer',
  'courier.tooLarge',
  'courier.damaged',
  'courier.isReport',
  'courier.otherHq',
  'courier.otherBranch',
  'courier.otherPc',
  'courier.forged',
] as const;
export type CourierRefusalCode = (typeof courierRefusals)[number];

export const courierContract = {
  'courier.status': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: view<CourierStatusView>(),
    error: noError,
  }),
  'courier.export': operation({
    kind: 'command',
    input: z.strictObject({}),
    output: view<CourierExportedView>(),
    error: z.union([z.object({ code: z.literal('sync.notEnrolled') }), SaveFailed]),
  }),
  'courier.take': operation({
    kind: 'command',
    input: z.strictObject({}),
    output: view<CourierTakenView>(),
    error: z.object({ code: z.enum(['sync.notEnrolled', ...courierRefusals]) }),
  }),
} as const;
