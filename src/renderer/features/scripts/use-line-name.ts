/** How a line is called by whoever reads the script: "at anger 2", "another way: seat", "why". */
import { useCallback } from 'react';
import { useText } from '../../app/i18n/use-text';

export function useLineName(code: string): (id: string, node: string) => string {
  const { t } = useText();
  return useCallback(
    (id, node) => {
      const rest = id.slice(`${code}.${node}`.length + 1);
      if (rest === '') return t('scripts:line.usual');
      if (/^[0-3]$/.test(rest)) return t('scripts:line.level', { level: rest });
      if (rest === 'unanswered') return t('scripts:line.unanswered');
      if (rest === 'why') return t('scripts:line.why');
      if (rest === 'reason') return t('scripts:line.reason');
      if (rest === 'summary') return t('scripts:line.summary');
      const [kind, ...name] = rest.split('.');
      if (kind === 'to') return t('scripts:line.button', { name: name.join('.') });
      if (kind === 'promise') return t('scripts:line.promise');
      return t('scripts:line.other', { name: rest });
    },
    [code, t],
  );
}
