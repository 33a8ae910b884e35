/** The system's own dialogs. The only file that opens them. */
import { dialog, type BrowserWindow } from 'electron';

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** The button that Enter presses. */
  readonly yes: string;
  readonly no: string;
  /** What closing the question without an answer means; `no` unless said otherwise. */
  readonly dismissed?: 'yes' | 'no';
}

export interface Dialogs {
  /** Path to write to; undefined when the person changed their mind. */
  readonly saveAs: (suggestedName: string, extension: string) => Promise<string | undefined>;
  /** Paths to read; empty when the person changed their mind. */
  readonly open: (extensions: readonly string[], options: { readonly many: boolean }) => Promise<readonly string[]>;
  /** Asks beside the page, for when the page itself can't. */
  readonly ask: (question: Question) => Promise<boolean>;
}

export interface FolderDialog {
  /** A folder; undefined when the person changed their mind. */
  readonly openFolder: () => Promise<string | undefined>;
}

export function createDialogs(window: () => BrowserWindow | undefined): Dialogs & FolderDialog {
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
    openFolder: async () => {
      const parent = window();
      const options: Electron.OpenDialogOptions = { properties: ['openDirectory', 'createDirectory'] };
      const { canceled, filePaths } = await (parent
        ? dialog.showOpenDialog(parent, options)
        : dialog.showOpenDialog(options));
      return canceled ? undefined : filePaths[0];
    },
    ask,
  };
}

/** Without a parent window: the one there is may hang or have no page. */
export async function ask({ message, detail, yes, no, dismissed = 'no' }: Question): Promise<boolean> {
  const { response } = await dialog.showMessageBox({
    type: 'warning',
    message,
    detail,
    buttons: [yes, no],
    defaultId: 0,
    cancelId: dismissed === 'yes' ? 0 : 1,
    noLink: true,
  });
  return response === 0;
}

/** Says something that ends the program. */
export async function tell(message: string, detail: string, button: string): Promise<void> {
  await dialog.showMessageBox({ type: 'error', message, detail, buttons: [button], noLink: true });
}
