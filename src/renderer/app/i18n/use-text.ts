/** What features use for text: three hooks. No other file needs i18next itself. */
import { createContext, useContext, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { createFormatter, type Formatter } from './format';
import type { NoticeView } from '../../../shared/contract/app';
import { intlLanguage } from './languages';
import { createMessageOf, type CodedError } from './message-of';
import { textFunction, type TextFunction } from './text';

/** IANA zone of the branch. The app sets it from `app.status`. */
export const TimeZoneContext = createContext('Asia/Shanghai');

export interface Text {
  /** `t('intake:title')`, `t('common:table.rows', { count })`: every key of every namespace, checked by the compiler. */
  readonly t: TextFunction;
  /** The language for `lang` attributes and Intl. */
  readonly language: 'zh-CN' | 'en';
}

/** Texts in the current language; the component is drawn again when it changes. */
export function useText(): Text {
  const { t, i18n } = useTranslation();
  return useMemo(() => ({ t: textFunction(t), language: intlLanguage(i18n.language) }), [t, i18n.language]);
}

/** Intl formatting in the language of the page and the zone of the branch. */
export function useFormat(): Formatter {
  const timeZone = useContext(TimeZoneContext);
  const { t, i18n } = useTranslation();
  return useMemo(() => createFormatter(i18n.language, timeZone, textFunction(t)), [i18n.language, timeZone, t]);
}

/** `messageOf(error)`: the sentence for an error value. */
export function useMessageOf(): (error: CodedError) => string {
  const { t, language } = useText();
  const format = useFormat();
  return useMemo(() => createMessageOf(t, format, language), [t, format, language]);
}

/** The sentence of a notice from main: its code is a key of the `notices` namespace. */
export function useNoticeText(): (notice: Pick<NoticeView, 'code' | 'values'>) => string {
  const { t, i18n } = useTranslation();
  return useMemo(
    () => (notice) =>
      i18n.exists(`notices:${notice.code}`)
        ? (t as unknown as (key: string, values: object) => string)(`notices:${notice.code}`, notice.values)
        : textFunction(t)('common:errors.unknown', { code: notice.code }),
    [t, i18n],
  );
}
