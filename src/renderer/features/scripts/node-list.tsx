/** The nodes of a script in their order, as an alternative to the map. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import type { MapProps } from './map';
import { NodeBox } from './node-box';
import { nodeOfFinding } from './places';

export function NodeList({ script, findings, current, onChoose }: MapProps) {
  const { t } = useText();
  return (
    <Box
      component="ol"
      aria-label={t('scripts:map.label')}
      sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 0.75, gridTemplateColumns: 'minmax(0, 1fr)' }}
    >
      {Object.entries(script.nodes).map(([id, node]) => (
        <li key={id}>
          <ButtonBase
            aria-current={id === current ? 'true' : undefined}
            onClick={() => onChoose(id)}
            sx={{
              width: '100%',
              p: 1,
              display: 'block',
              font: 'inherit',
              border: `1px solid ${id === current ? tone('primary').fill : c.line}`,
              borderRadius: `${radiusPx.field}px`,
              backgroundColor: id === current ? tone('primary').soft : c.surface,
            }}
          >
            <NodeBox id={id} node={node} findings={findings.filter((one) => nodeOfFinding(script, one) === id)} />
          </ButtonBase>
        </li>
      ))}
    </Box>
  );
}
