/** A change of keys as this PC lives it: begun by a call or by a destruction, noted once, gone on with after each sign-in. */
import type { KeyChangeReason } from '../../domain/audit/audit-events';
import { createKeyChange, type KeyChange } from '../keys/key-change';
import type { Keyring } from '../keys/keyring';
import type { Log } from '../log/log';
import type { Notices } from '../notices/notices';
import type { Session } from '../session/session';
import type { SessionManager } from '../session/session-manager';

export interface OwnKeyChange {
  readonly keyChange: KeyChange;
  /** Why the change that is about to begin is made; after a crash it only goes on. */
  readonly because: (reason: KeyChangeReason) => void;
  readonly signedIn: (session: Session) => void;
}

export function createOwnKeyChange(deps: {
  readonly keyring: () => Keyring | undefined;
  readonly store: Parameters<typeof createKeyChange>[0]['store'];
  readonly files: Parameters<typeof createKeyChange>[0]['files'];
  readonly log: Log;
  readonly notices: Notices;
  readonly audit: SessionManager['audit'];
  readonly onProgress: () => void;
}): OwnKeyChange {
  const { keyring, log, notices } = deps;
  const keyChange = createKeyChange({
    ...deps,
    onDone: (session, payload) => deps.audit(session, { type: 'audit.keyChangeDone', payload }),
  });
  let because: KeyChangeReason | undefined;
  const note = async (session: Session): Promise<void> => {
    const under = keyring()?.formerKey(session.keys.store) !== undefined;
    if (session.wantsKeyChange) notices.add({ severity: 'warning', code: 'keyChangeWanted', values: {} });
    const reason = because;
    because = undefined;
    if (!under || reason === undefined) return;
    await deps.audit(session, { type: 'audit.keyChangeBegun', payload: { reason } }).catch((cause: unknown) => {
      log.error('keys.note', cause);
    });
  };
  return {
    keyChange,
    because: (reason) => {
      because = reason;
    },
    signedIn: (session) => {
      void note(session).then(() => keyChange.goOn(session));
    },
  };
}
