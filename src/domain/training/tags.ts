/** What a choice was, seen from the other side of the counter. Mood, score and debrief are all made from these. */
import { z } from 'zod';

export const Tag = z.enum([
  // Kind: heard out, touched what they need, did something for them.
  'heard',
  'soothing',
  'done',
  'needFound',
  'fetched',
  // Neither.
  'plain',
  'rated',
  'registered',
  'picked',
  // Costs patience.
  'wrongTone',
  'skippedStep',
  'misheard',
  'needMissed',
  'ratedLate',
  // Hurts.
  'skippedCare',
  'cutShort',
  'rude',
  'outcomePromised',
  'tippedOff',
  'conditionSet',
  'apologyUnproven',
  'beyondAuthority',
  'questionedAtThree',
  'leftAlone',
  // Nothing the customer feels, and fails the run.
  'dangerMissed',
]);
export type Tag = z.infer<typeof Tag>;

/** How a tag is felt. `slow` costs patience only. */
export type Feeling = 'kind' | 'neutral' | 'slow' | 'harm';

export const feelingOf: { readonly [T in Tag]: Feeling } = {
  heard: 'kind',
  soothing: 'kind',
  done: 'kind',
  needFound: 'kind',
  fetched: 'kind',
  plain: 'neutral',
  rated: 'neutral',
  registered: 'neutral',
  picked: 'neutral',
  wrongTone: 'slow',
  skippedStep: 'slow',
  misheard: 'slow',
  needMissed: 'slow',
  ratedLate: 'slow',
  skippedCare: 'harm',
  cutShort: 'harm',
  rude: 'harm',
  outcomePromised: 'harm',
  tippedOff: 'harm',
  conditionSet: 'harm',
  apologyUnproven: 'harm',
  beyondAuthority: 'harm',
  questionedAtThree: 'harm',
  leftAlone: 'harm',
  dangerMissed: 'neutral',
};

/** 合规用语 gate: any of these fails the run (P1, P2, P3). */
export const gateTags: readonly Tag[] = ['outcomePromised', 'tippedOff', 'conditionSet'];
