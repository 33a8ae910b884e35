/** When the step of a node is not taken, although somebody is on duty. Asked by the engine and by the screen, so that both agree. */
import type { CompiledNode } from './compile';
import type { Refusal } from './events';
import { isOverridden, meetsDanger } from './overrides';
import type { Session } from './session';
import { topOf } from './walk';

/** At level 3 nobody is questioned: only what help needs to know may be asked (§2.6). */
const essentials: readonly string[] = ['matter', 'wish', 'phone'];

export function heldBy(session: Session, node: CompiledNode): Refusal | null {
  if (session.paused) return 'paused';
  if (session.outcome !== null) return 'ended';
  if (isOverridden(session, 'complainedOf')) return 'complainedOf';
  if (session.level === null) return 'rateFirst';
  if (isOverridden(session, 'level3') && isQuestioning(session, node)) return 'level3';
  // Lines that only some may say: an apology for a slip, a promise of money.
  return node.posts === undefined || node.posts.includes(session.onDuty.post) ? null : 'post';
}

/** What is held for these reasons can still be passed over, and is recorded as that. */
export const mayBeSkipped = (refusal: Refusal | null): boolean => refusal === 'level3' || refusal === 'post';

/**
 * The scripts that meet a danger ask what help needs (where did they go), and afterwards (S7) witnesses and colleagues are asked:
 * neither is questioning the person who is beyond talking to.
 */
const isQuestioning = (session: Session, { fact, stage }: CompiledNode): boolean =>
  fact !== undefined && stage !== 'S7' && !essentials.includes(fact) && !meetsDanger(topOf(session).script);
