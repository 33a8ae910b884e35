/** Traces of looking (留痕): what shows the content of a case leaves one, whichever page asked. */
import type { CaseState } from '../../domain/complaint/state';
import type { Core } from '../app/core';
import type { Session } from '../session/session';

/** Before the answer: what was shown can't be unseen if writing the trace fails. */
export function traceView(core: Core, session: Session, { id, number }: Pick<CaseState, 'id' | 'number'>) {
  return core.auditOnce(session, `case ${id}`, { type: 'audit.caseViewed', payload: { caseId: id, number } });
}
