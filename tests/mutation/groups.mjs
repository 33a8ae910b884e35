/**
 * What F-38 changes on purpose, and the tests that have to notice: rooms whose faults nobody would see. Each test project of its own, because
 * every change runs the tests that reach it again.
 *
 * @type {Readonly<Record<string, { readonly mutate: readonly string[]; readonly tests: readonly string[] }>>}
 */
export const groups = {
  evidence: { mutate: ['src/domain/evidence/*.ts'], tests: ['src/domain/evidence/*.test.ts'] },
  deadlines: { mutate: ['src/domain/deadlines/*.ts'], tests: ['src/domain/deadlines/*.test.ts'] },
  keys: {
    // os-key-store.ts hands over what Electron has, and can't be loaded without Electron.
    mutate: ['src/main/keys/*.ts', '!src/main/keys/os-key-store.ts'],
    tests: ['src/main/keys/*.test.ts'],
  },
  // Apart from the files of the journal, whose tests on a failing disk take seconds for each change; those of the bytes take none.
  frames: {
    mutate: ['src/main/journal/{frame-codec,walk-segment}.ts'],
    tests: ['src/main/journal/frame-codec.test.ts'],
  },
  journal: {
    mutate: [
      'src/main/journal/*.ts',
      '!src/main/journal/{frame-codec,walk-segment}.ts',
      // Runs as built, in a thread of its own, where no change of it arrives; journal-to-come.test.ts does without it.
      '!src/main/journal/journal-worker.ts',
    ],
    tests: ['src/main/journal/*.test.ts'],
  },
  protocol: { mutate: ['src/shared/sync-protocol/*.ts'], tests: ['src/shared/sync-protocol/*.test.ts'] },
  // electron-net.ts hands requests to Chromium's network stack and judges nothing: outside Electron it can't even be loaded. tests/e2e runs it.
  sync: { mutate: ['src/main/sync/*.ts', '!src/main/sync/electron-net.ts'], tests: ['src/main/sync/*.test.ts'] },
};

/** The group that scripts/mutate.mjs asked for. @throws for a name that is none */
export function groupAsked() {
  const name = process.env['XIANTING_MUTATED'] ?? '';
  const group = groups[name];
  if (!group) throw new Error(`no group ${name}: ${Object.keys(groups).join(', ')}`);
  return { name, ...group };
}
