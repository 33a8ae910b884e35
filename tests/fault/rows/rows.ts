/** All rows, in the order in which failures are cheapest to learn. */
import type { FaultRow } from '../fault-row';
import { jumpingClock, wrongClock } from './clock';
import { bothDamaged } from './both-damaged';
import { crashBetweenSteps } from './crash-between-steps';
import { databaseDamage, evicted } from './database-damage';
import { failedCall, killedAtCall } from './journal-calls';
import { fullDisk } from './full-disk';
import { heldFile } from './held-file';
import { journalDamage } from './journal-damage';
import { killGroup } from './kill-group';
import { killOneProcess } from './kill-one-process';
import { powerLoss } from './power-loss';
import { reserveGivenAway } from './reserve';
import { secondInstance } from './second-instance';
import { suspended } from './suspended';

export const rows: readonly FaultRow[] = [
  powerLoss,
  crashBetweenSteps,
  journalDamage,
  bothDamaged,
  heldFile,
  reserveGivenAway,
  killedAtCall,
  failedCall,
  killGroup,
  killOneProcess,
  databaseDamage,
  evicted,
  secondInstance,
  fullDisk,
  suspended,
  wrongClock,
  jumpingClock,
];
