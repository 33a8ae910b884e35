/** The page that draws the life of a case: states, what leads from one to the next, who may do it, and what it records. */
import { format, resolveConfig } from 'prettier';
import { permissionsOf, roles, type Permission } from '../../src/domain/authority/roles';
import { casePayloads, isCaseEventType } from '../../src/domain/complaint/events';
import { caseStatuses, transitions, type CaseStatus } from '../../src/domain/complaint/states';
import { headquartersEvents } from '../../src/domain/evidence/headquarters';
import { accessOf } from '../../src/shared/contract/permissions';
import type { OperationName } from '../../src/shared/contract/contract';
import vocabulary from '../../src/shared/locales/vocabulary.zh-CN.json';
import vocabularyEn from '../../src/shared/locales/vocabulary.en.json';

/** Which operation causes an event that moves a case. The import of a ledger writes one that nobody asks for by name. */
const operationOf: Readonly<Record<string, OperationName>> = {
  'case.markedNotComplaint': 'case.markNotComplaint',
  'case.restoredAsComplaint': 'case.restoreAsComplaint',
  'refusal.proposed': 'case.proposeRefusal',
  'refusal.lifted': 'case.liftRefusal',
  'material.requested': 'case.requestMaterial',
  'material.received': 'case.receiveMaterial',
  'material.waitingEnded': 'case.endWaiting',
  'mediation.agreed': 'case.startMediation',
  'mediation.settled': 'case.endMediation',
  'mediation.failed': 'case.endMediation',
  'remedy.proposed': 'case.proposeRemedy',
  'remedy.recalled': 'case.recallRemedy',
  'remedy.returned': 'approval.decide',
  'remedy.rejected': 'approval.decide',
  'remedy.approved': 'approval.decide',
  'emergency.approved': 'approval.decideInEmergency',
  'case.accepted': 'case.accept',
  'investigation.started': 'case.startInvestigation',
  'decision.delivered': 'case.recordDelivery',
  'review.requested': 'case.requestReview',
  'review.upheld': 'case.decideReview',
  'review.changed': 'case.decideReview',
  'review.told': 'case.recordReviewDelivery',
  'review.refusalOverturned': 'case.recordReviewDelivery',
  'case.withdrawn': 'case.withdraw',
  'case.transferred': 'case.transferOut',
  'transfer.confirmed': 'case.confirmTransfer',
  'transfer.declined': 'case.takeBackTransfer',
  'case.merged': 'case.merge',
  'case.separated': 'case.separate',
  'case.settledInLedger': 'import.run',
  'case.closed': 'case.close',
  'case.archived': 'archive.make',
  'case.reopened': 'case.reopen',
};

/** A signature is asked of whoever may decide; the operation itself only shows the sheet. */
function permissionFor(operation: OperationName): Permission {
  if (operation === 'approval.decide') return 'case.decide';
  // A file can be made by whoever may see it; it archives the case where that person may close it.
  if (operation === 'archive.make') return 'case.close';
  const access = accessOf[operation];
  if (access === 'anyone' || access === 'signedIn') throw new Error(`${operation} needs no permission`);
  return access;
}

function whoMay(event: string): string {
  // No operation of a PC causes it: it comes signed from the console of headquarters.
  if (headquartersEvents.includes(event)) return 'Headquarters';
  const operation = operationOf[event];
  if (!operation) throw new Error(`${event}: say in operationOf which operation causes it`);
  const permission = permissionFor(operation);
  return roles
    .filter((role) => permissionsOf[role].includes(permission))
    .map((role) => vocabularyEn.role[role])
    .join(', ');
}

function recorded(event: string): string {
  if (!isCaseEventType(event)) throw new Error(`${event} is no event of a case`);
  const fields = Object.keys(casePayloads[event].shape);
  return fields.length === 0 ? 'who and when only' : fields.map((field) => `\`${field}\``).join(', ');
}

const nameOf = (status: CaseStatus): string => `${vocabulary.status[status]} ${vocabularyEn.status[status]}`;

/** Markdown of docs/case-states.md, formatted as every page of the project. */
export async function statePage(): Promise<string> {
  const file = new URL('../../docs/case-states.md', import.meta.url);
  return format(plainPage(), { ...(await resolveConfig(file)), parser: 'markdown' });
}

function plainPage(): string {
  const arrows = transitions.flatMap(({ event, from, to, orTo = [] }) =>
    from.flatMap((status) => [...new Set([to, ...orTo])].map((end) => `  ${status} --> ${end}: ${event}`)),
  );
  const rows = transitions.map(({ event, from, to, orTo = [] }) => [
    from.map(nameOf).join('<br>'),
    `\`${event}\``,
    [...new Set([to, ...orTo])].map(nameOf).join('<br>'),
    whoMay(event),
    recorded(event),
  ]);
  return [
    '# The life of a case',
    '',
    'Made by `npm run regulation-coverage` from `src/domain/complaint/states.ts`, the schemas of the events and the table of',
    'permissions; not written by hand. What a command checks beyond its state (recusal, four eyes, limits, what must be there',
    'before a case is closed) stands in `src/domain/complaint/decide.ts` and its tests.',
    '',
    '```mermaid',
    'stateDiagram-v2',
    ...caseStatuses.map((status) => `  state "${nameOf(status)}" as ${status}`),
    '  [*] --> registered: case.registered',
    ...arrows,
    '```',
    '',
    table(['From', 'Event', 'To', 'Who may', 'What it records, beside who, when and signature'], rows),
    '',
  ].join('\n');
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}
