import type { TFunction } from 'i18next';
import type {} from './text-types';
import type { Namespace } from '../../../shared/locales/registry';

/** `t` that knows every key as `<namespace>:<key>`. */
export type TextFunction = TFunction<readonly ['common', ...Namespace[]]>;

/** Any i18next `t` finds keys of all namespaces by prefix; only its type is narrower. */
export function textFunction(t: unknown): TextFunction {
  return t as TextFunction;
}
