/** Which draft the page shows, and the drafts of this window that are still waiting to be saved. */
import { create } from 'zustand';
import type { CodedError } from '../../app/i18n/message-of';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { createDraftSession, isUntouched, type DraftSession } from './draft-session';

/** An own draft this fresh is what the person was just doing: after a crash it comes back by itself. */
const RESUME_WITHIN_MS = 30 * 60_000;

export type OpenedDraft =
  | { readonly state: 'ready'; readonly session: DraftSession; readonly resumed: boolean }
  | { readonly state: 'ownedByOther'; readonly draftId: string; readonly ownerName: string }
  | { readonly state: 'failed'; readonly error: CodedError };

interface Memory {
  readonly userId: string;
  /** The draft this person was in; the rail leads back to it. */
  readonly lastDraftId: string | null;
}

const useMemory = create<Memory>()(() => ({ userId: '', lastDraftId: null }));

/** Sessions that hold something main does not have yet; without this map a lock would lose the last second. */
const waiting = new Map<string, DraftSession>();

export function rememberDraft(userId: string, draftId: string | null): void {
  useMemory.setState({ userId, lastDraftId: draftId });
}

/** The page goes away: save, and forget the session once it is safe. */
export async function leaveDraft(session: DraftSession): Promise<void> {
  if (session.store.getState().registered !== null) return;
  waiting.set(session.id, session);
  await session.flush();
  if (session.isClean()) waiting.delete(session.id);
}

function ready(session: DraftSession, resumed: boolean): OpenedDraft {
  return { state: 'ready', session, resumed };
}

async function openById(draftId: string, resumed: boolean): Promise<OpenedDraft> {
  const kept = waiting.get(draftId);
  if (kept) {
    waiting.delete(draftId);
    if (!kept.isClean()) return ready(kept, resumed);
  }
  const reply = await api['draft.open']({ id: draftId });
  if (reply.ok) return ready(createDraftSession(reply.value), resumed);
  if (reply.error.code === 'draft.ownedByOther')
    return { state: 'ownedByOther', draftId, ownerName: reply.error.ownerName };
  return { state: 'failed', error: reply.error };
}

/** A draft of its own for the next customer, or for completing a case that quick capture registered. */
export async function createDraft(caseId: string | null, userId: string): Promise<OpenedDraft> {
  const reply = await api['draft.create']({ commandId: newId(), caseId });
  if (!reply.ok) return { state: 'failed', error: reply.error };
  if (reply.value.ownerId !== userId)
    return { state: 'ownedByOther', draftId: reply.value.id, ownerName: reply.value.ownerName };
  return ready(createDraftSession(reply.value), false);
}

/** Without an id: the one just left, else a fresh own one, else an empty one that lies about, else a new one. */
async function openUsual(userId: string, nowMs: number): Promise<OpenedDraft> {
  const { userId: lastUser, lastDraftId } = useMemory.getState();
  if (lastUser === userId && lastDraftId !== null) {
    const opened = await openById(lastDraftId, false);
    if (opened.state === 'ready') return opened;
  }
  const listed = await api['draft.list']({});
  if (!listed.ok) return { state: 'failed', error: listed.error };
  const own = listed.value.drafts
    .filter((draft) => draft.ownerId === userId && draft.caseId === null)
    .sort((a, b) => b.updatedAtMs - a.updatedAtMs);
  const candidates = [
    own.find((draft) => draft.title !== '' && nowMs - draft.updatedAtMs < RESUME_WITHIN_MS),
    own.find((draft) => draft.title === ''),
  ];
  for (const candidate of candidates) {
    if (candidate === undefined) continue;
    const opened = await openById(candidate.id, true);
    if (opened.state === 'ready') return { ...opened, resumed: !isUntouched(opened.session.store.getState().form) };
  }
  return createDraft(null, userId);
}

let opening: { readonly key: string; readonly result: Promise<OpenedDraft> } | null = null;

/** Opens what a route asks for. Asked twice at once (React does, in development), it still makes one draft. */
export function openDraft(draftId: string | undefined, userId: string, nowMs: number): Promise<OpenedDraft> {
  const key = `${userId}/${draftId ?? ''}`;
  if (opening?.key === key) return opening.result;
  const result = (draftId === undefined ? openUsual(userId, nowMs) : openById(draftId, false)).finally(() => {
    opening = null;
  });
  opening = { key, result };
  return result;
}

/** Takes a colleague's draft over; main records who had it before. */
export async function takeOverDraft(draftId: string, commandId: string): Promise<OpenedDraft> {
  const reply = await api['draft.takeOver']({ commandId, id: draftId });
  return reply.ok ? ready(createDraftSession(reply.value), true) : { state: 'failed', error: reply.error };
}
