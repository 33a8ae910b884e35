/** A part that lies over the line for a moment: facts, signs, handover. Esc and its key put it away. */
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import IconButton from '@mui/material/IconButton';
import { useId, type ReactNode } from 'react';
import { useText } from '../../app/i18n/use-text';
import { belongsToIme } from '../../components/ime';

export interface SheetProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

export function Sheet({ title, onClose, children }: SheetProps) {
  const { t } = useText();
  const titleId = useId();
  return (
    <Box
      component="section"
      aria-labelledby={titleId}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || belongsToIme(event.nativeEvent) || event.isDefaultPrevented()) return;
        event.preventDefault();
        onClose();
      }}
      sx={{ minHeight: 0, overflow: 'auto', px: 2, pb: 2 }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, py: 0.5 }}>
        <Box component="h3" id={titleId} sx={{ m: 0, flex: 1, fontSize: '1.125rem', fontWeight: 600 }}>
          {title}
        </Box>
        <IconButton aria-label={t('common:action.close')} title={t('common:action.close')} onClick={onClose}>
          <CloseOutlined />
        </IconButton>
      </Box>
      <Box data-conversation-sheet sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {children}
      </Box>
    </Box>
  );
}
