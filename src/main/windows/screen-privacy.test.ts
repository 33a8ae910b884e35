import { expect, it } from 'vitest';
import { screenPrivacy } from './screen-privacy';

it('the window of staff is kept out of pictures where the system can and nobody chose otherwise', () => {
  expect(screenPrivacy('win32', true, undefined)).toEqual({ possible: true, on: true });
  expect(screenPrivacy('darwin', true, undefined)).toEqual({ possible: true, on: true });
  expect(screenPrivacy('win32', false, undefined)).toEqual({ possible: true, on: false });
  expect(screenPrivacy('win32', true, false)).toEqual({ possible: true, on: false });
  expect(screenPrivacy('win32', false, true)).toEqual({ possible: true, on: true });
  // What a branch chose on Windows does not claim anything on a system that has no such thing.
  expect(screenPrivacy('linux', true, true)).toEqual({ possible: false, on: false });
});
