/** Steps put in, taken out and led elsewhere: nothing is left behind that nobody can get to, and the script stays sound. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hasher } from '../../../scripts/conversation/check';
import { applyChange } from '../../../src/domain/scripts/desk';
import {
  connection,
  disconnection,
  insertion,
  newNode,
  orphanedBy,
  removal,
  type Edited,
} from '../../../src/domain/scripts/editing';
import { isError } from '../../../src/domain/scripts/finding';
import { edgesOf, reachableFrom, targetsOf } from '../../../src/domain/scripts/graph';
import { readScript } from '../../../src/domain/scripts/read-source';
import { ScriptNode, type ScriptSource } from '../../../src/domain/scripts/script';
import { createScriptChecker, sourceSetOf } from '../../../src/domain/scripts/source-set';
import { sources } from './play';

const script = (code: string): ScriptSource => {
  const found = sources.scripts.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no ${code}`);
  return found;
};
const queue = script('SVC-01');
const text = { zh: '我去问一声。', en: "I'll go and ask." };
const made = (type: ScriptNode['type']) => (to: string) =>
  newNode(type, 'S5', text, { to, fact: 'wish', script: 'SUB-04' });
const after = (source: ScriptSource, edited: Edited): ScriptSource => {
  if (!edited.ok) throw new Error(JSON.stringify(edited.refusal));
  return applyChange(source, edited.edit);
};
const types = ScriptNode.options.map(({ shape }) => shape.type.value);
const checker = createScriptChecker(sourceSetOf(sources), hasher);

describe('a new step', () => {
  it.each(types)('of the kind %s has the form of one and takes its place', (type) => {
    const next = after(queue, insertion(queue, 'tell', 'fresh', made(type)));
    expect(readScript('SVC-01', next).ok).toBe(true);
    expect(reachableFrom(next, [next.start]).has('fresh')).toBe(true);
    // Listed behind the step it follows.
    const ids = Object.keys(next.nodes);
    expect(ids[ids.indexOf('tell') + 1]).toBe('fresh');
    const errors = checker
      .glance(next, '2026-11-26')
      .filter(isError)
      .map(({ rule }) => rule);
    expect(errors.filter((rule) => ['E01', 'E02', 'E03', 'E04'].includes(rule))).toEqual([]);
  });

  it('takes over the way on of the step before, and the end is a way of its own', () => {
    const said = after(queue, insertion(queue, 'tell', 'fresh', made('say')));
    expect(edgesOf(said.nodes['tell'] as ScriptNode).map(({ to }) => to)).toEqual(['fresh']);
    expect(edgesOf(said.nodes['fresh'] as ScriptNode).map(({ to }) => to)).toEqual(['clock']);
    const ended = after(queue, insertion(queue, 'tell', 'fresh', made('end')));
    expect(edgesOf(ended.nodes['tell'] as ScriptNode).map(({ to }) => to)).toEqual(['fresh', 'clock']);
    expect(insertion(queue, 'end', 'fresh', made('say'))).toEqual({ ok: false, refusal: { why: 'lastWay' } });
  });
});

describe('taking a step out', () => {
  it('leads what came there on to what followed', () => {
    const next = after(queue, removal(queue, 'ticket'));
    expect(next.nodes['ticket']).toBeUndefined();
    expect(edgesOf(next.nodes['greet'] as ScriptNode).map(({ to }) => to)).toEqual(['waited']);
  });

  it('is refused for the start, the step of registering, and where nothing could take over', () => {
    expect(removal(queue, 'greet')).toEqual({ ok: false, refusal: { why: 'start' } });
    expect(removal(queue, 'close')).toEqual({ ok: false, refusal: { why: 'register' } });
    // The clock leads to "again" when time is up, and on to where "again" leads as well.
    expect(removal(queue, 'again')).toEqual({ ok: false, refusal: { why: 'ledTo', nodes: ['clock'] } });
    expect(removal(queue, 'mood')).toMatchObject({ ok: false, refusal: { why: 'ledTo' } });
  });

  it('takes along what variants said there', () => {
    expect(queue.variants?.['elderly']?.lines?.['machine']).toBeDefined();
    // "machine" has one way in and one way on.
    const next = after(queue, removal(queue, 'machine'));
    expect(next.variants?.['elderly']?.lines?.['machine']).toBeUndefined();
    expect(next.variants?.['elderly']?.tips).toEqual(queue.variants?.['elderly']?.tips);
  });

  it('never cuts a step off and never leaves a way to nowhere, in any script', () => {
    for (const source of sources.scripts)
      for (const id of Object.keys(source.nodes)) {
        const edited = removal(source, id);
        if (!edited.ok) continue;
        const next = applyChange(source, edited.edit);
        expect(orphanedBy(source, next.nodes), `${source.code} ${id}`).toEqual([]);
        const nowhere = Object.values(next.nodes)
          .flatMap(targetsOf)
          .filter((to) => next.nodes[to] === undefined);
        const before = Object.values(source.nodes)
          .flatMap(targetsOf)
          .filter((to) => source.nodes[to] === undefined);
        expect(nowhere, `${source.code} ${id}`).toEqual(before);
      }
  });
});

describe('ways', () => {
  it('are put before the one that always holds, once, and never more than nine', () => {
    const next = after(queue, connection(queue, 'ticket', 'close'));
    expect(edgesOf(next.nodes['ticket'] as ScriptNode).map(({ to, else: last }) => [to, last])).toEqual([
      ['close', undefined],
      ['waited', true],
    ]);
    expect(connection(next, 'ticket', 'close')).toEqual({ ok: false, refusal: { why: 'there' } });
    expect(connection(queue, 'end', 'greet')).toEqual({ ok: false, refusal: { why: 'lastWay' } });
  });

  it('are not taken away where a step would be cut off: it says which', () => {
    // Only the choice of an angry customer leads aside.
    const mood = edgesOf(queue.nodes['mood'] as ScriptNode);
    const at = mood.findIndex(({ to }) => to === 'aside');
    expect(disconnection(queue, 'mood', at)).toMatchObject({
      ok: false,
      refusal: { why: 'orphans', nodes: expect.arrayContaining(['aside', 'hear']) },
    });
    expect(disconnection(queue, 'ticket', 0)).toEqual({ ok: false, refusal: { why: 'lastWay' } });
    const joined = after(queue, connection(queue, 'ticket', 'close'));
    expect(after(joined, disconnection(joined, 'ticket', 0)).nodes['ticket']).toEqual(queue.nodes['ticket']);
  });

  it('keep every step within reach, whatever is done in whatever order', () => {
    const act = fc.record({
      what: fc.constantFrom('insert', 'remove', 'connect', 'disconnect'),
      a: fc.nat(60),
      b: fc.nat(60),
      type: fc.constantFrom(...types),
    });
    fc.assert(
      fc.property(fc.array(act, { maxLength: 25 }), (acts) => {
        let source = queue;
        acts.forEach(({ what, a, b, type }, at) => {
          const ids = Object.keys(source.nodes);
          const one = ids[a % ids.length] ?? '';
          const other = ids[b % ids.length] ?? '';
          const edited =
            what === 'insert'
              ? insertion(source, one, `n${String(at)}`, made(type))
              : what === 'remove'
                ? removal(source, one)
                : what === 'connect'
                  ? connection(source, one, other)
                  : disconnection(source, one, b % 9);
          if (edited.ok) source = applyChange(source, edited.edit);
          const seen = reachableFrom(source, [source.start, source.registerAt ?? source.start]);
          expect(Object.keys(source.nodes).filter((id) => !seen.has(id))).toEqual([]);
          expect(readScript(source.code, source).ok).toBe(true);
        });
      }),
      { numRuns: 100 },
    );
  });
});

describe('the blank script', () => {
  it('has nothing wrong with it under any code', () => {
    expect(checker.check({ ...sources.blank, code: 'ABC-01' }, '2026-11-26')).toEqual([]);
  });
});
