/** Makes `t()` know every key: the types come from the Chinese locale files. */
import type { zhCN } from '../../../shared/locales/registry';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common';
    resources: typeof zhCN;
    interpolationPrefix: '{';
    interpolationSuffix: '}';
  }
}
