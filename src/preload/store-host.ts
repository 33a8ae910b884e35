/** Hands the port from main to the page that keeps the store. It knows nothing else and exposes nothing. */
import { ipcRenderer } from 'electron';

ipcRenderer.on('store-port', (event) => {
  // Only our own document may receive it; the page checks the origin once more.
  window.postMessage('store-port', window.location.origin, [...event.ports]);
});
