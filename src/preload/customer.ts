/** The bridge of the window for the customer: it is told what to show, and can ask for nothing. */
import { contextBridge, ipcRenderer, type IpcRendererEvent } from 'electron';

const bridge = {
  onScreen: (listener: (screen: unknown) => void): void => {
    ipcRenderer.on('customer:screen', (_event: IpcRendererEvent, screen: unknown) => {
      listener(screen);
    });
  },
};

contextBridge.exposeInMainWorld('xiantingCustomer', bridge);
