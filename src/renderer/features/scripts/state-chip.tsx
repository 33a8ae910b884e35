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

/** The script in use: where it stands on its way through review, with its version. */
export function StateChip({ state, version }: { readonly state: ScriptState; readonly version: string }) {
  const { t } = useText();
  return (
    <StatusChip tone={tones[state]} label={t('scripts:inUse', { version, state: t(`scripts:inUseState.${state}`) })} />
  );
}
