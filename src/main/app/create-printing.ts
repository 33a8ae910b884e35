/** Windows in which papers are drawn, and the printer over them. */
import path from 'node:path';
import { createDocumentPrinter } from '../documents/document-printer';
import { createDocumentWindows } from '../documents/electron-document-window';
import type { Log } from '../log/log';

export function createPrinting(appDir: string, log: Pick<Log, 'error'>) {
  const fonts = path.join(appDir, 'node_modules', '@fontsource-variable', 'noto-sans-sc');
  const { openWindow, openPictureWindow } = createDocumentWindows(fonts);
  const onFault = (what: string, cause: unknown): void => {
    log.error(`document.${what}`, cause);
  };
  return { printer: createDocumentPrinter({ openWindow, onFault }), openPictureWindow };
}
