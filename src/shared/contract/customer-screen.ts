/** All that the window for the customer can be told. Nothing comes back from it. */
import type { AgreeCard } from '../../domain/documents/agree-card';
import type { CustomerText } from '../../domain/documents/audience-text';
import type { DocumentLanguage } from '../../domain/documents/format';

export type CustomerScreen =
  | { readonly kind: 'card'; readonly card: AgreeCard }
  /** While there is nothing to show: a quiet sentence. */
  | { readonly kind: 'waiting'; readonly language: DocumentLanguage; readonly lines: readonly CustomerText[] };

/** The one channel of its preload. */
export const customerChannel = 'customer:screen';
