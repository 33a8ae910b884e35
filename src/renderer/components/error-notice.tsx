import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import type { CodedError } from '../app/i18n/message-of';
import { useMessageOf, useText } from '../app/i18n/use-text';

export interface ErrorNoticeProps {
  /** Null draws nothing, so it can always stand in the layout. */
  readonly error: CodedError | null;
  readonly onRetry?: () => void;
  readonly severity?: 'error' | 'warning';
}

/** A refusal or failure in words, where it happened. */
export function ErrorNotice({ error, onRetry, severity = 'error' }: ErrorNoticeProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  if (error === null) return null;
  return (
    <Alert
      severity={severity}
      action={
        onRetry === undefined ? undefined : (
          <Button size="small" onClick={onRetry}>
            {t('common:action.retry')}
          </Button>
        )
      }
    >
      {messageOf(error)}
    </Alert>
  );
}
