/** The categories this branch registers most, for one keystroke instead of a search. */
import { useEffect, useState } from 'react';
import type { InstitutionType } from '../../../domain/complaint/values';
import { emptyHistoryFilter } from '../../../shared/contract/history';
import { api } from '../../bridge/client';
import { taxonomyItems } from '../../components/taxonomy';

const LOOK_BACK = 100;
const MOST = 5;

/** The latest cases count; a branch without cases gets the first categories of the tree. */
export function useUsualBusinesses(institutionType: InstitutionType, wanted: boolean): readonly string[] {
  const [usual, setUsual] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!wanted) return undefined;
    let current = true;
    const firstOfTree = taxonomyItems('business', institutionType, 'zh-CN').map((item) => item.id);
    void api['history.page']({
      filter: emptyHistoryFilter,
      sort: { by: 'received', direction: 'desc' },
      offset: 0,
      limit: LOOK_BACK,
    }).then((reply) => {
      if (!current) return;
      const seen = reply.ok ? reply.value.rows.map((row) => row.businessId) : [];
      const counts = new Map<string, number>();
      for (const id of seen) if (firstOfTree.includes(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
      const byUse = [...counts].sort((a, b) => b[1] - a[1]).map(([id]) => id);
      setUsual([...new Set([...byUse, ...firstOfTree])].slice(0, MOST));
    });
    return () => {
      current = false;
    };
  }, [institutionType, wanted]);
  return usual;
}
