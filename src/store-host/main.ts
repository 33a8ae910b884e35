/** Entry of the hidden page: takes the port that main sends through the preload and answers on it. */
import { unanswered, type StoreNotice, type StoreRequest } from '../shared/store-contract/calls';
import { createStore } from './store';

window.addEventListener('message', (event) => {
  const [port] = event.ports;
  // Only our own preload posts into this window; a frame or another page could not even be here.
  if (event.source !== window || event.origin !== window.location.origin || event.data !== 'store-port' || !port)
    return;
  serve(port);
});

function serve(port: MessagePort): void {
  const store = createStore({
    notify: (notice, payload) => {
      port.postMessage({ notice, payload } satisfies StoreNotice);
    },
  });
  port.onmessage = ({ data }: MessageEvent<StoreRequest>) => {
    void store.answer(data).then((reply) => {
      if (reply.id !== unanswered) port.postMessage(reply);
    });
  };
}

// Without it Chromium may throw the database away when the disk runs low. `open` reports what came of it.
void navigator.storage.persist();
