/** What the lint found, each with its place. A clean list never says that the wording is safe. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { isError, type Finding } from '../../../domain/scripts/finding';
import type { ScriptSource } from '../../../domain/scripts/script';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { nodeOfFinding } from './places';

export interface FindingsProps {
  readonly script: ScriptSource;
  readonly findings: readonly Finding[];
  /** Leads to the node of a finding; null where nothing can be chosen. */
  readonly onChoose: ((node: string) => void) | null;
}

export function Findings({ script, findings, onChoose }: FindingsProps) {
  const { t } = useText();
  const sorted = [...findings].sort((a, b) => Number(isError(b)) - Number(isError(a)));
  if (sorted.length === 0) return <Box sx={{ color: c.inkSoft }}>{t('scripts:finding.none')}</Box>;
  return (
    <Box
      component="ul"
      aria-label={t('scripts:finding.title')}
      sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}
    >
      {sorted.map((finding) => {
        const { rule, at, detail } = finding;
        const node = nodeOfFinding(script, finding);
        return (
          <li key={`${rule} ${at} ${detail}`}>
            <Alert severity={isError(finding) ? 'error' : 'warning'}>
              <Box sx={{ overflowWrap: 'anywhere' }}>
                <Box component="span" sx={{ fontWeight: 600 }}>
                  {isError(finding) ? t('scripts:finding.error') : t('scripts:finding.warning')} {rule}
                </Box>
                {' · '}
                {t(`scripts:rule.${rule}`)}
                {detail !== '' && t('scripts:finding.detail', { detail })}
              </Box>
              {node !== null && onChoose !== null ? (
                <Link component="button" type="button" onClick={() => onChoose(node)} sx={{ font: 'inherit' }}>
                  {at}
                </Link>
              ) : (
                <Box sx={{ overflowWrap: 'anywhere' }}>{at}</Box>
              )}
            </Alert>
          </li>
        );
      })}
    </Box>
  );
}
