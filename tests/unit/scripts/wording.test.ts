/** Which words are said: to whom, in what mood, and when an answer is missing; and which of the customer's words speak for a script. */
import { describe, expect, it } from 'vitest';
import { compileScripts } from '../../../src/domain/scripts/compile';
import { entryWordsIn, foundWords } from '../../../src/domain/scripts/entry-words';
import { requiredNow } from '../../../src/domain/scripts/evaluate';
import { findingLine } from '../../../src/domain/scripts/finding';
import { lexiconOf } from '../../../src/domain/scripts/lint/lexicon';
import { textRules } from '../../../src/domain/scripts/lint/text-rules';
import { present } from '../../../src/domain/scripts/present';
import { readScript } from '../../../src/domain/scripts/read-source';
import type { Session } from '../../../src/domain/scripts/session';
import { answer, begin, play, rate, said, shipped, sources, type Bare } from './play';
import { sound, type Json } from './small-script';

const lineOf = (session: Session) => session.path.at(-1)?.line;

function packOf(change: (script: Json, nodes: Record<string, Json>) => void) {
  const json = sound();
  change(json, json['nodes'] as Record<string, Json>);
  const read = readScript('TST-01.yaml', json);
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  return compileScripts([read.script, ...sources.scripts], sources.facts);
}

describe('somebody old and angry', () => {
  const old: Bare = { type: 'flagged', flag: 'elderly', basis: ['身份证'], expiresAt: null, reviewer: null };
  it('has such a line in each shipped script where the node has one for the angry', () => {
    const missing = Object.values(shipped.scripts).flatMap(({ code, variants, nodes }) =>
      variants.flatMap(({ id, lines, byLevel }) =>
        lines
          .filter((node) => nodes[node]?.byLevel[2] !== undefined && byLevel[node]?.includes(2) !== true)
          .map((node) => `${code}.${node}.${id}`),
      ),
    );
    expect(missing).toEqual([]);
  });

  const lines = { text: { zh: '常', en: 'Usual' }, byLevel: { '2': { zh: '怒', en: 'Angry' } } };
  const said2 = (variant: Json, level: 0 | 1 | 2) => {
    const pack = packOf((script, nodes) => {
      nodes['offer'] = { ...nodes['offer'], ...lines };
      nodes['mood'] = { ...nodes['mood'], next: [{ to: 'offer', levels: [0, 1, 2, 3] }] };
      script['required'] = [];
      script['variants'] = {
        elderly: { when: { flag: 'elderly' }, tips: [{ zh: '慢', en: 'Slow' }], lines: { offer: variant } },
      };
    });
    return lineOf(play(begin('TST-01', pack), [rate(level), old, said, rate(level)], pack));
  };
  const calm = { zh: '慢慢来', en: 'Take your time' };

  it.each([
    { level: 1 as const, variant: calm, line: 'TST-01.offer.elderly' },
    // The variant has no line for the angry: that of the node, before one for the calm.
    { level: 2 as const, variant: calm, line: 'TST-01.offer.2' },
    {
      level: 2 as const,
      variant: { ...calm, byLevel: { '2': { zh: '您坐', en: 'Sit' } } },
      line: 'TST-01.offer.elderly.2',
    },
    {
      level: 0 as const,
      variant: { ...calm, byLevel: { '2': { zh: '您坐', en: 'Sit' } } },
      line: 'TST-01.offer.elderly',
    },
  ])('at level $level: $line', ({ level, variant, line }) => {
    expect(said2(variant, level)).toBe(line);
  });
});

describe('what is said in the shipped scripts', () => {
  const warned = (rule: string) =>
    sources.scripts
      .flatMap((script) => textRules.flatMap((check) => check(script, context)))
      .filter((one) => one.rule === rule);
  const context = {
    ...sources,
    scripts: new Map(),
    lexicon: lexiconOf([]),
    hasher: { sha256: () => '' },
    today: '2026-12-01',
  };

  it.each([
    { rule: 'W01', what: 'has its English' },
    { rule: 'W02', what: 'fits into one breath: sixty characters, thirty-two words' },
    { rule: 'W03', what: 'asks one thing at a time' },
    { rule: 'W04', what: 'has no word of the house' },
    { rule: 'W06', what: 'takes no sympathy back' },
    { rule: 'W07', what: 'can be followed by somebody old, or has a simpler wording' },
    { rule: 'W08', what: 'takes neither age nor sex for granted' },
    { rule: 'W12', what: 'is spoken, not a notice' },
    { rule: 'W13', what: 'tells the old as much as everybody of days and of where to go' },
  ])('$what', ({ rule }) => {
    expect(warned(rule).map(findingLine)).toEqual([]);
  });

  it('has at least three other ways to say something in each script of the catalogue, and one of the angry', () => {
    const few = sources.scripts
      .filter(({ family }) => family !== 'shared')
      .filter(({ nodes }) => {
        const spoken = Object.values(nodes).flatMap((node) =>
          node.type === 'say' || node.type === 'ask' ? [node] : [],
        );
        const others = spoken.flatMap(({ alternates }) => Object.keys(alternates ?? {})).length;
        const angry = spoken.filter(({ byLevel }) => byLevel?.['2'] !== undefined).length;
        return others < 3 || angry < 2;
      });
    expect(few.map(({ code }) => code)).toEqual([]);
  });

  it('closes with an owner, a date and where to go on, and names whom to fetch', () => {
    const open = sources.scripts
      .filter(({ family }) => family !== 'shared')
      .filter(
        ({ closing, escalations, entry, required, avoid, prefer, law }) =>
          closing === undefined ||
          closing.routes.length === 0 ||
          [escalations, required, prefer, law].some(({ length }) => length === 0) ||
          avoid.length < 6 ||
          entry === undefined,
      );
    expect(open.map(({ code }) => code)).toEqual([]);
  });
});

describe('a step that stands open', () => {
  const shownAt = (session: Session) => present(shipped, session, {}).line?.id;

  it('has the words for the first rating, which comes before the first line is said', () => {
    expect(shownAt(begin('SVC-01'))).toBe('SVC-01.greet');
    expect(shownAt(play(begin('SVC-01'), [rate(2)]))).toBe('SVC-01.greet.2');
    expect(shownAt(play(begin('SVC-01'), [rate(1)]))).toBe('SVC-01.greet');
  });

  it('follows a rating and a flag that come while it is on the screen, and keeps what was there before', () => {
    const risen = play(begin('UNC-01'), [rate(0), rate(3)]);
    expect(risen.path.map(({ line }) => line)).toEqual(['UNC-01.greet', 'UNC-01.greet.0', 'UNC-01.greet.3']);
    const lost: Bare = { type: 'flagged', flag: 'elderly', basis: ['身份证'], expiresAt: null, reviewer: null };
    const asked = play(begin('UNC-08'), [rate(1), { type: 'checked' }, { type: 'picked', to: 'lostGreet' }]);
    expect(shownAt(asked)).toBe('UNC-08.lostGreet');
    expect(shownAt(play(asked, [lost]))).toBe('UNC-08.lostGreet.elderly');
    // Another event leaves the words, and the path, as they are.
    expect(play(asked, [{ type: 'ticking' }]).path).toEqual(asked.path);
  });

  it('has words for the angry, not the usual ones, for somebody beside themselves whom no line was written for', () => {
    const lineAt3 = (variant: Json, ...before: readonly Bare[]) => {
      const pack = packOf((script, nodes) => {
        const start = String(script['start']);
        nodes[start] = { ...nodes[start], byLevel: { '2': { zh: '怒', en: 'Angry' } } };
        script['variants'] = {
          elderly: { when: { flag: 'elderly' }, tips: [{ zh: '慢', en: 'Slow' }], lines: { [start]: variant } },
        };
      });
      return lineOf(play(begin('TST-01', pack), [...before, rate(3)], pack));
    };
    const old: Bare = { type: 'flagged', flag: 'elderly', basis: ['身份证'], expiresAt: null, reviewer: null };
    const calm = { zh: '慢慢来', en: 'Take your time' };
    expect(lineAt3(calm)).toMatch(/^TST-01\.\w+\.2$/);
    expect(lineAt3(calm, old)).toMatch(/^TST-01\.\w+\.2$/);
    expect(lineAt3({ ...calm, byLevel: { '2': { zh: '您坐', en: 'Sit' } } }, old)).toMatch(/\.elderly\.2$/);
  });

  it('has the words for now when one goes back to it', () => {
    const gone = play(begin('SVC-01'), [rate(1), said, rate(2)]);
    expect(shownAt(play(gone, [{ type: 'rewound' }]))).toBe('SVC-01.greet.2');
  });
});

describe('an answer that nobody gave', () => {
  it('is not spoken: another line stands in', () => {
    const asked = play(begin('SVC-01'), [rate(1), said, answer('A1')]);
    expect(lineOf(play(asked, [answer(20)]))).toBe('SVC-01.sorry');
    const unknown = play(asked, [answer(null)]);
    expect(lineOf(unknown)).toBe('SVC-01.sorry.unanswered');
    expect(present(shipped, unknown, {}).line?.text).not.toContain('____');
    expect(lineOf(play(asked, [{ type: 'skipped' }]))).toBe('SVC-01.sorry.unanswered');
  });

  it('hides the other wordings that speak of it', () => {
    const pack = packOf((_script, nodes) => {
      nodes['offer'] = {
        ...nodes['offer'],
        alternates: {
          named: { zh: '您要{{fact.wish}}。', en: 'You want {{fact.wish}}.' },
          plain: { zh: '我来。', en: 'Let me.' },
        },
      };
    });
    const at = play(begin('TST-01', pack), [rate(0), said, rate(0)], pack);
    const shown = (value: string | null) =>
      present(pack, play(at, [answer(value)], pack), {}).alternates.map(({ id }) => id);
    expect(shown('退钱')).toEqual(['TST-01.offer.named', 'TST-01.offer.plain']);
    expect(shown(null)).toEqual(['TST-01.offer.plain']);
  });
});

describe('conditions', () => {
  it('make a fact required, and a promise made, only where they hold', () => {
    const lost = { fact: 'want', eq: 'refund' };
    const pack = packOf((script, nodes) => {
      script['required'] = ['wish', { fact: 'amount', when: lost }];
      nodes['want'] = { ...nodes['want'], fact: 'want', text: { zh: '要什么？', en: 'What?' } };
      nodes['offer'] = {
        ...nodes['offer'],
        promises: [
          { id: 'pay', what: { zh: '退', en: 'Refund' }, owner: 'manager', due: { workingDays: 1 }, when: lost },
        ],
      };
    });
    const script = pack.scripts['TST-01']!;
    const after = (want: string) => play(begin('TST-01', pack), [rate(0), said, rate(0), answer(want)], pack);
    expect(requiredNow(script, after('apology'))).toEqual(['wish']);
    expect(after('apology').promises).toEqual([]);
    expect(requiredNow(script, after('refund'))).toEqual(['wish', 'amount']);
    expect(after('refund').promises.map(({ line }) => line)).toEqual(['TST-01.offer.promise.pay']);
  });
});

describe('words that speak for a script', () => {
  it.each([
    { word: 'kill', text: 'she has no skill at all', found: false },
    { word: 'kill', text: "I'll kill him", found: true },
    { word: 'fee', text: 'two fees were charged', found: true },
    { word: 'fee', text: 'I want feedback', found: false },
    { word: '12378', text: '我要打12378', found: true },
    { word: '12378', text: '尾号 0123786', found: false },
    { word: 'T+1', text: 'it was T+1 they said', found: true },
    { word: '排队', text: '排队排了半天', found: true },
  ])('$word in "$text": $found', ({ word, text, found }) => {
    expect(foundWords([word], text)).toEqual(found ? [word] : []);
  });

  const of = (text: string) => Object.fromEntries(entryWordsIn(Object.values(shipped.scripts), text));

  it('a longer word of another script hides the shorter one inside it', () => {
    expect(of('我的卡被司法冻结了')).toEqual({ 'ACC-05': ['司法冻结'] });
    expect(of('我的卡冻结了')).toEqual({ 'ACC-01': ['冻结'] });
    // Said once inside the longer word and once by itself.
    expect(Object.keys(of('不是司法冻结，就是冻结了'))).toEqual(['ACC-01', 'ACC-05']);
  });
});
