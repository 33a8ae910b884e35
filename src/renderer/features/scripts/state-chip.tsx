import type { ScriptState } from '../../../domain/scripts/review';
import { useText } from '../../app/i18n/use-text';
import type { Tone } from '../../app/theme/tokens';
import { StatusChip } from '../../components/status-chip';

const tones: Readonly<Record<ScriptState, Tone>> = {
  draft: 'neutral',
  review: 'warning',
  approved: 'primary',
  published: 'success',
  retired: 'neutral',
};

/** Where a script stands on its way to the counter, with its version. */
export function StateChip({ state, version }: { readonly state: ScriptState; readonly version: string }) {
  const { t } = useText();
  return <StatusChip tone={tones[state]} label={`${version} · ${t(`scripts:state.${state}`)}`} />;
}
