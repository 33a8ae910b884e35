/**
 * The two places where this page gives the browser a text that the browser runs: the worker that reads PDF files, and the preview of a
 * letter. Everything else is refused by the content policy of the page (Trusted Types), in libraries too.
 */
import { trustedTypesPolicy } from '../../shared/trusted-types-policy';

/** What of the browser's interface is used; TypeScript does not know it yet. */
interface TrustedTypes {
  readonly createPolicy: (name: string, rules: Rules) => Rules;
}

interface Rules {
  readonly createHTML: (text: string) => string;
  readonly createScriptURL: (text: string) => string;
}

const rules: Rules = {
  // Only ever set on a frame that may run nothing; see `showInFrame`.
  createHTML: (text) => text,
  createScriptURL: (text) => {
    const { origin, pathname } = new URL(text, location.href);
    if (origin === location.origin && pathname.startsWith('/assets/')) return text;
    throw new TypeError(`not a worker of this page: ${text}`);
  },
};

/** Once, because a second policy of this name is refused. Outside of a browser that knows such things texts stay texts. */
const policy = (Reflect.get(globalThis, 'trustedTypes') as TrustedTypes | undefined)?.createPolicy(
  trustedTypesPolicy,
  rules,
);

/**
 * Starts a worker from a file of the build.
 *
 * @param url as the build names it
 * @throws TypeError for an address outside of the build
 */
export function startWorker(url: string): Worker {
  return new Worker((policy ?? rules).createScriptURL(url), { type: 'module' });
}

/**
 * Writes a paper into a frame in which nothing runs and from which nothing leads anywhere.
 *
 * @throws Error for a frame that is not closed up (`sandbox=""`): a paper holds words of customers
 */
export function showInFrame(frame: HTMLIFrameElement, html: string): void {
  if (frame.getAttribute('sandbox') !== '') throw new Error('a paper belongs into a frame that may do nothing');
  frame.srcdoc = (policy ?? rules).createHTML(html);
}
