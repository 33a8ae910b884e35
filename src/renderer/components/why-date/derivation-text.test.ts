import { describe, expect, it } from 'vitest';
import type { DerivationStep } from '../../../domain/deadlines/deadlines';
import { createFormatter } from '../../app/i18n/format';
import { createI18n } from '../../app/i18n/i18n';
import { textFunction } from '../../app/i18n/text';
import { deadlineName, derivationLines, limitInTime } from './derivation-text';

const steps: readonly DerivationStep[] = [
  { step: 'start', fact: 'received', on: '2026-03-05' },
  { step: 'start', fact: 'somethingNew', on: '2026-03-05' },
  { step: 'afterRule', ruleId: 'D2', on: '2026-04-04' },
  { step: 'add', count: 15, unit: 'naturalDay', from: '2026-03-05', to: '2026-03-20', skipped: [] },
  {
    step: 'add',
    count: 2,
    unit: 'workingDay',
    from: '2026-03-06',
    to: '2026-03-10',
    skipped: ['2026-03-07', '2026-03-08'],
  },
  { step: 'add', count: 8, unit: 'week', from: '2026-03-05', to: '2026-04-30', skipped: [] },
  { step: 'add', count: 6, unit: 'month', from: '2026-03-05', to: '2026-09-05', skipped: [] },
  { step: 'add', count: 5, unit: 'year', from: '2026-03-05', to: '2031-03-05', skipped: [] },
  { step: 'add', count: 0, unit: 'workingDay', from: '2026-03-05', to: '2026-03-05', skipped: [] },
  { step: 'addTime', count: 1, unit: 'hour', fromMs: Date.UTC(2026, 2, 5, 2), toMs: Date.UTC(2026, 2, 5, 3) },
  { step: 'addTime', count: 30, unit: 'minute', fromMs: Date.UTC(2026, 2, 5, 2), toMs: Date.UTC(2026, 2, 5, 2, 30) },
  { step: 'stopped', period: 'externalAppraisal', from: '2026-03-10', to: '2026-03-18', days: 8 },
  { step: 'stands', period: 'externalAppraisal', since: '2026-03-10' },
  { step: 'endsOnRestDay', on: '2026-10-05', nextWorkingDay: '2026-10-08' },
  { step: 'estimatedYear', year: '2027' },
  { step: 'chosenTime', atMs: Date.UTC(2026, 2, 5, 2) },
];

function linesIn(language: 'zh-CN' | 'en') {
  const t = textFunction(createI18n(language).t);
  const words = { text: { t, language }, format: createFormatter(language, 'Asia/Shanghai', t) };
  return derivationLines({ basis: { fact: 'received', startOn: '2026-03-05', steps } }, words);
}

describe('a derivation in words', () => {
  it('has a sentence for every step in both languages, with every value in it', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const lines = linesIn(language);
      expect(lines).toHaveLength(steps.length);
      for (const { text, below } of lines) for (const one of [text, ...below]) expect(one).not.toMatch(/[{}]|^\s*$/);
    }
  });

  it('reads as a clerk would say it', () => {
    const zh = linesIn('zh-CN').map(({ text }) => text);
    expect(zh[0]).toBe('2026年3月5日 周四 收到投诉，当天不算');
    // A fact that only a newer pack knows is shown by its id.
    expect(zh[1]).toContain('somethingNew');
    expect(zh[3]).toBe('加 15 天，到 2026年3月20日 周五 24:00');
    expect(linesIn('zh-CN')[4]?.below).toEqual(['跳过休息日 2026年3月7日 周六、2026年3月8日 周日']);
    expect(zh[9]).toContain('11:00');
    expect(zh[11]).toContain('8 天不算');
    expect(linesIn('en').map(({ text }) => text)[3]).toBe('plus 15 days, until 20 March 2026 Fri 24:00');
  });

  it('leaves no day out where hours or minutes count, and says at once where there are none of them', () => {
    const t = textFunction(createI18n('zh-CN').t);
    const words = { text: { t, language: 'zh-CN' as const }, format: createFormatter('zh-CN', 'Asia/Shanghai', t) };
    const from = Date.UTC(2026, 2, 5, 2);
    const inMinutes = (
      count: number,
    ): { readonly fact: string; readonly startOn: string; readonly steps: readonly DerivationStep[] } => ({
      fact: 'majorFound',
      startOn: '2026-03-05',
      steps: [
        { step: 'start', fact: 'majorFound', on: '2026-03-05' },
        { step: 'addTime', count, unit: 'minute', fromMs: from, toMs: from + count * 60_000 },
      ],
    });
    const texts = (count: number): string[] =>
      derivationLines({ basis: inMinutes(count) }, words).map(({ text }) => text);
    expect(texts(30)[0]).toBe('2026年3月5日 周四 认定为重大投诉，从那一刻起算');
    expect(texts(30)[1]).toContain('加 30 分钟');
    expect(texts(0)[1]).toMatch(/^应当马上做（.*10:00 起）$/);
    expect([0, 30].map((count) => limitInTime({ basis: inMinutes(count) }))).toEqual(['atOnce', 'later']);
    expect(limitInTime({ basis: { ...inMinutes(0), steps: steps.slice(0, 4) } })).toBeNull();
  });

  it('calls a deadline what the pack calls it when the program has no shorter name', () => {
    const t = textFunction(createI18n('zh-CN').t);
    const deadline = { id: 'ombudsman', zh: '提请金融申诉专员', en: 'Refer to the ombudsman' };
    expect(deadlineName(deadline, { t, language: 'zh-CN' })).toBe('提请金融申诉专员');
    expect(deadlineName(deadline, { t, language: 'en' })).toBe('Refer to the ombudsman');
    expect(deadlineName({ ...deadline, id: 'decision' }, { t, language: 'zh-CN' })).toBe('处理决定');
  });
});
