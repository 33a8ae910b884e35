/** Figures of one dimension as rows of a table, in the order of its classification. */
import type { TaxonomyNode } from '../taxonomy/taxonomy';
import { figureNames, noFigures, type Figures } from './returns';

export interface ClassRow {
  readonly id: string;
  /** 0 for the classes at the top. */
  readonly depth: number;
  readonly figures: Figures;
}

/** Classes with something in them or below them, parents first; figures of a parent contain those below it. */
export function classRows(
  tree: readonly TaxonomyNode[],
  counted: Readonly<Record<string, Figures>>,
  depth = 0,
): readonly ClassRow[] {
  return tree.flatMap((node): readonly ClassRow[] => {
    const below = classRows(node.children, counted, depth + 1);
    const own = counted[node.id];
    if (own === undefined && below.length === 0) return [];
    const parts = below.filter((row) => row.depth === depth + 1).map(({ figures }) => figures);
    return [{ id: node.id, depth, figures: sumOf(own === undefined ? parts : [own, ...parts]) }, ...below];
  });
}

export function sumOf(parts: readonly Figures[]): Figures {
  const sum = { ...noFigures };
  for (const name of figureNames) for (const part of parts) sum[name] += part[name];
  return sum;
}

/** 勾稽: every table has the same total, and what was there and came is what went and is left. */
export function isBalanced(total: Figures, tables: readonly (readonly Figures[])[]): boolean {
  const { openBefore, received, closed, inTime, late, withoutLimit, openAfter } = total;
  return (
    openBefore + received === closed + openAfter &&
    closed === inTime + late + withoutLimit &&
    tables.every((rows) => {
      const sum = sumOf(rows);
      return figureNames.every((name) => sum[name] === total[name]);
    })
  );
}
