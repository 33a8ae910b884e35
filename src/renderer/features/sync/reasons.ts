/** Why syncing does not go on, in words. Codes come from main and from headquarters; an unknown one is named. */
import zh from '../../../shared/locales/sync.zh-CN.json';
import type { TextFunction } from '../../app/i18n/text';

const known = <T extends object>(texts: T, code: string): code is Extract<keyof T, string> =>
  Object.hasOwn(texts, code);

/** The state of the line: `sync.unreachable` and its like. */
export function syncReason(code: string, t: TextFunction): string {
  const name = code.replace(/^sync\./, '');
  return known(zh.sync, name) ? t(`sync:sync.${name}`) : t('sync:unknownReason', { code });
}

/** The state of the way through the hub of the branch: `hub.unreachable` and its like. */
export function hubReason(code: string, t: TextFunction): string {
  const name = code.replace(/^hub\./, '');
  return known(zh.hub.reason, name) ? t(`sync:hub.reason.${name}`) : t('sync:unknownReason', { code });
}

/** Why headquarters did not take one record; undefined for codes about the line. */
export function pushReason(code: string, t: TextFunction): string | undefined {
  if (!code.startsWith('push.')) return undefined;
  const name = code.slice('push.'.length);
  return known(zh.push, name) ? t(`sync:push.${name}`) : t('sync:unknownReason', { code });
}
