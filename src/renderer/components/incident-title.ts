/** What an incident is called and how it stands. */
import type { IncidentSummary } from '../../shared/contract/incident';
import { useText, type Text } from '../app/i18n/use-text';
import type { StatusChipProps } from './status-chip';

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
