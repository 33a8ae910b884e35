/** The map of a script. Boxes are reached by Tab and chosen by Enter; the same nodes stand in the list beside it. */
import {
  Background,
  Handle,
  MarkerType,
  Panel,
  Position,
  ReactFlow,
  ReactFlowProvider,
  useReactFlow,
  type Edge,
  type Node,
  type NodeProps,
} from '@xyflow/react';
import '@xyflow/react/dist/base.css';
import AddOutlined from '@mui/icons-material/AddOutlined';
import FitScreenOutlined from '@mui/icons-material/FitScreenOutlined';
import RemoveOutlined from '@mui/icons-material/RemoveOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import Paper from '@mui/material/Paper';
import { useEffect, useMemo } from 'react';
import type { Finding } from '../../../domain/scripts/finding';
import type { ScriptNode } from '../../../domain/scripts/script';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { boxSize, placed, type PlacedWay } from './layout';
import type { MapProps } from './map';
import { NodeBox } from './node-box';
import { nodeOfFinding } from './places';
import { useWords } from './use-words';

type BoxNode = Node<
  {
    readonly node: ScriptNode;
    readonly findings: readonly Finding[];
    readonly current: boolean;
    readonly start: boolean;
    /** Ways can be drawn from and to it. */
    readonly open: boolean;
  },
  'box'
>;

export function Graph(props: MapProps) {
  return (
    <ReactFlowProvider>
      <Canvas {...props} />
    </ReactFlowProvider>
  );
}

function Canvas({ script, findings, current, onChoose, edit }: MapProps) {
  const { t } = useText();
  const label = useWayLabel();
  const flow = useReactFlow();
  const places = useMemo(() => placed(script), [script]);
  const nodes = useMemo(
    () =>
      places.nodes.flatMap(({ id, x, y }): readonly BoxNode[] => {
        const node = script.nodes[id];
        if (node === undefined) return [];
        return [
          {
            id,
            type: 'box',
            position: { x, y },
            ...boxSize,
            ariaLabel: `${t(`scripts:type.${node.type}`)} ${node.stage} ${id}`,
            data: {
              node,
              findings: findings.filter((one) => nodeOfFinding(script, one) === id),
              current: id === current,
              start: id === script.start,
              open: edit !== undefined,
            },
          },
        ];
      }),
    [places, script, findings, current, edit, t],
  );
  const edges = useMemo(
    () =>
      places.ways.map((way): Edge => {
        const lit = way.from === current || way.to === current;
        return {
          id: way.id,
          source: way.from,
          target: way.to,
          label: label(way),
          focusable: edit !== undefined && way.edge !== undefined,
          ariaLabel: `${way.from} → ${way.to}`,
          markerEnd: { type: MarkerType.ArrowClosed, color: lit ? c.ink : c.lineStrong },
          style: { stroke: lit ? c.ink : c.lineStrong, strokeWidth: lit ? 2 : 1.25 },
          labelStyle: { fill: c.ink, fontSize: '0.9rem' },
          labelBgStyle: { fill: c.surface },
        };
      }),
    [places, current, label, edit],
  );
  useEffect(() => {
    if (current !== null) void flow.fitView({ nodes: [{ id: current }], maxZoom: 1, minZoom: 0.7 });
  }, [current, flow]);
  return (
    <Box
      role="group"
      aria-label={t('scripts:map.label')}
      sx={{
        height: 'max(26rem, calc(100vh - 24rem))',
        border: `1px solid ${c.line}`,
        borderRadius: `${radiusPx.field}px`,
        backgroundColor: c.sunken,
        '& .react-flow__node:focus-visible': { outline: `3px solid ${c.focus}`, outlineOffset: '2px' },
        '& .react-flow__edge:focus-visible .react-flow__edge-path, & .react-flow__edge.selected .react-flow__edge-path':
          {
            stroke: `${c.focus} !important`,
            strokeWidth: '4px !important',
          },
        '& .react-flow__handle':
          edit === undefined
            ? { opacity: 0 }
            : {
                width: 14,
                height: 14,
                backgroundColor: c.surface,
                border: `2px solid ${c.lineStrong}`,
                borderRadius: '50%',
              },
        '& .react-flow__controls-button': { backgroundColor: c.surface, color: c.ink, borderColor: c.line },
        '& .react-flow__controls-button svg': { fill: 'currentColor' },
      }}
    >
      <ReactFlow
        nodes={nodes}
        edges={edges}
        nodeTypes={nodeTypes}
        defaultViewport={{ x: 24, y: 16, zoom: 0.9 }}
        minZoom={0.2}
        maxZoom={1.5}
        nodesDraggable={false}
        nodesConnectable={edit !== undefined}
        edgesFocusable={edit !== undefined}
        deleteKeyCode={null}
        onConnect={({ source, target }) => edit?.connect(source, target)}
        onKeyDown={(event) => {
          const on = (event.target as Element).closest('[data-id]')?.getAttribute('data-id') ?? '';
          const isNode = script.nodes[on] !== undefined;
          if (event.key === 'Enter' || event.key === ' ') {
            if (isNode) onChoose(on);
            return;
          }
          if (edit === undefined || (event.key !== 'Delete' && event.key !== 'Backspace')) return;
          // The map itself would take a step away without a look at what hangs on it.
          const way = places.ways.find(({ id }) => id === on);
          if (way !== undefined) edit.disconnect(way.from, way.at);
          else if (isNode) edit.remove(on);
        }}
        proOptions={{ hideAttribution: true }}
        onNodeClick={(_event, { id }) => onChoose(id)}
        ariaLabelConfig={{
          'node.a11yDescription.default': t(edit === undefined ? 'scripts:map.nodeHint' : 'scripts:map.editHint'),
          'edge.a11yDescription.default': t(edit === undefined ? 'scripts:map.nodeHint' : 'scripts:map.wayHint'),
        }}
      >
        <Background color={c.line} />
        {/* Its own controls have a name and no role, which assistive technology may pass over. */}
        <Panel position="bottom-left" role="toolbar" aria-label={t('scripts:map.controls')}>
          <Paper variant="outlined" sx={{ display: 'flex', flexDirection: 'column' }}>
            <IconButton
              aria-label={t('scripts:map.zoomIn')}
              title={t('scripts:map.zoomIn')}
              onClick={() => void flow.zoomIn()}
            >
              <AddOutlined />
            </IconButton>
            <IconButton
              aria-label={t('scripts:map.zoomOut')}
              title={t('scripts:map.zoomOut')}
              onClick={() => void flow.zoomOut()}
            >
              <RemoveOutlined />
            </IconButton>
            <IconButton
              aria-label={t('scripts:map.fit')}
              title={t('scripts:map.fit')}
              onClick={() => void flow.fitView()}
            >
              <FitScreenOutlined />
            </IconButton>
          </Paper>
        </Panel>
      </ReactFlow>
    </Box>
  );
}

function BoxView({ id, data: { node, findings, current, start, open } }: NodeProps<BoxNode>) {
  return (
    <Box
      sx={{
        ...boxSize,
        boxSizing: 'border-box',
        p: 1,
        overflow: 'hidden',
        cursor: 'pointer',
        backgroundColor: current ? tone('primary').soft : c.surface,
        color: current ? tone('primary').onSoft : c.ink,
        border: `${start || node.type === 'end' ? 2 : 1}px ${node.type === 'sub' ? 'dashed' : 'solid'} ${
          current ? tone('primary').fill : c.lineStrong
        }`,
        borderRadius: node.type === 'choose' ? '18px' : `${radiusPx.field}px`,
      }}
    >
      <Handle type="target" position={Position.Top} isConnectable={open} />
      <NodeBox id={id} node={node} findings={findings} />
      <Handle type="source" position={Position.Bottom} isConnectable={open && node.type !== 'end'} />
    </Box>
  );
}

const nodeTypes = { box: BoxView };

/** What stands at a way: its label, the levels of anger it is for, or that it depends on something. */
function useWayLabel(): (way: PlacedWay) => string | undefined {
  const { t } = useText();
  const words = useWords();
  return useMemo(
    () =>
      ({ edge }: PlacedWay) => {
        if (edge === undefined) return t('scripts:way.expired');
        if (edge.label !== undefined) return words(edge.label);
        if (edge.levels !== undefined) return t('scripts:way.levels', { levels: edge.levels.join(' ') });
        return edge.when === undefined ? undefined : t('scripts:way.condition');
      },
    [t, words],
  );
}
