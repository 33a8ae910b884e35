/** The library of conversation scripts (话术库) and the desk on which they are written and reviewed; a branch's own wording of a line. */
import { z } from 'zod';
import type { Effect, EffectReport } from '../../domain/insight/effect';
import type { ScriptPack } from '../../domain/scripts/compile';
import type { PackProblem } from '../../domain/packs/problems';
import { ReleaseVersion } from '../../domain/scripts/release';
import { SignOffKind } from '../../domain/scripts/desk';
import type { DeadlineChoice } from '../../domain/scripts/deadline-choices';
import type { Finding } from '../../domain/scripts/finding';
import type { OverlayFault, Rewordable, StaleReason } from '../../domain/scripts/overlay';
import type { SharedFacts } from '../../domain/scripts/read-source';
import {
  scriptMoves,
  type MoveNeed,
  type ScriptMove,
  type ScriptState,
  type SignOffAs,
} from '../../domain/scripts/review';
import { ScriptCode, type ScriptSource } from '../../domain/scripts/script';
import { Family } from '../../domain/scripts/vocabulary';
import { Line, Words } from '../../domain/scripts/words';
import { CommandId, Done, noError, operation, refusal, view } from './define';
import { SaveFailed } from './document';

export interface ScriptRowView {
  readonly code: string;
  /** False: written here, nowhere in use yet. */
  readonly inUse: boolean;
  readonly family: z.infer<typeof Family>;
  readonly title: Words;
  readonly trigger: Words;
  readonly version: string;
  readonly state: ScriptState;
  readonly legalPoints: number;
  /** Of them not confirmed yet by whom they name. */
  readonly openPoints: number;
  readonly draft: { readonly version: string; readonly state: ScriptState } | null;
  readonly wordings: number;
  /** Own wordings that no longer fit the script. */
  readonly resting: number;
  /** Headquarters has stopped it: why, and what to do instead. */
  readonly stopped: Words | null;
}

/** A new script whose code another PC of the branch had taken first. */
export interface ScriptClashView {
  readonly draft: string;
  readonly code: string;
  readonly title: Words;
  readonly trigger: Words;
  readonly byName: string;
  readonly atMs: number;
  /** Of the script that has the code; null: it is gone by now. */
  readonly otherTitle: Words | null;
  /** A code that it could have. */
  readonly free: string;
}

/** Of the check of a release: parts done, and all of them. */
export interface ScriptCheckProgress {
  readonly done: number;
  readonly total: number;
}

/** What would go to headquarters for its signature. */
export interface NextReleaseView {
  /** Of the release in force, and what may come after it. */
  readonly version: string;
  readonly next: string;
  readonly approved: readonly { readonly code: string; readonly title: Words; readonly version: string }[];
}

export interface LineView {
  readonly id: string;
  readonly node: string;
  readonly words: Line;
  readonly digest: string;
  readonly may: Rewordable;
  readonly own: { readonly words: Line; readonly byName: string; readonly atMs: number } | null;
}

export interface RestingWordingView {
  readonly line: string;
  readonly words: Line;
  readonly reason: StaleReason;
}

export interface ScriptDraftView {
  /** Of a new script: two PCs may have given the same code. */
  readonly id: string | null;
  readonly source: ScriptSource;
  /** Digest of the words: what is moved and signed is what was on the screen. */
  readonly words: string;
  readonly findings: readonly Finding[];
  readonly authorName: string;
  readonly changedAtMs: number;
  /** The lowest version that says as much as the change. */
  readonly leastVersion: string;
  /** How many changes can be taken back, and made again. */
  readonly undoable: number;
  readonly redoable: number;
  readonly moves: readonly { readonly id: ScriptMove['id']; readonly missing: readonly MoveNeed[] }[];
  readonly signOffs: readonly {
    readonly as: SignOffAs;
    /** Null: not signed yet. */
    readonly signed: {
      readonly name: string;
      readonly on: string;
      readonly keptBy: string;
      readonly valid: boolean;
    } | null;
  }[];
  /** Oldest first. */
  readonly versions: readonly {
    readonly why: 'begun' | ScriptMove['id'];
    readonly byName: string;
    readonly atMs: number;
    readonly source: ScriptSource;
  }[];
}

export interface ScriptFileView {
  /** As it is in use; of a new one, as it was begun. */
  readonly source: ScriptSource;
  /** False: written here, nowhere in use yet. */
  readonly inUse: boolean;
  readonly facts: SharedFacts;
  /** What can be promised by name: deadlines of the rules in force. */
  readonly deadlines: readonly DeadlineChoice[];
  readonly findings: readonly Finding[];
  readonly openPoints: readonly SignOffAs[];
  readonly lines: readonly LineView[];
  readonly resting: readonly RestingWordingView[];
  readonly draft: ScriptDraftView | null;
  readonly stopped: Words | null;
  /** New scripts with the same code, written on other PCs. */
  readonly clashes: readonly ScriptClashView[];
}

const Digest = z.string().length(43);
const Code = z.string().min(1).max(10);
/** Which draft the page shows; refused where another one has its place by now. */
const Shown = z.string().min(1).max(64).optional();
const LineId = z.string().min(1).max(120);
const MoveId = z.enum(scriptMoves.map(({ id }) => id) as [ScriptMove['id'], ...ScriptMove['id'][]]);

const notFound = refusal('scripts.notFound');
/** Not a draft any more, or another state than the page had seen. */
const notHere = refusal('scripts.notHere');
const changedMeanwhile = refusal('scripts.changedMeanwhile');

/** One figure of 话术效果, with the words for what it is about; null where the script no longer has it. */
export type EffectView = Effect & {
  readonly title: Words;
  readonly family: z.infer<typeof Family>;
  readonly text: Words | null;
};
export type EffectReportView = Omit<EffectReport, 'effects'> & { readonly effects: readonly EffectView[] };

export const scriptsContract = {
  /** 话术效果: counts of talks of this branch, never of a person. */
  'scripts.effect': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: view<EffectReportView>(),
    error: noError,
  }),
  'scripts.library': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({
      scripts: z.array(z.custom<ScriptRowView>()),
      release: z.custom<NextReleaseView>(),
      clashes: z.array(z.custom<ScriptClashView>()),
    }),
    error: noError,
  }),
  'scripts.read': operation({
    kind: 'query',
    input: z.strictObject({ code: Code }),
    output: view<ScriptFileView>(),
    error: notFound,
  }),
  /** All scripts compiled, with the branch's words; `draft`: with the draft of this code in the place of what is in use. */
  'scripts.playable': operation({
    kind: 'query',
    input: z.strictObject({ code: Code, draft: z.boolean() }),
    output: z.object({ pack: z.custom<ScriptPack>() }),
    error: z.discriminatedUnion('code', [notFound, refusal('scripts.hasErrors')]),
  }),
  'scripts.begin': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, code: Code }),
    output: view<ScriptFileView>(),
    error: z.discriminatedUnion('code', [notFound, notHere]),
  }),
  /** A new script, as a draft: the common stages with their usual lines, or all of another script. */
  'scripts.create': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      code: ScriptCode,
      family: Family,
      title: Words,
      trigger: Words,
      entry: z.record(z.string(), z.unknown()).nullable(),
      /** Code of the script that it begins as a copy of; null: the blank one. */
      copyOf: Code.nullable(),
    }),
    output: view<ScriptFileView>(),
    error: z.discriminatedUnion('code', [
      notFound,
      refusal('scripts.codeTaken'),
      z.object({ code: z.literal('scripts.badForm'), places: z.custom<readonly string[]>() }),
    ]),
  }),
  /** A code of its own for a new script whose code another PC had taken first. */
  'scripts.rename': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, draft: z.string().min(1).max(64), code: ScriptCode }),
    output: Done,
    error: z.discriminatedUnion('code', [notFound, refusal('scripts.codeTaken')]),
  }),
  /** What the rules say of the draft with this change, which is kept nowhere: for while somebody writes. */
  'scripts.glance': operation({
    kind: 'query',
    input: z.strictObject({ code: Code, change: z.record(z.string(), z.unknown()) }),
    output: z.object({ findings: z.custom<readonly Finding[]>() }),
    error: notFound,
  }),
  /** Takes the latest change of the draft back, or makes it again. */
  'scripts.step': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, code: Code, draft: Shown, way: z.enum(['undo', 'redo']) }),
    output: view<ScriptFileView>(),
    error: z.discriminatedUnion('code', [notFound, notHere]),
  }),
  /** One change of a draft, on disk before the answer. What has not the form of a script is refused with its place. */
  'scripts.change': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      code: Code,
      draft: Shown,
      change: z.record(z.string(), z.unknown()),
    }),
    output: view<ScriptFileView>(),
    error: z.discriminatedUnion('code', [
      notFound,
      notHere,
      z.object({ code: z.literal('scripts.badForm'), places: z.custom<readonly string[]>() }),
    ]),
  }),
  /** Null: the script was only here, and is gone with its draft. */
  'scripts.discard': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, code: Code, draft: Shown }),
    output: z.object({ file: z.custom<ScriptFileView | null>() }),
    error: z.discriminatedUnion('code', [notFound, notHere]),
  }),
  'scripts.move': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, code: Code, move: MoveId, words: Digest }),
    output: view<ScriptFileView>(),
    error: z.discriminatedUnion('code', [
      notFound,
      notHere,
      changedMeanwhile,
      z.object({ code: z.literal('scripts.missing'), needs: z.custom<readonly MoveNeed[]>() }),
    ]),
  }),
  'scripts.sign': operation({
    kind: 'command',
    input: z.strictObject({
      commandId: CommandId,
      code: Code,
      as: SignOffKind,
      words: Digest,
      name: z.string().trim().min(1).max(60),
    }),
    output: view<ScriptFileView>(),
    error: z.discriminatedUnion('code', [notFound, notHere, changedMeanwhile]),
  }),
  /** What is wrong with these words for that line, while somebody writes them. */
  'scripts.tryWording': operation({
    kind: 'query',
    input: z.strictObject({ code: Code, line: LineId, words: Line }),
    output: z.object({ faults: z.custom<readonly OverlayFault[]>(), findings: z.custom<readonly Finding[]>() }),
    error: notFound,
  }),
  'scripts.reword': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, code: Code, line: LineId, of: Digest, words: Line }),
    output: view<ScriptFileView>(),
    error: z.discriminatedUnion('code', [
      notFound,
      changedMeanwhile,
      z.object({
        code: z.literal('scripts.wordingRefused'),
        faults: z.custom<readonly OverlayFault[]>(),
        findings: z.custom<readonly Finding[]>(),
      }),
    ]),
  }),
  'scripts.dropWording': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, code: Code, line: LineId }),
    output: view<ScriptFileView>(),
    error: notFound,
  }),
  /** The draft as a source file, for headquarters. */
  'scripts.export': operation({
    kind: 'command',
    input: z.strictObject({ code: Code }),
    output: z.object({ cancelled: z.boolean(), fileName: z.string().nullable() }),
    error: z.discriminatedUnion('code', [notFound, SaveFailed]),
  }),
  /** All scripts in force with the approved drafts in their places, as a file that headquarters can sign. */
  'scripts.exportRelease': operation({
    kind: 'command',
    input: z.strictObject({ version: ReleaseVersion, note: Words }),
    output: z.object({ cancelled: z.boolean(), fileName: z.string().nullable() }),
    error: z.discriminatedUnion('code', [
      refusal('scripts.nothingApproved'),
      refusal('scripts.versionNotNewer'),
      z.object({ code: z.literal('scripts.releaseRefused'), problems: z.custom<readonly PackProblem[]>() }),
      SaveFailed,
    ]),
  }),
} as const;
