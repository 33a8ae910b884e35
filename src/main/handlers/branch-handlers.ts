/** 网点资料: what the branch is, and changes to it as events of the directory. */
import type { Branch, Directory } from '../../domain/directory/directory';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { ok } from '../../shared/contract/define';
import type { CallContext } from '../ipc/answer';
import type { SessionManager } from '../session/session-manager';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `branch.${string}`>>;

export interface BranchHandlerDeps {
  readonly manager: Pick<SessionManager, 'directoryChange'>;
  readonly directory: () => Directory;
}

export function branchHandlers({ manager, directory }: BranchHandlerDeps): Handlers {
  const current = (): Branch => {
    const { branch } = directory();
    if (!branch) throw new Error('somebody is signed in at no branch');
    return branch;
  };
  return {
    'branch.get': async () => ok(current()),
    'branch.update': async ({ commandId, changes }) => {
      await manager.directoryChange(
        commandId,
        [{ type: 'branch.changed', payload: { branch: { ...current(), ...changes } } }],
        {},
      );
      return ok({});
    },
  };
}
