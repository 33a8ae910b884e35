/** A figure of 话术效果 with the words of the script in use. */
import type { Effect } from '../../domain/insight/effect';
import { linesOf } from '../../domain/scripts/lines';
import type { ScriptSource } from '../../domain/scripts/script';
import type { Words } from '../../domain/scripts/words';
import type { EffectView } from '../../shared/contract/scripts';

/** Empty for a script that is no longer on the shelf. */
export function effectView(effect: Effect, scripts: readonly ScriptSource[]): readonly EffectView[] {
  const own = scripts.find(({ code }) => code === effect.script);
  if (own === undefined) return [];
  return [{ ...effect, title: own.title, family: own.family, text: textOf(effect, scripts) }];
}

function textOf({ kind, id }: Effect, scripts: readonly ScriptSource[]): Words | null {
  // Lines and choices of a sub-script are counted with the script that called it.
  const source = scripts.find(({ code }) => id === code || id.startsWith(`${code}.`));
  if (source === undefined) return null;
  switch (kind) {
    case 'script':
      return source.title;
    case 'line':
      return linesOf(source).find((line) => line.id === id)?.line ?? null;
    case 'way': {
      const [from = '', to = ''] = id.slice(source.code.length + 1).split('>');
      const node = source.nodes[from];
      if (node?.type !== 'choose') return null;
      const label = node.next.find((edge) => edge.to === to)?.label;
      if (label === undefined) return null;
      const asked = node.text;
      return asked === undefined ? label : { zh: `${asked.zh} → ${label.zh}`, en: `${asked.en} → ${label.en}` };
    }
  }
}
