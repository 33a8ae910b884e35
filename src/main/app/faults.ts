/** Faults nobody caught: written to the log, and told to the person, who may go on with a fresh start. */
import { app } from 'electron';
import type { Preferences } from '../../shared/contract/app';
import type { Log } from '../log/log';
import { newId } from '../platform/ids';
import { ask, tell } from '../windows/dialogs';
import { fill, systemTexts } from '../windows/system-texts';

/** Listens for what no other code caught. Without it Electron shows a stack in English and goes on as if nothing were. */
export function watchFaults(log: Log, language: () => Preferences['language']): void {
  process.on('unhandledRejection', (cause) => {
    log.error('main.rejected', cause);
  });
  let told = false;
  process.on('uncaughtException', (cause) => {
    const incident = newId().slice(-12);
    log.error('main.fault', cause, { incident });
    if (told) return;
    told = true;
    const texts = systemTexts(language()).mustRestart;
    void ask({
      message: texts.message,
      detail: fill(texts.detail, { incident }),
      yes: texts.restart,
      no: texts.close,
    }).then((restart) => {
      // What main holds in memory can't be trusted any more; all that counts is in the journal.
      if (restart) app.relaunch();
      app.exit(1);
    });
  });
}

/** The application could not be made. In both languages: the preference may be what can't be read. */
export async function tellStartFailed(cause: unknown, folder: string): Promise<void> {
  const name = cause instanceof Error ? ('code' in cause ? String(cause.code) : cause.name) : typeof cause;
  const both = [systemTexts('zh-CN').startFailed, systemTexts('en').startFailed] as const;
  const message = both.map((texts) => texts.message).join('\n');
  const detail = both.map((texts) => fill(texts.detail, { folder, cause: name })).join('\n\n');
  process.stderr.write(`${message}\n${detail}\n`);
  await tell(message, detail, both.map((texts) => texts.close).join(' / '));
  app.exit(1);
}
