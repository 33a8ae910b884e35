import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { NoticeView } from '../../../shared/contract/app';
import { useNoticeText, useText } from '../i18n/use-text';

export interface NoticeAreaProps {
  readonly notices: readonly NoticeView[];
  readonly onDismiss: (id: string) => void;
}

/** What main has to tell once: disk nearly full, clock moved, store repaired. In the page, never over it. */
export function NoticeArea({ notices, onDismiss }: NoticeAreaProps) {
  const { t } = useText();
  const textOf = useNoticeText();
  return (
    <Box role="region" aria-label={t('shell:notices.label')} aria-live="polite">
      {notices.map((notice) => (
        <Alert
          key={notice.id}
          severity={notice.severity}
          sx={{ borderRadius: 0, borderWidth: '0 0 1px', px: 3 }}
          action={<Button onClick={() => onDismiss(notice.id)}>{t('shell:notices.dismiss')}</Button>}
        >
          {textOf(notice)}
        </Alert>
      ))}
    </Box>
  );
}
