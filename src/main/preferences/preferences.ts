/** How the application looks on this PC, and the window's place: a small file without personal data. */
import { z } from 'zod';
import { IdleLockMinutes, Preferences } from '../../shared/contract/app';
import { WindowState } from '../windows/window-place';

const SettingsFile = z.object({
  preferences: Preferences,
  // A place that can't be understood is no reason to forget how the person likes the application to look.
  window: WindowState.optional().catch(undefined),
  idleLockMinutes: IdleLockMinutes,
  /** So that the sync centre can say "last success" after a restart without a network. */
  sync: z.object({ lastSuccessAtMs: z.int(), receivedFromOthers: z.int() }).optional(),
});
export type SyncProgress = NonNullable<SettingsFile['sync']>;
type SettingsFile = z.infer<typeof SettingsFile>;

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
  readonly syncProgress: () => SyncProgress | undefined;
  readonly setSyncProgress: (progress: SyncProgress) => Promise<void>;
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
  if (language) settings = { ...settings, preferences: { ...settings.preferences, language } };

  const save = async (next: SettingsFile): Promise<void> => {
    settings = next;
    await deps.write(JSON.stringify(next, null, 2));
  };
  return {
    preferences: () => settings.preferences,
    setPreferences: (preferences) => save({ ...settings, preferences }),
    window: () => settings.window,
    setWindow: (window) => save({ ...settings, window }),
    idleLockMinutes: () => settings.idleLockMinutes,
    setIdleLockMinutes: (idleLockMinutes) => save({ ...settings, idleLockMinutes }),
    syncProgress: () => settings.sync,
    setSyncProgress: (sync) => save({ ...settings, sync }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
