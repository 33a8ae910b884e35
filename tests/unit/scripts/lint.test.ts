/** Every rule of the lint has a script that breaks it, and a sound script breaks none. */
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { findingLine, isError, ruleIds, type RuleId } from '../../../src/domain/scripts/finding';
import { lexiconOf } from '../../../src/domain/scripts/lint/lexicon';
import { lintScripts } from '../../../src/domain/scripts/lint/lint';
import { neededSignOffs, wordsDigest } from '../../../src/domain/scripts/lint/sign-offs';
import { deadlinesInForce } from '../../../scripts/conversation/sources';
import { readScript } from '../../../src/domain/scripts/read-source';
import { compileScripts } from '../../../src/domain/scripts/compile';
import type { ScriptSource } from '../../../src/domain/scripts/script';
import { walkScript } from '../../../src/domain/scripts/walks';
import { sources } from './play';
import { say, sound, type Json } from './small-script';

const hasher = { sha256: (text: string) => createHash('sha256').update(text).digest('base64url') };

type Change = (script: Json, nodes: Record<string, Json>) => void;

function broken(change: Change): readonly { rule: RuleId; line: string }[] {
  const json = sound();
  change(json, json['nodes'] as Record<string, Json>);
  return findingsOf([json]);
}

function findingsOf(jsons: readonly Json[]): readonly { rule: RuleId; line: string }[] {
  const read = jsons.map((json) => readScript('TST-01.yaml', json));
  const unread = read.flatMap((one) => (one.ok ? [] : one.findings));
  const scripts = read.flatMap((one) => (one.ok ? [one.script] : []));
  const all = [...scripts, ...sources.scripts.filter(({ family, code }) => family === 'shared' || code === 'SVC-01')];
  const context = {
    ...sources,
    scripts: new Map(all.map((one) => [one.code, one])),
    lexicon: lexiconOf(scripts),
    hasher,
  };
  const found = lintScripts(scripts, { ...context, today: '2026-12-01' });
  const walked = [...unread, ...found].some(isError) ? [] : unwalked(all, scripts);
  return [...unread, ...found, ...walked].map((one) => ({ rule: one.rule, line: findingLine(one) }));
}

const unwalked = (all: readonly ScriptSource[], scripts: readonly ScriptSource[]) =>
  scripts.flatMap(({ code }) => {
    const { notWalked, notFound } = walkScript(compileScripts(all, sources.facts), code);
    const named = (rule: RuleId, ways: readonly string[]) =>
      ways.map((way) => ({ rule, script: code, at: 'nodes', detail: way }));
    return [...named('E19', notWalked), ...named('W09', notFound)];
  });

const spoken =
  (zh: string, en = 'Well then.'): Change =>
  (_script, nodes) => {
    nodes['offer'] = { ...nodes['offer'], text: { zh, en } };
  };
const simply =
  (zh: string, zhSimple: string, en: string): Change =>
  (_script, nodes) => {
    nodes['offer'] = { ...nodes['offer'], text: { zh, zhSimple, en } };
  };
const english = (en: string): Change => spoken('我现在给您办。', en);

/** For each rule, at least one script that breaks it. */
const fixtures: { readonly [R in RuleId]: readonly Change[] } = {
  E00: [
    (script) => (script['schema'] = 'xianting-script/2'),
    (script) => (script['starts'] = 'greet'),
    (_script, nodes) => (nodes['offer'] = { ...nodes['offer'], text: { zh: '我现在给您办。' } }),
    (_script, nodes) => (nodes['offer'] = { ...nodes['offer'], type: 'sing' }),
  ],
  E01: [
    (_script, nodes) => (nodes['offer'] = { ...nodes['offer'], next: 'nowhere' }),
    (script) => (script['start'] = 'nowhere'),
    (_script, nodes) => (nodes['offer'] = { ...goOver('SVC-01'), at: 'nowhere' }),
    (script) =>
      (script['variants'] = {
        elderly: {
          when: { flag: 'elderly' },
          tips: [{ zh: '慢', en: 'Slow' }],
          lines: { none: { zh: '好', en: 'Good' } },
        },
      }),
  ],
  E02: [(_script, nodes) => (nodes['alone'] = say('S5', '我在这儿。', "I'm here.", 'close'))],
  E03: [
    (_script, nodes) =>
      (nodes['offer'] = { ...nodes['offer'], next: [{ to: 'close', when: { fact: 'wish', known: true } }] }),
  ],
  E04: [
    (_script, nodes) => {
      nodes['offer'] = { ...nodes['offer'], next: 'ring' };
      nodes['ring'] = say('S5', '我再看看。', "I'll look again.", 'offer');
    },
  ],
  E05: [
    (_script, nodes) =>
      (nodes['mood'] = {
        ...nodes['mood'],
        next: [
          { to: 'want', levels: [0, 1] },
          { to: 'hear', levels: [2] },
        ],
      }),
  ],
  E06: [
    spoken('由{{owner.name}}答复您。', 'You will hear from {{staff.name}} today.'),
    (_script, nodes) =>
      (nodes['offer'] = {
        ...nodes['offer'],
        text: { zh: '我来。', zhSimple: '我是{{staff.name}}。', en: "I'll do it." },
      }),
  ],
  E07: [
    spoken('您的{{fact.unknown}}我记下了。', 'I have your {{fact.unknown}}.'),
    spoken('最晚{{due.never}}。', 'By {{due.never}}.'),
    (script) => (script['required'] = ['wish', 'unknown']),
    (_script, nodes) =>
      (nodes['offer'] = {
        ...nodes['offer'],
        next: [
          { to: 'end', when: { fact: 'unknown', eq: 1 } },
          { to: 'close', else: true },
        ],
      }),
    (_script, nodes) =>
      (nodes['offer'] = {
        ...nodes['offer'],
        next: [
          { to: 'end', when: { fact: 'want', eq: 'moon' } },
          { to: 'close', else: true },
        ],
      }),
    (script) => (script['entry'] = { taxonomy: 'biz.moon' }),
    (script) => (script['escalations'] = [{ ...help, when: { fact: 'unknown', eq: 1 } }]),
    (script) => (script['variants'] = { old: { when: { fact: 'unknown', eq: 1 }, tips: [{ zh: '慢', en: 'Slow' }] } }),
    (script) => (script['required'] = ['wish', { fact: 'wish', when: { fact: 'unknown', eq: 1 } }]),
    (_script, nodes) =>
      (nodes['offer'] = { ...nodes['offer'], promises: [{ ...promised, when: { fact: 'unknown', eq: 1 } }] }),
    (_script, nodes) =>
      (nodes['offer'] = { ...nodes['offer'], promises: [{ ...promised, when: { fact: 'want', eq: 'moon' } }] }),
    (_script, nodes) => (nodes['offer'] = { ...nodes['offer'], onEnter: [{ set: 'unknown', value: 1 }] }),
    (_script, nodes) => (nodes['offer'] = { ...nodes['offer'], onEnter: [{ set: 'want', value: 'moon' }] }),
    (_script, nodes) => (nodes['offer'] = { ...nodes['offer'], onEnter: [{ set: 'slipConfirmed', value: 'maybe' }] }),
  ],
  E08: [(_script, nodes) => delete nodes['close']!['authority']],
  E09: [
    (_script, nodes) =>
      (nodes['mood'] = {
        ...nodes['mood'],
        next: [
          { to: 'hear', levels: [0, 1] },
          { to: 'want', levels: [2, 3] },
        ],
      }),
  ],
  E10: [
    (script) => delete script['registerAt'],
    (script) => (script['registerAt'] = 'offer'),
    (_script, nodes) => {
      nodes['offer'] = {
        ...nodes['offer'],
        next: [
          { to: 'out', when: { fact: 'wish', known: false } },
          { to: 'close', else: true },
        ],
      };
      nodes['out'] = { type: 'end', stage: 'S5', outcome: 'registeredWithDue' };
    },
  ],
  E11: [
    (_script, nodes) => (nodes['offer'] = { ...nodes['offer'], apology: 'B' }),
    (_script, nodes) => {
      const approved = { fact: 'decisionApproved', eq: 'yes' };
      nodes['want'] = {
        ...nodes['want'],
        next: [
          { to: 'offer', when: approved },
          { to: 'close', else: true },
        ],
      };
      nodes['offer'] = { ...nodes['offer'], apology: 'C', posts: ['teller'] };
    },
  ],
  E12: [(script) => (script['required'] = ['wish', 'phone'])],
  E13: [
    (script) => (script['law'] = [{ ...note, until: '2026-01-01' }]),
    (script) => (script['law'] = [{ ...note, from: '2027-01-01' }]),
    (script) => (script['effectiveTo'] = '2026-06-30'),
  ],
  E14: [
    (_script, nodes) => {
      nodes['offer'] = { ...nodes['offer'], next: 'clock' };
      nodes['clock'] = { type: 'timer', stage: 'S5', seconds: 60, visible: 'staff', next: 'close' };
    },
  ],
  E15: [
    spoken('最晚十五个工作日答复您。'),
    spoken('我二十天内答复您。'),
    spoken('两周之内给您回信。'),
    spoken('半个月内有结果。'),
    spoken('一个星期后您再来。'),
    english('You will have an answer within 15 days.'),
    english('You will hear within a week.'),
    english('It takes four working days.'),
    english('It takes two weeks.'),
  ],
  E16: [
    (_script, nodes) => (nodes['close'] = { type: 'sub', stage: 'S6', script: 'SUB-99', next: 'end' }),
    (_script, nodes) => (nodes['close'] = { type: 'sub', stage: 'S6', script: 'TST-01', next: 'end' }),
    (_script, nodes) => (nodes['offer'] = goOver('TST-01')),
    (_script, nodes) => (nodes['offer'] = goOver('SUB-01')),
  ],
  E17: [(script) => (script['state'] = 'published')],
  E18: [
    (_script, nodes) =>
      (nodes['offer'] = {
        ...nodes['offer'],
        next: [
          { to: 'close', when: { fact: 'wish', known: true }, label: { zh: '好', en: 'Good' } },
          { to: 'close', else: true, label: { zh: '行', en: 'Fine' } },
        ],
      }),
    (_script, nodes) =>
      (nodes['offer'] = { ...nodes['offer'], alternates: { why: { zh: '我来办。', en: "I'll do it." } } }),
    (_script, nodes) =>
      (nodes['hear'] = {
        ...nodes['hear'],
        prompts: [{ id: 'why', zh: '您说，我听着。', en: "Go on, I'm listening." }],
      }),
  ],
  E19: [
    (_script, nodes) =>
      (nodes['offer'] = {
        ...nodes['offer'],
        next: [
          {
            to: 'close',
            when: {
              any: [
                { fact: 'wish', known: true },
                { fact: 'wish', known: false },
              ],
            },
          },
          { to: 'end', else: true },
        ],
      }),
  ],
  E20: [
    spoken('您要的是{{fact.wish}}，我现在办。', 'You want {{fact.wish}}; I am on it.'),
    (_script, nodes) =>
      (nodes['offer'] = {
        ...nodes['offer'],
        byLevel: { '2': { zh: '您要{{fact.wish}}，我办。', en: 'You want {{fact.wish}}; I am on it.' } },
      }),
  ],
  E21: [
    (_script, nodes) => settling(nodes, [{ to: 'fine', else: true }]),
    // Asked, and settled whatever the answer.
    (_script, nodes) =>
      settling(nodes, [
        { to: 'fine', when: { fact: 'complains', known: true } },
        { to: 'close', else: true },
      ]),
    // Without a note of what was cleared up.
    (_script, nodes) =>
      settling(nodes, [
        { to: 'fine', when: { fact: 'complains', eq: 'no' } },
        { to: 'close', else: true },
      ]),
  ],
  E22: [
    (_script, nodes) => {
      nodes['close'] = { ...nodes['close'], next: 'back' };
      nodes['back'] = { type: 'end', stage: 'S6', outcome: 'return' };
      nodes['offer'] = {
        ...nodes['offer'],
        next: [
          { to: 'end', when: { called: true } },
          { to: 'close', else: true },
        ],
      };
    },
  ],
  W01: [spoken('我现在给您办。', '我现在给您办。')],
  W02: [spoken('您好，'.repeat(21)), english('I will do this and that and then '.repeat(5))],
  W03: [spoken('您几点来的？等了多久？前面几位？')],
  W04: [spoken('我给您查双录。'), english('The KYC is missing.')],
  W05: [spoken('这个不得不办。'), english('It is not uncommon.')],
  W06: [spoken('我知道您着急，但是要排队。'), english("I'm sorry you waited, but we are busy.")],
  W07: [spoken('您在我们这里办理的这一项业务现在还需要再补一份材料。')],
  W08: [spoken('大爷，您坐。'), english('Please sit down, madam.')],
  // Ten questions with three answers each are more than can be played; the last way needs two of them at once.
  W09: [
    (script, nodes) => {
      const ids = Array.from({ length: 10 }, (_, no) => `q${no}`);
      script['facts'] = Object.fromEntries(ids.map((id) => [id, { label: { zh: '问', en: 'Q' }, input: 'yesNo' }]));
      nodes['want'] = { ...nodes['want'], next: 'q0' };
      ids.forEach((id, no) => {
        const next = ids[no + 1] ?? 'offer';
        nodes[id] = { type: 'ask', stage: 'S4', fact: id, text: { zh: '对吗？', en: 'Right?' }, next };
      });
      nodes['offer'] = {
        ...nodes['offer'],
        next: [
          { to: 'end', when: { all: ids.map((fact) => ({ fact, eq: 'yes' })).concat([{ fact: 'q0', eq: 'no' }]) } },
          { to: 'close', else: true },
        ],
      };
    },
  ],
  W10: [
    (script, nodes) => {
      nodes['offer'] = { ...nodes['offer'], byLevel: { '2': { zh: '我这就办。', en: "I'm on it." } } };
      script['variants'] = {
        elderly: {
          when: { flag: 'elderly' },
          tips: [{ zh: '慢', en: 'Slow' }],
          lines: { offer: { zh: '您坐，我来办。', en: "Sit down, I'll do it." } },
        },
      };
    },
  ],
  W11: [(script) => (script['entry'] = { words: ['号'] }), (script) => (script['entry'] = { words: ['it'] })],
  W12: [
    spoken('亲，这边帮您看一下哦。'),
    spoken('给您带来不便，敬请谅解。'),
    spoken('我理解您的心情。'),
    english('We apologise for any inconvenience.'),
    english('Thank you for your patience.'),
  ],
  W13: [
    simply('最晚{{due.decision}}答复您。', '我们会答复您。', 'You will hear by {{due.decision}}.'),
    simply('您不认可，可以上法院，或者打12378。', '您不认可，可以往上找。', 'You can go to court or call 12378.'),
  ],
  W14: [
    // One of the two is not enough, and words of another stage are none of this.
    (_script, nodes) =>
      (nodes['greet'] = { ...nodes['greet'], byLevel: { '0': { zh: '您坐。', en: 'Do sit down.' } } }),
    (_script, nodes) => (nodes['offer'] = { ...nodes['offer'], byLevel: { '2': { zh: '我管。', en: "It's mine." } } }),
    // Words for the angry are none where only the calm come.
    (_script, nodes) => {
      nodes['mood'] = {
        ...nodes['mood'],
        next: [
          { to: 'short', levels: [0, 1] },
          { to: 'hear', levels: [2, 3] },
        ],
      };
      nodes['short'] = say('S4', '好，我记上。', "Right, I'll note it.", 'close', {
        byLevel: { '0': { zh: '好。', en: 'Right.' }, '2': { zh: '我管。', en: "It's mine." } },
      });
      nodes['want'] = { ...nodes['want'], byLevel: { '0': { zh: '您想怎么办？', en: 'What shall I do?' } } };
    },
  ],
  P1: [
    spoken('我保证给您全额赔。'),
    english('I guarantee you a full refund.'),
    spoken('放心吧，您那笔理赔准批。'),
    english("Your mortgage? It's in the bag."),
  ],
  P2: [
    spoken('您这笔已经上报了。'),
    english('Your account was flagged as suspicious.'),
    spoken('经侦那边已经在摸您这个户。'),
    english('Detectives have been asking about you.'),
  ],
  P3: [
    spoken('撤了投诉才给您办。'),
    english('Withdraw the complaint first.'),
    spoken('只要您不往外传，补偿下午到。'),
    english('Your deal is off the table once they write.'),
  ],
  P4: [
    spoken('您先冷静一下。'),
    english('Please calm down.'),
    spoken('请注意您的言辞，勿喧哗。'),
    english('Pull yourself together, please.'),
  ],
  P5: [
    spoken('这不归我们管。'),
    english("That's not my department."),
    spoken('这轮不到我们网点。'),
    english('You need to speak to the retailer.'),
  ],
  P6: [
    spoken('我们会尽快答复。'),
    english("We'll answer as soon as possible."),
    spoken('近期会给您个交代。'),
    english('Sit tight, these things take a while.'),
  ],
  P7: [
    spoken('这是您自己签的字。'),
    english('You signed it yourself.'),
    spoken('当时咋不核实一下？'),
    english('You really ought to have asked first.'),
  ],
  P8: [
    spoken('您这是敲诈。'),
    english('This is blackmail.'),
    spoken('没见过您这么计较的。'),
    english('Everyone else manages just fine.'),
  ],
  P9: [
    spoken('上一位客户也亏了。'),
    english('Another customer lost more too.'),
    spoken('您丈夫名下还有一张卡。'),
    english('Your brother has missed payments on his loan.'),
  ],
  P10: [
    spoken('投诉也没用。'),
    english("Complaining won't help."),
    spoken('举报了也是石沉大海。'),
    english('The ombudsman always sides with us.'),
  ],
  P11: [
    spoken('老年人就是记不住。'),
    english('Old people forget.'),
    spoken('换个明白人来跟我谈。'),
    english('Pensioners get muddled with codes.'),
  ],
  P12: [
    spoken('再吵就抓你。'),
    english("We'll have you arrested."),
    spoken('以后您家的贷款就别来了。'),
    english('We could ring your employer about this.'),
  ],
  P13: [
    spoken('我帮您把逾期删掉。'),
    english('I can delete the late payment from your record.'),
    spoken('花户没关系，我有门路给您漂白。'),
    english('That default can vanish from your file.'),
  ],
  P14: [
    spoken('是总行系统的锅。'),
    english('Head office messed it up.'),
    spoken('审批部门一贯磨蹭。'),
    english('Our call centre is useless.'),
  ],
  // The second in other signs of the same sound.
  L1: [spoken('您呀，爱等不等吧。'), spoken('您艾等不等。'), english('Just wait or leave as you please.')],
};

const help = { id: 'help', to: 'manager', urgency: 'now', reason: { zh: '要人', en: 'Help' } };
const promised = { id: 'call', what: { zh: '回电话', en: 'Call back' }, owner: 'self', due: { minutes: 30 } };

const goOver = (script: string): Json => ({ type: 'sub', stage: 'S5', script, goOver: true });

/** After the offer it is asked whether there is a complaint; these ways follow. */
function settling(nodes: Record<string, Json>, next: unknown): void {
  nodes['offer'] = { ...nodes['offer'], next: 'asked' };
  nodes['asked'] = {
    type: 'ask',
    stage: 'S6',
    fact: 'complains',
    text: { zh: '您有要投诉的吗？', en: 'Is there a complaint?' },
    next,
  };
  nodes['fine'] = { type: 'end', stage: 'S6', outcome: 'settledOnSpot' };
}

const note = {
  id: 'rule',
  source: { zh: '某条', en: 'Some article' },
  says: { zh: '某事', en: 'Something' },
  confidence: 'R',
  confirm: 'compliance',
};

describe('each rule finds what breaks it', () => {
  it('a sound script breaks none', () => {
    expect(broken(() => undefined).map(({ line }) => line)).toEqual([]);
  });

  const cases = ruleIds.flatMap((rule) => fixtures[rule].map((change, at) => ({ rule, at: at + 1, change })));
  it.each(cases)('$rule, fixture $at', ({ rule, change }) => {
    expect(broken(change).map((one) => one.rule)).toContain(rule);
  });

  it('E18: the same code twice', () => {
    expect(findingsOf([sound(), sound()]).map(({ rule }) => rule)).toContain('E18');
  });
});

describe('words for the calm and for the angry', () => {
  const levelWarnings = (change: Change) =>
    broken(change)
      .filter(({ rule }) => rule === 'W14')
      .map(({ line }) => line);

  it('are missed once per stage, with both levels', () => {
    const bare = (nodes: Record<string, Json>, id: string) => (nodes[id] = { ...nodes[id], byLevel: {} });
    const found = levelWarnings((_script, nodes) => {
      bare(nodes, 'greet');
      bare(nodes, 'offer');
    });
    expect(found).toEqual([
      expect.stringMatching(/nodes\.greet\.byLevel.*\(S2: 0, 2\)$/),
      expect.stringMatching(/nodes\.offer\.byLevel.*\(S5: 0, 2\)$/),
    ]);
  });

  it('are not asked for where nobody of that level comes, for safety, after the talk, nor among colleagues', () => {
    const line = (stage: string, next: string) => say(stage, '好，我记上。', "Right, I'll note it.", next);
    expect(
      levelWarnings((_script, nodes) => {
        // Only the angry are listened to here; then a line for safety, and a question to a witness.
        nodes['hear'] = { ...nodes['hear'], next: 'back' };
        nodes['back'] = { ...line('S3', 'aside'), byLevel: { '2': { zh: '我管。', en: "It's mine." } } };
        nodes['aside'] = line('S0', 'want');
        nodes['close'] = { ...nodes['close'], next: 'after' };
        nodes['after'] = line('S7', 'end');
      }),
    ).toEqual([]);
    const unworded: Change = (script, nodes) => {
      nodes['greet'] = line('S2', 'mood');
      script['forStaff'] = true;
    };
    expect(levelWarnings(unworded)).toEqual([]);
  });

  it('count where a condition on the level closes the other way', () => {
    const onLevel = (emotion: Json): Change => {
      return (_script, nodes) => {
        nodes['want'] = {
          ...nodes['want'],
          next: [
            { to: 'offer', when: { all: [{ emotion }, { fact: 'wish', known: true }] } },
            { to: 'close', else: true },
          ],
        };
        nodes['offer'] = { ...nodes['offer'], byLevel: { '2': { zh: '我管。', en: "It's mine." } } };
      };
    };
    expect(levelWarnings(onLevel({ gte: 2 }))).toEqual([]);
    expect(levelWarnings(onLevel({ lte: 2 }))).toHaveLength(1);
    expect(levelWarnings(onLevel({ eq: 0 }))).toHaveLength(1);
  });
});

describe('deadlines that a line may name', () => {
  const rule = (deadline: string, effectiveTo: string | null) => ({ deadline, effectiveTo });

  it('are those that a rule gives today, in any of its versions', () => {
    const pack = {
      deadlines: [rule('gone', '2026-11-30'), rule('decision', '2026-11-30'), rule('decision', null)],
    };
    expect([...deadlinesInForce([pack, { deadlines: [rule('last', '2026-12-01')] }], '2026-12-01')]).toEqual([
      'decision',
      'last',
    ]);
  });

  it('are not those of another country', () => {
    expect(sources.deadlines.has('decision')).toBe(true);
    expect(
      broken(spoken('最晚{{due.ombudsman}}。', 'By {{due.ombudsman}}.')).map(({ rule: found }) => found),
    ).toContain('E07');
  });
});

describe('what is harmless is let pass', () => {
  const harmless = [
    '我保证五点前给您打电话。',
    '您有权投诉，我现在登记。',
    '您撤不撤投诉，不影响我给您办。',
    '我这儿办不了，我陪您去三号窗口。',
    '最晚{{due.decision}}答复您。',
    '别的客户的事，我不能讲。',
    '逾期那条，您可以提异议。',
  ];
  it.each(harmless)('%s', (zh) => {
    const en = zh.includes('{{due') ? 'By {{due.decision}}.' : 'Well then.';
    expect(broken(spoken(zh, en)).filter(({ rule }) => rule.startsWith('P') || rule === 'L1')).toEqual([]);
  });
});

describe('sign-offs', () => {
  const signed = (words: string): Json => ({
    ...sound(),
    state: 'published',
    signOffs: neededSignOffs.map((as) => ({ as, on: '2026-11-30', words })),
  });
  const digest = () => {
    const read = readScript('TST-01.yaml', sound());
    if (!read.ok) throw new Error('the sample is sound');
    return wordsDigest(read.script, hasher);
  };

  it('count for the words that were read', () => {
    expect(findingsOf([signed(digest())])).toEqual([]);
  });

  it('count no more after a word was changed', () => {
    const json = signed(digest());
    spoken('我马上给您办。', "I'll do it now.")(json, json['nodes'] as Record<string, Json>);
    expect(findingsOf([json]).map(({ rule }) => rule)).toEqual(['E17']);
  });
});

describe('bad input is refused with the list of its faults', () => {
  it('says of a number among words that it needs quotes', () => {
    const lines = broken(
      (script) => (script['entry'] = { any: [{ flag: 'regulator' }, { words: ['投诉', 12378] }] }),
    ).map(({ line }) => line);
    expect(lines).toEqual([expect.stringContaining('entry.any.1.words.1: ')]);
    expect(lines[0]).toMatch(/expected string, received number/);
  });

  it('names the newer form', () => {
    expect(broken((script) => (script['schema'] = 'xianting-script/2'))[0]?.line).toContain(
      'schema: the source has not the form of a script (expected xianting-script/1, found xianting-script/2)',
    );
  });

  it('lists every fault with its path', () => {
    const lines = broken((script, nodes) => {
      script['code'] = 'x';
      nodes['want'] = { ...nodes['want'], text: { zh: '您要什么？' }, fakt: 'wish' };
      nodes['offer'] = { ...nodes['offer'], next: [{ to: 'close', when: { fact: 'wish', eqq: 1 } }] };
    }).map(({ line }) => line);
    expect(lines).toHaveLength(5);
    expect(lines.join('\n')).toMatch(
      / code: .*\n.* nodes\.want\.text\.en: .*\n.* nodes\.want\.fakt: .*\n.* nodes\.offer\.next.*eqq/,
    );
  });
});
