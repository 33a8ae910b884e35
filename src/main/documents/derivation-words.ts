/** Words of a derivation on paper, in the language of the paper. */
import { formatDate, formatDateTime, type DocumentLanguage } from '../../domain/documents/format';
import { localDateOf } from '../../domain/deadlines/time-zone';
import type { DerivationKey, Words } from '../../shared/derivation/derivation-text';
import deadlinesEn from '../../shared/locales/deadlines.en.json';
import deadlinesZh from '../../shared/locales/deadlines.zh-CN.json';

const namespace = 'deadlines:';

/** A missing text or value is a bug and throws. */
export function derivationWords(language: DocumentLanguage, timeZone: string): Words {
  const root: unknown = language === 'en' ? deadlinesEn : deadlinesZh;
  const plural = new Intl.PluralRules(language);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const at = (key: string): string | undefined => {
    let node = root;
    for (const part of key.split('.')) node = (node as Readonly<Record<string, unknown>> | undefined)?.[part];
    return typeof node === 'string' ? node : undefined;
  };
  const t = (key: DerivationKey, values: Readonly<Record<string, string | number>> = {}): string => {
    const name = key.slice(namespace.length);
    const { count } = values;
    const counted = typeof count === 'number' ? at(`${name}_${plural.select(count)}`) : undefined;
    const text = counted ?? at(name) ?? at(`${name}_other`);
    if (text === undefined) throw new Error(`no text for ${key}`);
    return text.replace(/\{(\w+)\}/g, (_place, value: string) => {
      const given = values[value];
      if (given === undefined) throw new Error(`${key} needs {${value}}`);
      return String(given);
    });
  };
  return {
    text: { t, language },
    format: {
      localDate: (day) => formatDate(day, language),
      dateTime: (ms) => formatDateTime(`${localDateOf(ms, timeZone)}T${clock.format(ms)}`, language),
    },
  };
}
