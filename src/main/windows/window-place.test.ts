import { describe, expect, it } from 'vitest';
import { placeBar, placeWindow, type WindowState } from './window-place';

const desk = { x: 0, y: 0, width: 1920, height: 1040 };
const beside = { x: 1920, y: 0, width: 1280, height: 984 };
const counter = { x: 0, y: 0, width: 1366, height: 728 };
const stood: WindowState = { x: 200, y: 100, width: 1400, height: 800, maximised: false };

describe('the place of the window', () => {
  it('is where it was', () => {
    expect(placeWindow(stood, [desk])).toMatchObject({
      position: { x: 200, y: 100 },
      size: { width: 1400, height: 800 },
      maximised: false,
    });
  });

  it('is left to the system at the first start, no larger than the screen', () => {
    expect(placeWindow(undefined, [counter])).toMatchObject({
      position: undefined,
      size: { width: 1366, height: 728 },
    });
  });

  it.each([
    ['on a screen that is gone', { x: 2000, y: 100 }],
    ['above the screen', { x: 200, y: -400 }],
    ['below the screen', { x: 200, y: 1030 }],
    ['left of the screen', { x: -1390, y: 100 }],
  ])('is left to the system when it was %s', (_where, at) => {
    expect(placeWindow({ ...stood, ...at }, [desk]).position).toBeUndefined();
  });

  it('stays on the second screen', () => {
    expect(placeWindow({ ...stood, x: 1950, width: 1100 }, [desk, beside]).position).toEqual({ x: 1950, y: 100 });
  });

  it('shrinks to a smaller screen, and stays maximised', () => {
    expect(placeWindow({ ...stood, width: 3000, height: 2000, maximised: true }, [counter])).toMatchObject({
      size: { width: 1366, height: 728 },
      maximised: true,
    });
  });

  it('asks for no more than a small screen has', () => {
    expect(placeWindow(stood, [{ x: 0, y: 0, width: 800, height: 560 }])).toMatchObject({
      size: { width: 800, height: 560 },
      minimum: { width: 800, height: 560 },
    });
  });
});

describe('the bar', () => {
  const area = { x: 0, y: 24, width: 1366, height: 728 };
  it('stands over the whole width at the foot of the screen, above its task bar', () => {
    expect(placeBar(area, 180)).toEqual({ x: 0, y: 572, width: 1366, height: 180 });
  });
  it('leaves a third of the screen to what it stands beside', () => {
    expect(placeBar(area, 900).height).toBeLessThan(area.height * 0.66);
  });
});
