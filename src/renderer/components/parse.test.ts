import { describe, expect, it } from 'vitest';
import { parseLocalDate, parseLocalDateTime, parseLocalTime } from './parse-local-time';

describe('parseLocalDate', () => {
  it.each([
    ['2026-3-5', '2026-03-05'],
    ['2026年3月5日', '2026-03-05'],
    ['20260305', '2026-03-05'],
    ['3.5', '2026-03-05'],
    ['３月５号', '2026-03-05'],
    ['2028-02-29', '2028-02-29'],
    ['2026-02-29', null],
    ['2026-13-01', null],
    ['soon', null],
  ])('%s', (text, day) => expect(parseLocalDate(text, '2026-03-18')).toBe(day));
});

describe('parseLocalDateTime', () => {
  it.each([
    ['14:30', '2026-03-18T14:30'],
    ['1430', '2026-03-18T14:30'],
    ['14点30分', '2026-03-18T14:30'],
    ['9点', '2026-03-18T09:00'],
    ['3-5 9:05', '2026-03-05T09:05'],
    ['2026-03-05T09:05', '2026-03-05T09:05'],
    ['24:00', null],
    ['12:60', null],
  ])('%s', (text, at) => expect(parseLocalDateTime(text, '2026-03-18')).toBe(at));
});

describe('parseLocalTime', () => {
  it.each([
    ['9:30', '09:30'],
    ['0930', '09:30'],
    ['９点', '09:00'],
    ['24:00', null],
    ['3-5 9:05', null],
    ['', null],
  ])('%s', (text, time) => expect(parseLocalTime(text)).toBe(time));
});
