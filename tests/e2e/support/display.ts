/** A virtual display of a worker's own, so that windows of two workers never take the keyboard from each other. */
import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';

/**
 * Starts one and makes it the display of this process. Rejects when it can't be started.
 *
 * `-noreset`: else it starts over when its last window is gone, and refuses whoever comes in that moment.
 */
export async function startDisplay(): Promise<{ readonly name: string; readonly stop: () => void }> {
  const server = spawn('Xvfb', ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-noreset', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'pipe', 'pipe'],
  });
  let said = '';
  // Of two that start at once, one says that a number is taken, and takes the next.
  (server.stderr as Readable).setEncoding('utf8').on('data', (part: string) => {
    said += part;
  });
  const number = await new Promise<string>((resolve, reject) => {
    let text = '';
    (server.stdio[3] as Readable).setEncoding('utf8').on('data', (part: string) => {
      text += part;
      if (text.endsWith('\n')) resolve(text.trim());
    });
    server.once('error', reject);
    server.once('exit', (code) => {
      reject(new Error(`Xvfb ended with ${String(code)}: ${said}`));
    });
  });
  const name = `:${number}`;
  process.env['DISPLAY'] = name;
  return {
    name,
    stop: () => {
      server.kill();
    },
  };
}
