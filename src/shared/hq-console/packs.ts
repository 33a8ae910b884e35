/** 规则与脚本发布: a pack is handed in by one person, reviewed and signed by another, and rolled out to pilot branches first or to all. */
import { z } from 'zod';
import { packKindNames } from '../../domain/packs/kinds';
import { mostPackCharacters } from '../../domain/packs/pack-size';
import { packSections } from '../../domain/packs/sections';
import { packReasons, type PackReason } from '../../domain/packs/problems';
import { noError, operation, refusal } from '../contract/define';
import { Reason } from './branches';
import { releaseStates, rollOuts } from './pack-states';
import { SignInWait } from './session';

const Ms = z.int();
const Id = z.string().min(1).max(100);
const Code = z.string().max(64);

export const PackRow = z.strictObject({
  /** Null for one that the command line published: it is everywhere at once. */
  releaseId: z.string().nullable(),
  kind: z.enum(packKindNames),
  packId: z.string(),
  version: z.string(),
  institutionType: z.enum(['bank', 'insurer']).nullable(),
  effectiveFrom: z.iso.date(),
  issuedBy: z.string(),
  state: z.enum(releaseStates),
  proposedBy: z.string().nullable(),
  reviewedBy: z.string().nullable(),
  changedAtMs: Ms,
  note: z.string(),
  pilots: z.array(z.strictObject({ id: z.string(), code: z.string(), name: z.string() })),
});
export type PackRow = z.infer<typeof PackRow>;

const Problem = z.strictObject({
  field: z.string(),
  reason: z.enum(packReasons as [PackReason, ...PackReason[]]),
  detail: z.string(),
});
/** What a pack says otherwise than the version whose place it takes. */
const Comparison = z.strictObject({
  /** Null: branches have nothing of this name yet. */
  against: z
    .strictObject({
      version: z.string(),
      effectiveFrom: z.iso.date().nullable(),
      /** Comes with the program, and was never published. */
      inProgram: z.boolean(),
    })
    .nullable(),
  added: z.int(),
  changed: z.int(),
  removed: z.int(),
  unchanged: z.int(),
  entries: z
    .array(
      z.strictObject({
        section: z.enum(packSections),
        key: z.string(),
        name: z.strictObject({ zh: z.string(), en: z.string() }).nullable(),
        change: z.enum(['added', 'changed', 'removed']),
        fields: z
          .array(
            z.strictObject({
              path: z.array(z.string()).readonly(),
              before: z.unknown().optional(),
              after: z.unknown().optional(),
            }),
          )
          .readonly(),
      }),
    )
    .readonly(),
});
export type PackComparisonView = z.infer<typeof Comparison>;

const BadPack = z.object({ code: z.literal('console.packBad'), problems: z.array(Problem) });

export const packContract = {
  /** Newest first. */
  'pack.list': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.strictObject({ rows: z.array(PackRow), today: z.iso.date() }),
    error: noError,
  }),
  /** 提交: contents of a pack as in `resources/packs`. Nothing is signed yet. */
  'pack.propose': operation({
    kind: 'command',
    input: z.strictObject({
      text: z.string().max(mostPackCharacters),
      effectiveFrom: z.iso.date(),
      issuedBy: z.string().trim().min(1).max(200),
      note: Reason,
    }),
    output: z.strictObject({ releaseId: z.string() }),
    error: z.union([BadPack, refusal('console.packKnown')]),
  }),
  /** What is in it, for the second pair of eyes. */
  'pack.open': operation({
    kind: 'query',
    input: z.strictObject({ releaseId: Id }),
    output: z.strictObject({ text: z.string(), items: z.int(), unconfirmed: z.int(), comparison: Comparison }),
    error: refusal('console.packGone'),
  }),
  /** 复核: by somebody else than who handed it in. Approved, it is signed and goes to the pilot branches, or to all where none is named. */
  'pack.review': operation({
    kind: 'command',
    input: z.strictObject({
      releaseId: Id,
      approve: z.boolean(),
      pilots: z.array(Id).max(1_000),
      reason: Reason,
      code: Code,
    }),
    output: z.strictObject({}),
    error: z.union([
      refusal('console.packGone'),
      refusal('console.ownPack'),
      BadPack,
      refusal('console.packKnown'),
      refusal('console.branchUnknown'),
      refusal('console.codeWrong'),
      SignInWait,
    ]),
  }),
  /** 全面推行, 停止推行, 撤回: of one that is on its way. */
  'pack.rollOut': operation({
    kind: 'command',
    input: z.strictObject({ releaseId: Id, to: z.enum(rollOuts), reason: Reason, code: Code }),
    output: z.strictObject({}),
    error: z.union([
      refusal('console.packGone'),
      refusal('console.packInForce'),
      refusal('console.codeWrong'),
      SignInWait,
    ]),
  }),
} as const;
