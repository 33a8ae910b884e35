/** What the trail and the log have in common. */
import { AUDIT_STREAM, isCaseStream, isConversationStream, type OpenEvent } from '../../domain/evidence/event-envelope';
import type { Core } from '../app/core';

/** The case or conversation that an event belongs to or, as an entry of the trail, speaks of; empty for any other. */
export function caseOf({ header, payload }: OpenEvent): string {
  if (isCaseStream(header.streamId) || isConversationStream(header.streamId)) return header.streamId;
  if (header.streamId !== AUDIT_STREAM) return '';
  return (payload as { readonly caseId?: string }).caseId ?? '';
}

/** Files of a sample branch are told by their names from real ones. */
export const sampleMark = (core: Pick<Core, 'directory'>): string => (core.directory().demo ? 'demo-' : '');

export function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
