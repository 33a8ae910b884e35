/** Words for an incident and for the lines of its log. */
import type { IncidentPart } from '../../../domain/crisis/plan';
import type { IncidentSummary, IncidentView } from '../../../shared/contract/incident';
import { useText, type Text } from '../../app/i18n/use-text';
import type { StatusChipProps } from '../../components/status-chip';

export function useIncidentTitle(): (incident: IncidentSummary) => string {
  const { t } = useText();
  return ({ deviceTag: place, byName: name, how }) =>
    how === 'plan'
      ? t('incident:name.byHand', { place })
      : name === ''
        ? t('incident:name.nobody', { place })
        : t('incident:name.person', { place, name });
}

export function stateChip({ outcome }: Pick<IncidentSummary, 'outcome'>, t: Text['t']): StatusChipProps {
  if (outcome === null) return { label: t('incident:state.open'), tone: 'error' };
  return outcome === 'over'
    ? { label: t('incident:state.over'), tone: 'neutral' }
    : { label: t('incident:state.falseAlarm'), tone: 'neutral' };
}

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
      return t('incident:line.linked');
    case 'acknowledged':
      return t('incident:line.acknowledged', { place: line.deviceTag });
    case 'closed': {
      const ended = t(line.outcome === 'falseAlarm' ? 'incident:line.falseAlarm' : 'incident:line.over');
      return line.words === '' ? ended : `${ended}${t('incident:line.joiner')}${line.words}`;
    }
  }
}
