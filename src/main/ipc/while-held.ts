/**
 * What is answered while the records are shown as they were before an update (read-only): reading, printing, what reading leaves behind,
 * calls for help, drafts so that nothing typed is lost, and the ways out.
 */
import { contract, type OperationName } from '../../shared/contract/contract';

const wholeFeatures: readonly string[] = [
  'app',
  'session',
  'keys',
  'incident',
  'backup',
  'restore',
  'setup',
  'card',
  'archive',
];
const others: readonly OperationName[] = [
  'case.reveal',
  'document.output',
  'attachment.pick',
  'audit.exportTrail',
  'audit.exportLog',
  'register.exportLedger',
  'register.exportReturn',
  'register.exportPromises',
  'register.cancel',
  'import.cancel',
  'draft.create',
  'draft.save',
  'intake.keepQuick',
  'typed.keep',
];
const refusedOfThem: readonly OperationName[] = ['session.changePassword'];

/** Whether an operation may go on where nothing may be added to the records. */
export function answeredWhileHeld(name: OperationName): boolean {
  if (contract[name].kind === 'query') return true;
  if (refusedOfThem.includes(name)) return false;
  return others.includes(name) || wholeFeatures.some((feature) => name.startsWith(`${feature}.`));
}
