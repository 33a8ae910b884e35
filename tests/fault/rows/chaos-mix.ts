/**
 * F-25: branches of two to four PCs over a line on which anything may happen, in any order. When it is over every PC and headquarters
 * have the same, once, and nothing was called received that headquarters did not have at that moment.
 */
import type { FaultRow } from '../fault-row';
import { trySchedule } from '../world/chaos-schedule';

const steps = 40;
const many = 200;
/** These schedules are long ones. */
const longFrom = 1_001;

export const chaosMix: FaultRow = {
  id: 'F-25',
  title:
    'random schedules of 40 steps between 2–3 branches of 2–4 PCs and headquarters over a chaos proxy; 200 behind the first thousand',
  tries: { t1: 12, t2: 1_020 },
  needs: 'node',
  attempt: (seed) => trySchedule(seed, seed < longFrom ? steps : many),
};
