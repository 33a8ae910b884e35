/** The packs that come with the program, read as it reads them. */
import { readFileSync } from 'node:fs';
import { parseCalendar, type WorkCalendar } from '../../../src/domain/deadlines/calendar';
import { parseRulePack, type RulePack } from '../../../src/domain/deadlines/rule-pack';

export const readPack = (path: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../../resources/packs/${path}`, import.meta.url), 'utf8'));

function law(rules: string, calendar: string, timeZone: string): readonly [RulePack, WorkCalendar, string] {
  const pack = parseRulePack(readPack(`rules/${rules}.json`));
  const days = parseCalendar(readPack(`calendars/${calendar}.json`));
  if (!pack.ok || !days.ok) throw new Error(JSON.stringify([pack, days]));
  return [pack.pack, days.calendar, timeZone];
}

/** Rules, days of rest and zone of each. */
export const laws = {
  bank: law('cn-bank-2020', 'cn', 'Asia/Shanghai'),
  insurer: law('cn-insurer-2020', 'cn', 'Asia/Shanghai'),
  uk: law('uk-disp-2018', 'uk-england', 'Europe/London'),
  au: law('au-rg271-2021', 'au-national', 'Australia/Sydney'),
} as const;
