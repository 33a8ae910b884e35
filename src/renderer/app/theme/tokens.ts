/**
 * Every colour, size and length of the interface, in one place.
 *
 * Character: ink-teal (黛) on rice paper, with seal vermilion (朱砂) used sparingly: the logo, the present page, the demo
 * mark. Colour is never the only signal. `tokens.test.ts` measures the contrast of each pair below in every scheme.
 */

/** How a thing is meant; each has a strong fill and a soft ground. */
export const tones = ['neutral', 'primary', 'accent', 'info', 'success', 'warning', 'error'] as const;
export type Tone = (typeof tones)[number];

export const schemes = ['light', 'dark', 'highContrast'] as const;
export type Scheme = (typeof schemes)[number];

export interface ToneColours {
  /** Strong ground, or coloured text and icons on any surface. */
  readonly fill: string;
  /** Text on `fill`. */
  readonly onFill: string;
  /** Quiet ground of chips and notices. */
  readonly soft: string;
  /** Text on `soft`. */
  readonly onSoft: string;
  /** Hairline around `soft`. */
  readonly line: string;
}

export interface SchemeColours extends Readonly<Record<Tone, ToneColours>> {
  /** Behind everything. */
  readonly canvas: string;
  /** Cards, tables, fields. */
  readonly surface: string;
  /** Table heads, hovered rows, wells. */
  readonly sunken: string;
  /** Dialogs and menus. */
  readonly raised: string;
  readonly ink: string;
  readonly inkSoft: string;
  /** Hairlines that only order the page. */
  readonly line: string;
  /** Borders that a person must find: fields, check boxes. */
  readonly lineStrong: string;
  readonly rail: string;
  readonly railInk: string;
  readonly railInkSoft: string;
  readonly railActive: string;
  readonly railActiveInk: string;
  readonly railFocus: string;
  readonly focus: string;
  readonly primaryHover: string;
  readonly shadow: string;
  /** 0 calm … 3 aggressive; always with a shape, a number and a word beside it. */
  readonly emotion: readonly [ToneColours, ToneColours, ToneColours, ToneColours];
}

const light: SchemeColours = {
  canvas: '#f4f1ea',
  surface: '#fffefb',
  sunken: '#ece8df',
  raised: '#ffffff',
  ink: '#17262a',
  inkSoft: '#4a5a5c',
  line: '#ddd7ca',
  lineStrong: '#7a8482',
  rail: '#17383f',
  railInk: '#f4f1ea',
  railInkSoft: '#c3d3d1',
  railActive: '#f4f1ea',
  railActiveInk: '#12323a',
  railFocus: '#ffd27a',
  focus: '#b4470f',
  primaryHover: '#123f48',
  shadow: '0 1px 2px rgb(23 38 42 / 8%), 0 8px 24px rgb(23 38 42 / 12%)',
  neutral: { fill: '#55625f', onFill: '#ffffff', soft: '#e9e5dc', onSoft: '#37423f', line: '#d3cdbf' },
  primary: { fill: '#1b5560', onFill: '#ffffff', soft: '#dce9e7', onSoft: '#123f48', line: '#b7d0ce' },
  accent: { fill: '#a83a23', onFill: '#ffffff', soft: '#f8e4db', onSoft: '#7e2614', line: '#e8bfae' },
  info: { fill: '#2f5b8a', onFill: '#ffffff', soft: '#e0e9f3', onSoft: '#1f4269', line: '#bccfe3' },
  success: { fill: '#2e6440', onFill: '#ffffff', soft: '#deeddf', onSoft: '#1d4a2d', line: '#b9d6bd' },
  warning: { fill: '#7d5200', onFill: '#ffffff', soft: '#fbecca', onSoft: '#5c3c00', line: '#e8cf94' },
  error: { fill: '#a3162e', onFill: '#ffffff', soft: '#fae1e3', onSoft: '#7d0e22', line: '#ebb8be' },
  emotion: [
    { fill: '#33695a', onFill: '#ffffff', soft: '#ddece5', onSoft: '#1c4a3d', line: '#b4d3c6' },
    { fill: '#7a5900', onFill: '#ffffff', soft: '#faedc6', onSoft: '#5a4100', line: '#e4cf8c' },
    { fill: '#a1460b', onFill: '#ffffff', soft: '#fce4d0', onSoft: '#78310a', line: '#ecbd96' },
    { fill: '#8f1230', onFill: '#ffffff', soft: '#f9dde2', onSoft: '#700b23', line: '#e6afba' },
  ],
};

const dark: SchemeColours = {
  canvas: '#11191b',
  surface: '#192427',
  sunken: '#0e1517',
  raised: '#202e32',
  ink: '#ede9df',
  inkSoft: '#b0bebc',
  line: '#2d3b3e',
  lineStrong: '#7d8f8e',
  rail: '#0b1315',
  railInk: '#ede9df',
  railInkSoft: '#a5b8b6',
  railActive: '#23454b',
  railActiveInk: '#f6f2e8',
  railFocus: '#ffc46b',
  focus: '#ffc46b',
  primaryHover: '#a5dadb',
  shadow: '0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 50%)',
  neutral: { fill: '#b0bebc', onFill: '#11191b', soft: '#2a3639', onSoft: '#d8e0de', line: '#3c4a4d' },
  primary: { fill: '#82c6c8', onFill: '#06262a', soft: '#1e3d42', onSoft: '#c2e5e5', line: '#2f565c' },
  accent: { fill: '#f0977c', onFill: '#3a0f05', soft: '#48231a', onSoft: '#ffcdbd', line: '#6c3829' },
  info: { fill: '#95bee8', onFill: '#06243f', soft: '#1c344f', onSoft: '#c9e0f8', line: '#2e4e72' },
  success: { fill: '#8ec99d', onFill: '#08290f', soft: '#1d3a27', onSoft: '#c2e6ca', line: '#2f553b' },
  warning: { fill: '#e6bb60', onFill: '#382500', soft: '#413210', onSoft: '#f7dfa6', line: '#614c1f' },
  error: { fill: '#f4959f', onFill: '#450510', soft: '#4b1b23', onSoft: '#ffcad0', line: '#713039' },
  emotion: [
    { fill: '#86c7b1', onFill: '#06281d', soft: '#1b3a31', onSoft: '#bfe6d8', line: '#2d5548' },
    { fill: '#e2c25d', onFill: '#342700', soft: '#3e330e', onSoft: '#f5e3a2', line: '#5d4e1d' },
    { fill: '#f2a366', onFill: '#3d1900', soft: '#472912', onSoft: '#ffd6b5', line: '#6c4122' },
    { fill: '#f38da4', onFill: '#470417', soft: '#4c1826', onSoft: '#ffc7d3', line: '#742a3d' },
  ],
};

const stark = (fill: string): ToneColours => ({ fill, onFill: '#000000', soft: '#000000', onSoft: fill, line: fill });

const highContrast: SchemeColours = {
  canvas: '#000000',
  surface: '#000000',
  sunken: '#141414',
  raised: '#000000',
  ink: '#ffffff',
  inkSoft: '#f2f2f2',
  line: '#8c8c8c',
  lineStrong: '#ffffff',
  rail: '#000000',
  railInk: '#ffffff',
  railInkSoft: '#ffffff',
  railActive: '#ffe14d',
  railActiveInk: '#000000',
  railFocus: '#4de1ff',
  focus: '#4de1ff',
  primaryHover: '#fff2a8',
  shadow: '0 0 0 2px #ffffff',
  neutral: stark('#ffffff'),
  primary: stark('#ffe14d'),
  accent: stark('#ff9d7a'),
  info: stark('#8fd0ff'),
  success: stark('#7df29b'),
  warning: stark('#ffc94d'),
  error: stark('#ff9aa8'),
  emotion: [stark('#7df2c4'), stark('#ffe14d'), stark('#ffb066'), stark('#ff9aa8')],
};

export const colours: Readonly<Record<Scheme, SchemeColours>> = { light, dark, highContrast };

/** Chinese first: what is bundled, then what the system has. */
export const fonts = {
  /** By the language of the text: shared/fonts/text-font.css. */
  text: 'var(--xt-text-font)',
  /** Case numbers, amounts, clocks: digits of equal width. */
  number: '"Noto Sans Mono", "Noto Sans SC Variable", "Microsoft YaHei UI", Consolas, monospace',
} as const;

/** In rem, so that text size scales all of it. Nothing a member of staff must read is smaller than 1 rem. */
export const typeScale = {
  display: { fontSize: '2rem', lineHeight: 1.3, fontWeight: 600 },
  title: { fontSize: '1.5rem', lineHeight: 1.35, fontWeight: 600 },
  heading: { fontSize: '1.25rem', lineHeight: 1.4, fontWeight: 600 },
  subheading: { fontSize: '1.0625rem', lineHeight: 1.5, fontWeight: 600 },
  lead: { fontSize: '1.125rem', lineHeight: 1.6, fontWeight: 400 },
  body: { fontSize: '1rem', lineHeight: 1.6, fontWeight: 400 },
  label: { fontSize: '1rem', lineHeight: 1.5, fontWeight: 500 },
  /** A script line, readable at arm's length. */
  script: { fontSize: '1.625rem', lineHeight: 1.55, fontWeight: 500 },
} as const;

/** Pixels. Only text scales with the text size, so that a narrow screen keeps room for it. */
export const spacePx = 8;
export const radiusPx = { field: 6, card: 10, dialog: 14, pill: 999 } as const;
export const focusRingPx = 3;
/** Main actions and everything touched often. */
export const targetPx = 44;

export type Density = 'comfortable' | 'compact';
export const densities: Readonly<
  Record<Density, { readonly control: string; readonly row: number; readonly pad: number }>
> = {
  comfortable: { control: '2.75rem', row: 52, pad: 20 },
  compact: { control: '2.375rem', row: 44, pad: 12 },
};

/** Milliseconds. Nothing moves for longer; with reduced motion nothing moves. */
export const motionMs = { quick: 90, normal: 140 } as const;
