import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseCalendar, type WorkCalendar } from './calendar';
import { isOpenAt, OpeningHours, openMsBetween, usualHours, type OpenTimes } from './opening-hours';
import { problemLine } from '../packs/problems';
import { parseReminderLadder, reminderAt, type ReminderLadder } from './reminders';
import { CHINA, endOfDay, startOfDay } from './time-zone';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../resources/packs/${name}.json`, import.meta.url), 'utf8'));
const ladderRead = parseReminderLadder(read('reminders/house'));
if (!ladderRead.ok) throw new Error(ladderRead.problems.map(problemLine).join('\n'));
const ladder: ReminderLadder = ladderRead.ladder;
const calendarRead = parseCalendar(read('calendars/cn'));
if (!calendarRead.ok) throw new Error(calendarRead.problems.map(problemLine).join('\n'));
const calendar: WorkCalendar = calendarRead.calendar;
const times: OpenTimes = { hours: usualHours, calendar, timeZone: CHINA };

const HOUR = 3_600_000;
const at = (day: string, hour = 0, minute = 0): number => startOfDay(day) + hour * HOUR + minute * 60_000;
/** Thursday 2026-11-26 is the last day. */
const dueAtMs = endOfDay('2026-11-26');
const untouched = { dueAtMs, updatedAtMs: at('2026-11-10', 10) };
const stand = (nowMs: number, updatedAtMs = untouched.updatedAtMs, places = times) =>
  reminderAt({ dueAtMs, updatedAtMs }, ladder, places, nowMs);

describe('steps', () => {
  it('come at opening, not before', () => {
    expect(stand(at('2026-11-19', 8, 59))).toBeNull();
    expect(stand(at('2026-11-19', 9))).toEqual({
      step: 'week',
      atMs: at('2026-11-19', 9),
      to: 'owner',
      escalated: false,
    });
  });

  it('come on the open day before where their day is closed', () => {
    // Three days before Thursday is Monday; before Monday 2026-11-30 it is Friday.
    const monday = endOfDay('2026-11-30');
    const due = { dueAtMs: monday, updatedAtMs: at('2026-11-23', 12) };
    expect(reminderAt(due, ladder, times, at('2026-11-27', 9))?.step).toBe('tomorrow');
    const everyDay: OpenTimes = { ...times, hours: { ...usualHours, days: 'everyDay' } };
    expect(reminderAt(due, ladder, everyDay, at('2026-11-28', 9))?.step).toBe('threeDays');
    expect(reminderAt(due, ladder, everyDay, at('2026-11-29', 9))?.step).toBe('tomorrow');
  });

  it('follow moved working days', () => {
    // Sunday 2026-09-20 is worked, Friday 2026-09-25 is off.
    expect(isOpenAt(times, at('2026-09-20', 10))).toBe(true);
    expect(isOpenAt(times, at('2026-09-25', 10))).toBe(false);
    const due = { dueAtMs: endOfDay('2026-09-25'), updatedAtMs: at('2026-09-01') };
    expect(reminderAt(due, ladder, times, at('2026-09-24', 9))?.step).toBe('lastDay');
  });

  it('are answered by any step on the case, until the next one', () => {
    expect(stand(at('2026-11-23', 12), at('2026-11-23', 9, 30))).toBeNull();
    expect(stand(at('2026-11-25', 9), at('2026-11-23', 9, 30))?.step).toBe('tomorrow');
  });

  it('tell the supervisor on the last day', () => {
    expect(stand(at('2026-11-26', 9), at('2026-11-25', 16))).toMatchObject({ step: 'lastDay', to: 'supervisor' });
  });

  it('start again on every open day when the time is over', () => {
    // From Friday; the weekend is closed.
    expect(stand(dueAtMs, at('2026-11-26', 16))).toMatchObject({ step: 'overdue', atMs: dueAtMs });
    expect(stand(at('2026-11-27', 9), at('2026-11-26', 16))).toMatchObject({
      atMs: at('2026-11-27', 9),
      to: 'supervisor',
    });
    expect(stand(at('2026-11-28', 12), at('2026-11-27', 16))).toBeNull();
    expect(stand(at('2026-11-30', 9), at('2026-11-27', 16))?.atMs).toBe(at('2026-11-30', 9));
  });
});

describe('no answer', () => {
  it('for four open hours goes to the supervisor', () => {
    expect(stand(at('2026-11-19', 12, 59))).toMatchObject({ escalated: false, to: 'owner' });
    expect(stand(at('2026-11-19', 13))).toMatchObject({ escalated: true, to: 'supervisor', step: 'week' });
  });

  it('counts from the first reminder that nobody answered, and only while the branch is open', () => {
    const answered = at('2026-11-24', 10);
    expect(stand(at('2026-11-25', 12, 59), answered)).toMatchObject({ step: 'tomorrow', escalated: false });
    expect(stand(at('2026-11-25', 13), answered)).toMatchObject({ step: 'tomorrow', escalated: true });
    // The next step does not start it over.
    expect(stand(at('2026-11-26', 9), answered)).toMatchObject({ step: 'lastDay', escalated: true });
    const short: OpenTimes = { ...times, hours: { ...usualHours, closesAt: '11:00' } };
    expect(stand(at('2026-11-25', 20), answered, short)).toMatchObject({ step: 'tomorrow', escalated: false });
    expect(stand(at('2026-11-26', 10, 59), answered, short)).toMatchObject({ step: 'lastDay', escalated: false });
    expect(stand(at('2026-11-26', 11), answered, short)).toMatchObject({ step: 'lastDay', escalated: true });
  });
});

describe('open time', () => {
  it('is counted over nights and weekends', () => {
    expect(openMsBetween(times, at('2026-11-27', 16), at('2026-11-30', 10), 100 * HOUR)).toBe(2 * HOUR);
    expect(openMsBetween(times, at('2026-11-28'), at('2026-11-30'), 100 * HOUR)).toBe(0);
  });

  it('never is more than the time, and never less for a longer one', () => {
    const minutes = fc.integer({ min: 0, max: 60 * 24 * 20 });
    fc.assert(
      fc.property(minutes, minutes, minutes, (start, first, more) => {
        const from = at('2026-09-15') + start * 60_000;
        const nearer = openMsBetween(times, from, from + first * 60_000, Infinity);
        const farther = openMsBetween(times, from, from + (first + more) * 60_000, Infinity);
        expect(nearer).toBeLessThanOrEqual(first * 60_000);
        expect(farther).toBeGreaterThanOrEqual(nearer);
      }),
    );
  });
});

it('never falls due outside opening hours, and never before its case was left alone', () => {
  const minutes = fc.integer({ min: 0, max: 60 * 24 * 40 });
  fc.assert(
    fc.property(minutes, minutes, minutes, (due, updated, now) => {
      const base = at('2026-09-10');
      const nowMs = base + now * 60_000;
      const item = { dueAtMs: base + due * 60_000, updatedAtMs: base + updated * 60_000 };
      const reminder = reminderAt(item, ladder, times, nowMs);
      if (reminder === null) return;
      expect(reminder.atMs).toBeLessThanOrEqual(nowMs);
      expect(reminder.atMs).toBeGreaterThan(item.updatedAtMs);
      if (reminder.step !== 'overdue') expect(isOpenAt(times, reminder.atMs)).toBe(true);
      if (reminder.escalated) expect(reminder.to).toBe('supervisor');
    }),
  );
});

it.each([
  ['a step after a later one', { steps: [...ladder.steps].reverse() }, 'steps.0.daysBefore', 'notEarlier'],
  ['no step', { steps: [] }, 'steps', 'outOfRange'],
  [
    'a step after the end',
    { steps: [{ id: 'week', daysBefore: -1, to: 'owner' }] },
    'steps.0.daysBefore',
    'outOfRange',
  ],
  ['a week of ten days', { steps: [{ id: 'week', daysBefore: 10, to: 'owner' }] }, 'steps.0.daysBefore', 'otherName'],
  ['nobody to tell', { whenOverdue: 'nobody' }, 'whenOverdue', 'notAllowed'],
  ['a version that can not be compared', { version: 'new' }, 'version', 'wrongForm'],
])('is refused with %s', (_name, change, field, reason) => {
  const parsed = parseReminderLadder({ ...ladder, ...change });
  expect(parsed.ok ? [] : parsed.problems).toContainEqual(expect.objectContaining({ field, reason }));
});

it.each([
  ['09:00', '09:00'],
  ['17:00', '09:00'],
  ['9:00', '17:00'],
  ['09:00', '24:00'],
])('hours from %s to %s are refused', (opensAt, closesAt) => {
  expect(OpeningHours.safeParse({ opensAt, closesAt, days: 'everyDay' }).success).toBe(false);
});
