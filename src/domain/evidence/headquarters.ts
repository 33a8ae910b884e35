/**
 * What headquarters itself writes into the records of a branch (总行指令): events in the stream of a case, on a chain of its own, signed
 * with the key that the PCs of the branch trust since they were enrolled.
 */
import { decidedAbove, movedByHeadquarters } from '../complaint/headquarters-values';
import type { EventHeader } from './event-envelope';

const devicePrefix = 'hq-';

/** As what headquarters writes in this branch. No PC bears such an id. */
export const headquartersDevice = (branchId: string): string => `${devicePrefix}${branchId}`;

/** By which the records know it; enrolment gives it to no PC. */
export const headquartersTag = 'HQ';

export const isHeadquartersDevice = (deviceId: string): boolean => deviceId.startsWith(devicePrefix);

/** Of the directory: the first event of every chain brings its key, so that a copy of the log can be checked by itself. */
export const DEVICE_ADDED = 'device.added';

const personPrefix = 'hq:';

/** As what a person of headquarters acts in the records of a branch. */
export const headquartersPerson = (account: string): string => `${personPrefix}${account}`;

/** Their account at headquarters; undefined for a person of the branch. */
export const accountAtHeadquarters = (userId: string): string | undefined =>
  userId.startsWith(personPrefix) ? userId.slice(personPrefix.length) : undefined;

/** What nobody but headquarters writes into a case. */
export const headquartersEvents: readonly string[] = [
  'extension.granted',
  'rework.ordered',
  ...decidedAbove,
  ...movedByHeadquarters,
];

/** What both write: a complaint that headquarters received becomes a case of the branch (交办). */
const sharedEvents: readonly string[] = ['case.registered'];

/** False where a PC speaks for headquarters, or headquarters of what is the business of the branch. */
export function mayWrite({ deviceId, branchId, type }: Pick<EventHeader, 'deviceId' | 'branchId' | 'type'>): boolean {
  if (deviceId === headquartersDevice(branchId))
    return type === DEVICE_ADDED || headquartersEvents.includes(type) || sharedEvents.includes(type);
  return !isHeadquartersDevice(deviceId) && !headquartersEvents.includes(type);
}
