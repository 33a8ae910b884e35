/** How the application looks on this PC, each person's keys, and the window's place: a small file without personal data. */
import { z } from 'zod';
import { IdleLockMinutes, Place, Preferences } from '../../shared/contract/app';
import { readKeyChoices, type KeyChoices } from '../../shared/shortcuts/keymap';
import { codeOf, diskFullCodes } from '../platform/disk';
import { WindowState } from '../windows/window-place';

/** Where this PC keeps its backups (备份), and what became of the last ones. Known before anybody signs in, so no secret of theirs. */
const BackupSettings = z.object({
  /** What the person chose. */
  chosen: z.string(),
  /** The folder of this PC in it. */
  dir: z.string(),
  /** As the records themselves. */
  sameDisk: z.boolean(),
  limitGb: z.int().min(1).nullable(),
  /** The newest that was read back without fault, and what is kept with it. */
  lastGood: z
    .object({
      atMs: z.int(),
      cases: z.int(),
      events: z.int(),
      evidence: z.int(),
      kept: z.int(),
      keptBytes: z.number(),
      oldestAtMs: z.int(),
    })
    .nullable(),
});
export type BackupSettings = z.infer<typeof BackupSettings>;

const SettingsFile = z.object({
  preferences: Preferences,
  // A place that can't be understood is no reason to forget how the person likes the application to look.
  window: WindowState.optional().catch(undefined),
  idleLockMinutes: IdleLockMinutes,
  /** Whether the window is kept out of pictures of the screen; absent: as is usual for this system. */
  screenPrivacy: z.boolean().optional().catch(undefined),
  /** Where the last person was, until they close the program or somebody else signs in. */
  place: z.object({ userId: z.string(), place: Place, atMs: z.int() }).optional().catch(undefined),
  /** Own keys, by the id of the person. Whatever stands there, the rest of the file holds. */
  keys: z.unknown().optional(),
  /** So that the sync centre can say "last success" after a restart without a network. */
  sync: z.object({ lastSuccessAtMs: z.int(), receivedFromOthers: z.int() }).optional(),
  // A place that can't be understood has to be chosen again; the rest holds.
  backup: BackupSettings.nullable().optional().catch(undefined),
});
export type SyncProgress = NonNullable<SettingsFile['sync']>;
type SettingsFile = z.infer<typeof SettingsFile>;

/** Who comes back on another day begins with what is due then. */
const placeLastsMs = 12 * 3_600_000;

export const defaultPreferences: Preferences = {
  language: 'zh-CN',
  colourMode: 'light',
  textScale: 100,
  density: 'comfortable',
};

export interface SettingsStore {
  readonly preferences: () => Preferences;
  readonly setPreferences: (preferences: Preferences) => Promise<void>;
  readonly window: () => WindowState | undefined;
  readonly setWindow: (state: WindowState) => Promise<void>;
  readonly idleLockMinutes: () => number;
  readonly setIdleLockMinutes: (minutes: number) => Promise<void>;
  /** What was chosen about pictures of the screen; undefined where nobody chose. */
  readonly screenPrivacy: () => boolean | undefined;
  readonly setScreenPrivacy: (on: boolean) => Promise<void>;
  /** Where this person was, if they were the last to be somewhere, on the same working day. */
  readonly placeOf: (userId: string, nowMs: number) => Place | null;
  /** Where somebody was, whoever and however long ago. */
  readonly lastPlace: () => Place | null;
  /** Undefined: nobody is anywhere to come back to. */
  readonly setPlace: (
    at: { readonly userId: string; readonly place: Place; readonly atMs: number } | undefined,
  ) => Promise<void>;
  /** What this person changed of the usual keys. */
  readonly keysOf: (userId: string) => KeyChoices;
  readonly setKeysOf: (userId: string, choices: KeyChoices) => Promise<void>;
  /** Stored keys could not be used and are the usual ones again. */
  readonly keysMended: boolean;
  readonly syncProgress: () => SyncProgress | undefined;
  readonly setSyncProgress: (progress: SyncProgress) => Promise<void>;
  /** Null while nobody has chosen a place. */
  readonly backup: () => BackupSettings | null;
  readonly setBackup: (backup: BackupSettings | null) => Promise<void>;
}

export interface SettingsDeps {
  readonly read: () => Promise<string | undefined>;
  /** Replaces the file as a whole or not at all. */
  readonly write: (text: string) => Promise<void>;
  /** The file can't be understood; it is kept under another name and not overwritten. */
  readonly setAside: () => Promise<void>;
}

export async function openSettings(
  deps: SettingsDeps,
  language: Preferences['language'] | undefined,
): Promise<SettingsStore> {
  let settings: SettingsFile = { preferences: defaultPreferences, idleLockMinutes: 10 };
  const text = await deps.read();
  if (text !== undefined) {
    const parsed = SettingsFile.safeParse(parseJson(text));
    if (parsed.success) settings = parsed.data;
    else await deps.setAside();
  }
  const { keys, damaged: keysMended } = readKeysOfAll(settings.keys);
  if (language) settings = { ...settings, preferences: { ...settings.preferences, language } };

  const save = async (next: SettingsFile): Promise<void> => {
    settings = next;
    // On a full disk the choice holds until the program ends: nobody should have to work in the wrong language for it.
    await deps.write(JSON.stringify(next, null, 2)).catch((cause: unknown) => {
      if (!diskFullCodes.includes(codeOf(cause))) throw cause;
    });
  };
  // Told once: what can't be used is not kept.
  if (keysMended) await save({ ...settings, keys });
  return {
    preferences: () => settings.preferences,
    setPreferences: (preferences) => save({ ...settings, preferences }),
    window: () => settings.window,
    setWindow: (window) => save({ ...settings, window }),
    idleLockMinutes: () => settings.idleLockMinutes,
    setIdleLockMinutes: (idleLockMinutes) => save({ ...settings, idleLockMinutes }),
    screenPrivacy: () => settings.screenPrivacy,
    setScreenPrivacy: (on) => save({ ...settings, screenPrivacy: on }),
    placeOf: (userId, nowMs) => {
      const { place } = settings;
      return place?.userId === userId && Math.abs(nowMs - place.atMs) < placeLastsMs ? place.place : null;
    },
    lastPlace: () => settings.place?.place ?? null,
    setPlace: async (place) => {
      if (place !== undefined || settings.place !== undefined) await save({ ...settings, place });
    },
    keysOf: (userId) => readKeysOfAll(settings.keys).keys[userId] ?? {},
    setKeysOf: (userId, choices) =>
      save({ ...settings, keys: { ...readKeysOfAll(settings.keys).keys, [userId]: choices } }),
    keysMended,
    syncProgress: () => settings.sync,
    setSyncProgress: (sync) => save({ ...settings, sync }),
    backup: () => settings.backup ?? null,
    setBackup: (backup) => save({ ...settings, backup }),
  };
}

/** Each person's keys on their own: what is wrong with one person's changes nothing of another's. */
function readKeysOfAll(stored: unknown): {
  readonly keys: Readonly<Record<string, KeyChoices>>;
  readonly damaged: boolean;
} {
  if (stored === undefined) return { keys: {}, damaged: false };
  if (typeof stored !== 'object' || stored === null || Array.isArray(stored)) return { keys: {}, damaged: true };
  const read = Object.entries(stored).map(([userId, choices]) => ({ userId, ...readKeyChoices(choices) }));
  return {
    keys: Object.fromEntries(read.map(({ userId, choices }) => [userId, choices])),
    damaged: read.some(({ damaged }) => damaged),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
