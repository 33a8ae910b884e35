/** The classification that comes with the program (投诉分类): what the ids of channels, business lines and reasons are called. */
import taxonomyJson from '../../resources/packs/taxonomy/cn.json';
import { parseTaxonomy, type Dimension, type Taxonomy, type TaxonomyNode } from '../../src/domain/taxonomy/taxonomy';

let known: Taxonomy | undefined;

export function taxonomy(): Taxonomy {
  if (known) return known;
  const parsed = parseTaxonomy(taxonomyJson);
  if (!parsed.ok) throw new Error(`taxonomy pack: ${parsed.problems.join('; ')}`);
  known = parsed.taxonomy;
  return known;
}

/** Classes of banks, and behind them those that only insurers have: headquarters may have branches of both. */
export function wholeTree(dimension: Dimension): readonly TaxonomyNode[] {
  const { bank, insurer } = taxonomy().trees[dimension];
  return bank === insurer ? bank : [...bank, ...insurer];
}
