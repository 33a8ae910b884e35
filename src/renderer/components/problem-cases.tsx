import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import type { ProblemCase } from '../../shared/contract/registers';
import { useText } from '../app/i18n/use-text';
import { navigate } from '../app/router';
import { c } from '../app/theme/css-vars';
import { CaseNumber } from './case-number';

export interface ProblemCasesProps {
  readonly problems: readonly ProblemCase[];
  /** The person goes to one of them. */
  readonly onLeave?: () => void;
}

/** Cases that keep a file from being made, why, and the way to each. */
export function ProblemCases({ problems, onLeave }: ProblemCasesProps) {
  const { t } = useText();
  if (problems.length === 0) return null;
  return (
    <Box
      component="ul"
      aria-label={t('registers:problems.label')}
      // A region that scrolls must be reachable without a mouse.
      tabIndex={0}
      sx={{ m: 0, p: 0, listStyle: 'none', maxHeight: '18rem', overflowY: 'auto', border: `1px solid ${c.line}` }}
    >
      {problems.map(({ caseId, number, maskedName, code }) => (
        <Box
          component="li"
          key={`${caseId}/${code}`}
          sx={{
            display: 'flex',
            flexWrap: 'wrap',
            columnGap: 2,
            rowGap: 0.25,
            px: 1.5,
            py: 0.75,
            borderBottom: `1px solid ${c.line}`,
            '&:last-child': { borderBottom: 0 },
          }}
        >
          <Link
            component="button"
            type="button"
            onClick={() => {
              onLeave?.();
              navigate({ name: 'case', caseId });
            }}
          >
            <CaseNumber number={number} />
          </Link>
          <Box sx={{ color: c.inkSoft }}>{maskedName}</Box>
          <Box sx={{ flex: '1 1 14rem' }}>{t(`registers:problems.code.${code}`)}</Box>
        </Box>
      ))}
    </Box>
  );
}
