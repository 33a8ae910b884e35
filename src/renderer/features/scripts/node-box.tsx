/** What a node looks like in the map and in the list: kind, stage and first words; findings as words, not only as a colour. */
import Box from '@mui/material/Box';
import { isError, type Finding } from '../../../domain/scripts/finding';
import type { ScriptNode } from '../../../domain/scripts/script';
import { useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { headline } from './places';
import { useWords } from './use-words';

export interface NodeBoxProps {
  readonly id: string;
  readonly node: ScriptNode;
  readonly findings: readonly Finding[];
}

export function NodeBox({ id, node, findings }: NodeBoxProps) {
  const { t } = useText();
  const words = useWords();
  const first = headline(node);
  const errors = findings.filter(isError).length;
  return (
    <Box sx={{ display: 'grid', gap: 0.25, minWidth: 0, textAlign: 'start' }}>
      <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'baseline', color: c.inkSoft, minWidth: 0 }}>
        <Box component="span" sx={{ fontWeight: 600, color: c.ink, whiteSpace: 'nowrap' }}>
          {t(`scripts:type.${node.type}`)}
        </Box>
        <Box component="span" sx={{ whiteSpace: 'nowrap' }}>
          {node.stage}
        </Box>
        <Box component="span" sx={{ overflow: 'hidden', textOverflow: 'ellipsis', whiteSpace: 'nowrap' }}>
          {id}
        </Box>
        {findings.length > 0 && (
          <Box
            component="span"
            sx={{
              ml: 'auto',
              px: 0.75,
              borderRadius: '4px',
              whiteSpace: 'nowrap',
              backgroundColor: tone(errors > 0 ? 'error' : 'warning').soft,
              color: tone(errors > 0 ? 'error' : 'warning').onSoft,
            }}
          >
            {errors > 0
              ? t('scripts:finding.errors', { count: errors })
              : t('scripts:finding.warnings', { count: findings.length })}
          </Box>
        )}
      </Box>
      <Box
        sx={{
          display: '-webkit-box',
          WebkitLineClamp: 2,
          WebkitBoxOrient: 'vertical',
          overflow: 'hidden',
          lineHeight: 1.35,
        }}
      >
        {first === null ? (node.type === 'sub' ? node.script : t(`scripts:type.${node.type}`)) : words(first)}
      </Box>
    </Box>
  );
}
