/** Practises on the shipped scripts and the shipped casting. */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Casting } from '../../../src/domain/training/casting';
import { choicesOf } from '../../../src/domain/training/choices';
import { choose, startPractice } from '../../../src/domain/training/play';
import type { Choice, Practice, PracticeSetup } from '../../../src/domain/training/practice';
import { tagsOf } from '../../../src/domain/training/choices';
import { feelingOf, type Feeling } from '../../../src/domain/training/tags';
import { placeOf } from '../../../src/domain/scripts/walk';
import { shipped } from '../scripts/play';

const folder = path.resolve(import.meta.dirname, '../../../resources/packs/training');
const read = (name: string): unknown => JSON.parse(readFileSync(path.join(folder, `${name}.json`), 'utf8'));

export const casting = Casting.parse({
  customers: read('customers'),
  scenes: read('scenes'),
  slips: read('slips'),
  cues: read('cues'),
  answers: read('answers'),
});
export const pack = shipped;

export const setup = (script: string, customer: string, seed = 1): PracticeSetup => ({
  script,
  customer,
  seed,
  mode: 'exam',
  today: '2026-11-26',
  pack: 'test',
});

/** Every customer with every script that they may come with. */
export const pairs = casting.scenes.flatMap(({ script, customers }) =>
  customers.map((customer) => ({ script, customer })),
);

export const nodeOf = (practice: Practice) => placeOf(pack, practice.session).node;

const rank: { readonly [F in Feeling]: number } = { kind: 3, neutral: 2, slow: 1, harm: 0 };

/** How kind a choice is to this customer, now. */
export const kindness = (practice: Practice, choice: Choice): number =>
  Math.min(...tagsOf(pack, casting, practice, choice).map((tag) => rank[feelingOf[tag]]));

/** True when what is seen was not rated yet, or a rating is asked for. */
function wantsRating({ session, mood }: Practice): boolean {
  const last = session.ratings.at(-1);
  const node = placeOf(pack, session).node;
  if (last === undefined || (node.type === 'choose' && node.on === 'emotion')) return true;
  const isNew = mood.distress.some((sign) => !session.ratings.some(({ distress }) => distress.includes(sign)));
  const settles = session.level !== null && mood.level < session.level && session.now - last.at >= 60_000;
  return isNew || last.level !== mood.level || settles;
}

/** A learner who rates what is there and picks by a taste of their own; null where nothing is left. */
export function next(practice: Practice, taste: (choices: readonly Choice[]) => Choice | undefined): Choice | null {
  if (wantsRating(practice)) return { kind: 'rate', level: practice.mood.level, distress: [...practice.mood.distress] };
  return taste(choicesOf(pack, casting, practice)) ?? { kind: 'register' };
}

const order: readonly Choice['kind'][] = [
  'hear',
  'say',
  'act',
  'approve',
  'check',
  'fetch',
  'pick',
  'take',
  'skip',
  'pretend',
  'slip',
  'cutIn',
];

/** The kindest, and of equals the one that does most. */
export const kindest =
  (practice: Practice) =>
  (choices: readonly Choice[]): Choice | undefined =>
    [...choices].sort(
      (a, b) => kindness(practice, b) - kindness(practice, a) || order.indexOf(a.kind) - order.indexOf(b.kind),
    )[0];
export const harshest =
  (practice: Practice) =>
  (choices: readonly Choice[]): Choice | undefined =>
    [...choices].sort((a, b) => kindness(practice, a) - kindness(practice, b))[0];

export function playOut(
  of: PracticeSetup,
  taste: (practice: Practice) => (choices: readonly Choice[]) => Choice | undefined,
): Practice {
  let practice = startPractice(pack, casting, of);
  while (practice.ended === null) {
    const choice = next(practice, taste(practice));
    if (choice === null) break;
    const played = choose(pack, casting, practice, choice);
    if (!played.ok) throw new Error(`${JSON.stringify(choice)} at ${nodeOf(practice).id}`);
    practice = played.practice;
  }
  return practice;
}
