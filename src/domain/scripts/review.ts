/**
 * How a script gets to the counter (§2.8), as a table: draft, review, approved, published; and what each move takes.
 * A sign-off is for words as they were read. Publishing is headquarters' own act: a branch sees it by the pack that arrived.
 */
import type { Hasher } from '../evidence/hashing';
import { bumpOf, diffScripts, isEmptyDiff, raisedVersion, versionReaches } from './diff';
import { isError, type Finding } from './finding';
import { neededSignOffs, validSignOffs } from './lint/sign-offs';
import type { ScriptSource } from './script';
import type { ReviewState } from './vocabulary';
import type { z } from 'zod';

export type ScriptState = z.infer<typeof ReviewState>;
export type SignOffAs = NonNullable<ScriptSource['signOffs']>[number]['as'];

/** What has to be so before a script is moved. */
export const moveNeeds = [
  /** The lint finds no error. */
  'noErrors',
  /** The version is as high as the change against the script in use asks for. */
  'versionRaised',
  /** Somebody said what changed. */
  'changeNote',
  /** Compliance, consumer protection, business and language, for these very words. */
  'signedOff',
  /** Whoever each legal point names has signed. */
  'legalPoints',
  /** A day from which it holds. */
  'effectiveDay',
  /** Another person than the one who wrote it. */
  'otherPerson',
] as const;
export type MoveNeed = (typeof moveNeeds)[number];

export interface ScriptMove {
  readonly id: 'submit' | 'return' | 'approve' | 'reopen';
  readonly from: ScriptState;
  readonly to: ScriptState;
  readonly needs: readonly MoveNeed[];
}

export const scriptMoves: readonly ScriptMove[] = [
  { id: 'submit', from: 'draft', to: 'review', needs: ['noErrors', 'versionRaised', 'changeNote'] },
  { id: 'return', from: 'review', to: 'draft', needs: [] },
  {
    id: 'approve',
    from: 'review',
    to: 'approved',
    needs: ['noErrors', 'versionRaised', 'signedOff', 'legalPoints', 'effectiveDay', 'otherPerson'],
  },
  { id: 'reopen', from: 'approved', to: 'draft', needs: [] },
];

export const moveById = (id: ScriptMove['id']): ScriptMove => {
  const move = scriptMoves.find((one) => one.id === id);
  if (move === undefined) throw new Error(`no move ${id}`);
  return move;
};

export interface MoveContext {
  readonly findings: readonly Finding[];
  /** The script that is in use now; null: there is none of this code. */
  readonly inUse: ScriptSource | null;
  readonly hasher: Hasher;
  /** Who wrote the latest version, and who moves it. */
  readonly author: string;
  readonly mover: string;
}

/** Kinds of sign-off that the legal points of a script ask for and that are not there for these words. */
export function openConfirmers(script: ScriptSource, hasher: Hasher): readonly SignOffAs[] {
  const valid = validSignOffs(script, hasher);
  return [...new Set(script.law.map(({ confirm }) => confirm))].filter((as) => !valid.includes(as));
}

/** All kinds of sign-off a script needs before it is approved. */
export const signOffsFor = (script: ScriptSource): readonly SignOffAs[] => [
  ...new Set<SignOffAs>([...neededSignOffs, ...script.law.map(({ confirm }) => confirm)]),
];

/** What is missing before the script may be moved; empty: it may. */
export function missingFor(move: ScriptMove, script: ScriptSource, context: MoveContext): readonly MoveNeed[] {
  return move.needs.filter((need) => !isMet(need, script, context));
}

function isMet(need: MoveNeed, script: ScriptSource, context: MoveContext): boolean {
  const { findings, inUse, hasher, author, mover } = context;
  switch (need) {
    case 'noErrors':
      return !findings.some(isError);
    case 'versionRaised':
      return versionReaches(script.version, leastVersion(script, inUse));
    case 'changeNote':
      return inUse === null || script.changeNote.trim() !== inUse.changeNote.trim();
    case 'signedOff': {
      const valid = validSignOffs(script, hasher);
      return neededSignOffs.every((as) => valid.includes(as));
    }
    case 'legalPoints':
      return openConfirmers(script, hasher).length === 0;
    case 'effectiveDay':
      return script.effectiveFrom !== undefined;
    case 'otherPerson':
      return author !== mover;
  }
}

/** True when the approved draft has come back in a release of headquarters, to the letter: nothing is left to do for it. */
export const isPublished = (draft: ScriptSource, inUse: ScriptSource): boolean =>
  draft.state === 'approved' &&
  inUse.state === 'published' &&
  draft.version === inUse.version &&
  isEmptyDiff(diffScripts(inUse, draft));

/** The lowest version a change may have. */
export const leastVersion = (script: ScriptSource, inUse: ScriptSource | null): string =>
  inUse === null ? '1.0.0' : raisedVersion(inUse.version, bumpOf(diffScripts(inUse, script)));
