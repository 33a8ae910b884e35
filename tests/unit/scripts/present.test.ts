/** What the counter sees of a conversation, and what a colleague reads who takes it over. */
import { describe, expect, it } from 'vitest';
import { filledIn, handover, mostToRead, present } from '../../../src/domain/scripts/present';
import { answer, begin, play, rate, said, shipped, type Bare } from './play';

const values = { 'staff.name': '李红', 'owner.name': '李红', 'due.decision': '12月11日' };
const seen = (events: readonly Bare[], script = 'SVC-01') => present(shipped, play(begin(script), events), values);

describe('the line', () => {
  it('has its blanks filled, and leaves what is not known to be filled by hand', () => {
    expect(seen([rate(0)]).line?.text).toContain('我是李红');
    expect(present(shipped, begin('SVC-01'), {}).line?.text).toContain('我是____');
    expect(seen([rate(0), said, answer('A1'), answer(40)]).line?.text).toBe('让您等了40分钟，抱歉。');
  });

  it('follows the language that was chosen, also mid-way', () => {
    const wording = (to: 'zhSimple' | 'en'): Bare => ({ type: 'wordingSet', wording: to });
    const before: readonly Bare[] = [rate(1), said, answer('A1'), answer(40)];
    expect(seen([...before, wording('en')]).line?.text).toMatch(/^40 minutes would try/);
    expect(seen([...before, wording('zhSimple')]).line?.text).toBe('等了40分钟，太久了。抱歉。');
    // Without a simpler wording the usual one is said.
    expect(seen([rate(0), said, wording('zhSimple')]).line?.text).toBe('您这号是多少？');
  });

  it('is said in one language and understood in another, while staff read their own', () => {
    const session = play(begin('SVC-01'), [
      rate(1),
      said,
      answer('A1'),
      answer(40),
      { type: 'wordingSet', wording: 'en' },
    ]);
    const seenBy = present(shipped, session, values, 'zh');
    expect(seenBy.line).toMatchObject({
      text: expect.stringMatching(/^40 minutes/),
      meaning: expect.stringContaining('等了40分钟'),
    });
    expect(seenBy.why?.text).toContain('七秒以内');
    expect(present(shipped, session, values).line?.meaning).toBeNull();
    const checklist = play(begin('WLT-02'), [rate(3), said, rate(3), { type: 'wordingSet', wording: 'en' }]);
    expect(present(shipped, checklist, values, 'zh').items[0]?.text).toMatch(/[\u4e00-\u9fff]/);
  });

  it('says amounts in yuan', () => {
    const facts: readonly Bare[] = [
      { type: 'factSet', fact: 'amount', value: 5_000_000 },
      { type: 'factSet', fact: 'told', value: '随时能取' },
    ];
    const toNumbers = shipped.scripts['WLT-02']?.nodes['numbers'];
    expect(toNumbers).toBeDefined();
    const session = play(begin('WLT-02'), [rate(0), ...facts]);
    const at = { ...session, frames: [{ script: 'WLT-02', node: 'numbers', visits: {} }] };
    const path = [...session.path, { script: 'WLT-02', node: 'numbers', line: 'WLT-02.numbers', at: 0 }];
    expect(present(shipped, { ...at, path }, values).line?.text).toContain('一共交了50,000元');
  });
});

describe('what can be done', () => {
  it('asks for a rating before the first line and at each gate', () => {
    expect(present(shipped, begin('SVC-01'), values)).toMatchObject({ rate: 'first', held: 'rateFirst' });
    expect(seen([rate(0), said])).toMatchObject({ rate: null, held: null });
    const facts = [rate(1), said, answer('A1'), answer(20), said, rate(1)];
    expect(seen(facts)).toMatchObject({ node: 'errand', stage: 'S4', rate: 'gate' });
  });

  it('shows prompts of this level, choices with their labels, items and what is asked', () => {
    const hear = seen([rate(2), said, rate(2)], 'WLT-02');
    expect(hear.prompts.map(({ id }) => id)).toEqual(['WLT-02.hear.open', 'WLT-02.hear.hurt', 'WLT-02.hear.more']);
    const safety = [rate(3), said, rate(3)];
    const listed = seen(safety, 'WLT-02');
    expect(listed).toMatchObject({ script: 'SUB-03', type: 'checklist', overrides: ['level3'] });
    expect(listed.items.map(({ item, ticked }) => [item, ticked])).toContainEqual(['exit', false]);
    const choice = seen([...safety, { type: 'checked' }, { type: 'escalated' }, said], 'WLT-02');
    expect(choice.choices.map(({ label }) => label?.text)).toHaveLength(3);
    expect(seen([rate(0), said]).asks?.fact).toBe('ticket');
    expect(seen([rate(0)])).toMatchObject({
      skill: 'encourager',
      alternates: [{ id: 'SVC-01.greet.seat' }],
      why: { id: 'SVC-01.greet.why' },
    });
  });

  it('says what is done, who is fetched, how long a line may take and what is different with this customer', () => {
    expect(seen([rate(2), said, answer('A1'), answer(20)])).toMatchObject({
      apology: 'A',
      seconds: 7,
      mayGoBack: true,
    });
    expect(seen([rate(0)])).toMatchObject({ apology: null, act: null, escalation: null, tips: [], mayGoBack: false });
    const called = seen([rate(3), said, rate(3), { type: 'checked' }], 'WLT-02');
    expect(called).toMatchObject({ title: { en: expect.any(String) }, escalation: { to: 'manager', urgency: 'now' } });
    const old: Bare = { type: 'flagged', flag: 'elderly', basis: ['身份证'], expiresAt: null, reviewer: null };
    expect(seen([rate(0), old]).tips).toHaveLength(2);
    const byTeller = play(begin('SVC-01'), [rate(0)]);
    const acts = Object.values(shipped.scripts).flatMap(({ code, nodes }) =>
      Object.values(nodes)
        .filter(({ type, authority }) => type === 'act' && authority === 'manager')
        .map(({ id }) => ({ script: code, node: id, visits: {} })),
    );
    const [frame] = acts;
    if (frame === undefined) throw new Error('no script has an act for the manager');
    const shownTo = (post: 'teller' | 'manager') =>
      present(shipped, { ...byTeller, frames: [frame], onDuty: { ...byTeller.onDuty, post } }, values).act;
    expect([shownTo('teller')?.within, shownTo('manager')?.within]).toEqual([false, true]);
  });

  it('keeps in sight that a calmer rating does not count yet', () => {
    expect(seen([rate(2), rate(0)]).lowering).toMatchObject({ level: 0 });
  });

  it('opens the fast lane to the calm only, when nothing is flagged', () => {
    expect(seen([rate(1)]).fastLane).toBe(true);
    expect(seen([rate(2)]).fastLane).toBe(false);
    expect(seen([rate(0, 'crying')]).fastLane).toBe(false);
    const old: Bare = { type: 'flagged', flag: 'elderly', basis: ['身份证'], expiresAt: null, reviewer: null };
    expect(seen([rate(0), old]).fastLane).toBe(false);
    // Whoever speaks of ending their life can seem calm.
    expect(present(shipped, play(begin('UNC-04'), [rate(0)]), values).fastLane).toBe(false);
  });

  it('says a plain yes or no in words, never as it is stored', () => {
    const told = (value: string, wording: 'zh' | 'en') =>
      filledIn(
        shipped,
        { ...play(begin('UNC-05'), [rate(3)]), facts: { injured: { value, at: 0, by: 'p' } } },
        values,
        wording,
        '{{fact.injured}}',
      );
    expect([told('yes', 'zh'), told('no', 'zh'), told('no', 'en')]).toEqual(['是', '否', 'no']);
  });
});

describe('handover', () => {
  it('says what it is about and how it went', () => {
    const aside = [rate(2), said, answer('A1'), answer(20), said, rate(2), said] as const;
    const session = play(begin('SVC-01'), [{ type: 'factSet', fact: 'matter', value: '等太久' }, ...aside]);
    expect(handover(shipped, session)).toMatchObject({
      customer: null,
      matter: '等太久',
      wish: null,
      stage: 'S3',
      curve: [{ level: 2 }, { level: 2 }],
      flags: [],
    });
  });

  it('names the customer, and cuts short what would take too long to read', () => {
    const told = handover(
      shipped,
      play(begin('SVC-01'), [
        { type: 'factSet', fact: 'customerName', value: '欧阳若兰' },
        { type: 'factSet', fact: 'matter', value: '排队'.repeat(60) },
      ]),
    );
    expect(told.customer).toBe('欧阳若兰');
    expect([...(told.matter ?? '')]).toHaveLength(mostToRead);
    expect(told.matter?.endsWith('…')).toBe(true);
  });

  it('is read in half a minute, whatever was promised in whichever script', () => {
    // Three hundred and ninety signs a minute, read silently.
    const halfMinute = 195;
    const promised = ({ nodes }: (typeof shipped.scripts)[string]) =>
      Object.values(nodes)
        .flatMap(({ promises }) => promises)
        .reduce((sum, { line }) => sum + [...(shipped.lines[line]?.zh ?? '')].length, 0);
    const longest = Math.max(...Object.values(shipped.scripts).map(promised));
    expect(2 * mostToRead + longest).toBeLessThanOrEqual(halfMinute);
  });
});
