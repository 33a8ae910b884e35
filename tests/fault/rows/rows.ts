/** All rows, in the order in which failures are cheapest to learn. */
import type { FaultRow } from '../fault-row';
import { crashBetweenSteps } from './crash-between-steps';
import { failedCall, killedAtCall } from './journal-calls';
import { killGroup } from './kill-group';
import { journalDamage } from './journal-damage';
import { powerLoss } from './power-loss';

export const rows: readonly FaultRow[] = [
  powerLoss,
  crashBetweenSteps,
  journalDamage,
  killedAtCall,
  failedCall,
  killGroup,
];
