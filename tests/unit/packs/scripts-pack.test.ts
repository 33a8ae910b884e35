/** A release of scripts at a branch: refused with the list of faults, looked at, confirmed; and the way from the desk to it and back. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { problem } from '../../../src/domain/packs/problems';
import { heldAt } from '../../../src/domain/packs/pack-shelf';
import { emptyDesk, type DeskDraft, type ScriptDesk } from '../../../src/domain/scripts/desk';
import { linesOf } from '../../../src/domain/scripts/lines';
import { wordsDigest } from '../../../src/domain/scripts/lint/sign-offs';
import { lineDigest } from '../../../src/domain/scripts/overlay';
import { readReleaseFile } from '../../../src/domain/scripts/release';
import { signOffsFor } from '../../../src/domain/scripts/review';
import type { ScriptSource } from '../../../src/domain/scripts/script';
import { createScriptShelf } from '../../../src/main/conversations/script-shelf';
import { packHandlers } from '../../../src/main/handlers/pack-handlers';
import { createTalkShelf } from '../../../src/main/insight/talk-shelf';
import { scriptHandlers } from '../../../src/main/handlers/script-handlers';
import { scriptReleaseHandler } from '../../../src/main/handlers/script-release-handler';
import { nodeHasher } from '../../../src/main/keys/ed25519';
import { createPackService, type PackService } from '../../../src/main/packs/pack-service';
import { nodeDisk } from '../../../src/main/platform/disk';
import { newId } from '../../../src/main/platform/ids';
import type { ScriptReleases } from '../../../src/main/scripts/script-releases';
import type { ScriptDeskService } from '../../../src/main/scripts/script-desk';
import { createScriptChecker } from '../../../src/domain/scripts/source-set';
import { branchInMemory, type BranchInMemory } from '../../support/branch-in-memory';
import { must } from '../../support/case-builder';
import {
  greetingOtherwise,
  otherGreeting,
  releaseFile,
  releasesOf,
  shippedSet,
  signedRelease,
  travelling,
} from '../../support/script-releases';
import { noStops, shippedBundle } from '../../support/script-shelf';
import { hashOf, packMaker } from '../../support/signed-packs';

vi.mock('electron', () => ({ net: {}, app: {}, dialog: {} }));

const maker = packMaker();
let folder: string;
let branch: BranchInMemory;
let service: PackService;
let releases: ScriptReleases;
let desk: ScriptDesk;
/** The whole check takes seconds; once it is played in full, it need not be in every test. */
let inFull: boolean;
/** The thread that checks has died. */
let broken: boolean;
let handlers: ReturnType<typeof packHandlers>;
const session = () => branch.signIn('u-li');

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'xianting-release-'));
  branch = await branchInMemory([{ userId: 'u-li', name: '李主任', role: 'supervisor' }]);
  const { core, lawBook } = branch;
  releases = releasesOf(branch);
  desk = emptyDesk;
  inFull = false;
  broken = false;
  service = createPackService({
    lawBook,
    institution: () => 'bank',
    zone: () => 'Asia/Shanghai',
    nowMs: core.nowMs,
    log: core.log,
    contentProblems: async (content) => {
      if (broken) return [problem('file', 'notChecked')];
      return inFull ? releases.contentProblems(content) : [];
    },
    onChange: () => undefined,
  });
  const dialogs = { saveAs: async () => undefined, open: async () => [], ask: async () => false };
  handlers = packHandlers({ core, service, lawBook, dialogs, releases, desk: { desk: async () => desk } });
  await service.trust(session(), maker.publicKey, 'headquarters');
});
afterEach(() => rmSync(folder, { recursive: true }));

async function confirmed(pack: ReturnType<typeof signedRelease>) {
  const taken = await service.takeFile(session(), JSON.stringify(pack), 'scripts.json');
  if (!taken.ok) throw new Error(JSON.stringify(taken.problems));
  const asked = { session: session() };
  const looked = await handlers['packs.preview']({ key: hashOf(pack) }, asked);
  if (!looked.ok) throw new Error(looked.error.code);
  expect(await handlers['packs.confirm']({ commandId: newId(), key: hashOf(pack) }, asked)).toMatchObject({ ok: true });
  return looked.value;
}

const greetingNow = async (): Promise<string | undefined> => (await releases.bundle()).pack.lines['SVC-01.greet']?.zh;

describe('a release of scripts at a branch', { timeout: 90_000 }, () => {
  it('with a fault is refused with script, place and rule, and what was in force stays', async () => {
    inFull = true;
    const bad = releaseFile('2026.2', (scripts) => {
      const script = must(scripts['SVC-01']);
      const greet = must(script.nodes['greet']);
      scripts['SVC-01'] = {
        ...script,
        nodes: { ...script.nodes, greet: { ...greet, next: 'nowhere' } },
      } as ScriptSource;
    });
    const taken = await service.takeFile(session(), JSON.stringify(signedRelease(maker, bad)), 'bad.json');
    expect(taken).toMatchObject({
      ok: false,
      problems: expect.arrayContaining([
        { field: 'SVC-01.nodes.greet.next', reason: 'scriptRule', detail: 'E01 nowhere' },
      ]),
    });
    const stranger = signedRelease(packMaker(), releaseFile('2026.2'));
    expect(await service.takeFile(session(), JSON.stringify(stranger), 'stranger.json')).toMatchObject({
      problems: [{ reason: 'unknownKey' }],
    });
    const tampered = JSON.stringify(signedRelease(maker, releaseFile('2026.2'))).replace('"2026.2"', '"2026.3"');
    expect(await service.takeFile(session(), tampered, 'tampered.json')).toMatchObject({
      problems: [{ field: 'signature.value', reason: 'wrongSignature' }],
    });
    expect(heldAt(branch.lawBook.shelf(), 'scripts', branch.core.nowMs())).toBeNull();
    expect((await releases.bundle()).fingerprint).toBe(shippedBundle.fingerprint);
    expect(branch.lawBook.shelf().refusals).toHaveLength(3);
  });

  it('that could not be checked is not taken in and not given up: from a file at once, from headquarters at the next start', async () => {
    broken = true;
    const pack = signedRelease(maker, releaseFile('2026.2', greetingOtherwise));
    expect(await service.takeFile(session(), JSON.stringify(pack), 'scripts.json')).toEqual({
      ok: false,
      problems: [{ field: 'file', reason: 'notChecked', detail: '' }],
    });
    expect(heldAt(branch.lawBook.shelf(), 'scripts', branch.core.nowMs())).toBeNull();
    expect((await releases.bundle()).fingerprint).toBe(shippedBundle.fingerprint);
    // Headquarters goes on sending it; this run of the program does not try again with every sync.
    expect(service.have()).not.toContain(hashOf(pack));
    await service.takeSent(session(), [pack]);
    expect(branch.lawBook.shelf().refusals).toHaveLength(1);
    broken = false;
    expect(await service.takeFile(session(), JSON.stringify(pack), 'scripts.json')).toMatchObject({
      ok: true,
      knownBefore: false,
    });
    expect(service.have()).toContain(hashOf(pack));
  });

  it('says what changes and which own wordings will rest, and is what new talks say; older packs are found again', async () => {
    const line = must(
      linesOf(must(shippedSet.scripts.find(({ code }) => code === 'SVC-01'))).find(({ id }) => id === 'SVC-01.greet'),
    );
    const words = {
      zh: '您好，我是{{staff.name}}，您的号我来查。',
      en: "Hello, I'm {{staff.name}}. I'll look after it.",
    };
    desk = {
      ...emptyDesk,
      wordings: [{ line: line.id, of: lineDigest(line.line, nodeHasher), words, atMs: 0, byId: 'u-li' }],
    };
    const looked = await confirmed(signedRelease(maker, releaseFile('2026.2', greetingOtherwise)));
    expect(looked).toMatchObject({
      casesChanged: 0,
      effect: {
        of: 'scripts',
        changes: [{ code: 'SVC-01', before: '1.0.0', after: '1.0.1', lines: 1, steps: 0, legal: false, resting: 1 }],
      },
    });
    expect(await greetingNow()).toBe(otherGreeting);
    const next = await releases.bundle();
    // Nothing that this PC keeps: found among the packs, and the program's own beside it.
    const shelf = createScriptShelf({ releases, store: { kv: async () => undefined } });
    expect((await shelf.get(shippedBundle.fingerprint))?.fingerprint).toBe(shippedBundle.fingerprint);
    await confirmed(signedRelease(maker, releaseFile('2026.3')));
    expect((await releases.bundle()).fingerprint).toBe(shippedBundle.fingerprint);
    expect((await shelf.get(next.fingerprint))?.pack.lines['SVC-01.greet']?.zh).toBe(otherGreeting);
    expect(await shelf.get('nobody')).toBeUndefined();
  });

  it('takes an approved draft from the desk to headquarters and back: published', async () => {
    const written = must(releaseFile('1', greetingOtherwise).scripts.find(({ code }) => code === 'SVC-01'));
    const wordsOf = wordsDigest(written, nodeHasher);
    const approved: ScriptSource = {
      ...written,
      state: 'approved',
      effectiveFrom: '2026-03-01',
      signOffs: signOffsFor(written).map((as) => ({ as, on: '2026-02-20', words: wordsOf })),
    };
    const draft = { source: approved, changed: { atMs: 0, byId: 'u-li' }, signers: [], versions: [] };
    desk = { ...emptyDesk, drafts: { 'SVC-01': draft as unknown as DeskDraft } };
    const target = path.join(folder, 'release.json');
    const { core, lawBook } = branch;
    const dialogs = { saveAs: async () => target, open: async () => [], ask: async () => false };
    const release = () => lawBook.now('bank').scripts;
    const exporting = scriptReleaseHandler({
      core,
      desk: { desk: async () => desk },
      releases,
      release,
      dialogs,
      disk: nodeDisk,
    });
    const note = { zh: '第一句说得更直接', en: 'A plainer greeting' };
    const asked = { session: session() };
    expect(await exporting['scripts.exportRelease']({ version: '2026.1', note }, asked)).toEqual({
      ok: false,
      error: { code: 'scripts.versionNotNewer' },
    });
    expect(await exporting['scripts.exportRelease']({ version: '2026.2', note }, asked)).toEqual({
      ok: true,
      value: { cancelled: false, fileName: 'release.json' },
    });
    const library = async () => {
      const set = await releases.sources();
      const deskService = {
        desk: async () => desk,
        library: async () => ({
          set,
          byCode: new Map(set.scripts.map((one) => [one.code, one])),
          ...createScriptChecker(set, nodeHasher),
        }),
      } as unknown as ScriptDeskService;
      const shown = scriptHandlers({
        core,
        desk: deskService,
        stops: () => noStops,
        rules: () => ({ deadlines: [] }),
        release: () => release().version,
        dialogs,
        disk: nodeDisk,
        talkShelf: createTalkShelf(core),
      });
      const reply = await shown['scripts.library']({}, asked);
      if (!reply.ok) throw new Error('refused');
      const row = must(reply.value.scripts.find(({ code }) => code === 'SVC-01'));
      return { row, release: reply.value.release };
    };
    expect(await library()).toMatchObject({
      row: { state: 'draft', draft: { version: '1.0.1', state: 'approved' } },
      release: { version: '2026.1', next: '2026.2', approved: [{ code: 'SVC-01', version: '1.0.1' }] },
    });

    const file = readReleaseFile(JSON.parse(readFileSync(target, 'utf8')));
    if (!file.ok) throw new Error(JSON.stringify(file.problems));
    expect(travelling(file.release).scripts.find(({ code }) => code === 'SVC-01')?.state).toBe('published');
    await confirmed(signedRelease(maker, file.release));
    expect(await library()).toMatchObject({
      row: { version: '1.0.1', state: 'published', draft: { version: '1.0.1', state: 'published' } },
      release: { version: '2026.2', approved: [] },
    });
  });
});
