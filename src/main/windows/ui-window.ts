/** The one window people see: where it stood is kept, and a crash of its page is mended by loading it again. */
import { BrowserWindow, screen } from 'electron';
import { z } from 'zod';
import { uiOrigin } from './protocol';

export const WindowState = z.object({
  x: z.int().optional(),
  y: z.int().optional(),
  width: z.int().min(800).max(10_000),
  height: z.int().min(500).max(10_000),
  maximised: z.boolean(),
});
export type WindowState = z.infer<typeof WindowState>;

export interface UiWindowOptions {
  readonly preload: string;
  readonly icon: string;
  readonly state: WindowState | undefined;
  readonly backgroundColour: string;
  readonly saveState: (state: WindowState) => void;
  /** The page died; it is loaded again right after. */
  readonly onCrash: (reason: string) => void;
}

export function openUiWindow(options: UiWindowOptions): BrowserWindow {
  const state = options.state && isOnScreen(options.state) ? options.state : undefined;
  const window = new BrowserWindow({
    ...(state?.x === undefined || state.y === undefined ? {} : { x: state.x, y: state.y }),
    width: state?.width ?? 1366,
    height: state?.height ?? 768,
    minWidth: 1024,
    minHeight: 640,
    show: false,
    autoHideMenuBar: true,
    backgroundColor: options.backgroundColour,
    icon: options.icon,
    webPreferences: {
      preload: options.preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
    },
  });
  window.setMenu(null);
  if (state?.maximised) window.maximize();
  window.once('ready-to-show', () => {
    window.show();
  });

  const save = (): void => {
    if (window.isDestroyed() || window.isMinimized() || window.isFullScreen()) return;
    options.saveState({ ...window.getNormalBounds(), maximised: window.isMaximized() });
  };
  window.on('close', save);
  window.on('resized', save);
  window.on('moved', save);

  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit' || window.isDestroyed()) return;
    options.onCrash(reason);
    void loadUi(window);
  });
  void loadUi(window);
  return window;
}

function loadUi(window: BrowserWindow): Promise<void> {
  return window.loadURL(`${uiOrigin}/renderer/index.html`);
}

/** A window saved on a screen that is gone would open where nobody sees it. */
function isOnScreen(state: WindowState): boolean {
  const { x, y } = state;
  if (x === undefined || y === undefined) return true;
  return screen.getAllDisplays().some(({ workArea }) => {
    const insideX = x + 100 < workArea.x + workArea.width && x + state.width - 100 > workArea.x;
    const insideY = y >= workArea.y - 10 && y + 50 < workArea.y + workArea.height;
    return insideX && insideY;
  });
}
