/** Words for the lines of an incident's log. */
import type { IncidentPart } from '../../../domain/crisis/plan';
import type { IncidentView } from '../../../shared/contract/incident';
import type { Text } from '../../app/i18n/use-text';

type Line = IncidentView['lines'][number];

/** One sentence. */
export function lineWords(line: Line, plan: IncidentPart, { t, language }: Text): string {
  const word = language === 'en' ? 'en' : 'zh';
  switch (line.kind) {
    case 'raised':
      return line.words === '' ? t('incident:line.raised') : t('incident:line.raisedIn', { words: line.words });
    case 'pressedAgain':
      return t('incident:line.pressedAgain');
    case 'noted': {
      // An entry of a plan of before keeps its code; its own words stand behind it.
      const entry = line.entry === null ? '' : (plan.entries.find(({ id }) => id === line.entry)?.[word] ?? line.entry);
      return [entry, line.words].filter((part) => part !== '').join(t('incident:line.joiner'));
    }
    case 'graded':
      return t('incident:line.graded', { grade: line.grade === null ? '' : t(`incident:grade.${line.grade}`) });
    case 'linked':
    case 'unlinked':
      return t(`incident:line.${line.kind}`, { number: line.number });
    case 'seenLocked':
      return t('incident:line.seenLocked', { place: line.deviceTag });
    case 'acknowledged':
      return t('incident:line.acknowledged', { place: line.deviceTag });
    case 'closed': {
      const ended = t(line.outcome === 'falseAlarm' ? 'incident:line.falseAlarm' : 'incident:line.over');
      return line.words === '' ? ended : `${ended}${t('incident:line.joiner')}${line.words}`;
    }
  }
}
