import { create } from 'zustand';

/** Whom the sign-in page should offer first: set by the quick switch, read and cleared by the sign-in feature. */
export const useSignInHint = create<{ readonly userId: string | null }>()(() => ({ userId: null }));
