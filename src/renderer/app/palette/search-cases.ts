import { emptyHistoryFilter } from '../../../shared/contract/history';
import { api } from '../../bridge/client';
import { navigate } from '../router';
import type { PaletteHit } from './command-palette';

/** As many as a glance takes in. */
const MOST = 8;

/** Cases for the command palette, from the same index as the history page. */
export async function searchCases(text: string): Promise<readonly PaletteHit[]> {
  const reply = await api['history.search']({ text: text.slice(0, 200), filter: emptyHistoryFilter, limit: MOST });
  if (!reply.ok) return [];
  return reply.value.hits.map(({ row }) => ({
    id: row.caseId,
    title: `${row.number} ${row.maskedName}`,
    detail: row.matter,
    open: () => navigate({ name: 'case', caseId: row.caseId }),
  }));
}
