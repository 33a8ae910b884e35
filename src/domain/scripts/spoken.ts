/** Whether a line can be said with what is known. */
import type { ScriptPack } from './compile';
import type { Session } from './session';
import { blanksOf } from './words';

/** True when every answer that the line speaks of was given. */
export const isAnswered = (pack: ScriptPack, line: string, { facts }: Session): boolean =>
  spokenFacts(pack.lines[line]?.zh ?? '').every((fact) => (facts[fact]?.value ?? null) !== null);

/** Facts that a text speaks of. */
export const spokenFacts = (text: string): readonly string[] =>
  blanksOf(text).flatMap((blank) => (blank.startsWith('fact.') ? [blank.slice('fact.'.length)] : []));
