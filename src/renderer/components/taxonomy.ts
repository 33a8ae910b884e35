/** The classification pack as the page uses it: labels for ids, and items for `TreeSelect`. Parsed once. */
import pack from '../../../resources/packs/taxonomy/cn.json';
import type { InstitutionType } from '../../domain/complaint/values';
import { createTaxonomySearch, type TaxonomySearch } from '../../domain/taxonomy/search';
import {
  flattenTree,
  labelOf,
  parentOf,
  parseTaxonomy,
  treeOf,
  type Dimension,
  type Taxonomy,
  type TaxonomyLanguage,
  type TaxonomyNode,
} from '../../domain/taxonomy/taxonomy';
import type { TreeItem } from './tree-select';

function read(): Taxonomy {
  const parsed = parseTaxonomy(pack);
  // The pack is part of the build and has its own test; a broken one must not start.
  if (!parsed.ok) throw new Error(`taxonomy pack: ${parsed.problems.join('; ')}`);
  return parsed.taxonomy;
}

let taxonomy: Taxonomy | undefined;
const known = (): Taxonomy => (taxonomy ??= read());

/** The words for an id; an id of another pack shows as itself, empty stays empty. */
export function taxonomyLabel(id: string, language: TaxonomyLanguage): string {
  return id === '' ? '' : labelOf(known(), id, language);
}

/** An id as an item of `TreeSelect`; null for empty. */
export function taxonomyItem(id: string, language: TaxonomyLanguage): TreeItem | null {
  if (id === '') return null;
  const path: string[] = [];
  for (let at = parentOf(known(), id); at !== null; at = parentOf(known(), at))
    path.unshift(labelOf(known(), at, language));
  return { id, label: labelOf(known(), id, language), path };
}

/** One tree as it is, for tables in its order. */
export function taxonomyTree(dimension: Dimension, institutionType: InstitutionType): readonly TaxonomyNode[] {
  return treeOf(known(), dimension, institutionType);
}

/** All items of one tree, parents before children. */
export function taxonomyItems(
  dimension: Dimension,
  institutionType: InstitutionType,
  language: TaxonomyLanguage,
): readonly TreeItem[] {
  return flattenTree(treeOf(known(), dimension, institutionType)).flatMap(({ id }) => taxonomyItem(id, language) ?? []);
}

const searches = new Map<string, TaxonomySearch>();

/** Items for what was typed (Chinese, pinyin, initials, English); for empty text the whole tree. */
export function searchTaxonomy(
  dimension: Dimension,
  institutionType: InstitutionType,
  language: TaxonomyLanguage,
  query: string,
): readonly TreeItem[] {
  if (query.trim() === '') return taxonomyItems(dimension, institutionType, language);
  const key = `${dimension}/${institutionType}`;
  let search = searches.get(key);
  if (!search) {
    search = createTaxonomySearch(known(), dimension, institutionType);
    searches.set(key, search);
  }
  return search(query).flatMap((hit) => taxonomyItem(hit.id, language) ?? []);
}

/** An id with everything below it: whoever filters by a branch of the tree means its leaves too. */
export function withDescendants(id: string, dimension: Dimension, institutionType: InstitutionType): readonly string[] {
  const isBelow = (other: string): boolean => {
    for (let at: string | null = other; at !== null; at = parentOf(known(), at)) if (at === id) return true;
    return false;
  };
  return flattenTree(treeOf(known(), dimension, institutionType)).flatMap((node) =>
    isBelow(node.id) ? [node.id] : [],
  );
}
