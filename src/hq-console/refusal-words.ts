/** Words about a refused record. */
import type { TextFunction } from '../renderer/app/i18n/text';
import type { Tone } from '../renderer/app/theme/tokens';
import type { RefusedRow } from '../shared/hq-console/refusals';
import type { RefusalState } from '../shared/sync-protocol/refusals';

type State = RefusalState | 'open';

export const refusalLooks: Readonly<Record<State, Tone>> = {
  open: 'error',
  askedAgain: 'info',
  refusedAgain: 'error',
  settled: 'neutral',
};

export const stateOf = ({ answer }: Pick<RefusedRow, 'answer'>): State => answer?.state ?? 'open';

/** The same words as on the PC. */
export function rejectText(code: RefusedRow['code'], t: TextFunction): string {
  switch (code) {
    case 'push.badShape':
      return t('sync:push.badShape');
    case 'push.wrongBranch':
      return t('sync:push.wrongBranch');
    case 'push.prevHash':
      return t('sync:push.prevHash');
    case 'push.hash':
      return t('sync:push.hash');
    case 'push.payloadHash':
      return t('sync:push.payloadHash');
    case 'push.deviceSig':
      return t('sync:push.deviceSig');
    case 'push.duplicateId':
      return t('sync:push.duplicateId');
    case 'push.fork':
      return t('sync:push.fork');
  }
}
