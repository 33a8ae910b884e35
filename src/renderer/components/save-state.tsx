import CheckOutlined from '@mui/icons-material/CheckOutlined';
import EditOutlined from '@mui/icons-material/EditOutlined';
import SyncOutlined from '@mui/icons-material/SyncOutlined';
import Box from '@mui/material/Box';
import { useFormat, useText } from '../app/i18n/use-text';
import { c, tone } from '../app/theme/css-vars';

export type SaveStatus =
  | { readonly state: 'unsaved' }
  | { readonly state: 'saving' }
  /** Journal synced and store written: only then. */
  | { readonly state: 'saved'; readonly atMs: number };

/** Whether what was typed is safe. Shown where it is typed, spoken politely. */
export function SaveState({ status }: { readonly status: SaveStatus }) {
  const { t } = useText();
  const format = useFormat();
  const Icon = { unsaved: EditOutlined, saving: SyncOutlined, saved: CheckOutlined }[status.state];
  return (
    <Box
      role="status"
      sx={{
        display: 'inline-flex',
        alignItems: 'center',
        gap: 0.75,
        whiteSpace: 'nowrap',
        color: status.state === 'saved' ? tone('success').fill : c.inkSoft,
        '& svg': { fontSize: '1.25rem' },
      }}
    >
      <Icon aria-hidden />
      {status.state === 'saved'
        ? t('common:state.savedAt', { time: format.timeWithSeconds(status.atMs) })
        : t(`common:state.${status.state}`)}
    </Box>
  );
}
