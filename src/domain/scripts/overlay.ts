/**
 * A branch's own wording (本网点措辞) of the lines of a script. What is said may be said as people here say it; what must be told stays
 * told, and what protects people (safety, limits, admissions) is not reworded at all. A wording belongs to the words it replaces: when
 * a new version of the script says something else there, it waits until somebody has looked at it again.
 */
import { z } from 'zod';
import { canonicalJson } from '../evidence/canonical';
import type { Hasher } from '../evidence/hashing';
import {
  heardIn,
  hedgesAdded,
  isMandatory,
  numbersIn,
  pointsDenied,
  pointsIn,
  wordingKeys,
  type WordingKey,
} from './disclosures';
import { linesOf, withWords, type ScriptLine } from './lines';
import type { ScriptPack } from './compile';
import type { ScriptSource } from './script';
import { blanksOf, Line } from './words';

const Digest = z.string().regex(/^[A-Za-z0-9_-]{43}$/);

export const Rewording = z.strictObject({
  /** Id of the line. */
  line: z.string().min(1).max(120),
  /** Digest of the words it replaces. */
  of: Digest,
  words: Line,
});
export type Rewording = z.infer<typeof Rewording>;

/** Names the words of a line exactly as they are. */
export const lineDigest = (line: Line, hasher: Hasher): string => hasher.sha256(canonicalJson(line));

/** Why a line keeps its words everywhere. */
export type FixedReason = 'staff' | 'safety' | 'limit' | 'apology';

export type Rewordable =
  | { readonly kind: 'free' }
  /** May be reworded; what it discloses has to stay. */
  | { readonly kind: 'bound' }
  | { readonly kind: 'fixed'; readonly reason: FixedReason };

/** Whether a branch may say this line in its own words. */
export function rewordable(script: ScriptSource, { node: id, spoken, line }: ScriptLine): Rewordable {
  const node = script.nodes[id];
  if (!spoken || node === undefined) return { kind: 'fixed', reason: 'staff' };
  if (node.stage === 'S0') return { kind: 'fixed', reason: 'safety' };
  if ('skill' in node && node.skill === 'limitSet') return { kind: 'fixed', reason: 'limit' };
  if (node.type === 'say' && (node.apology === 'B' || node.apology === 'C'))
    return { kind: 'fixed', reason: 'apology' };
  return { kind: isMandatory(line) ? 'bound' : 'free' };
}

export const overlayFaultKinds = [
  'fixed',
  'same',
  'noLine',
  'blankMissing',
  'blankAdded',
  'pointMissing',
  'pointDenied',
  'numberMissing',
  'hedged',
] as const;

export interface OverlayFault {
  readonly kind: (typeof overlayFaultKinds)[number];
  /** The wording it is in; null: the line as a whole. */
  readonly wording: WordingKey | null;
  /** The blank, point, number or word. */
  readonly detail: string;
}

const fault = (kind: OverlayFault['kind'], wording: WordingKey | null, detail = ''): OverlayFault => ({
  kind,
  wording,
  detail,
});

/** Why these words may not stand for that line; none: they may. Phrase rules and length are looked at by the lint. */
export function rewordingFaults(script: ScriptSource, id: string, words: Line): readonly OverlayFault[] {
  const line = linesOf(script).find((one) => one.id === id);
  if (line === undefined) return [fault('noLine', null, id)];
  const may = rewordable(script, line);
  if (may.kind === 'fixed') return [fault('fixed', null, may.reason)];
  if (canonicalJson(words) === canonicalJson(line.line)) return [fault('same', null)];
  return wordingKeys.flatMap((key) =>
    key === 'zhSimple' && line.line.zhSimple === undefined && words.zhSimple === undefined
      ? []
      : faultsIn(heardIn(line.line, key), heardIn(words, key), key, may.kind === 'bound'),
  );
}

function faultsIn(before: string, after: string, key: WordingKey, bound: boolean): readonly OverlayFault[] {
  const had = blanksOf(before);
  const has = blanksOf(after);
  const told = pointsIn(after, key);
  const deniedBefore = pointsDenied(before, key);
  const numbers = numbersIn(after);
  return [
    ...had.filter((blank) => !has.includes(blank)).map((blank) => fault('blankMissing', key, blank)),
    ...has.filter((blank) => !had.includes(blank)).map((blank) => fault('blankAdded', key, blank)),
    ...pointsIn(before, key)
      .filter((point) => !told.includes(point))
      .map((point) => fault('pointMissing', key, point)),
    ...pointsDenied(after, key)
      .filter((point) => !deniedBefore.includes(point))
      .map((point) => fault('pointDenied', key, point)),
    ...numbersIn(before)
      .filter((number) => !numbers.includes(number))
      .map((number) => fault('numberMissing', key, number)),
    ...(bound ? hedgesAdded(before, after, key).map((word) => fault('hedged', key, word)) : []),
  ];
}

/** Why a wording of the branch is not used now. */
export type StaleReason = 'gone' | 'changed' | 'notAllowed';

export interface StaleRewording {
  readonly rewording: Rewording;
  readonly reason: StaleReason;
}

/** The script as this branch says it, and which of its wordings no longer fit. */
export function withOverlay(
  script: ScriptSource,
  overlay: readonly Rewording[],
  hasher: Hasher,
): { readonly script: ScriptSource; readonly stale: readonly StaleRewording[] } {
  const stale = overlay.flatMap((rewording) => {
    const reason = staleReason(script, rewording, hasher);
    return reason === null ? [] : [{ rewording, reason }];
  });
  const fits = overlay.filter((one) => stale.every(({ rewording }) => rewording !== one));
  const lines = new Map(linesOf(script).map((one) => [one.id, one]));
  return {
    script: fits.reduce((so, { line, words }) => withWords(so, lines.get(line)?.path ?? [], words), script),
    stale,
  };
}

function staleReason(script: ScriptSource, { line: id, of, words }: Rewording, hasher: Hasher): StaleReason | null {
  const line = linesOf(script).find((one) => one.id === id);
  if (line === undefined) return 'gone';
  if (lineDigest(line.line, hasher) !== of) return 'changed';
  return rewordingFaults(script, id, words).length > 0 ? 'notAllowed' : null;
}

/**
 * The compiled pack with the branch's words, for showing them. Only words that were checked come here; each is still bound to the
 * digest of the line, so that a conversation that goes on with an older pack keeps the words of that pack.
 */
export function packWithOverlay(pack: ScriptPack, overlay: readonly Rewording[], hasher: Hasher): ScriptPack {
  const own = overlay.flatMap(({ line: id, of, words }) => {
    const line = pack.lines[id];
    return line !== undefined && lineDigest(line, hasher) === of ? [[id, words] as const] : [];
  });
  return own.length === 0 ? pack : { ...pack, lines: { ...pack.lines, ...Object.fromEntries(own) } };
}
