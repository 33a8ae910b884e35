/** The typed face of the bridge: every operation of the contract as a function. The single cast of the renderer. */
import type { AppClient } from '../../shared/contract/contract';
import type { TopicName, Topics } from '../../shared/contract/topics';

interface Bridge {
  readonly call: (name: string, input: unknown) => Promise<unknown>;
  readonly subscribe: (topic: string, listener: (payload: unknown) => void) => () => void;
}

declare global {
  interface Window {
    readonly xianting?: Bridge;
  }
}

function bridge(): Bridge {
  if (!window.xianting) throw new Error('the bridge is missing: this page was opened outside the application');
  return window.xianting;
}

const functions = new Map<string, (input: unknown) => Promise<unknown>>();

/** `api['case.get']({ caseId })` gives `{ ok: true, value }` or `{ ok: false, error }`; it never rejects. */
export const api: AppClient = new Proxy({} as AppClient, {
  get: (_target, name: string) => {
    let call = functions.get(name);
    if (!call) {
      call = (input) => bridge().call(name, input);
      functions.set(name, call);
    }
    return call;
  },
});

/** Listens to a topic; the returned function stops it. */
export function subscribe<T extends TopicName>(topic: T, listener: (payload: Topics[T]) => void): () => void {
  return bridge().subscribe(topic, (payload) => {
    listener(payload as Topics[T]);
  });
}
