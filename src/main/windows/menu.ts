/** The menu of the program. */
import { Menu } from 'electron';

/**
 * Takes Electron's own menu away: it brings shortcuts for loading the page again, zooming and the developer tools.
 * On macOS copy and paste work only through a menu, so the parts of the system stay there.
 */
export function setMenu(platform: NodeJS.Platform): void {
  Menu.setApplicationMenu(
    platform === 'darwin'
      ? Menu.buildFromTemplate([{ role: 'appMenu' }, { role: 'editMenu' }, { role: 'windowMenu' }])
      : null,
  );
}
