/** The operating system's key store, by way of Electron. Asked only after the application is ready. */
import { safeStorage } from 'electron';
import type { OsKeyStore } from './secret-box';

export const osKeyStore: OsKeyStore = safeStorage;
