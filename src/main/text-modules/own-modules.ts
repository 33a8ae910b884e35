/** The branch's own text modules: the fold of their stream, kept for the session until an event of theirs comes. */
import { evolveOwnModules, type KeptModule, type NewOwnModuleEvent } from '../../domain/documents/own-modules';
import { TEXT_MODULES_STREAM, type OpenEvent } from '../../domain/evidence/event-envelope';
import type { Session } from '../session/session';

export interface OwnModules {
  readonly list: (session: Session) => Promise<readonly KeptModule[]>;
  /** Keeps one event; `outcome` is what the same command is answered with later. */
  readonly keep: (session: Session, commandId: string, event: NewOwnModuleEvent, outcome: object) => Promise<void>;
  /** Events were kept: by us, or by another PC of the branch. */
  readonly committed: (events: readonly OpenEvent[]) => void;
}

export function createOwnModules(onChange: () => void): OwnModules {
  let memory: { readonly session: Session; readonly modules: Promise<readonly KeptModule[]> } | undefined;
  const fold = async (session: Session): Promise<readonly KeptModule[]> =>
    (await session.records.events(TEXT_MODULES_STREAM)).reduce<readonly KeptModule[]>(evolveOwnModules, []);
  return {
    list: (session) => {
      if (memory?.session !== session) memory = { session, modules: fold(session) };
      return memory.modules;
    },
    keep: async (session, commandId, event, outcome) => {
      await session.records.write({
        commandId,
        actor: { userId: session.user.userId, role: session.user.role },
        events: [{ streamId: TEXT_MODULES_STREAM, ...event }],
        outcome,
      });
    },
    committed: (events) => {
      if (!events.some(({ header }) => header.streamId === TEXT_MODULES_STREAM)) return;
      memory = undefined;
      onChange();
    },
  };
}
