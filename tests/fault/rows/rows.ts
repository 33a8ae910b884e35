/** All rows, in the order in which failures are cheapest to learn. */
import type { FaultRow } from '../fault-row';
import { jumpingClock, wrongClock } from './wrong-clock';
import { bothDamaged } from './both-damaged';
import { branchModel } from './branch-model';
import { chromiumDamage } from './chromium-damage';
import { clockAhead } from './clock-ahead';
import { counterDay } from './counter-day';
import { crashBetweenSteps } from './crash-between-steps';
import { databaseDamage, evicted } from './database-damage';
import { decisions } from './decisions';
import { failedCall, killedAtCall } from './journal-calls';
import { fullDisk } from './full-disk';
import { heldFile } from './held-file';
import { interleaved } from './interleaved';
import { journalDamage } from './journal-damage';
import { killGroup } from './kill-group';
import { killOneProcess } from './kill-one-process';
import { locked, lockedWhileSaving } from './locked';
import { outboxDrained } from './outbox-drained';
import { powerLoss } from './power-loss';
import { reserveGivenAway } from './reserve';
import { secondInstance } from './second-instance';
import { twoEdits } from './two-edits';
import { tightMachine } from './tight-machine';
import { upgradeCutOff } from './upgrade-cut-off';
import { strictSyncs } from './strict-syncs';
import { suspended } from './suspended';

export const rows: readonly FaultRow[] = [
  powerLoss,
  crashBetweenSteps,
  journalDamage,
  bothDamaged,
  heldFile,
  twoEdits,
  decisions,
  branchModel,
  interleaved,
  clockAhead,
  locked,
  counterDay,
  outboxDrained,
  reserveGivenAway,
  killedAtCall,
  failedCall,
  strictSyncs,
  killGroup,
  killOneProcess,
  databaseDamage,
  chromiumDamage,
  evicted,
  secondInstance,
  upgradeCutOff,
  fullDisk,
  lockedWhileSaving,
  tightMachine,
  suspended,
  wrongClock,
  jumpingClock,
];
