/** 首报 · 续报 · 终报: serial numbers, what is rewritten and what is not, and what was sent (REGULATION D13, §5). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chen, details, li, playCase } from '../../../tests/support/case-builder';
import type { CaseCommand, CaseCommandInput } from './commands';
import { blankForm, isFormSent, latestForm, sendableForm, serialToWrite, stagesToWrite } from './major-forms';
import { reportStages } from './values';

type Play = ReturnType<typeof playCase>;
type Form = CaseCommandInput<'writeMajorReport'>;

const form: Form = {
  stage: 'first',
  cause: '扣费系统出错',
  course: '二十三人到网点',
  measures: '请到会议室',
  media: '没有',
  outcome: '',
  nextAtMs: null,
};
const write = (changes: Partial<Form> = {}): CaseCommand => ({
  name: 'writeMajorReport',
  input: { ...form, ...changes },
});
const print: CaseCommand = {
  name: 'recordPrint',
  input: { documentId: 'd', kind: 'majorReport', format: 'a4', language: 'zh-CN', textSha256: 'a'.repeat(64) },
};
const send = (game: Play, changes: Partial<CaseCommandInput<'reportMajor'>> = {}): CaseCommand => ({
  name: 'reportMajor',
  input: {
    to: 'regulator',
    recipient: '江城监管分局',
    method: 'written',
    reportedAtMs: game.state().updatedAtMs,
    number: '',
    what: '已报',
    proofIds: [],
    ...changes,
  },
});
const codeOf = (result: ReturnType<Play['attempt']>): string => (result.ok ? 'accepted' : result.error.code);

function major(): Play {
  const game = playCase();
  game.register({ details: details({ facts: '年费扣了两次' }) });
  game.play(li, { name: 'recordHeadCount', input: { count: 23 } });
  return game;
}

/** The form that stands, printed and sent. */
function sent(game: Play): void {
  game.play(chen, print);
  game.play(chen, send(game, { form: serialToWrite(game.state()) }));
}

describe('the forms of reports on a major complaint', () => {
  it('begin with a first one, from what the case knows', () => {
    const ordinary = playCase();
    ordinary.register({});
    expect(codeOf(ordinary.attempt(chen, write()))).toBe('major.notMajor');
    const game = major();
    expect(blankForm(game.state())).toMatchObject({ stage: 'first', course: '年费扣了两次' });
    for (const stage of ['followUp', 'final'] as const)
      expect(codeOf(game.attempt(chen, write({ stage })))).toBe('major.firstReportFirst');
    game.play(chen, write());
    expect(latestForm(game.state())).toMatchObject({ serial: 1, stage: 'first', by: chen.userId });
  });

  it('can be rewritten under the same number until they were sent; then the next one begins', () => {
    const game = major();
    game.play(chen, write({ measures: '' }));
    game.play(chen, write());
    expect(game.state().major?.forms).toHaveLength(1);
    sent(game);
    expect(isFormSent(game.state(), 1)).toBe(true);
    expect(stagesToWrite(game.state())).toEqual(['followUp', 'final']);
    expect(codeOf(game.attempt(chen, write()))).toBe('major.firstReportOnce');
    expect(blankForm(game.state())).toMatchObject({ stage: 'followUp', cause: form.cause, course: '' });
    game.play(chen, write({ stage: 'followUp', course: '余下五人' }));
    expect(game.state().major?.forms?.map(({ serial, course }) => [serial, course])).toEqual([
      [1, form.course],
      [2, '余下五人'],
    ]);
  });

  it('are named as sent only in writing, once, and as they were printed', () => {
    const game = major();
    expect(codeOf(game.attempt(chen, send(game, { form: 1 })))).toBe('major.noSuchForm');
    game.play(chen, write());
    expect(codeOf(game.attempt(chen, send(game, { form: 1 })))).toBe('major.formNotPrinted');
    game.play(chen, print);
    expect(sendableForm(game.state())?.serial).toBe(1);
    expect(codeOf(game.attempt(chen, send(game, { form: 1, method: 'phone' })))).toBe('major.formByPhone');
    game.play(chen, send(game, { form: 1 }));
    expect(sendableForm(game.state())).toBeUndefined();
    expect(codeOf(game.attempt(chen, send(game, { form: 1 })))).toBe('major.formSentAlready');
    // Reports of which nobody wrote a form are kept as before.
    expect(codeOf(game.attempt(chen, send(game)))).toBe('accepted');
  });

  it('end with the final one, unless something graver is found', () => {
    const game = major();
    game.play(chen, write());
    sent(game);
    game.play(chen, write({ stage: 'final', outcome: '已退费', nextAtMs: null }));
    expect(latestForm(game.state())).toMatchObject({ serial: 2, outcome: '已退费', nextAtMs: null });
    sent(game);
    expect(codeOf(game.attempt(chen, write({ stage: 'followUp' })))).toBe('major.finalReportSent');
    game.play(li, { name: 'recordHeadCount', input: { count: 120 } });
    expect(codeOf(game.attempt(chen, write({ stage: 'followUp' })))).toBe('accepted');
  });

  it('announce the next report for a time to come', () => {
    const game = major();
    expect(codeOf(game.attempt(chen, write({ nextAtMs: game.state().updatedAtMs - 1 })))).toBe('major.nextBeforeNow');
  });

  it('keep their numbers without gap and never change once they were sent, whatever is tried', () => {
    const steps: readonly ((game: Play) => unknown)[] = [
      ...reportStages.map((stage) => (game: Play) => game.attempt(chen, write({ stage }))),
      (game) => game.attempt(chen, print),
      (game) => game.attempt(chen, send(game, { form: serialToWrite(game.state()) })),
      (game) => game.attempt(li, { name: 'recordHeadCount', input: { count: 120 } }),
    ];
    fc.assert(
      fc.property(fc.array(fc.nat(steps.length - 1), { maxLength: 25 }), (order) => {
        const game = major();
        const frozen = new Map<number, string>();
        for (const at of order) {
          steps[at]?.(game);
          const forms = game.state().major?.forms ?? [];
          expect(forms.map(({ serial }) => serial)).toEqual(forms.map((_form, index) => index + 1));
          for (const one of forms) {
            const known = frozen.get(one.serial);
            if (known !== undefined) expect(JSON.stringify(one)).toBe(known);
            if (isFormSent(game.state(), one.serial)) frozen.set(one.serial, JSON.stringify(one));
          }
        }
      }),
    );
  });
});
