/** The application as a whole: what phase it is in, and how it looks. */
import { z } from 'zod';
import type { Role, Permission } from '../../domain/authority/roles';
import type { InstitutionType } from '../../domain/complaint/values';
import type { JointComplaintRules } from '../../domain/deadlines/rule-pack';
import type { KeyChoices } from '../shortcuts/keymap';
import { Done, noError, operation, refusal, view } from './define';

export const languages = ['zh-CN', 'en'] as const;
export const Preferences = z.strictObject({
  language: z.enum(languages),
  colourMode: z.enum(['light', 'dark', 'highContrast', 'system']),
  /** Text size in per cent of the default. */
  textScale: z.union([z.literal(100), z.literal(125), z.literal(150), z.literal(175), z.literal(200)]),
  density: z.enum(['comfortable', 'compact']),
});
export type Preferences = z.infer<typeof Preferences>;

/** As the settings file keeps it: at least one minute, at most two hours, never "not at all". */
export const IdleLockMinutes = z.int().min(1).max(120);

export interface AboutView {
  /** Folder of records, keys and settings. */
  readonly dataDir: string;
  readonly electron: string;
  readonly chromium: string;
}

export interface BranchView {
  readonly id: string;
  readonly name: string;
  readonly code: string;
  readonly institutionType: InstitutionType;
  readonly institutionName: string;
  readonly province: string;
  readonly address: string;
  readonly phone: string;
  readonly deviceTag: string;
  /** What its rules say of joint and major complaints; null where they say nothing. */
  readonly jointRules: JointComplaintRules | null;
}

export interface SessionView {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
  readonly permissions: readonly Permission[];
}

/** Something the person must be told once, by code. */
export interface NoticeView {
  readonly id: string;
  readonly severity: 'info' | 'warning' | 'error';
  /** Text key in the `notices` namespace. */
  readonly code: string;
  readonly values: Readonly<Record<string, string | number>>;
}

export interface AppStatus {
  /** `setup`: first run. `signIn`: nobody has unlocked it. `opening`: unlocked, store still being read. */
  readonly phase: 'setup' | 'signIn' | 'opening' | 'ready';
  readonly demo: boolean;
  /** What keeps the records of this PC from opening, so that only a backup helps: its keys, or the keys of its cases. */
  readonly damaged: 'keyring' | 'keyTable' | null;
  /** While the sample branch is being made: cases written so far. */
  readonly sampleProgress: { readonly done: number; readonly total: number } | null;
  readonly branch: BranchView | null;
  readonly session: SessionView | null;
  /** Where the device secret lives; `file` is honest about a machine without a key store. */
  readonly secretBackend: 'os' | 'file';
  readonly preferences: Preferences;
  readonly notices: readonly NoticeView[];
  /** The records could not be brought to this version of the program and are shown as they were: nothing can be saved. */
  readonly recordsHeld: { readonly reason: 'failed' | 'noRoom'; readonly neededMegabytes: number } | null;
  readonly version: string;
  /** IANA time zone of the branch. */
  readonly timeZone: string;
  readonly idleLockMinutes: number;
  /** 防截屏: whether the operating system can keep the window out of pictures of the screen, and whether it does. */
  readonly screenPrivacy: { readonly possible: boolean; readonly on: boolean };
  /** What the signed-in person changed of the usual keys (个人按键). */
  readonly keys: KeyChoices;
}

/**
 * Where a person was when the PC was locked or the program ended under them: what they come back to. Ids only; a search for a
 * name is no place to keep.
 */
export const Place = z.strictObject({
  route: z.discriminatedUnion('name', [
    z.strictObject({ name: z.literal('intake'), draftId: z.string().max(64) }),
    z.strictObject({ name: z.literal('case'), caseId: z.string().max(64) }),
    z.strictObject({ name: z.literal('conversation'), conversationId: z.string().max(64) }),
  ]),
  /** The conversation that stood beside the page. */
  talkId: z.string().max(64).nullable(),
});
export type Place = z.infer<typeof Place>;

export const appContract = {
  'app.status': operation({ kind: 'query', input: z.strictObject({}), output: view<AppStatus>(), error: noError }),
  'app.setPreferences': operation({ kind: 'command', input: Preferences, output: Done, error: noError }),
  'app.dismissNotice': operation({
    kind: 'command',
    input: z.strictObject({ id: z.string() }),
    output: Done,
    error: noError,
  }),
  /** The first view has been painted: main may begin with what can wait behind it. */
  'app.shown': operation({ kind: 'command', input: z.strictObject({}), output: Done, error: noError }),
  /** What the next start does about records that could not be updated: try once more, or fill them again from the journal. It begins at once. */
  'app.updateRecords': operation({
    kind: 'command',
    input: z.strictObject({ how: z.enum(['again', 'refill']) }),
    output: Done,
    error: refusal('app.nothingHeld'),
  }),
  /** Where this person was, if it is still there for them, nobody else has signed in since and the program was not closed by hand. */
  'app.place': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: z.object({ place: Place.nullable() }),
    error: noError,
  }),
  'app.keepPlace': operation({
    kind: 'command',
    input: z.strictObject({ place: Place.nullable() }),
    output: Done,
    error: noError,
  }),
  /** 小条: the window as a low bar above other programs, `heightPx` high; null: as it was before. */
  'app.setBar': operation({
    kind: 'command',
    input: z.strictObject({ heightPx: z.int().min(120).max(2_000).nullable() }),
    output: Done,
    error: noError,
  }),
  /** What this PC runs and where it keeps its data: for the settings page and for whoever helps by phone. */
  'app.about': operation({ kind: 'query', input: z.strictObject({}), output: view<AboutView>(), error: noError }),
  /** A bug of the page, for the local log; the person sees the same number and can quote it. */
  'app.reportFault': operation({
    kind: 'command',
    input: z.strictObject({
      incident: z.string().max(16),
      name: z.string().max(100),
      message: z.string().max(2_000),
      stack: z.string().max(20_000),
    }),
    output: Done,
    error: noError,
  }),
  /** Minutes without a key or a mouse movement after which main locks this PC. */
  'app.setIdleLock': operation({
    kind: 'command',
    input: z.strictObject({ minutes: IdleLockMinutes }),
    output: Done,
    error: noError,
  }),
  /** 防截屏: keeps the window of staff out of screenshots and recordings, where the system has that. */
  'app.setScreenPrivacy': operation({
    kind: 'command',
    input: z.strictObject({ on: z.boolean() }),
    output: Done,
    error: noError,
  }),
  /** Something was copied in the page; main takes it off the clipboard again after a while. */
  'app.copied': operation({ kind: 'command', input: z.strictObject({}), output: Done, error: noError }),
} as const;
