/** When the step of a node is not taken, although somebody is on duty. Asked by the engine and by the screen, so that both agree. */
import type { CompiledNode } from './compile';
import type { Refusal } from './events';
import { isOverridden } from './overrides';
import type { Session } from './session';

/** At level 3 nobody is questioned: only what help needs to know may be asked (§2.6). */
const essentials: readonly string[] = ['matter', 'wish', 'phone'];

export function heldBy(session: Session, node: CompiledNode): Refusal | null {
  if (session.paused) return 'paused';
  if (session.outcome !== null) return 'ended';
  if (isOverridden(session, 'complainedOf')) return 'complainedOf';
  if (session.level === null) return 'rateFirst';
  if (node.fact !== undefined && isOverridden(session, 'level3') && !essentials.includes(node.fact)) return 'level3';
  // Lines that only some may say: an apology for a slip, a promise of money.
  return node.posts === undefined || node.posts.includes(session.onDuty.post) ? null : 'post';
}

/** What is held for these reasons can still be passed over, and is recorded as that. */
export const mayBeSkipped = (refusal: Refusal | null): boolean => refusal === 'level3' || refusal === 'post';
