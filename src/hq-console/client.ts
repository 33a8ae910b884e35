/** The one way from the page to the server: `api['branch.list']({})`. Answers are values; nothing is thrown. */
import type { ConsoleClient, ConsoleFault, ConsoleOperation } from '../shared/hq-console/contract';
import { consoleHeader, consolePath } from '../shared/hq-console/place';

type Answer = { readonly ok: true; readonly value: unknown } | { readonly ok: false; readonly error: ConsoleFault };

const unreachable: Answer = { ok: false, error: { code: 'console.unreachable' } };

let onSignedOut: () => void = () => undefined;

/** Called whenever an answer says that nobody is signed in any more. */
export function watchSignedOut(listener: () => void): void {
  onSignedOut = listener;
}

/** A file goes as it is, read by the browser from the disk as it is sent; everything else as JSON. */
const bodyOf = (input: unknown): { readonly type: string; readonly body: BodyInit } =>
  input instanceof Blob
    ? { type: 'application/octet-stream', body: input }
    : { type: 'application/json', body: JSON.stringify(input) };

async function ask(name: ConsoleOperation, input: unknown): Promise<Answer> {
  let answer: Answer;
  const { type, body } = bodyOf(input);
  try {
    const response = await fetch(`${consolePath}/api/${name}`, {
      method: 'POST',
      headers: { 'content-type': type, [consoleHeader]: '1' },
      body,
    });
    // A proxy in between may answer with a page of its own.
    answer = response.headers.get('content-type')?.startsWith('application/json')
      ? ((await response.json()) as Answer)
      : unreachable;
  } catch (cause) {
    // No line, or an answer that broke off.
    if (cause instanceof TypeError || cause instanceof SyntaxError) return unreachable;
    throw cause;
  }
  if (!answer.ok && answer.error.code === 'console.signedOut') onSignedOut();
  return answer;
}

export const api = new Proxy({} as ConsoleClient, {
  get: (_target, name: ConsoleOperation) => (input: unknown) => ask(name, input),
});
