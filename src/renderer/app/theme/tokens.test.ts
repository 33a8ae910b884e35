/** The promise of legibility: every pair of colours that meets on screen is measured, in every scheme. */
import { describe, expect, it } from 'vitest';
import { contrastRatio } from './contrast';
import { cssVariables } from './css-vars';
import { colours, schemes, tones, typeScale, type SchemeColours } from './tokens';

/** [what, foreground, background] pairs that carry text: at least 4.5 : 1. */
function textPairs(s: SchemeColours): [string, string, string][] {
  const grounds = { canvas: s.canvas, surface: s.surface, sunken: s.sunken, raised: s.raised };
  const groups = [
    ...tones.map((name) => [name, s[name]] as const),
    ...s.emotion.map((group, level) => [`emotion${level}`, group] as const),
  ];
  return [
    ...Object.entries(grounds).flatMap(([name, ground]): [string, string, string][] => [
      [`ink on ${name}`, s.ink, ground],
      [`inkSoft on ${name}`, s.inkSoft, ground],
      ...groups.map(([group, colour]): [string, string, string] => [`${group} on ${name}`, colour.fill, ground]),
    ]),
    ...groups.flatMap(([name, group]): [string, string, string][] => [
      [`${name} fill`, group.onFill, group.fill],
      [`${name} soft`, group.onSoft, group.soft],
    ]),
    ['ink on primary soft', s.ink, s.primary.soft],
    ['inkSoft on primary soft', s.inkSoft, s.primary.soft],
    ['primary hover', s.primary.onFill, s.primaryHover],
    ['rail', s.railInk, s.rail],
    ['rail quiet', s.railInkSoft, s.rail],
    ['rail active', s.railActiveInk, s.railActive],
  ];
}

/** Pairs that carry shape, not text: at least 3 : 1. */
function shapePairs(s: SchemeColours): [string, string, string][] {
  return [
    ['field border on surface', s.lineStrong, s.surface],
    ['field border on canvas', s.lineStrong, s.canvas],
    ['focus on canvas', s.focus, s.canvas],
    ['focus on surface', s.focus, s.surface],
    ['focus on primary soft', s.focus, s.primary.soft],
    ['focus on rail', s.railFocus, s.rail],
  ];
}

describe.each(schemes)('colours of the %s scheme', (scheme) => {
  it('carry text at 4.5 : 1 or better', () => {
    const poor = textPairs(colours[scheme]).filter(([, a, b]) => contrastRatio(a, b) < 4.5);
    expect(poor.map(([what, a, b]) => `${what}: ${contrastRatio(a, b).toFixed(2)}`)).toEqual([]);
  });

  it('carry shapes at 3 : 1 or better', () => {
    const poor = shapePairs(colours[scheme]).filter(([, a, b]) => contrastRatio(a, b) < 3);
    expect(poor.map(([what, a, b]) => `${what}: ${contrastRatio(a, b).toFixed(2)}`)).toEqual([]);
  });

  it('declare the same CSS variables as the other schemes', () => {
    expect(Object.keys(cssVariables(scheme))).toEqual(Object.keys(cssVariables('light')));
    expect(cssVariables(scheme)['--xt-emotion3-on-soft']).toMatch(/^#/);
  });
});

describe('contrastRatio', () => {
  it('knows the ends of the scale', () => {
    expect(contrastRatio('#000000', '#ffffff')).toBeCloseTo(21);
    expect(contrastRatio('#1b5560', '#1b5560')).toBe(1);
  });
});

describe('the type scale', () => {
  it('has nothing below 16 px and script lines of 24 to 28 px', () => {
    const sizes = Object.values(typeScale).map(({ fontSize }) => Number.parseFloat(fontSize) * 16);
    expect(Math.min(...sizes)).toBe(16);
    expect(Number.parseFloat(typeScale.script.fontSize) * 16).toBeGreaterThanOrEqual(24);
    expect(Number.parseFloat(typeScale.script.fontSize) * 16).toBeLessThanOrEqual(28);
  });
});
