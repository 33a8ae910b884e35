/**
 * The classification of complaints (投诉分类): channel, business, reason, right, touch-point. It is a pack (data), because
 * the code tables of JR/T 0169-2018 are not confirmed and insurers classify otherwise. Ids are ours and never change: a
 * case keeps the id, the pack gives the words.
 */
import { z } from 'zod';
import { type InstitutionType } from '../complaint/values';

export const dimensions = ['channel', 'business', 'reason', 'right', 'touchpoint'] as const;
/** 投诉渠道, 投诉业务, 投诉原因, 涉及权益 (M2022), 服务触点. */
export type Dimension = (typeof dimensions)[number];

export type TaxonomyLanguage = 'zh-CN' | 'en';

export interface TaxonomyNode {
  /** Stable, dotted, for example `biz.debit.limits`. */
  readonly id: string;
  /** Code of the industry standard; null until confirmed. */
  readonly code: string | null;
  readonly zh: string;
  readonly en: string;
  /** `source`: seen in a public text; `memory`: to be confirmed (待核定). */
  readonly confidence: 'source' | 'memory';
  /** Words people say for it at the counter; searched, never shown as the label. */
  readonly aliases: readonly string[];
  readonly children: readonly TaxonomyNode[];
}

const Node: z.ZodType<TaxonomyNode> = z.lazy(() =>
  z.strictObject({
    id: z
      .string()
      .max(64)
      .regex(/^[a-z]+(?:\.[a-zA-Z0-9]+)+$/),
    code: z.string().max(32).nullable(),
    zh: z.string().min(1).max(60),
    en: z.string().min(1).max(100),
    confidence: z.enum(['source', 'memory']),
    aliases: z.array(z.string().min(1).max(40)).max(40),
    children: z.array(Node).max(100).default([]),
  }),
);
const Tree = z.array(Node).min(1).max(200);
/** One tree for every kind of institution, or one for each. */
const Trees = z.union([z.strictObject({ any: Tree }), z.strictObject({ bank: Tree, insurer: Tree })]);

const Pack = z.strictObject({
  id: z.string(),
  version: z.string(),
  effectiveFrom: z.iso.date(),
  note: z.string(),
  trees: z.strictObject({ channel: Trees, business: Trees, reason: Trees, right: Trees, touchpoint: Trees }),
  sources: z.array(z.string()),
});

export interface Taxonomy {
  readonly id: string;
  readonly version: string;
  readonly effectiveFrom: string;
  readonly trees: Readonly<Record<Dimension, Readonly<Record<InstitutionType, readonly TaxonomyNode[]>>>>;
  readonly nodeById: ReadonlyMap<string, TaxonomyNode>;
  readonly parentIdById: ReadonlyMap<string, string | null>;
}

export type ParsedTaxonomy =
  { readonly ok: true; readonly taxonomy: Taxonomy } | { readonly ok: false; readonly problems: readonly string[] };

/** Reads a taxonomy pack. Problems name the place; an id that occurs twice or under a parent of another name is one. */
export function parseTaxonomy(json: unknown): ParsedTaxonomy {
  const parsed = Pack.safeParse(json);
  if (!parsed.success) {
    return { ok: false, problems: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`) };
  }
  const { trees, id, version, effectiveFrom } = parsed.data;
  const nodeById = new Map<string, TaxonomyNode>();
  const parentIdById = new Map<string, string | null>();
  const problems: string[] = [];
  const add = (node: TaxonomyNode, parent: string | null): void => {
    if (nodeById.has(node.id)) problems.push(`${node.id}: occurs twice`);
    if (parent !== null && !node.id.startsWith(`${parent}.`)) problems.push(`${node.id}: is not named after ${parent}`);
    nodeById.set(node.id, node);
    parentIdById.set(node.id, parent);
    for (const child of node.children) add(child, node.id);
  };
  const bothKinds = (tree: z.infer<typeof Trees>): Record<InstitutionType, readonly TaxonomyNode[]> =>
    'any' in tree ? { bank: tree.any, insurer: tree.any } : tree;
  const byDimension = {
    channel: bothKinds(trees.channel),
    business: bothKinds(trees.business),
    reason: bothKinds(trees.reason),
    right: bothKinds(trees.right),
    touchpoint: bothKinds(trees.touchpoint),
  };
  for (const dimension of dimensions) {
    const { bank, insurer } = byDimension[dimension];
    for (const node of bank) add(node, null);
    if (insurer !== bank) for (const node of insurer) add(node, null);
  }
  if (problems.length > 0) return { ok: false, problems };
  return { ok: true, taxonomy: { id, version, effectiveFrom, trees: byDimension, nodeById, parentIdById } };
}

/** The tree a form offers: insurers choose a product line as business and a kind of dispute as reason. */
export function treeOf(
  taxonomy: Taxonomy,
  dimension: Dimension,
  institutionType: InstitutionType,
): readonly TaxonomyNode[] {
  return taxonomy.trees[dimension][institutionType];
}

/** The id above, null for a root or an id the pack does not know. */
export function parentOf(taxonomy: Taxonomy, id: string): string | null {
  return taxonomy.parentIdById.get(id) ?? null;
}

/** The words for an id. An id of a newer or older pack shows as itself: the record is never wrong, only unnamed. */
export function labelOf(taxonomy: Taxonomy, id: string, language: TaxonomyLanguage): string {
  const node = taxonomy.nodeById.get(id);
  if (!node) return id;
  return language === 'en' ? node.en : node.zh;
}

/** Label with all parents: "借记卡及账户 / 账户管理费". */
export function pathLabelOf(taxonomy: Taxonomy, id: string, language: TaxonomyLanguage): string {
  const labels: string[] = [];
  for (let at: string | null = id; at !== null; at = parentOf(taxonomy, at))
    labels.unshift(labelOf(taxonomy, at, language));
  return labels.join(' / ');
}

/** All nodes of a tree, parents before children. */
export function flattenTree(tree: readonly TaxonomyNode[]): readonly TaxonomyNode[] {
  return tree.flatMap((node) => [node, ...flattenTree(node.children)]);
}
