/** The bridge of the UI page: two functions and nothing else. The page never sees an event object or a raw channel. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

const operationName = /^[a-z]+\.[a-zA-Z]+$/;

const bridge = {
  /** Calls one operation of the contract. Never rejects: an unknown name is refused like any other bad call. */
  call: async (name: unknown, input: unknown): Promise<unknown> => {
    // An object with a name inside would pass the test of its form.
    if (typeof name !== 'string' || !operationName.test(name)) return { ok: false, error: { code: 'ipc.refused' } };
    try {
      return await ipcRenderer.invoke(`op:${name}`, input);
    } catch (cause) {
      // Electron rejects when main has no such operation, or when the input can't be cloned.
      const message = cause instanceof Error ? cause.message : String(cause);
      return { ok: false, error: { code: 'ipc.refused', message } };
    }
  },
  /** Listens to one topic; the returned function stops it. */
  subscribe: (topic: string, listener: (payload: unknown) => void): (() => void) => {
    const channel = `topic:${topic}`;
    const relay = (_event: IpcRendererEvent, payload: unknown): void => {
      listener(payload);
    };
    ipcRenderer.on(channel, relay);
    return () => {
      ipcRenderer.removeListener(channel, relay);
    };
  },
};

export type Bridge = typeof bridge;

contextBridge.exposeInMainWorld('xianting', bridge);
