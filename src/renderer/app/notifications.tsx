/**
 * Short notes that something was done or has happened. Polite: never takes the focus, never covers the page, whose fields and
 * main action may be anywhere: notes stand at the foot of the rail, and over the top bar where the rail is too narrow.
 */
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import { useEffect } from 'react';
import { create } from 'zustand';
import { useText } from './i18n/use-text';
import { railWidth } from './shell/nav-rail';
import { useNarrow } from './shell/use-narrow';
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

const inRail = {
  flexWrap: 'wrap',
  width: '100%',
  px: 1.5,
  '& .MuiAlert-action': { order: 1, pl: 0, flex: 1, justifyContent: 'flex-end' },
  '& .MuiAlert-message': { order: 2, flexBasis: '100%', pt: 0, overflowWrap: 'anywhere' },
} as const;

function Note({ note, narrow }: { readonly note: Shown; readonly narrow: boolean }) {
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
      sx={{ boxShadow: c.shadow, pointerEvents: 'auto', ...(narrow ? { maxWidth: '34rem' } : inRail) }}
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
  const narrow = useNarrow();
  return (
    <Box
      role="region"
      aria-label={t('shell:notification.label')}
      aria-live="polite"
      sx={{
        position: 'fixed',
        zIndex: 'snackbar',
        display: 'flex',
        flexDirection: 'column',
        gap: 1,
        pointerEvents: 'none',
        ...(narrow
          ? { top: 8, left: 8, right: 8, alignItems: 'center' }
          : { bottom: 12, left: 8, width: `calc(${railWidth} - 16px)` }),
      }}
    >
      {queue.slice(0, narrow ? 1 : MOST_AT_ONCE).map((note) => (
        <Note key={note.no} note={note} narrow={narrow} />
      ))}
    </Box>
  );
}
