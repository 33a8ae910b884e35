/** Where in a script something is: the node that a finding speaks of, and how a node is called in a list. */
import type { Finding } from '../../../domain/scripts/finding';
import { linesOf } from '../../../domain/scripts/lines';
import type { ScriptNode, ScriptSource } from '../../../domain/scripts/script';
import type { Words } from '../../../domain/scripts/words';

/** In which every text is written. */
export const languages = ['zh', 'en'] as const;

/** The node of a finding; null where it speaks of the script as a whole. */
export function nodeOfFinding(script: ScriptSource, { at }: Finding): string | null {
  const [room, second] = at.split('.');
  if (room === 'nodes' && second !== undefined && script.nodes[second] !== undefined) return second;
  const line = linesOf(script)
    .filter(({ id }) => at === id || at.startsWith(`${id}.`))
    .sort((a, b) => b.id.length - a.id.length)[0];
  return line !== undefined && script.nodes[line.node] !== undefined ? line.node : null;
}

/** What stands in the box of a node: the first that is said or read there. */
export function headline(node: ScriptNode): Words | null {
  switch (node.type) {
    case 'say':
    case 'ask':
    case 'act':
    case 'note':
      return node.text;
    case 'listen':
      return node.prompts[0] ?? null;
    case 'choose':
    case 'timer':
      return node.text ?? null;
    case 'checklist':
      return node.text ?? node.items[0] ?? null;
    case 'escalate':
      return node.reason;
    case 'end':
      return node.closing ?? null;
    case 'sub':
      return null;
  }
}

/** Whether this is the form of a step, or one within it: a way, a promise. */
export const isFormOf = (node: string, form: string): boolean =>
  form === `node:${node}` || form.startsWith(`node:${node}:`);
