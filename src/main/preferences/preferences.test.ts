import { describe, expect, it } from 'vitest';
import { defaultPreferences, openSettings, type SettingsStore } from './preferences';

/** Opens settings from a text, and again from what was written. */
function file(text?: string) {
  let content = text;
  let setAside = 0;
  const open = (): Promise<SettingsStore> =>
    openSettings(
      {
        read: () => Promise.resolve(content),
        write: (next) => {
          content = next;
          return Promise.resolve();
        },
        setAside: () => {
          setAside += 1;
          return Promise.resolve();
        },
      },
      undefined,
    );
  return { open, setAside: () => setAside };
}

const saved = (keys: unknown): string =>
  JSON.stringify({ preferences: { ...defaultPreferences, textScale: 150 }, idleLockMinutes: 5, keys });

describe('own keys in the settings file', () => {
  it('belong to one person and stand after a restart', async () => {
    const disk = file(saved(undefined));
    await (await disk.open()).setKeysOf('anna', { next: 'F13' });
    await (await disk.open()).setKeysOf('ben', { privacy: 'F14' });
    const again = await disk.open();
    expect(again.keysOf('anna')).toEqual({ next: 'F13' });
    expect(again.keysOf('ben')).toEqual({ privacy: 'F14' });
    expect(again.keysOf('carl')).toEqual({});
    expect(again.keysMended).toBe(false);
  });

  it.each([
    ['no list of persons', 'F3', {}],
    ['an unusable list of one person', { anna: ['F13'], ben: { next: 'F13' } }, { next: 'F13' }],
    ['keys twice', { anna: { next: 'F14', previous: 'F14' }, ben: { next: 'F13' } }, { next: 'F13' }],
  ])('are the usual ones again where %s is stored, once, and cost nothing else', async (_what, keys, ben) => {
    const disk = file(saved(keys));
    const opened = await disk.open();
    expect(opened.keysMended).toBe(true);
    expect(opened.keysOf('anna')).toEqual({});
    expect(opened.keysOf('ben')).toEqual(ben);
    expect([opened.preferences().textScale, opened.idleLockMinutes(), disk.setAside()]).toEqual([150, 5, 0]);
    // Told once.
    expect((await disk.open()).keysMended).toBe(false);
  });
});

describe('the place to come back to', () => {
  const place = { route: { name: 'case', caseId: 'c1' }, talkId: null } as const;

  it('is that of the person who was there last, after a restart too', async () => {
    const disk = file();
    const hour = 3_600_000;
    await (await disk.open()).setPlace({ userId: 'anna', place, atMs: 100 * hour });
    const again = await disk.open();
    expect(again.placeOf('anna', 111 * hour)).toEqual(place);
    expect(again.placeOf('ben', 101 * hour)).toBeNull();
    // The next day begins with what is due then, and so does one that a clock made up.
    expect([112, 820, 80].map((at) => again.placeOf('anna', at * hour))).toEqual([null, null, null]);
    await again.setPlace(undefined);
    expect((await disk.open()).placeOf('anna', 100 * hour)).toBeNull();
  });

  it('is none where what is stored can not be understood, and nothing else is forgotten for it', async () => {
    const disk = file(
      JSON.stringify({
        preferences: defaultPreferences,
        idleLockMinutes: 7,
        place: { userId: 'anna', place: { route: 'x' } },
      }),
    );
    const opened = await disk.open();
    expect([opened.placeOf('anna', 0), opened.idleLockMinutes(), disk.setAside()]).toEqual([null, 7, 0]);
  });
});
