/**
 * Quick capture: what was typed, under which command, and what came of it. Main keeps a copy, so that neither closing the
 * bar nor a power cut loses anything; another person starts with their own.
 */
import { create } from 'zustand';
import type { Emotion, Flag, Want } from '../../../domain/complaint/values';
import type { CodedError } from '../../app/i18n/message-of';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { createAutosave, type SaveOutcome } from '../../app/autosave';
import type { Registered } from './draft-session';

export interface QuickValues {
  readonly emotion: Emotion | null;
  readonly businessId: string;
  readonly want: Want | null;
  readonly matter: string;
  readonly flags: readonly Flag[];
}

export const emptyQuick: QuickValues = { emotion: null, businessId: '', want: null, matter: '', flags: [] };

export interface QuickState {
  readonly open: boolean;
  readonly userId: string;
  readonly values: QuickValues;
  /** One per intent: kept through failures and repeats, new after success. */
  readonly commandId: string;
  readonly submitting: boolean;
  readonly error: CodedError | null;
  /** Enter was pressed before the two things were there that it takes. */
  readonly tried: boolean;
  readonly registered: Registered | null;
  readonly show: (userId: string) => void;
  readonly hide: () => void;
  readonly change: (patch: Partial<QuickValues>) => void;
  readonly submit: () => Promise<void>;
  /** After a success: an empty bar. */
  readonly again: () => void;
}

/** Longest line main takes. */
export const LONGEST_LINE = 500;

export const useQuick = create<QuickState>()((set, get) => ({
  open: false,
  userId: '',
  values: emptyQuick,
  commandId: newId(),
  submitting: false,
  error: null,
  tried: false,
  registered: null,
  show: (userId) => {
    const fresh = { values: emptyQuick, commandId: newId(), error: null, tried: false, registered: null };
    const { userId: before, registered } = get();
    // A finished capture is not shown again, and nobody sees what another person typed.
    set({ open: true, userId, ...(before !== userId || registered !== null ? fresh : {}) });
    if (before !== userId) void bringBack(userId);
  },
  hide: () => set({ open: false }),
  change: (patch) => {
    if (get().submitting) return;
    set((state) => ({ values: { ...state.values, ...patch }, error: null }));
    changedBy = get().userId;
    keeper.changed();
  },
  submit: async () => {
    const { values, commandId, submitting, registered } = get();
    if (submitting || registered !== null) return;
    const { emotion, businessId, want, matter, flags } = values;
    if (emotion === null || businessId === '' || matter.length > LONGEST_LINE) {
      set({ tried: true });
      return;
    }
    set({ submitting: true, error: null });
    await keeper.pause();
    const reply = await api['intake.quickCapture']({
      commandId,
      emotion,
      businessId,
      want,
      matter,
      flags: [...flags],
    });
    if (reply.ok)
      set({
        submitting: false,
        tried: false,
        registered: { caseId: reply.value.caseId, number: reply.value.number },
        values: emptyQuick,
        commandId: newId(),
      });
    else set({ submitting: false, error: reply.error });
    keeper.resume();
  },
  again: () => set({ registered: null, error: null, tried: false }),
}));

/** Whose change waits to be kept: what is in the bar of the next person is none of it. */
let changedBy = '';

async function keep(): Promise<SaveOutcome> {
  const { values, commandId, userId } = useQuick.getState();
  if (userId !== changedBy) return { ok: true, atMs: 0 };
  const draft = values === emptyQuick ? null : { commandId, ...values, flags: [...values.flags] };
  const reply = await api['intake.keepQuick']({ draft });
  return reply.ok
    ? { ok: true, atMs: 0 }
    : {
        ok: false,
        error: reply.error,
        retry: reply.error.code !== 'ipc.badInput' && reply.error.code !== 'session.locked',
      };
}

// Nobody is shown when it was saved; a failure shows where it matters, at the Enter, and is tried again until then.
const keeper = createAutosave(keep, () => undefined);

/** What this person had in the bar before a crash, unless they have begun something new already. */
async function bringBack(userId: string): Promise<void> {
  const reply = await api['intake.keptQuick']({});
  if (!reply.ok || reply.value.draft === null) return;
  const { commandId, ...values } = reply.value.draft;
  useQuick.setState((state) =>
    state.userId === userId && state.values === emptyQuick && !state.submitting && state.registered === null
      ? { values, commandId }
      : state,
  );
}
