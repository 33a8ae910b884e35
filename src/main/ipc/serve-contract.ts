/**
 * The channels between pages and main: there from the start, so that the first page need not wait for what answers it. Loaded before the
 * window; what loads the shapes of all calls is in `answer.ts`.
 */
import { ipcMain, type WebContents } from 'electron';
import type { OperationName } from '../../shared/contract/contract';
import type { Reply } from '../../shared/contract/define';
import { accessOf } from '../../shared/contract/permissions';
import type { RefusedCall } from '../session/refused-calls';

/** Answers a call of a page of ours. */
export type Gate = (operation: OperationName, raw: unknown) => Promise<Reply<unknown, unknown>>;

export interface ContractDeps {
  readonly isTrustedSender: (event: { sender: WebContents; senderFrame: Electron.WebFrameMain | null }) => boolean;
  readonly reportRefusal: (call: RefusedCall) => void;
}

/**
 * Registers one channel per operation of the contract; returns what takes them off again. Calls wait for a gate that is still being made;
 * where it could not be made they fail, and the page is told that main refused.
 */
export function serveContract(gate: Promise<Gate>, deps: ContractDeps): () => void {
  const names = Object.keys(accessOf) as OperationName[];
  for (const name of names) {
    ipcMain.handle(`op:${name}`, async (event, raw: unknown) => {
      if (!deps.isTrustedSender(event)) {
        deps.reportRefusal({ operation: name, code: 'sender' });
        return { ok: false, error: { code: 'ipc.refused' } };
      }
      return (await gate)(name, raw);
    });
  }
  return () => {
    for (const name of names) ipcMain.removeHandler(`op:${name}`);
  };
}
