/** The lines of an incident's log in words, the same on screen and on paper. */
import type { IncidentPart } from '../../domain/crisis/plan';
import type { IncidentView } from '../contract/incident';
import type incidentZh from '../locales/incident.zh-CN.json';

type Leaves<T, P extends string = ''> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>;
}[keyof T & string];

/** Keys of the `incident` namespace. */
export type IncidentKey = `incident:${Leaves<typeof incidentZh>}`;

/** Where the words come from: the texts of the page, or those of a paper. */
export interface IncidentText {
  readonly t: (key: IncidentKey, values?: Readonly<Record<string, string | number>>) => string;
  readonly language: 'zh-CN' | 'en';
}

type Line = Pick<
  IncidentView['lines'][number],
  'kind' | 'words' | 'entry' | 'grade' | 'number' | 'deviceTag' | 'outcome'
>;

/** One sentence. */
export function lineWords(line: Line, plan: IncidentPart, { t, language }: IncidentText): string {
  const word = language === 'en' ? 'en' : 'zh';
  switch (line.kind) {
    case 'raised':
      return line.words === '' ? t('incident:line.raised') : t('incident:line.raisedIn', { words: line.words });
    case 'pressedAgain':
      return t('incident:line.pressedAgain');
    case 'noted': {
      // The plan may have been replaced since: then its own words alone, or that the entry is no longer known.
      const known = plan.entries.find(({ id }) => id === line.entry)?.[word];
      const entry = line.entry === null ? '' : (known ?? t('incident:line.entryGone'));
      return [entry, line.words].filter((part) => part !== '').join(t('incident:line.joiner'));
    }
    case 'graded':
      return t('incident:line.graded', { grade: line.grade === null ? '' : t(`incident:grade.${line.grade}`) });
    case 'linked':
    case 'unlinked':
      return t(`incident:line.${line.kind}`, { number: line.number });
    case 'acknowledged':
    case 'seenLocked':
      return t(`incident:line.${line.kind}`, { place: line.deviceTag });
    case 'printed':
      return t('incident:line.printed', { number: line.number });
    case 'closed': {
      const ended = t(line.outcome === 'falseAlarm' ? 'incident:line.falseAlarm' : 'incident:line.over');
      return line.words === '' ? ended : `${ended}${t('incident:line.joiner')}${line.words}`;
    }
  }
}
