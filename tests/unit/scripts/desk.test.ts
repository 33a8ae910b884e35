/** The desk in main: drafts, sign-offs and own wording are in the journal, and nobody moves what they may not. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Finding } from '../../../src/domain/scripts/finding';
import { readScript } from '../../../src/domain/scripts/read-source';
import { nodeDisk } from '../../../src/main/platform/disk';
import { typedHandlers } from '../../../src/main/handlers/typed-handlers';
import { scriptHandlers } from '../../../src/main/handlers/script-handlers';
import { createTalkShelf } from '../../../src/main/insight/talk-shelf';
import { newId } from '../../../src/main/platform/ids';
import { createScriptDesk, type ScriptDeskService } from '../../../src/main/scripts/script-desk';
import type { Session } from '../../../src/main/session/session';
import type { AppContract } from '../../../src/shared/contract/contract';
import type { InputOf, OutputOf, Reply } from '../../../src/shared/contract/define';
import type { ScriptDraftView, ScriptFileView } from '../../../src/shared/contract/scripts';
import { branchInMemory, type BranchInMemory } from '../../support/branch-in-memory';
import { releasesOf } from '../../support/script-releases';
import { noStops, shippedBundle } from '../../support/script-shelf';

type Name = Extract<keyof AppContract, `scripts.${string}` | `typed.${string}`>;
type Handler = (input: unknown, context: { session: Session }) => Promise<Reply<unknown, unknown>>;

let folder: string;
let branch: BranchInMemory;
let desk: ScriptDeskService;
let handlers: Record<string, Handler>;
let saveTo: string | undefined;
const sessions = new Map<string, Session>();

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'xianting-desk-'));
  branch = await branchInMemory([
    { userId: 'u-zhao', name: '赵颖', role: 'officer' },
    { userId: 'u-li', name: '李敏', role: 'supervisor' },
  ]);
  desk = createScriptDesk({ sources: releasesOf(branch).sources, onChange: () => undefined });
  branch.alsoTell(desk.committed);
  sessions.clear();
  const dialogs = { saveAs: async () => saveTo, open: async () => [], ask: async () => false };
  const scripts = scriptHandlers({
    core: branch.core,
    desk,
    stops: () => noStops,
    rules: () => ({ deadlines: [] }),
    release: () => '2026.1',
    dialogs,
    disk: nodeDisk,
    talkShelf: createTalkShelf(branch.core),
  });
  handlers = { ...scripts, ...typedHandlers() } as unknown as Record<string, Handler>;
});

afterEach(() => rm(folder, { recursive: true }));

const sessionFor = (userId: string): Session => {
  const session = sessions.get(userId) ?? branch.signIn(userId);
  sessions.set(userId, session);
  return session;
};

async function call(name: Name, input: unknown, userId = 'u-zhao'): Promise<Reply<unknown, unknown>> {
  const handler = handlers[name];
  if (handler === undefined) throw new Error(`no handler for ${name}`);
  return handler(input, { session: sessionFor(userId) });
}

async function ask<N extends Name>(
  name: N,
  input: InputOf<AppContract[N]>,
  userId?: string,
): Promise<OutputOf<AppContract[N]>> {
  const reply = await call(name, input, userId);
  if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
  return reply.value as OutputOf<AppContract[N]>;
}

const refusal = async (name: Name, input: unknown, userId?: string): Promise<unknown> => {
  const reply = await call(name, input, userId);
  return reply.ok ? undefined : reply.error;
};

const draftOf = ({ draft }: ScriptFileView): ScriptDraftView => {
  if (draft === null) throw new Error('no draft');
  return draft;
};
const read = (code = 'SVC-01'): Promise<ScriptFileView> => ask('scripts.read', { code });

const greeting = {
  zh: '您好，我是{{staff.name}}。号给我，我来查。',
  en: "Hello, I'm {{staff.name}}. Give me your ticket.",
};

async function withNewGreeting(): Promise<ScriptFileView> {
  const { source } = await read();
  await ask('scripts.begin', { commandId: newId(), code: 'SVC-01' });
  return ask('scripts.change', {
    commandId: newId(),
    code: 'SVC-01',
    change: { kind: 'node', id: 'greet', node: { ...source.nodes['greet'], text: greeting } },
  });
}

const head = async (part: object): Promise<ScriptFileView> => {
  const { source } = draftOf(await read());
  const { version, title, trigger, changeNote } = source;
  return ask('scripts.change', {
    commandId: newId(),
    code: 'SVC-01',
    change: { kind: 'head', head: { version, title, trigger, changeNote, ...part } },
  });
};

const move = (id: string, words: string) => ({ commandId: newId(), code: 'SVC-01', move: id, words });

describe('a draft', () => {
  it('begins with what is in use, keeps each change, and is still there after the next start', async () => {
    const file = await withNewGreeting();
    expect(draftOf(file).leastVersion).toBe('1.0.1');
    expect(file.source.nodes['greet']).not.toEqual(draftOf(file).source.nodes['greet']);
    const again = await branch.openAgain();
    const events = await again.workspace.records.events('scripts');
    expect(events.map(({ header }) => header.type)).toEqual(['script.begun', 'script.changed']);
  });

  it('takes nothing that has not the form of a script, and says where', async () => {
    const { source } = await read();
    await ask('scripts.begin', { commandId: newId(), code: 'SVC-01' });
    const node = { ...source.nodes['greet'], text: { zh: '', en: 'Hello' } };
    const change = { kind: 'node', id: 'greet', node };
    expect(await refusal('scripts.change', { commandId: newId(), code: 'SVC-01', change })).toEqual({
      code: 'scripts.badForm',
      places: ['node.text.zh'],
    });
  });

  it('shows a finding at its node', async () => {
    await ask('scripts.begin', { commandId: newId(), code: 'SVC-01' });
    const { source } = await read();
    const node = { ...source.nodes['greet'], next: 'nowhere' };
    const change = { kind: 'node' as const, id: 'greet', node };
    const { findings } = draftOf(await ask('scripts.change', { commandId: newId(), code: 'SVC-01', change }));
    expect(findings.map(({ rule, at }) => `${rule} ${at}`)).toContain('E01 nodes.greet.next');
  });

  it('does a repeated command once', async () => {
    const commandId = newId();
    await ask('scripts.begin', { commandId, code: 'SVC-01' });
    expect((await ask('scripts.begin', { commandId, code: 'SVC-01' })).draft).not.toBeNull();
    expect(await refusal('scripts.begin', { commandId: newId(), code: 'SVC-01' })).toEqual({ code: 'scripts.notHere' });
  });

  it('goes to review, is signed for its very words, and is approved by another person', async () => {
    const { words } = draftOf(await withNewGreeting());
    expect(await refusal('scripts.move', move('submit', words))).toEqual({
      code: 'scripts.missing',
      needs: ['versionRaised', 'changeNote'],
    });
    const ready = draftOf(
      await head({ version: '1.0.1', changeNote: 'Shorter greeting', effectiveFrom: '2027-01-01' }),
    );
    expect(await refusal('scripts.move', move('submit', 'x'.repeat(43)))).toEqual({ code: 'scripts.changedMeanwhile' });
    const inReview = draftOf(await ask('scripts.move', move('submit', ready.words) as never));
    expect(inReview.source.state).toBe('review');
    // In review nobody writes on.
    expect(
      await refusal('scripts.change', {
        commandId: newId(),
        code: 'SVC-01',
        change: { kind: 'node', id: 'greet', node: null },
      }),
    ).toEqual({ code: 'scripts.notHere' });
    for (const { as } of inReview.signOffs)
      await ask('scripts.sign', { commandId: newId(), code: 'SVC-01', as, words: inReview.words, name: '周合规' });
    expect(await refusal('scripts.move', move('approve', inReview.words))).toEqual({
      code: 'scripts.missing',
      needs: ['otherPerson'],
    });
    const approved = draftOf(await ask('scripts.move', move('approve', inReview.words) as never, 'u-li'));
    expect(approved.source.state).toBe('approved');
    expect(approved.findings.filter(({ rule }) => rule === 'E17')).toEqual([]);
    expect(approved.versions.map(({ why }) => why)).toEqual(['begun', 'submit', 'approve']);

    saveTo = path.join(folder, 'SVC-01.json');
    await ask('scripts.export', { code: 'SVC-01' });
    const exported = readScript('SVC-01', JSON.parse(await readFile(saveTo, 'utf8')));
    expect(exported.ok && exported.script).toEqual(approved.source);
  });

  it('loses its signatures with one changed word', async () => {
    await withNewGreeting();
    const ready = draftOf(await head({ version: '1.0.1', changeNote: 'Shorter greeting' }));
    await ask('scripts.move', move('submit', ready.words) as never);
    await ask('scripts.sign', { commandId: newId(), code: 'SVC-01', as: 'language', words: ready.words, name: '周' });
    await ask('scripts.move', move('return', ready.words) as never);
    const { source } = draftOf(await read());
    const node = { ...source.nodes['greet'], text: { ...greeting, en: 'Good morning, {{staff.name}} here.' } };
    const change = { kind: 'node' as const, id: 'greet', node };
    const after = draftOf(await ask('scripts.change', { commandId: newId(), code: 'SVC-01', change }));
    expect(after.signOffs.find(({ as }) => as === 'language')?.signed).toMatchObject({ name: '周', valid: false });
  });
});

describe('own wording', () => {
  const line = 'SUB-01.routes';
  const own = {
    zh: '要是觉得答复不对，可以找我们上级复核，也能调解、上法院，还能打12378，单子上都写着。',
    en: 'If the answer seems wrong you can ask for a review, mediation or the court, or call 12378.',
  };
  const reword = async (words: object, of?: string) => ({
    commandId: newId(),
    code: 'SUB-01',
    line,
    of: of ?? (await read('SUB-01')).lines.find(({ id }) => id === line)?.digest,
    words,
  });

  it('is said at the counter once it is kept', async () => {
    const file = await ask('scripts.reword', (await reword(own)) as never);
    expect(file.lines.find(({ id }) => id === line)?.own).toMatchObject({ words: own, byName: '赵颖' });
    const said = await desk.inOwnWords(sessionFor('u-li'), shippedBundle.pack);
    expect(said.lines[line]).toEqual(own);
    await ask('scripts.dropWording', { commandId: newId(), code: 'SUB-01', line });
    expect((await desk.inOwnWords(sessionFor('u-li'), shippedBundle.pack)).lines[line]).not.toEqual(own);
  });

  it('is refused when it leaves out what must be told, and when the lint finds an error in it', async () => {
    const without = { ...own, zh: own.zh.replace('，还能打12378', '') };
    expect(await refusal('scripts.reword', await reword(without))).toMatchObject({
      code: 'scripts.wordingRefused',
      faults: [
        { kind: 'pointMissing', wording: 'zh', detail: 'regulator' },
        { kind: 'numberMissing', wording: 'zh', detail: '12378' },
        // Whoever is old hears the usual words where there are no simple ones.
        { kind: 'pointMissing', wording: 'zhSimple', detail: 'regulator' },
        { kind: 'numberMissing', wording: 'zhSimple', detail: '12378' },
      ],
    });
    const hindering = { ...own, zh: `${own.zh}不过投诉也没用。` };
    const refused = (await refusal('scripts.reword', await reword(hindering))) as { findings: readonly Finding[] };
    expect(refused).toMatchObject({ code: 'scripts.wordingRefused', faults: [] });
    expect(refused.findings.map(({ rule, at }) => `${rule} ${at}`)).toContain(`P10 ${line}.zh`);
  });

  it('is refused when the words it replaces are not those that were read', async () => {
    expect(await refusal('scripts.reword', await reword(own, 'x'.repeat(43)))).toEqual({
      code: 'scripts.changedMeanwhile',
    });
  });

  it('writes a new script from the blank one or as a copy, once per code, and it is gone with its draft', async () => {
    const own = {
      code: 'SVC-09',
      family: 'service' as const,
      title: { zh: '停车', en: 'Parking' },
      trigger: { zh: '停车费有争议', en: 'A dispute about parking' },
      entry: { words: ['停车费', 'parking'] },
      copyOf: null,
    };
    const commandId = newId();
    const file = await ask('scripts.create', { commandId, ...own });
    expect(file.inUse).toBe(false);
    expect(draftOf(file).source).toMatchObject({ code: 'SVC-09', version: '1.0.0', state: 'draft', entry: own.entry });
    expect(draftOf(file).findings).toEqual([]);
    expect(draftOf(file).leastVersion).toBe('1.0.0');
    expect((await ask('scripts.create', { commandId, ...own })).source).toEqual(file.source);
    expect(await refusal('scripts.create', { commandId: newId(), ...own })).toEqual({ code: 'scripts.codeTaken' });
    expect(await refusal('scripts.create', { commandId: newId(), ...own, code: 'SVC-01' })).toEqual({
      code: 'scripts.codeTaken',
    });
    expect(
      await refusal('scripts.create', { commandId: newId(), ...own, code: 'SVC-10', entry: { words: [] } }),
    ).toEqual({
      code: 'scripts.badForm',
      places: ['entry.words'],
    });
    const { scripts } = await ask('scripts.library', {});
    expect(scripts.filter(({ inUse }) => !inUse).map(({ code }) => code)).toEqual(['SVC-09']);
    const { pack } = await ask('scripts.playable', { code: 'SVC-09', draft: true });
    expect(pack.scripts['SVC-09']).toBeDefined();
    expect(await refusal('scripts.playable', { code: 'SVC-09', draft: false })).toEqual({ code: 'scripts.notFound' });

    const copy = await ask('scripts.create', { commandId: newId(), ...own, code: 'SVC-10', copyOf: 'SVC-01' });
    const model = await read('SVC-01');
    expect(draftOf(copy).source.nodes).toEqual(model.source.nodes);
    expect(draftOf(copy).source.title).toEqual(own.title);

    expect(await ask('scripts.discard', { commandId: newId(), code: 'SVC-09' })).toEqual({ file: null });
    expect(await refusal('scripts.read', { code: 'SVC-09' })).toEqual({ code: 'scripts.notFound' });
  });

  it('takes changes back and makes them again, also after a start, and a new change ends what was taken back', async () => {
    await ask('scripts.begin', { commandId: newId(), code: 'SVC-01' });
    const before = draftOf(await read()).source;
    const change = (zh: string) =>
      ask('scripts.change', {
        commandId: newId(),
        code: 'SVC-01',
        change: { kind: 'edit', set: { prefer: [{ zh, en: 'Do sit down.' }] }, nodes: { machine: null } },
      });
    await change('您坐。');
    const changed = draftOf(await change('您先坐。')).source;
    expect(changed.nodes['machine']).toBeUndefined();
    const step = (way: 'undo' | 'redo') => ask('scripts.step', { commandId: newId(), code: 'SVC-01', way });
    expect(draftOf(await step('undo'))).toMatchObject({
      undoable: 1,
      redoable: 1,
      source: { prefer: [{ zh: '您坐。' }] },
    });
    // Another start: the desk is folded from its events.
    sessions.clear();
    expect(JSON.stringify(draftOf(await step('undo')).source)).toBe(JSON.stringify(before));
    expect(await refusal('scripts.step', { commandId: newId(), code: 'SVC-01', way: 'undo' })).toEqual({
      code: 'scripts.notHere',
    });
    await step('redo');
    expect(draftOf(await step('redo')).source).toEqual(changed);
    await step('undo');
    expect(draftOf(await change('您这边坐。'))).toMatchObject({ undoable: 2, redoable: 0 });
    expect(draftOf(await read()).moves.find(({ id }) => id === 'submit')).toBeDefined();
  });

  it('says of what is being typed what the rules say of it, and keeps nothing of it', async () => {
    await ask('scripts.begin', { commandId: newId(), code: 'SVC-01' });
    const { source } = draftOf(await read());
    const node = source.nodes['greet'];
    const { findings } = await ask('scripts.glance', {
      code: 'SVC-01',
      change: {
        kind: 'node',
        id: 'greet',
        node: { ...node, text: { zh: '投诉也没用。', en: 'Complaining is no use.' } },
      },
    });
    expect(findings.map(({ rule }) => rule)).toContain('P10');
    expect(draftOf(await read()).source).toEqual(source);
  });

  it('keeps what stands half-written for each person apart, until it is whole', async () => {
    await ask('typed.keep', { of: 'SVC-01', forms: [['head', { titleZh: '排' }]] });
    sessions.clear();
    expect(await ask('typed.read', { of: 'SVC-01' })).toEqual({ forms: { head: { titleZh: '排' } } });
    expect(await ask('typed.read', { of: 'SVC-01' }, 'u-li')).toEqual({ forms: {} });
    expect(await ask('typed.read', { of: 'new' })).toEqual({ forms: {} });
    await ask('typed.keep', { of: 'SVC-01', forms: [] });
    expect(await ask('typed.read', { of: 'SVC-01' })).toEqual({ forms: {} });
  });
});
