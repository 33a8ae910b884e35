/** What changed between two versions, how far the number has to rise for it, and what a script needs to go on. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bumpOf, diffScripts, isEmptyDiff, raisedVersion, versionReaches } from '../../../src/domain/scripts/diff';
import { linesOf, withWords } from '../../../src/domain/scripts/lines';
import { wordsDigest } from '../../../src/domain/scripts/lint/sign-offs';
import { leastVersion, missingFor, moveById, scriptMoves, signOffsFor } from '../../../src/domain/scripts/review';
import type { ScriptNode, ScriptSource } from '../../../src/domain/scripts/script';
import { sources } from './play';

const hasher = { sha256: (text: string) => createHash('sha256').update(text).digest('base64url') };
const queue = sources.scripts.find(({ code }) => code === 'SVC-01') as ScriptSource;
const withNode = (of: ScriptSource, id: string, node: ScriptNode): ScriptSource => ({
  ...of,
  nodes: { ...of.nodes, [id]: node },
});
const nodeOf = (of: ScriptSource, id: string): ScriptNode => {
  const node = of.nodes[id];
  if (node === undefined) throw new Error(`no node ${id}`);
  return node;
};
const angry = <T extends { readonly level: number }>(paths: readonly T[]) => paths.filter(({ level }) => level === 2);

describe('differences', () => {
  it('are none between a script and itself', () => {
    for (const script of sources.scripts) expect(isEmptyDiff(diffScripts(script, script))).toBe(true);
  });

  it('tell at which level of anger other words are said', () => {
    const path = ['nodes', 'greet', 'byLevel', '2'];
    const after = withWords(queue, path, { zh: '您好，这事归我管。', en: "Hello, I'll see to it." });
    const diff = diffScripts(queue, after);
    expect(diff.lines.map(({ id }) => id)).toEqual(['SVC-01.greet.2']);
    expect(diff.paths.map(({ level, lines }) => [level, lines.map(({ id }) => id)])).toEqual([[2, ['greet']]]);
    expect(bumpOf(diff)).toBe('patch');
  });

  it('tell where an angry customer is led now', () => {
    const mood = nodeOf(queue, 'mood');
    if (mood.type !== 'choose') throw new Error('mood is a choice');
    const next = mood.next.map((edge) => (edge.to === 'aside' ? { ...edge, to: 'hear' } : edge));
    const diff = diffScripts(queue, withNode(queue, 'mood', { ...mood, next }));
    expect(diff.paths.map(({ level }) => level)).toEqual([2]);
    const [at] = angry(diff.paths);
    expect(at?.nodesRemoved).toEqual(['aside']);
    expect(at?.ways).toEqual([
      { from: 'mood', to: 'hear', change: 'added' },
      { from: 'mood', to: 'aside', change: 'removed' },
      { from: 'aside', to: 'hear', change: 'removed' },
    ]);
    expect(bumpOf(diff)).toBe('minor');
  });

  it('find every line that was changed, and no other', () => {
    const some = fc.constantFrom(...sources.scripts);
    fc.assert(
      fc.property(some, fc.nat(), (script, pick) => {
        const lines = linesOf(script);
        const line = lines[pick % lines.length];
        if (line === undefined) return;
        const after = withWords(script, line.path, { zh: `${line.line.zh}好`, en: line.line.en });
        expect(diffScripts(script, after).lines.map(({ id }) => id)).toEqual([line.id]);
      }),
      { numRuns: 60 },
    );
  });

  it('raise the version by what they mean', () => {
    const legal = { ...queue, law: queue.law.slice(1) };
    expect(bumpOf(diffScripts(queue, legal))).toBe('major');
    expect([raisedVersion('1.4.2', 'major'), raisedVersion('1.4.2', 'minor'), raisedVersion('1.4.2', 'patch')]).toEqual(
      ['2.0.0', '1.5.0', '1.4.3'],
    );
    expect(versionReaches('1.10.0', '1.9.9')).toBe(true);
    expect(versionReaches('1.9.9', '1.10.0')).toBe(false);
    expect(leastVersion(queue, null)).toBe('1.0.0');
    expect(leastVersion(legal, queue)).toBe('2.0.0');
  });
});

describe('the way to the counter', () => {
  const context = { findings: [], inUse: null, hasher, author: 'li', mover: 'wang' };
  const signed = (script: ScriptSource): ScriptSource => ({
    ...script,
    signOffs: signOffsFor(script).map((as) => ({ as, on: '2026-12-01', words: wordsDigest(script, hasher) })),
  });
  const ready = signed({ ...queue, effectiveFrom: '2027-01-01' });

  it('leads from state to state, and from each back', () => {
    expect(scriptMoves.map(({ from, to }) => `${from} ${to}`)).toEqual([
      'draft review',
      'review draft',
      'review approved',
      'approved draft',
    ]);
  });

  it('is open to a script that has all it needs', () => {
    expect(missingFor(moveById('approve'), ready, context)).toEqual([]);
  });

  it('asks for the signature of everybody whom a legal point names, for these very words', () => {
    expect(signOffsFor(queue)).toContain('security');
    const without = { ...ready, signOffs: ready.signOffs?.filter(({ as }) => as !== 'security') };
    expect(missingFor(moveById('approve'), without, context)).toEqual(['legalPoints']);
    const reworded = withWords(ready, ['nodes', 'greet', 'text'], { zh: '您好。', en: 'Hello.' });
    expect(missingFor(moveById('approve'), reworded, context)).toEqual(['signedOff', 'legalPoints']);
  });

  it('is closed to errors, to a version that says too little, and to whoever wrote it', () => {
    const error = { rule: 'E02', script: 'SVC-01', at: 'nodes.alone', detail: '' } as const;
    expect(missingFor(moveById('submit'), queue, { ...context, findings: [error] })).toEqual(['noErrors']);
    const changed = withWords(queue, ['nodes', 'greet', 'text'], { zh: '您好。', en: 'Hello.' });
    expect(missingFor(moveById('submit'), changed, { ...context, inUse: queue })).toEqual([
      'versionRaised',
      'changeNote',
    ]);
    const raised = { ...changed, version: '1.0.1', changeNote: 'Shorter greeting' };
    expect(missingFor(moveById('submit'), raised, { ...context, inUse: queue })).toEqual([]);
    expect(missingFor(moveById('approve'), ready, { ...context, mover: 'li' })).toEqual(['otherPerson']);
    expect(missingFor(moveById('approve'), signed(queue), context)).toEqual(['effectiveDay']);
  });

  it('is not stopped by warnings', () => {
    const warning = { rule: 'W02', script: 'SVC-01', at: 'SVC-01.greet.zh', detail: '' } as const;
    expect(missingFor(moveById('submit'), queue, { ...context, findings: [warning] })).toEqual([]);
  });
});
