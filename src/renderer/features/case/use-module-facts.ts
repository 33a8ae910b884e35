/** What text modules are filled with on a case page: dates, numbers and names of the branch, nothing of a person's. */
import { useMemo } from 'react';
import { localDateOf } from '../../../domain/deadlines/time-zone';
import { formatDate } from '../../../domain/documents/format';
import type { ModuleFacts } from '../../../domain/documents/text-modules';
import { useText } from '../../app/i18n/use-text';
import type { SignedIn } from '../../app/use-signed-in';
import type { CaseEnvironment } from './case-context';

/** Null until the case is there. */
export function useModuleFacts(
  environment: CaseEnvironment | null,
  { branch, timeZone }: SignedIn,
  today: string,
): ModuleFacts | null {
  const { language } = useText();
  return useMemo(() => {
    if (environment === null) return null;
    const { state, view, nameOf } = environment;
    const decision = view.deadlines.find(({ id }) => id === 'decision');
    return {
      caseNumber: state.number,
      receivedOn: formatDate(localDateOf(state.receivedAtMs, timeZone), language),
      decideBy: decision === undefined ? '' : formatDate(decision.dueOn, language),
      outlet: branch?.name ?? '',
      ownerName: nameOf(state.ownerId),
      today: formatDate(today, language),
    };
  }, [environment, branch, timeZone, today, language]);
}
