/** Of what the entries of packs are; apart from the comparison, for pages to load. */
/** What entries are about; a page has words for each. */
export const packSections = [
  'head',
  'deadlines',
  'refusalGrounds',
  'latenessReasons',
  'letterDuties',
  'suspensions',
  'sources',
  'majorCauses',
  'years',
  'bank',
  'insurer',
  'planParts',
  'planSteps',
  'incidentEntries',
  'policeWords',
  'grades',
  'triggers',
  'reminderSteps',
  'scripts',
  'sharedFacts',
  'stops',
] as const;
export type PackSection = (typeof packSections)[number];

/** Names of fields that a comparison makes: in which order things stand, and in which part a step stands. */
export const orderName = '#order';
export const withinName = '#within';
