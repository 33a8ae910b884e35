/** The figures of a branch come from its talks alone, and nobody can be found in them. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createTalkShelf } from '../../../src/main/insight/talk-shelf';
import type { OpenEvent } from '../../../src/domain/evidence/event-envelope';
import type { Session } from '../../../src/main/session/session';

const nowMs = Date.parse('2026-03-16T18:00:00+08:00');
const hour = 60 * 60_000;
const talkOf = (no: number): string => `talk-019cac0f-28ce-722a-b25b-${String(no).padStart(12, '0')}`;

/** A talk that calmed somebody, led by one of two people. */
function eventsOf(id: string, at: number): readonly OpenEvent[] {
  const by = Number(id.slice(-1)) % 2 === 0 ? 'u-wang' : 'u-li';
  const header = (type: string) => ({ streamId: id, type, actor: { userId: by, role: 'counter' }, at: { wall: at } });
  const step = (act: object, spoken: object | null = null) => ({
    header: header('conversation.step'),
    payload: { event: { at, by, ...act }, spoken, shown: [] },
  });
  return [
    {
      header: header('conversation.started'),
      payload: {
        script: 'SVC-01',
        pack: 'p',
        onDuty: { person: by, post: 'teller', limitFen: 0 },
        atMs: at,
        draftId: null,
        caseId: `case-${id}`,
      },
    },
    step({ type: 'rated', level: 2, distress: [] }),
    step({ type: 'said' }, { line: 'SVC-01.hello', text: '您好，我是王静' }),
    step({ type: 'rated', level: 1, distress: [], at }),
  ] as unknown as OpenEvent[];
}

const events = vi.fn(async (id: string) => eventsOf(id, nowMs - 5 * hour));
const streamIds = vi.fn(async () => Array.from({ length: 25 }, (_, no) => talkOf(no)));
const hidden = new Set<string>();
const session = {
  user: { userId: 'u-wang' },
  records: { events },
  lists: { hiddenCases: async () => hidden },
} as unknown as Session;
const shelf = () => createTalkShelf({ store: { streamIds } as never, nowMs: () => nowMs });

beforeEach(() => {
  hidden.clear();
});
afterEach(() => {
  events.mockClear();
});

describe('the talks of a branch', () => {
  it('give counts in which no person, no case and no word of a talk is left', async () => {
    const report = await shelf().effects(session);
    expect(report.talks).toBe(25);
    expect(report.effects.map(({ kind }) => kind)).toContain('line');
    expect(JSON.stringify(report)).not.toMatch(/u-wang|u-li|王静|case-|talk-|teller|counter/);
  });
  it('leave out those of cases that do not exist for who asks', async () => {
    for (let no = 0; no < 10; no += 1) hidden.add(`case-${talkOf(no)}`);
    expect(await shelf().effects(session)).toMatchObject({ talks: 15, effects: [] });
  });
  it('are read once, and only where they are over', async () => {
    const once = shelf();
    await once.effects(session);
    await once.effects(session);
    expect(events).toHaveBeenCalledTimes(25);
    events.mockImplementationOnce(async (id) => eventsOf(id, nowMs - 1_000));
    expect((await shelf().effects(session)).talks).toBe(24);
  });
  it('are asked for as talks: practice is another stream', async () => {
    await shelf().effects(session);
    expect(streamIds).toHaveBeenCalledWith({ from: 'talk-', to: 'talk-~' });
  });
});
