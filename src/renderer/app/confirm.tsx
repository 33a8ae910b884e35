/** `if (await confirm({ title, body, confirmLabel })) …`: a question before what can't be undone. */
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import { create } from 'zustand';
import { useText } from './i18n/use-text';

export interface Question {
  readonly title: string;
  readonly body?: string;
  /** The verb of the act, not "OK". */
  readonly confirmLabel: string;
  readonly cancelLabel?: string;
  /** `danger` colours the button. */
  readonly tone?: 'normal' | 'danger';
}

interface ConfirmStore {
  readonly question: Question | null;
  readonly answer: (yes: boolean) => void;
  readonly ask: (question: Question) => Promise<boolean>;
}

const useConfirmStore = create<ConfirmStore>()((set, get) => ({
  question: null,
  answer: () => undefined,
  ask: (question) => {
    // A second question answers the first with no: nothing is done that was not confirmed.
    get().answer(false);
    return new Promise((resolve) => {
      const answer = (yes: boolean): void => {
        set({ question: null, answer: () => undefined });
        resolve(yes);
      };
      set({ question, answer });
    });
  },
}));

/** Asks the person; false when they decline, close, or press Esc. */
export function confirm(question: Question): Promise<boolean> {
  return useConfirmStore.getState().ask(question);
}

/** Where the question appears. Mounted by the app. */
export function ConfirmHost() {
  const { t } = useText();
  const question = useConfirmStore((state) => state.question);
  const answer = useConfirmStore((state) => state.answer);
  if (question === null) return null;
  return (
    <Dialog
      open
      onClose={() => answer(false)}
      role="alertdialog"
      maxWidth="xs"
      fullWidth
      aria-labelledby="confirm-title"
    >
      <DialogTitle id="confirm-title">{question.title}</DialogTitle>
      {question.body !== undefined && <DialogContent>{question.body}</DialogContent>}
      <DialogActions>
        {/* The safe answer has the focus. */}
        {}
        <Button autoFocus onClick={() => answer(false)}>
          {question.cancelLabel ?? t('shell:confirm.keepOpen')}
        </Button>
        <Button
          variant="contained"
          color={question.tone === 'danger' ? 'error' : 'primary'}
          onClick={() => answer(true)}
        >
          {question.confirmLabel}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
