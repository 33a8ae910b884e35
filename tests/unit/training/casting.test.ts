/** The shipped customers, scenes and temptations fit the shipped scripts. */
import { describe, expect, it } from 'vitest';
import { dangerousPhrases } from '../../../src/domain/scripts/lint/phrases';
import { Need } from '../../../src/domain/scripts/vocabulary';
import { startPractice } from '../../../src/domain/training/play';
import { casting, pack, pairs, setup } from './run';

describe('customers', () => {
  it('are at least eight, of every need and every level that somebody comes in with', () => {
    expect(casting.customers.length).toBeGreaterThanOrEqual(8);
    expect(new Set(casting.customers.map(({ need }) => need))).toEqual(new Set(Need.options));
    expect(new Set(casting.customers.map(({ startLevel }) => startLevel))).toEqual(new Set([0, 1, 2]));
  });

  it('have words of their own for everything at every level', () => {
    for (const { id, lines } of casting.customers)
      for (const [situation, said] of Object.entries(lines))
        for (const level of [0, 1, 2, 3] as const) {
          const always = situation === 'plain' || situation === 'provoked' || situation === 'impatient';
          const there = said.some(({ levels }) => levels === undefined || levels.includes(level));
          expect(there || !always || (situation === 'provoked' && level === 0), `${id} ${situation} ${level}`).toBe(
            true,
          );
        }
  });
});

describe.each(casting.scenes)('scene of $script', ({ script, answers, picks, customers }) => {
  const compiled = pack.scripts[script];

  it('answers what the script asks, in the form in which it asks', () => {
    expect(compiled?.registerAt).toBeDefined();
    for (const [fact, { value }] of Object.entries(answers)) {
      const declared = compiled?.facts[fact];
      expect(declared, `${script} ${fact}`).toBeDefined();
      if (value === null) continue;
      if (declared?.input === 'choice')
        expect(
          declared.options?.map(({ id }) => id),
          fact,
        ).toContain(value);
      if (declared?.input === 'yesNo') expect(['yes', 'no'], fact).toContain(value);
      if (declared?.input === 'money' || declared?.input === 'number') expect(typeof value, fact).toBe('number');
    }
  });

  it('leaves no question of the script without an answer', () => {
    const asked = Object.values(compiled?.nodes ?? {}).flatMap(({ fact }) => (fact === undefined ? [] : [fact]));
    const ruled = ['summaryRight', 'agreed'];
    expect(asked.filter((fact) => !(fact in answers) && !(fact in casting.answers) && !ruled.includes(fact))).toEqual(
      [],
    );
  });

  it('shows ways that are there', () => {
    for (const [node, { willing, unwilling }] of Object.entries(picks))
      for (const sign of [willing, unwilling])
        if (sign !== undefined)
          expect(
            compiled?.nodes[node]?.edges.map(({ to }) => to),
            `${script} ${node}`,
          ).toContain(sign.to);
  });

  it('is played by customers who exist', () => {
    for (const customer of customers) expect(() => startPractice(pack, casting, setup(script, customer))).not.toThrow();
  });
});

describe('temptations', () => {
  const classes = { outcomePromised: 'P1', tippedOff: 'P2', conditionSet: 'P3' } as const;

  it.each(casting.slips.filter(({ tag }) => tag in classes))('$id is what its class forbids', ({ tag, zh, en }) => {
    const rule = classes[tag as keyof typeof classes];
    expect(dangerousPhrases(zh, 'zh').map((found) => found.rule)).toContain(rule);
    expect(dangerousPhrases(en, 'en').map((found) => found.rule)).toContain(rule);
  });

  it.each(casting.slips)('$id has a better way to say it that no pattern catches', ({ better }) => {
    expect(dangerousPhrases(better.zh, 'zh')).toEqual([]);
    expect(dangerousPhrases(better.en, 'en')).toEqual([]);
  });

  it('is there for every stage at which something is said', () => {
    for (const stage of ['S0', 'S2', 'S3', 'S4', 'S5', 'S6'] as const)
      expect(
        casting.slips.some(({ stages }) => stages.includes(stage)),
        stage,
      ).toBe(true);
  });
});

it('each customer has a scene, and each need is met in more than one script', () => {
  expect(new Set(pairs.map(({ customer }) => customer))).toEqual(new Set(casting.customers.map(({ id }) => id)));
  for (const need of Need.options) {
    const who = casting.customers.filter((one) => one.need === need).map(({ id }) => id);
    expect(
      new Set(pairs.filter(({ customer }) => who.includes(customer)).map(({ script }) => script)).size,
    ).toBeGreaterThan(1);
  }
});

it('each of the twelve scripts that a branch needs first can be practised, and what is dangerous', () => {
  const first = 'SVC-01 SVC-02 ACC-01 ACC-04 ACC-05 CSH-01 VUL-01 CRD-01 WLT-02 INS-01 UNC-03 UNC-04'.split(' ');
  const there = casting.scenes.map(({ script }) => script);
  expect([...first, 'UNC-05'].filter((code) => !there.includes(code))).toEqual([]);
});
