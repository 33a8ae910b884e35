/**
 * Sources of the scripts in force and what this branch does with them. They are read when somebody first asks for the library: no
 * start waits for them. The desk is the fold of its stream, kept for the session and brought on by each event.
 */
import { SCRIPTS_STREAM, type OpenEvent } from '../../domain/evidence/event-envelope';
import { emptyDesk, evolveDesk, isDeskEventType, type NewDeskEvent, type ScriptDesk } from '../../domain/scripts/desk';
import { createScriptChecker, type ScriptChecker, type SourceSet } from '../../domain/scripts/source-set';
import { packWithOverlay } from '../../domain/scripts/overlay';
import type { ScriptPack } from '../../domain/scripts/compile';
import type { ScriptSource } from '../../domain/scripts/script';
import { evolveOwn, isOwnEventType, type NewOwnEvent, type OwnCustomer } from '../../domain/training/own-desk';
import { nodeHasher } from '../keys/ed25519';
import type { Session } from '../session/session';

interface Folded {
  readonly desk: ScriptDesk;
  readonly own: readonly OwnCustomer[];
}

export interface ScriptLibrary extends ScriptChecker {
  readonly set: SourceSet;
  readonly byCode: ReadonlyMap<string, ScriptSource>;
}

export interface ScriptDeskService {
  readonly library: () => Promise<ScriptLibrary>;
  readonly desk: (session: Session) => Promise<ScriptDesk>;
  /** Practice customers that this branch made of its own cases. */
  readonly ownCustomers: (session: Session) => Promise<readonly OwnCustomer[]>;
  /** Keeps one event, signed by whoever is signed in. A command that was answered before keeps nothing. */
  readonly keep: (session: Session, commandId: string, event: NewDeskEvent | NewOwnEvent) => Promise<void>;
  /** The pack as it is said in this branch. */
  readonly inOwnWords: (session: Session, pack: ScriptPack) => Promise<ScriptPack>;
  /** Events were kept: by us, or by another PC of the branch. */
  readonly committed: (events: readonly OpenEvent[]) => void;
}

export function createScriptDesk(deps: {
  /** Those in force; the same object while nothing changes. */
  readonly sources: () => Promise<SourceSet>;
  readonly onChange: () => void;
}): ScriptDeskService {
  let read: ScriptLibrary | undefined;
  let memory: { readonly session: Session; readonly folded: Promise<Folded> } | undefined;
  let spoken: { readonly pack: ScriptPack; readonly desk: ScriptDesk; readonly said: ScriptPack } | undefined;

  const library = async (): Promise<ScriptLibrary> => {
    const set = await deps.sources();
    if (read?.set === set) return read;
    const byCode = new Map(set.scripts.map((script) => [script.code, script]));
    return (read = { set, byCode, ...createScriptChecker(set, nodeHasher) });
  };

  const fold = async (session: Session): Promise<Folded> => {
    const events = await session.records.events(SCRIPTS_STREAM);
    return {
      desk: events.filter(({ header }) => isDeskEventType(header.type)).reduce(evolveDesk, emptyDesk),
      own: events.filter(({ header }) => isOwnEventType(header.type)).reduce(evolveOwn, []),
    };
  };

  const folded = (session: Session): Promise<Folded> => {
    if (memory?.session !== session) memory = { session, folded: fold(session) };
    return memory.folded;
  };
  const desk = async (session: Session): Promise<ScriptDesk> => (await folded(session)).desk;

  return {
    library,
    desk,
    ownCustomers: async (session) => (await folded(session)).own,
    keep: async (session, commandId, event) => {
      await session.records.write({
        commandId,
        actor: { userId: session.user.userId, role: session.user.role },
        events: [{ streamId: SCRIPTS_STREAM, ...event }],
        // A move and a sign-off are decisions: they carry the person's own signature.
        ...(event.type === 'script.moved' || event.type === 'script.signed' ? { sign: session.sign } : {}),
        outcome: {},
      });
    },
    inOwnWords: async (session, pack) => {
      const now = await desk(session);
      if (spoken?.pack !== pack || spoken.desk !== now)
        spoken = { pack, desk: now, said: packWithOverlay(pack, now.wordings, nodeHasher) };
      return spoken.said;
    },
    committed: (events) => {
      if (!events.some(({ header }) => header.streamId === SCRIPTS_STREAM)) return;
      memory = undefined;
      deps.onChange();
    },
  };
}
