import { expect, test } from 'vitest';
import { localDateOf } from './time-zone';

/** Clocks that are changed at midnight, a minute after it, by half an hour, by a whole day, and never. */
const zones = [
  'Asia/Shanghai',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Asia/Kathmandu',
];

test.each(zones)(
  'the day of an instant in %s is what its calendar shows, near every change of its clocks too',
  (timeZone) => {
    const shown = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
    const wrong: string[] = [];
    const hour = 3_600_000;
    const from = Date.UTC(1986, 0, 1);
    const to = Date.UTC(2013, 0, 1);
    // Thirteen hours and eleven minutes meet every time of day; in years of changes each hour.
    for (let atMs = from; atMs < to; atMs += 13 * hour + 660_000) {
      if (localDateOf(atMs, timeZone) !== shown.format(atMs)) wrong.push(new Date(atMs).toISOString());
    }
    for (const year of [1987, 1991, 2006, 2011]) {
      for (let atMs = Date.UTC(year, 0, 1); atMs < Date.UTC(year + 1, 0, 1); atMs += hour) {
        if (localDateOf(atMs, timeZone) !== shown.format(atMs)) wrong.push(new Date(atMs).toISOString());
      }
    }
    expect(wrong).toEqual([]);
  },
);
