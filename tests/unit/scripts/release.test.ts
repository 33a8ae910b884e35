/** What a release of scripts is refused for: every fault with script, place and rule, and nothing guessed away. */
import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../src/domain/evidence/canonical';
import { bundleOf } from '../../../src/domain/scripts/bundle';
import { compileScripts } from '../../../src/domain/scripts/compile';
import { ruleIds } from '../../../src/domain/scripts/finding';
import {
  openRelease,
  packRelease,
  parseScriptRelease,
  readReleaseFile,
  releaseWith,
  type ReleaseFile,
  type ReleasedScripts,
} from '../../../src/domain/scripts/release';
import { releaseProblems } from '../../../src/domain/scripts/release-check';
import type { ScriptSource } from '../../../src/domain/scripts/script';
import { parseScriptStops, stopOf } from '../../../src/domain/scripts/stops';
import { inflateRawSync } from 'node:zlib';
import { hasher } from '../../../scripts/conversation/check';
import { checked, greetingOtherwise, packed, releaseFile, shippedSet, travelling } from '../../support/script-releases';
import { shippedBundle } from '../../support/script-shelf';
import { must } from '../../support/case-builder';

const unpack = (text: string): string => inflateRawSync(Buffer.from(text, 'base64url')).toString('utf8');

const problemsOf = (inside: ReleasedScripts) =>
  releaseProblems(inside, {
    deadlines: checked.deadlines,
    taxonomy: checked.taxonomy,
    hasher,
    today: '2026-11-26',
    after: () => Promise.resolve(),
  });

/** A small release, so that nobody waits for the lint of all: what is needed for safety, and SVC-01 with what it calls. */
function small(change: (scripts: Record<string, ScriptSource>) => void = () => undefined): ReleasedScripts {
  const { facts, scripts } = releaseFile('2026.2', change);
  const byCode = new Map(scripts.map((script) => [script.code, script]));
  const called = (code: string, seen = new Set<string>()): Set<string> => {
    if (seen.has(code)) return seen;
    seen.add(code);
    for (const node of Object.values(byCode.get(code)?.nodes ?? {})) if (node.type === 'sub') called(node.script, seen);
    return seen;
  };
  const codes = new Set(['SVC-01', 'UNC-04', 'UNC-05', 'SUB-03', 'SUB-04'].flatMap((code) => [...called(code)]));
  return { facts, scripts: scripts.filter(({ code }) => codes.has(code)) };
}

const svc = (scripts: Record<string, ScriptSource>): ScriptSource => must(scripts['SVC-01']);

describe('a release of scripts', () => {
  it('travels packed and says when it arrives exactly what the build compiles', () => {
    const release = travelling(releaseFile('2026.2'));
    expect(release.packed.length).toBeLessThan(500_000);
    const parsed = parseScriptRelease(JSON.parse(JSON.stringify(release)));
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    const opened = openRelease(parsed.pack, unpack);
    if (!opened.ok) throw new Error(JSON.stringify(opened.problems));
    const { scripts, facts } = opened.release;
    expect(bundleOf(compileScripts(scripts, facts), hasher).fingerprint).toBe(shippedBundle.fingerprint);
  });

  it('is refused when its list is not that of what is inside, or nothing can be read of it', () => {
    const release = travelling(releaseFile('2026.2'));
    const listed = release.scripts.map((head, at) => (at === 0 ? { ...head, version: '9.0.0' } : head));
    expect(openRelease({ ...release, scripts: listed }, unpack)).toMatchObject({
      ok: false,
      problems: [{ field: 'scripts', reason: 'headsDiffer' }],
    });
    expect(openRelease({ ...release, packed: 'AAAA' }, () => null)).toMatchObject({
      problems: [{ field: 'packed', reason: 'wrongForm' }],
    });
    expect(openRelease({ ...release, packed: packed('no json') }, unpack)).toMatchObject({
      problems: [{ field: 'packed', reason: 'wrongForm' }],
    });
    const twice = { ...release, scripts: [...release.scripts, must(release.scripts[0])] };
    expect(parseScriptRelease(twice)).toMatchObject({ problems: [{ field: 'scripts.ACC-01', reason: 'occursTwice' }] });
  });

  it('is refused as newer, whatever else is unknown in it, and the form is named', () => {
    const release = { ...travelling(releaseFile('2026.2')), schema: 'xianting-script/2', somethingNew: 1 };
    expect(parseScriptRelease(release)).toEqual({
      ok: false,
      problems: [{ field: 'schema', reason: 'newerSchema', detail: 'xianting-script/2' }],
    });
    const file = JSON.parse(JSON.stringify(releaseFile('2026.2'))) as { scripts: Record<string, unknown>[] };
    must(file.scripts[0])['schema'] = 'xianting-script/12';
    expect(readReleaseFile(file)).toMatchObject({
      ok: false,
      problems: [{ field: 'ACC-01.schema', reason: 'newerSchema', detail: 'xianting-script/12' }],
    });
  });

  it('names script and place of what has not the form of a script: a missing language among it', () => {
    const file = JSON.parse(JSON.stringify(releaseFile('2026.2'))) as { scripts: ScriptSource[] };
    const script = must(file.scripts.find(({ code }) => code === 'SVC-01'));
    const greet = must(script.nodes['greet']) as { text: { en?: string }; surprise?: number };
    delete greet.text.en;
    greet.surprise = 1;
    expect(readReleaseFile(file)).toEqual({
      ok: false,
      problems: [
        { field: 'SVC-01.nodes.greet.text.en', reason: 'missing', detail: '' },
        { field: 'SVC-01.nodes.greet.surprise', reason: 'unknownField', detail: '' },
      ],
    });
  });

  it('is sound as it is shipped', { timeout: 60_000 }, async () => {
    expect(await problemsOf(shippedSet)).toEqual([]);
  });

  it('is refused for a cycle without a way out', async () => {
    const inside = small((scripts) => {
      const script = svc(scripts);
      const ring = (next: string) => ({
        type: 'note',
        stage: 'S2',
        style: 'tip',
        text: { zh: '稍等', en: 'A moment' },
        next,
      });
      const greet = must(script.nodes['greet']);
      scripts['SVC-01'] = {
        ...script,
        nodes: {
          ...script.nodes,
          greet: { ...greet, next: 'ringOne' },
          ringOne: ring('ringTwo'),
          ringTwo: ring('ringOne'),
        },
      } as ScriptSource;
    });
    const problems = await problemsOf(inside);
    expect(problems).toEqual(
      expect.arrayContaining([
        { field: 'SVC-01.nodes.ringOne', reason: 'scriptRule', detail: 'E04' },
        { field: 'SVC-01.nodes.ringTwo', reason: 'scriptRule', detail: 'E04' },
      ]),
    );
  });

  it('is refused for scripts that call each other round and round', async () => {
    const inside = small((scripts) => {
      const sub = must(scripts['SUB-04']);
      const [id] = Object.keys(sub.nodes);
      const call = { type: 'sub', stage: 'S0', script: 'SUB-03', next: must(id) } as const;
      scripts['SUB-04'] = { ...sub, start: 'again', nodes: { ...sub.nodes, again: call } };
      const safety = must(scripts['SUB-03']);
      const back = { type: 'sub', stage: 'S0', script: 'SUB-04', next: safety.start } as const;
      scripts['SUB-03'] = { ...safety, start: 'again', nodes: { ...safety.nodes, again: back } };
    });
    expect(await problemsOf(inside)).toContainEqual({
      field: 'SUB-03.nodes.again.script',
      reason: 'scriptRule',
      detail: 'E16 SUB-04 calls SUB-03 again',
    });
  });

  it('is refused for a condition on a fact that nobody declared', async () => {
    const inside = small((scripts) => {
      const script = svc(scripts);
      scripts['SVC-01'] = {
        ...script,
        escalations: [
          {
            id: 'moon',
            when: { fact: 'phaseOfMoon', eq: 'full' },
            to: 'manager',
            urgency: 'today',
            reason: { zh: '月圆', en: 'Full moon' },
          },
        ],
      };
    });
    expect(await problemsOf(inside)).toContainEqual({
      field: 'SVC-01.escalations.moon',
      reason: 'scriptRule',
      detail: 'E07 fact phaseOfMoon',
    });
  });

  it('is refused for approved words that nobody signed', async () => {
    const inside = small((scripts) => {
      scripts['SVC-01'] = { ...svc(scripts), state: 'published' };
    });
    expect(await problemsOf(inside)).toEqual([
      {
        field: 'SVC-01.signOffs',
        reason: 'scriptRule',
        detail: 'E17 compliance, consumerProtection, business, language',
      },
    ]);
  });

  it('is refused without what helps people in danger', async () => {
    const inside = small();
    const without = { ...inside, scripts: inside.scripts.filter(({ code }) => code !== 'UNC-04') };
    expect(await problemsOf(without)).toContainEqual({
      field: 'scripts.UNC-04',
      reason: 'neededForSafety',
      detail: '',
    });
  });

  it('is refused for a way that nobody can go', { timeout: 60_000 }, async () => {
    const inside = small((scripts) => {
      const script = svc(scripts);
      const never = {
        all: [
          { fact: 'waitedMinutes', gte: 90 },
          { fact: 'waitedMinutes', lte: 10 },
        ],
      };
      const choice = {
        type: 'choose',
        stage: 'S2',
        on: 'fact',
        next: [
          { to: 'close', when: never },
          { to: 'mood', else: true },
        ],
      };
      const sorry = must(script.nodes['sorry']);
      scripts['SVC-01'] = {
        ...script,
        nodes: { ...script.nodes, sorry: { ...sorry, next: 'fork' }, fork: choice },
      } as ScriptSource;
    });
    expect(await problemsOf(inside)).toEqual([
      { field: 'SVC-01.nodes', reason: 'scriptRule', detail: 'E19 fork → close' },
    ]);
  });

  it('takes what was approved into its place, published', () => {
    const approved = must(releaseFile('1', greetingOtherwise).scripts.find(({ code }) => code === 'SVC-01'));
    const names = { id: 'scripts.cn', version: '2026.2', note: { zh: '新', en: 'New' } };
    const next: ReleaseFile = releaseWith(shippedSet, [{ ...approved, state: 'approved' }], names);
    expect(next.scripts.map(({ code }) => code)).toEqual(shippedSet.scripts.map(({ code }) => code));
    const changed = next.scripts.filter(
      (script, at) => canonicalJson(script) !== canonicalJson(shippedSet.scripts[at]),
    );
    expect(changed).toEqual([{ ...approved, state: 'published' }]);
    expect(packRelease(next, packed).scripts.find(({ code }) => code === 'SVC-01')).toMatchObject({
      version: '1.0.1',
      state: 'published',
    });
  });

  it('every rule that stops a release has words in both languages', async () => {
    const [zh, en] = await Promise.all(
      ['zh-CN', 'en'].map(
        async (language) =>
          (
            (await import(`../../../src/shared/locales/scripts.${language}.json`)) as {
              default: { rule: Record<string, string> };
            }
          ).default.rule,
      ),
    );
    for (const rule of ruleIds) for (const words of [zh, en]) expect(words?.[rule], rule).toBeTruthy();
  });
});

describe('stopped scripts', () => {
  const reason = { zh: '引用的规定已废止，请用 SVC-02', en: 'Rests on a repealed rule; use SVC-02' };
  const list = (stops: object[]) => ({ id: 'script-stops.cn', version: '2026.2', note: '', stops });

  it('are told by code, up to the version that is mended', () => {
    const parsed = parseScriptStops(
      list([
        { code: 'SVC-01', reason, below: '1.0.1' },
        { code: 'SVC-03', reason },
      ]),
    );
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
    expect(stopOf(parsed.pack, { code: 'SVC-01', version: '1.0.0' })?.reason).toEqual(reason);
    expect(stopOf(parsed.pack, { code: 'SVC-01', version: '1.0.1' })).toBeNull();
    expect(stopOf(parsed.pack, { code: 'SVC-03', version: '9.0.0' })).not.toBeNull();
    expect(stopOf(parsed.pack, { code: 'SVC-02', version: '1.0.0' })).toBeNull();
  });

  it('can not be what helps somebody in danger, nor be listed twice', () => {
    expect(parseScriptStops(list([{ code: 'UNC-04', reason }]))).toMatchObject({
      problems: [{ field: 'stops.0.code', reason: 'neededForSafety' }],
    });
    expect(
      parseScriptStops(
        list([
          { code: 'SVC-01', reason },
          { code: 'SVC-01', reason },
        ]),
      ),
    ).toMatchObject({
      problems: [{ field: 'stops.1.code', reason: 'listedTwice', detail: 'SVC-01' }],
    });
    expect(parseScriptStops(list([{ code: 'SVC-01', reason: { zh: '停' } }]))).toMatchObject({
      problems: [{ field: 'stops.0.reason.en', reason: 'missing' }],
    });
  });
});
