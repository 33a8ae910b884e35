/** What a branch reads of its scripts: each figure with its interval, what limits it before it, and nothing of a person. */
import { cleanup, fireEvent, screen, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { renderInApp } from '../../../../tests/support/render-in-app';
import { createFakeMain, installFakeMain, type FakeMain } from '../../../../tests/support/stub-bridge/fake-main';
import type { TalkFacts } from '../../../domain/insight/talk-facts';
import { effectsOf } from '../../../domain/insight/effect';
import type { EffectReportView } from '../../../shared/contract/scripts';
import { EffectPanel } from './effect-panel';

let fake: FakeMain;
beforeEach(() => {
  fake = createFakeMain();
  installFakeMain(fake);
});
afterEach(() => {
  cleanup();
  expect(fake.faults).toEqual([]);
});

/** So many talks that began at this level, so many of them calmed. */
const talks = (n: number, calmed: number, start: 1 | 2): readonly TalkFacts[] =>
  Array.from({ length: n }, (_, at) => ({
    script: 'SVC-01',
    levels: { start, end: at < calmed ? 0 : start },
    calmed: at < calmed,
    severity: 'plain',
    lines: [],
    ways: [],
  }));

async function open(all: readonly TalkFacts[]): Promise<void> {
  const report = effectsOf(all);
  const value: EffectReportView = {
    ...report,
    effects: report.effects.map((one) => ({
      ...one,
      title: { zh: '排队时间长', en: 'Long wait' },
      family: 'service',
      text: null,
    })),
  };
  fake.answer('scripts.effect', () => ({ ok: true, value }));
  renderInApp(<EffectPanel />);
  await screen.findByText('Before you read the figures');
}

describe('what talks came to', () => {
  it('stands with its number, its interval, and everything that speaks against it before it', async () => {
    await open([...talks(70, 49, 1), ...talks(30, 21, 2)]);
    const table = screen.getByRole('table');
    // The share, and the share at equal anger.
    expect(within(table).getAllByText('70%')).toHaveLength(2);
    expect(within(table).getByText('60% to 78%')).toBeTruthy();
    expect(within(table).getByText('100')).toBeTruthy();
    expect(within(table).getByText('Fairly steady')).toBeTruthy();
    const notes = [/Angrier people hear/, /may rate it low/, /without a second look/, /one branch/, /by chance/].map(
      (note) => screen.getByText(note),
    );
    for (const note of notes)
      expect(note.compareDocumentPosition(table) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy();
  });

  it('is a clue below a hundred, and nothing below twenty: not even a row', async () => {
    await open([...talks(30, 20, 1), ...talks(19, 10, 2)]);
    expect(screen.getByText('A clue')).toBeTruthy();
    // Of those who came angry there are nineteen.
    fireEvent.click(screen.getByRole('radio', { name: 'Angry' }));
    expect(screen.queryByRole('table')).toBeNull();
    expect(screen.getByText('Nothing has 20 talks yet')).toBeTruthy();
  });
});
