/**
 * The tokens as CSS variables. `c.inkSoft` is `var(--xt-ink-soft)`: usable in any `sx`, and it follows the scheme
 * without drawing React again. `tone('warning').soft` and `emotionColours(2).fill` do the same for the groups.
 */
import { colours, schemes, tones, type Scheme, type SchemeColours, type Tone, type ToneColours } from './tokens';

const kebab = (name: string): string => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
const reference = (name: string): string => `var(--xt-${kebab(name)})`;

type PlainName = { [K in keyof SchemeColours]: SchemeColours[K] extends string ? K : never }[keyof SchemeColours];
const plainNames = Object.entries(colours.light)
  .filter(([, value]) => typeof value === 'string')
  .map(([name]) => name as PlainName);

/** Plain colours by name, as `var(…)`. */
export const c = Object.fromEntries(plainNames.map((name) => [name, reference(name)])) as Readonly<
  Record<PlainName, string>
>;

const parts = ['fill', 'onFill', 'soft', 'onSoft', 'line'] as const satisfies readonly (keyof ToneColours)[];
const group = (name: string): ToneColours =>
  Object.fromEntries(parts.map((part) => [part, reference(`${name}-${part}`)])) as unknown as ToneColours;

const byTone = Object.fromEntries(tones.map((name) => [name, group(name)])) as Readonly<Record<Tone, ToneColours>>;
const byEmotion = [0, 1, 2, 3].map((level) => group(`emotion${level}`));

/** Colours of a tone, as `var(…)`. */
export const tone = (name: Tone): ToneColours => byTone[name];

/** Colours of an emotion level, as `var(…)`. */
export const emotionColours = (level: 0 | 1 | 2 | 3): ToneColours => byEmotion[level] ?? byTone.neutral;

/** All declarations of one scheme: `--xt-ink: #17262a`, … */
export function cssVariables(scheme: Scheme): Record<string, string> {
  const values = colours[scheme];
  const declared: Record<string, string> = {};
  for (const name of plainNames) declared[`--xt-${kebab(name)}`] = values[name];
  const declareGroup = (name: string, group: ToneColours): void => {
    for (const part of parts) declared[`--xt-${name}-${kebab(part)}`] = group[part];
  };
  for (const name of tones) declareGroup(name, values[name]);
  values.emotion.forEach((group, level) => declareGroup(`emotion${level}`, group));
  return declared;
}

/** `[data-scheme="dark"] { --xt-… }` for each scheme; light is also the default. */
export const schemeStyles = Object.fromEntries(
  schemes.map((scheme) => [
    scheme === 'light' ? ':root, [data-scheme="light"]' : `[data-scheme="${scheme}"]`,
    cssVariables(scheme),
  ]),
);
