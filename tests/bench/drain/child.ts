/** A process of the measurement's own, bundled as the server is when it runs (`lines-on-stdin.ts`). */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import path from 'node:path';
import { bundle } from '../../../scripts/setup/bundle.mjs';

const root = path.resolve(__dirname, '../../..');

export interface Child<H> {
  readonly hello: H;
  readonly ask: <T>(asked: object) => Promise<T>;
  readonly stop: () => Promise<void>;
}

export async function startChild<H>(
  entry: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<Child<H>> {
  const program = await bundle(root, entry);
  const child = spawn(process.execPath, [program.file, ...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const next = async <T>(): Promise<T> => {
    const { value, done } = await lines.next();
    if (done === true) throw new Error(`${entry} has ended`);
    return JSON.parse(value) as T;
  };
  const stop = async (): Promise<void> => {
    child.stdin.end();
    await ended;
    program.remove();
  };
  try {
    const hello = await next<H>();
    return {
      hello,
      ask: (asked) => {
        child.stdin.write(`${JSON.stringify(asked)}\n`);
        return next();
      },
      stop,
    };
  } catch (cause) {
    await stop();
    throw cause;
  }
}
