/**
 * Error value → sentence for the person. A feature keeps the texts of its codes in its own locale file under `errors`,
 * nested by the dots of the code: `signIn.wrongPassword` is `errors.signIn.wrongPassword` in `signIn.zh-CN.json`.
 */
import { errorPlace } from './error-places';
import type { Formatter } from './format';
import type { TextFunction } from './text';

/** Anything with a code: a refusal of an operation, a transport error, a field problem. */
export interface CodedError {
  readonly code: string;
}

/** Whether some locale file has a text for this code. */
export function hasMessage(code: string): boolean {
  return errorPlace(code) !== undefined;
}

/**
 * The text of an error. Its other fields are available as placeholders; for every number named `…Ms` also `…Text`
 * (a length of time), for every `…Fen` also `…Text` (money), for every `…Bytes` a file size. An unknown code gets a general sentence that names it.
 */
export function createMessageOf(
  t: TextFunction,
  format: Formatter,
  language: 'zh-CN' | 'en' = 'zh-CN',
): (error: CodedError) => string {
  return (error) => {
    const values: Record<string, unknown> = { ...error };
    // What a pack says in both languages: of `article` and `articleEn` the former is the Chinese one.
    for (const [name, value] of language === 'en' ? Object.entries(error) : []) {
      if (name.endsWith('En') && typeof value === 'string') values[name.slice(0, -2)] = value;
    }
    for (const [name, value] of Object.entries(error)) {
      if (typeof value !== 'number') continue;
      if (name.endsWith('Ms')) values[`${name.slice(0, -2)}Text`] = format.duration(value);
      if (name.endsWith('Bytes')) values[`${name.slice(0, -5)}Text`] = format.fileSize(value);
      if (name.endsWith('Fen')) values[`${name.slice(0, -3)}Text`] = format.money(value);
    }
    const namespace = errorPlace(error.code);
    if (namespace === undefined) return t('common:errors.unknown', { code: error.code });
    // One code can have a text for each of its reasons: `unavailable_diskFull` beside `unavailable`.
    if (typeof values['reason'] === 'string') values['context'] = values['reason'];
    // The key is put together from data; that it exists is what the look-up above has just shown.
    return (t as unknown as (key: string, values: Record<string, unknown>) => string)(
      `${namespace}:errors.${error.code}`,
      values,
    );
  };
}
