/** What a new version says differently, line by line. Rules and calendars are told by the dates they change. */
import Box from '@mui/material/Box';
import LinearProgress from '@mui/material/LinearProgress';
import { useFormat, useText } from '../../../../app/i18n/use-text';
import { c, tone } from '../../../../app/theme/css-vars';
import { ErrorNotice } from '../../../../components/error-notice';
import { usePackContent } from '../../../../components/use-pack-content';
import { changedLines, contentLines } from '../content/content-lines';

interface ContentChangesProps {
  /** Keys of the pack in force and of the one that would take its place. */
  readonly before: string;
  readonly after: string;
}

export function ContentChanges({ before, after }: ContentChangesProps) {
  const text = useText();
  const { t } = text;
  const format = useFormat();
  const [held, next] = [usePackContent(before), usePackContent(after)];
  const error = held.error ?? next.error;
  if (error !== null) return <ErrorNotice error={error} />;
  if (held.content === null || next.content === null) return <LinearProgress aria-label={t('common:state.loading')} />;
  const [was, is] = [contentLines(held.content, text, format), contentLines(next.content, text, format)];
  if (was === null || is === null) return null;
  const changed = changedLines(was, is);
  if (changed.length === 0) return <Box role="status">{t('rules:change.lines.none')}</Box>;
  return (
    <Box
      component="table"
      aria-label={t('rules:change.lines.table')}
      sx={{
        width: '100%',
        borderCollapse: 'collapse',
        '& th, & td': { px: 1, py: 0.75, textAlign: 'left', verticalAlign: 'top', borderBottom: `1px solid ${c.line}` },
        '& thead th': { color: c.inkSoft, fontWeight: 500 },
        '& tbody th': { fontWeight: 500 },
        '& td, & tbody th': { overflowWrap: 'anywhere' },
      }}
    >
      <thead>
        <tr>
          <Box component="th" scope="col" sx={{ width: '24%' }}>
            {t('rules:change.lines.what')}
          </Box>
          <Box component="th" scope="col" sx={{ width: '38%' }}>
            {t('rules:change.column.before')}
          </Box>
          <th scope="col">{t('rules:change.column.after')}</th>
        </tr>
      </thead>
      <tbody>
        {changed.map((line) => (
          <tr key={line.key}>
            <th scope="row">{line.label}</th>
            <td>{line.before ?? t('rules:change.lines.added')}</td>
            <Box component="td" sx={{ backgroundColor: tone('info').soft, color: tone('info').onSoft }}>
              {line.after ?? t('rules:change.lines.removed')}
            </Box>
          </tr>
        ))}
      </tbody>
    </Box>
  );
}
