import { describe, expect, it } from 'vitest';
import { createFormatter } from './format';
import { createI18n } from './i18n';
import { createMessageOf } from './message-of';
import { textFunction } from './text';

const setup = (language: 'zh-CN' | 'en') => {
  const t = textFunction(createI18n(language).t);
  const format = createFormatter(language, 'Asia/Shanghai', t);
  return { t, format, messageOf: createMessageOf(t, format) };
};
/** 2026-03-15 23:30 in Shanghai, still the 15th in UTC; 02:00 on the 16th would differ. */
const LATE = Date.UTC(2026, 2, 15, 15, 30);

describe('texts', () => {
  it('switch language at run time', async () => {
    const i18n = createI18n('zh-CN');
    expect(i18n.t('action.save')).toBe('保存');
    await i18n.changeLanguage('en');
    expect(i18n.t('action.save')).toBe('Save');
  });

  it('fill placeholders and choose plurals', () => {
    expect(setup('en').t('common:table.rows', { count: 1 })).toBe('1 row');
    expect(setup('en').t('common:table.rows', { count: 3 })).toBe('3 rows');
    expect(setup('zh-CN').t('common:table.rows', { count: 3 })).toBe('共 3 行');
  });
});

describe('formatting', () => {
  it('uses the zone of the branch, not of the machine', () => {
    expect(setup('zh-CN').format.dateTime(LATE)).toContain('23:30');
    const urumqi = createFormatter('en', 'Asia/Urumqi', setup('en').t);
    expect(urumqi.time(LATE)).toBe('21:30');
  });

  it('writes money from fen', () => {
    expect(setup('zh-CN').format.money(123_456_05)).toBe('¥123,456.05');
    expect(setup('en').format.money(0)).toBe('¥0.00');
  });

  it('writes lengths of time in two units', () => {
    const { format } = setup('zh-CN');
    expect(format.duration(2 * 86_400_000 + 3 * 3_600_000)).toBe('2 天 3 小时');
    expect(format.duration(-90 * 60_000)).toBe('1 小时 30 分钟');
    expect(format.duration(5_000)).toBe('不到 1 分钟');
    expect(setup('en').format.duration(3_600_000)).toBe('1 h');
  });

  it('writes relative times both ways', () => {
    const { format } = setup('en');
    expect(format.relative(LATE - 3 * 60_000, LATE)).toBe('3 minutes ago');
    expect(format.relative(LATE + 2 * 86_400_000, LATE)).toBe('in 2 days');
  });

  it('puts a blank between sentences where the language has one', () => {
    expect(setup('zh-CN').format.sentences(['没有保存。', '', '请再试。'])).toBe('没有保存。请再试。');
    expect(setup('en').format.sentences(['Not saved.', '', 'Try again.'])).toBe('Not saved. Try again.');
  });

  it('keeps text that is not a date', () => {
    expect(setup('en').format.localDate('soon')).toBe('soon');
    expect(setup('en').format.localDate('2026-03-15')).toBe('15 March 2026 Sun');
    expect(['02-29', '10-08', '13-01', 'soon'].map(setup('zh-CN').format.dayOfYear)).toEqual([
      '2月29日',
      '10月8日',
      '13-01',
      'soon',
    ]);
    expect(setup('en').format.dayOfYear('10-08')).toBe('8 Oct');
  });
});

describe('messageOf', () => {
  it('finds the text by code and fills its values', () => {
    expect(setup('en').messageOf({ code: 'internal', incident: 'A-17' } as { code: string })).toContain('A-17');
    expect(setup('zh-CN').messageOf({ code: 'session.locked' })).toContain('锁屏');
  });

  it('says an unknown code rather than nothing', () => {
    expect(setup('en').messageOf({ code: 'moon.tooFar' })).toContain('moon.tooFar');
  });
});
