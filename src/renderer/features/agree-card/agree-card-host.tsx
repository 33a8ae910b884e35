/** The agree card over everything, where a page or a conversation asked for it. */
import { useEffect } from 'react';
import type { UserTile } from '../../../shared/contract/session';
import { closeAgreeCard, useAgreeCardPlace } from '../../app/agree-card';
import { AgreeCardDialog } from './agree-card-dialog';

export function AgreeCardHost({ users, userId }: { readonly users: readonly UserTile[]; readonly userId: string }) {
  const caseId = useAgreeCardPlace((place) => place.caseId);
  // Whoever signs in next finds nothing of the last person's.
  useEffect(() => closeAgreeCard, []);
  if (caseId === null) return null;
  const colleagues = users.filter((one) => one.userId !== userId);
  return <AgreeCardDialog key={caseId} caseId={caseId} colleagues={colleagues} onClose={closeAgreeCard} />;
}
