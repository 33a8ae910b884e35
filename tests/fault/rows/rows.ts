/** All rows, in the order in which failures are cheapest to learn. */
import type { FaultRow } from '../fault-row';
import { largeBranch } from './large-branch';
import { jumpingClock, wrongClock } from './wrong-clock';
import { allAtOnce } from './all-at-once';
import { badInput } from './bad-input';
import { bothDamaged } from './both-damaged';
import { branchModel } from './branch-model';
import { chromiumDamage } from './chromium-damage';
import { chaosAlone } from './chaos-alone';
import { chaosMix } from './chaos-mix';
import { clockAhead } from './clock-ahead';
import { counterDay } from './counter-day';
import { crashBetweenSteps } from './crash-between-steps';
import { databaseDamage, evicted } from './database-damage';
import { decisions } from './decisions';
import { evidenceLane } from './evidence-lane';
import { failedCall, killedAtCall } from './journal-calls';
import { fullDisk } from './full-disk';
import { headquartersKilled } from './headquarters-killed';
import { headquartersSetBack } from './headquarters-set-back';
import { heldFile } from './held-file';
import { interleaved } from './interleaved';
import { journalDamage } from './journal-damage';
import { killGroup } from './kill-group';
import { killOneProcess } from './kill-one-process';
import { killedInSync } from './killed-in-sync';
import { locked, lockedWhileSaving } from './locked';
import { outboxDrained } from './outbox-drained';
import { poisonFirst } from './poison-first';
import { powerLoss } from './power-loss';
import { reserveGivenAway } from './reserve';
import { rollingRestart } from './rolling-restart';
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
  chaosAlone,
  chaosMix,
  killedInSync,
  headquartersKilled,
  rollingRestart,
  headquartersSetBack,
  poisonFirst,
  allAtOnce,
  badInput,
  interleaved,
  clockAhead,
  locked,
  counterDay,
  outboxDrained,
  evidenceLane,
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
  largeBranch,
  suspended,
  wrongClock,
  jumpingClock,
];
