/** A branch may say a line in its own words, but what must be told stays told. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { disclosureOf, numbersIn, pointsIn } from '../../../src/domain/scripts/disclosures';
import { linesOf, withWords } from '../../../src/domain/scripts/lines';
import {
  lineDigest,
  packWithOverlay,
  rewordable,
  rewordingFaults,
  withOverlay,
} from '../../../src/domain/scripts/overlay';
import { compileScripts } from '../../../src/domain/scripts/compile';
import type { ScriptSource } from '../../../src/domain/scripts/script';
import { blanksOf, type Line } from '../../../src/domain/scripts/words';
import { shipped, sources } from './play';

const hasher = { sha256: (text: string) => createHash('sha256').update(text).digest('base64url') };

function script(code: string): ScriptSource {
  const found = sources.scripts.find((one) => one.code === code);
  if (found === undefined) throw new Error(`no script ${code}`);
  return found;
}

function lineOf(of: ScriptSource, id: string): Line {
  const found = linesOf(of).find((one) => one.id === id);
  if (found === undefined) throw new Error(`no line ${id}`);
  return found.line;
}

const closing = script('SUB-01');
const routes = 'SUB-01.routes';
const own: Line = {
  zh: '要是觉得答复不对，可以找我们上级复核，也能调解、上法院，还能打12378，单子上都写着。',
  zhSimple: '答复您不满意，能请上级再看，能调解，能上法院，能打12378。',
  en: 'If the answer seems wrong you can ask for a review, mediation or the court, or call 12378. The sheet has it all.',
};
const kinds = (words: Line, of = closing, id = routes) =>
  rewordingFaults(of, id, words).map(({ kind, wording, detail }) => `${kind} ${wording ?? ''} ${detail}`);

describe('the routes that are told at the close', () => {
  it('may be said in other words that name each of them', () => {
    expect(kinds(own)).toEqual([]);
  });

  it('may lose none of them, in either language', () => {
    expect(kinds({ ...own, zh: own.zh.replace('、上法院', '') })).toEqual(['pointMissing zh court']);
    expect(kinds({ ...own, zh: own.zh.replace('，还能打12378', '') })).toEqual([
      'pointMissing zh regulator',
      'numberMissing zh 12378',
    ]);
    expect(kinds({ ...own, en: own.en.replace('mediation or ', '') })).toEqual(['pointMissing en mediation']);
    expect(kinds({ ...own, zhSimple: '答复您不满意，能请上级再看。电话在单子上。' })).toEqual([
      'pointMissing zhSimple mediation',
      'pointMissing zhSimple court',
      'pointMissing zhSimple regulator',
      'numberMissing zhSimple 12378',
    ]);
  });

  it('may not be made doubtful or denied', () => {
    expect(kinds({ ...own, zh: own.zh.replace('可以找', '也许可以找') })).toEqual(['hedged zh 也许']);
    expect(kinds({ ...own, en: own.en.replace('you can', 'you might') })).toEqual(['hedged en might']);
    // "也不用调解、上法院" talks them out of both.
    expect(kinds({ ...own, zh: own.zh.replace('也能调解', '也不用调解') })).toEqual([
      'pointDenied zh mediation',
      'pointDenied zh court',
    ]);
  });
});

describe('blanks', () => {
  const readout = lineOf(closing, 'SUB-01.readout');
  it('stay, so that nobody is left without a day, a number and a name', () => {
    const zh = '编号{{case.number}}，我们一定跟到底。';
    expect(kinds({ ...readout, zh }, closing, 'SUB-01.readout')).toEqual([
      'blankMissing zh owner.name',
      'blankMissing zh due.decision',
    ]);
  });

  it('are not added, since nothing fills them in there', () => {
    const zh = readout.zh.replace('这件事', '{{fact.ticket}}');
    expect(kinds({ ...readout, zh }, closing, 'SUB-01.readout')).toEqual(['blankAdded zh fact.ticket']);
  });
});

describe('lines that are the same everywhere', () => {
  const fixed = sources.scripts.flatMap((of) =>
    linesOf(of).flatMap((line) => {
      const may = rewordable(of, line);
      return may.kind === 'fixed' ? [{ of, line, reason: may.reason }] : [];
    }),
  );

  it('are those of safety, limits, admissions, and what only staff read', () => {
    expect(new Set(fixed.map(({ reason }) => reason))).toEqual(new Set(['staff', 'safety', 'limit', 'apology']));
    expect(fixed.filter(({ of, line }) => of.nodes[line.node]?.stage === 'S0').length).toBeGreaterThan(40);
  });

  it('are refused whatever is put there', () => {
    for (const { of, line, reason } of fixed.slice(0, 60))
      expect(rewordingFaults(of, line.id, { zh: '别的话', en: 'Other words' })).toEqual([
        { kind: 'fixed', wording: null, detail: reason },
      ]);
  });
});

describe('every line that a branch may reword', () => {
  const open = sources.scripts.flatMap((of) =>
    linesOf(of)
      .filter((line) => rewordable(of, line).kind !== 'fixed')
      .map((line) => ({ of, line })),
  );
  const oneOf = fc.constantFrom(...open);

  it('can be set at its place, and nothing else moves', () => {
    fc.assert(
      fc.property(oneOf, fc.string({ minLength: 1, maxLength: 20 }), ({ of, line }, text) => {
        const words = { zh: `您好${text}`, en: `Hello ${text}` };
        const after = linesOf(withWords(of, line.path, words));
        expect(after.find(({ id }) => id === line.id)?.line).toEqual(words);
        expect(after.filter(({ id }) => id !== line.id)).toEqual(linesOf(of).filter(({ id }) => id !== line.id));
      }),
    );
  });

  it('keeps what it discloses, whatever random words are put there', () => {
    fc.assert(
      fc.property(
        oneOf,
        fc.array(fc.constantFrom('您可以去', '上法院', '打', '12378', '复核', '{{due.decision}}', '调解', '不'), {
          maxLength: 40,
        }),
        ({ of, line }, signs) => {
          const words = { zh: `好${signs.join('')}`, en: line.line.en };
          if (rewordingFaults(of, line.id, words).length > 0) return;
          for (const point of pointsIn(line.line.zh, 'zh')) expect(pointsIn(words.zh, 'zh')).toContain(point);
          for (const number of numbersIn(line.line.zh)) expect(numbersIn(words.zh)).toContain(number);
          expect(blanksOf(words.zh)).toEqual(expect.arrayContaining([...blanksOf(line.line.zh)]));
          expect(disclosureOf(words).blanks).toEqual(expect.arrayContaining([...disclosureOf(line.line).blanks]));
        },
      ),
      { numRuns: 400 },
    );
  });

  it('can not be emptied of a blank that it has', () => {
    fc.assert(
      fc.property(fc.constantFrom(...open.filter(({ line }) => blanksOf(line.line.zh).length > 0)), ({ of, line }) => {
        const zh = line.line.zh.replace(/\{\{[^}]*\}\}/, '那个');
        const faults = rewordingFaults(of, line.id, { ...line.line, zh });
        // A blank that stands there twice is still there.
        if (blanksOf(zh).length < blanksOf(line.line.zh).length)
          expect(faults.map(({ kind }) => kind)).toContain('blankMissing');
      }),
    );
  });
});

describe('an overlay', () => {
  const rewording = { line: routes, of: lineDigest(lineOf(closing, routes), hasher), words: own };

  it('speaks in the source and in the compiled pack', () => {
    const { script: said, stale } = withOverlay(closing, [rewording], hasher);
    expect(stale).toEqual([]);
    expect(lineOf(said, routes)).toEqual(own);
    const pack = packWithOverlay(shipped, [rewording], hasher);
    expect(pack.lines[routes]).toEqual(own);
    expect(shipped.lines[routes]).not.toEqual(own);
    expect(compileScripts([said], sources.facts).lines[routes]).toEqual(own);
  });

  it('rests when a new version says something else there, or nothing', () => {
    const path = linesOf(closing).find(({ id }) => id === routes)?.path ?? [];
    const newer = withWords(closing, path, { zh: '新的话，可以复核、调解、上法院，打12378。', en: 'New words' });
    expect(withOverlay(newer, [rewording], hasher)).toEqual({
      script: newer,
      stale: [{ rewording, reason: 'changed' }],
    });
    const pack = compileScripts([newer], sources.facts);
    expect(packWithOverlay(pack, [rewording], hasher)).toBe(pack);
    const gone = { ...rewording, line: 'SUB-01.farewell' };
    expect(withOverlay(closing, [gone], hasher).stale).toEqual([{ rewording: gone, reason: 'gone' }]);
  });

  it('rests when the rules have become stricter than when it was written', () => {
    const weak = { ...rewording, words: { zh: '单子上都有。', en: 'It is all on the sheet.' } };
    expect(withOverlay(closing, [weak], hasher).stale).toEqual([{ rewording: weak, reason: 'notAllowed' }]);
  });
});
