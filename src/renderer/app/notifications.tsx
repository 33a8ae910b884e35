/** Short notes that something was done or has happened. Polite: never takes the focus, never covers the main action. */
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect } from 'react';
import { create } from 'zustand';
import { useText } from './i18n/use-text';
import { c } from './theme/css-vars';

export interface Notification {
  readonly severity: 'success' | 'info' | 'warning' | 'error';
  readonly text: string;
  /** One way to act, for example undo. */
  readonly action?: { readonly label: string; readonly run: () => void };
}

interface Shown extends Notification {
  readonly no: number;
}
interface NotificationStore {
  readonly queue: readonly Shown[];
  readonly nextNo: number;
  readonly notify: (notification: Notification) => void;
  readonly dismiss: (no: number) => void;
}

/** Errors and notes with a button stay until they are closed; the rest goes by itself. */
const VISIBLE_MS = 6_000;
const MOST_AT_ONCE = 3;

export const useNotifications = create<NotificationStore>()((set) => ({
  queue: [],
  nextNo: 1,
  notify: (notification) =>
    set((state) => ({ queue: [...state.queue, { ...notification, no: state.nextNo }], nextNo: state.nextNo + 1 })),
  dismiss: (no) => set((state) => ({ queue: state.queue.filter((shown) => shown.no !== no) })),
}));

/** Shows a note; callable from anywhere in the page. */
export function notify(notification: Notification): void {
  useNotifications.getState().notify(notification);
}

function Note({ note }: { readonly note: Shown }) {
  const { t } = useText();
  const dismiss = useNotifications((state) => state.dismiss);
  const stays = note.severity === 'error' || note.action !== undefined;
  useEffect(() => {
    if (stays) return undefined;
    const timer = setTimeout(() => dismiss(note.no), VISIBLE_MS);
    return () => clearTimeout(timer);
  }, [stays, note.no, dismiss]);
  const { action } = note;
  return (
    <Alert
      severity={note.severity}
      // The region around it is live already.
      role="presentation"
      sx={{ boxShadow: c.shadow, minWidth: '18rem', maxWidth: '34rem', pointerEvents: 'auto' }}
      action={
        <Box sx={{ display: 'flex', alignItems: 'center' }}>
          {action !== undefined && (
            <Button
              size="small"
              onClick={() => {
                dismiss(note.no);
                action.run();
              }}
            >
              {action.label}
            </Button>
          )}
          <IconButton aria-label={t('shell:notification.dismiss')} onClick={() => dismiss(note.no)}>
            <CloseOutlined />
          </IconButton>
        </Box>
      }
    >
      <span className="xt-visually-hidden">{t(`common:severity.${note.severity}`)}</span>
      {note.text}
    </Alert>
  );
}

/** Where notes appear. The region exists before its content, so that it is read out. */
export function NotificationHost() {
  const { t } = useText();
  const queue = useNotifications((state) => state.queue);
  return (
    <Box
      role="region"
      aria-label={t('shell:notification.label')}
      aria-live="polite"
      sx={{
        position: 'fixed',
        right: 24,
        bottom: 24,
        zIndex: 'snackbar',
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
        alignItems: 'flex-end',
        pointerEvents: 'none',
      }}
    >
      {queue.slice(0, MOST_AT_ONCE).map((note) => (
        <Note key={note.no} note={note} />
      ))}
    </Box>
  );
}
