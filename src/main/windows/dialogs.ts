/** The system's own dialogs. The only file that opens them. */
import { dialog, type BrowserWindow } from 'electron';

export interface Dialogs {
  /** Path to write to; undefined when the person changed their mind. */
  readonly saveAs: (suggestedName: string, extension: string) => Promise<string | undefined>;
  /** Paths to read; empty when the person changed their mind. */
  readonly open: (extensions: readonly string[], options: { readonly many: boolean }) => Promise<readonly string[]>;
}

export function createDialogs(window: () => BrowserWindow | undefined): Dialogs {
  return {
    saveAs: async (suggestedName, extension) => {
      const parent = window();
      const options = {
        defaultPath: suggestedName,
        filters: [{ name: extension.toUpperCase(), extensions: [extension] }],
      };
      const { canceled, filePath } = await (parent
        ? dialog.showSaveDialog(parent, options)
        : dialog.showSaveDialog(options));
      return canceled || !filePath ? undefined : filePath;
    },
    open: async (extensions, { many }) => {
      const parent = window();
      const options: Electron.OpenDialogOptions = {
        properties: many ? ['openFile', 'multiSelections'] : ['openFile'],
        filters: [{ name: extensions.join(', '), extensions: [...extensions] }],
      };
      const { canceled, filePaths } = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options));
      return canceled ? [] : filePaths;
    },
  };
}
