/**
 * Main's end of the port to the store host: calls with answers, over whatever port is current. When the host dies, calls
 * under way fail with `StoreUnavailable('restarting')`; the write path then replays from the journal.
 */
import type { MessagePortMain } from 'electron';
import { unanswered } from '../../shared/store-contract/calls';
import { StoreUnavailable } from './store-unavailable';

interface Pending {
  readonly resolve: (reply: StoreReply) => void;
  readonly reject: (cause: Error) => void;
}

export type StoreReply =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly error: { readonly code: string } & Readonly<Record<string, unknown>> };

export interface StoreClient {
  /** Sends one call; waits for a port when the host is just starting. */
  readonly call: (name: string, input: unknown) => Promise<StoreReply>;
  /** Says something that is not answered; lost where no host is there. */
  readonly tell: (name: string, input: unknown) => void;
  /** Takes a fresh port into use. */
  readonly attach: (port: MessagePortMain) => void;
  /** The host is gone: everything under way fails, later calls wait for the next port. */
  readonly detach: () => void;
}

export function createStoreClient(onNotice: (notice: { name: string; payload: unknown }) => void): StoreClient {
  let port: MessagePortMain | undefined;
  let nextId = 1;
  const pending = new Map<number, Pending>();
  let waiting: (() => void)[] = [];

  const currentPort = async (): Promise<MessagePortMain> => {
    for (;;) {
      if (port) return port;
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
      });
    }
  };

  return {
    call: async (name, input) => {
      const target = await currentPort();
      // It may have gone in the same turn in which it came.
      if (target !== port) throw new StoreUnavailable('restarting');
      const id = nextId++;
      return new Promise((resolve, reject) => {
        pending.set(id, { resolve, reject });
        target.postMessage({ id, name, input });
      });
    },
    tell: (name, input) => {
      port?.postMessage({ id: unanswered, name, input });
    },
    attach: (fresh) => {
      port = fresh;
      fresh.on('message', ({ data }: { data: unknown }) => {
        if (fresh !== port) return;
        const message = data as { id?: number; notice?: string; payload?: unknown } & Partial<StoreReply>;
        if (message.id === undefined) {
          if (message.notice !== undefined) onNotice({ name: message.notice, payload: message.payload });
          return;
        }
        pending.get(message.id)?.resolve(message as StoreReply);
        pending.delete(message.id);
      });
      fresh.start();
      for (const go of waiting) go();
      waiting = [];
    },
    detach: () => {
      port?.close();
      port = undefined;
      const failed = [...pending.values()];
      pending.clear();
      for (const { reject } of failed) reject(new StoreUnavailable('restarting'));
    },
  };
}
