/**
 * 本网点案例: an invented customer made of a closed case. What is kept is what somebody wrote and answered for, in their words; of the case
 * nothing is kept, not even which one it was, so that no way leads back from practice to a person.
 */
import { z } from 'zod';
import { standingHolds } from '../complaint/hold';
import { pendingProceedings } from '../complaint/proceedings';
import { openConflicts, type CaseState } from '../complaint/state';
import { openPromises } from '../complaint/promises';
import { Id } from '../scripts/guard';
import { ScriptCode } from '../scripts/script';
import { Level, Mode, Need } from '../scripts/vocabulary';
import { Words } from '../scripts/words';
import { customerOf, type Casting, type Customer } from './casting';
import { tracesIn, withoutTraces, type KnownTraces, type Trace } from './traces';

/** What a person has to have looked at before it is kept: rules don't see a story that everybody in town knows. */
export const sketchChecks = ['names', 'story', 'others', 'invented'] as const;
export const SketchCheck = z.enum(sketchChecks);

export const Sketch = z.strictObject({
  id: Id,
  script: ScriptCode,
  name: Words,
  /** What anybody at the counter sees. */
  about: Words,
  /** What is behind it; told in the debrief alone. */
  hidden: Words,
  opening: Words,
  story: z.array(Words).min(1).max(4),
  need: Need,
  mode: Mode,
  startLevel: Level,
  /** Kind acts it takes to bring the anger down by one. */
  calmers: z.int().min(1).max(3),
  patience: z.int().min(2).max(10),
  /** The shipped customer whose turns of phrase they have. */
  speaksLike: Id,
});
export type Sketch = z.infer<typeof Sketch>;

export type SketchRefusal = 'notClosed' | 'held' | 'unsettled';

/** Why practice is not made of this case; null: it may be. */
export function sketchRefusal(state: CaseState): SketchRefusal | null {
  if (state.status !== 'closed') return 'notClosed';
  if (standingHolds(state).length > 0) return 'held';
  const unsettled =
    pendingProceedings(state).length > 0 || openPromises(state).length > 0 || openConflicts(state).length > 0;
  return unsettled ? 'unsettled' : null;
}

/** All that is on record with a case and could name somebody. */
export function knownTracesOf(state: CaseState, people: readonly string[]): KnownTraces {
  const { parties, involved, transferLetter, partner, petition } = state.details;
  const names = [
    ...parties.flatMap(({ name, representedName }) => [name, representedName]),
    ...involved.map(({ name }) => name),
  ];
  // Of colleagues only the full name tells anything: there is a Mr Li in every branch.
  const records = [
    state.number,
    ...people,
    ...parties.flatMap(({ idNumber, phone, address, accountTail }) => [idNumber, phone, address, accountTail]),
    ...involved.map(({ staffNo }) => staffNo),
    ...textsIn([transferLetter, partner, petition]),
    ...state.evidence.map(({ name }) => name),
  ];
  return { names: names.filter((text) => text.trim() !== ''), records: records.filter((text) => text.trim() !== '') };
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : [];
}

export interface SketchStart {
  readonly opening: string;
  readonly story: readonly string[];
  readonly hidden: string;
  readonly startLevel: Sketch['startLevel'];
  readonly traces: readonly Trace[];
}

const mostOfStory = 4;
const longestPiece = 120;

/** What somebody begins to write from: the case's own account without what could name anybody. */
export function sketchStart(state: CaseState, known: KnownTraces): SketchStart {
  const { matter, facts, wish } = state.details;
  const [opening, account, hidden] = [matter, facts, wish].map((text) => withoutTraces(text, known));
  const pieces = (account?.text ?? '')
    .split(/(?<=[。！？；\n])/)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '');
  const first = state.emotionPath[0]?.emotion ?? 1;
  return {
    opening: opening?.text ?? '',
    story: pieces.slice(0, mostOfStory).map((piece) => piece.slice(0, longestPiece)),
    hidden: hidden?.text ?? '',
    startLevel: first,
    traces: [opening, account, hidden].flatMap((one) => one?.traces ?? []),
  };
}

/** What still could name somebody, and where; none: the rules have nothing against it. */
export function sketchTraces(sketch: Sketch, known: KnownTraces): readonly (Trace & { readonly at: string })[] {
  const texts: readonly (readonly [string, Words])[] = [
    ['name', sketch.name],
    ['about', sketch.about],
    ['hidden', sketch.hidden],
    ['opening', sketch.opening],
    ...sketch.story.map((words, at) => [`story.${String(at)}`, words] as const),
  ];
  return texts.flatMap(([at, { zh, en }]) =>
    [zh, en].flatMap((text) =>
      tracesIn(text, known)
        .filter(({ sure }) => sure)
        .map((trace) => ({ ...trace, at })),
    ),
  );
}

/** The shipped casting with the branch's own customers. `retired` ones come no more; runs with them can still be looked at. */
export function withOwnCustomers(
  casting: Casting,
  own: readonly { readonly sketch: Sketch; readonly retired: boolean }[],
): Casting {
  const playable = own.filter(
    ({ sketch }) =>
      casting.scenes.some(({ script }) => script === sketch.script) &&
      casting.customers.some(({ id }) => id === sketch.speaksLike),
  );
  if (playable.length === 0) return casting;
  return {
    ...casting,
    customers: [...casting.customers, ...playable.map(({ sketch }) => asCustomer(casting, sketch))],
    scenes: casting.scenes.map((scene) => ({
      ...scene,
      customers: [
        ...scene.customers,
        ...playable
          .filter(({ sketch, retired }) => !retired && sketch.script === scene.script)
          .map(({ sketch }) => sketch.id),
      ],
    })),
  };
}

function asCustomer(casting: Casting, sketch: Sketch): Customer {
  const { id, name, about, hidden, need, mode, startLevel, calmers, patience, opening, story, speaksLike } = sketch;
  const { lines, triggers } = customerOf(casting, speaksLike);
  return {
    id,
    name,
    about,
    hidden,
    need,
    mode,
    startLevel,
    trust: 1,
    patience,
    calmers,
    triggers,
    signs: [],
    lines,
    own: { opening, story },
  };
}
