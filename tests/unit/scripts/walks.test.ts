/** What the walks over a script find, and what they say of it when they give up. */
import { expect, it } from 'vitest';
import { compileScripts } from '../../../src/domain/scripts/compile';
import { readScript } from '../../../src/domain/scripts/read-source';
import { walkScript, type Walked } from '../../../src/domain/scripts/walks';
import { sources } from './play';
import { say, sound, type Json } from './small-script';

function walked(change: (nodes: Record<string, Json>) => void, situations?: number): Walked {
  const json = sound();
  change(json['nodes'] as Record<string, Json>);
  const read = readScript('TST-01.yaml', json);
  if (!read.ok) throw new Error(JSON.stringify(read.findings));
  const shared = sources.scripts.filter(({ family }) => family === 'shared');
  return walkScript(compileScripts([read.script, ...shared], sources.facts), 'TST-01', situations);
}

const whole = { notWalked: [], notFound: [] };

it('a clock leads to its node although that can be reached without it', () => {
  const found = walked((nodes) => {
    nodes['want'] = { ...nodes['want'], next: 'fork' };
    nodes['fork'] = {
      type: 'choose',
      stage: 'S5',
      on: 'pick',
      next: [
        { to: 'again', label: { zh: '直接办', en: 'At once' } },
        { to: 'clock', label: { zh: '先等等', en: 'Wait first' } },
      ],
    };
    nodes['clock'] = { type: 'timer', stage: 'S5', seconds: 60, visible: 'staff', onExpire: 'offer', next: 'again' };
    nodes['again'] = say('S5', '我再看一眼。', "I'll look again.", 'close');
    nodes['offer'] = say('S5', '我现在给您办。', "I'll do it now.", 'close');
  });
  expect(found).toMatchObject(whole);
});

it('an amount inside the limit, and one outside, are found without another condition on it', () => {
  const found = walked((nodes) => {
    nodes['want'] = { ...nodes['want'], fact: 'amount', next: 'asked' };
    nodes['asked'] = {
      type: 'choose',
      stage: 'S5',
      on: 'authority',
      next: [
        { to: 'offer', when: { withinLimit: 'amount' } },
        { to: 'close', else: true },
      ],
    };
  });
  expect(found).toMatchObject(whole);
});

it('a way that was not found in time is not called impossible', () => {
  const { notWalked, notFound } = walked(() => undefined, 2);
  expect(notWalked).toEqual([]);
  expect(notFound).toContain('close → end');
});

it('a way that needs another script to have called is walked as called', () => {
  const found = walked((nodes) => {
    nodes['offer'] = {
      ...nodes['offer'],
      next: [
        { to: 'back', when: { called: true } },
        { to: 'close', else: true },
      ],
    };
    nodes['back'] = { type: 'end', stage: 'S5', outcome: 'return' };
  });
  expect(found).toMatchObject(whole);
});
