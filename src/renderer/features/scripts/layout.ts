/** Places for the boxes of a script, from top to bottom. */
import { Graph, layout } from '@dagrejs/dagre';
import { edgesOf } from '../../../domain/scripts/graph';
import type { Edge, ScriptSource } from '../../../domain/scripts/script';

export const boxSize = { width: 248, height: 92 } as const;

export interface PlacedNode {
  readonly id: string;
  readonly x: number;
  readonly y: number;
}

export interface PlacedWay {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  /** Undefined: where a timer leads when it runs out. */
  readonly edge: Edge | undefined;
  /** Its place among the ways of the node. */
  readonly at: number;
}

/** Boxes and ways; a way to a node that does not exist is left out, the lint names it. */
export function placed(script: ScriptSource): {
  readonly nodes: readonly PlacedNode[];
  readonly ways: readonly PlacedWay[];
} {
  const graph = new Graph({ multigraph: true });
  graph.setGraph({ rankdir: 'TB', nodesep: 36, ranksep: 56, marginx: 16, marginy: 16 });
  graph.setDefaultEdgeLabel(() => ({}));
  for (const id of Object.keys(script.nodes)) graph.setNode(id, { ...boxSize });
  const ways = Object.entries(script.nodes).flatMap(([from, node]): readonly PlacedWay[] => [
    ...edgesOf(node).map((edge, at) => ({ id: `${from}-${String(at)}-${edge.to}`, from, to: edge.to, edge, at })),
    ...(node.type === 'timer' && node.onExpire !== undefined
      ? [{ id: `${from}-expire-${node.onExpire}`, from, to: node.onExpire, edge: undefined, at: -1 }]
      : []),
  ]);
  const there = ways.filter(({ to }) => script.nodes[to] !== undefined);
  for (const { id, from, to } of there) graph.setEdge(from, to, {}, id);
  layout(graph);
  return {
    nodes: Object.keys(script.nodes).map((id) => {
      const { x, y } = graph.node(id) as { readonly x: number; readonly y: number };
      return { id, x: x - boxSize.width / 2, y: y - boxSize.height / 2 };
    }),
    ways: there,
  };
}
