/** All rows, in the order in which failures are cheapest to learn. */
import type { FaultRow } from '../fault-row';
import { failedCall, killedAtCall } from './journal-calls';
import { powerLoss } from './power-loss';

export const rows: readonly FaultRow[] = [powerLoss, killedAtCall, failedCall];
