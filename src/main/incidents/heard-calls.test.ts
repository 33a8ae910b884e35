import { expect, it } from 'vitest';
import { createHeardCalls } from './heard-calls';

const call = { incident: 'incident-1', deviceTag: 'A', atMs: 1_000 };

it('knows which calls are news, and that one pressed again has to be answered again', () => {
  const heard = createHeardCalls();
  expect(heard.are([call])).toEqual([call]);
  expect(heard.are([call])).toEqual([]);
  heard.answer(call.incident);
  expect(heard.isAnswered(call)).toBe(true);
  const again = { ...call, atMs: 90_000 };
  expect(heard.are([again])).toEqual([again]);
  expect(heard.isAnswered(again)).toBe(false);
  expect(heard.are([])).toEqual([]);
  expect(heard.find(call.incident)).toBeUndefined();
});

it('tells of no call that was dealt with before the screen was locked, until it is pressed again', () => {
  const heard = createHeardCalls();
  heard.dealtWith(call.incident, call.atMs);
  heard.dealtWith(call.incident, call.atMs - 500);
  expect(heard.are([call])).toEqual([]);
  expect(heard.current()).toEqual([]);
  const again = { ...call, atMs: call.atMs + 1 };
  expect(heard.are([again])).toEqual([again]);
  expect(heard.current()).toEqual([again]);
});
