/** Everything the console of headquarters may ask of its server. */
import type { ErrorOf, InputOf, OutputOf, Result } from '../contract/define';
import type { z } from 'zod';
import { auditContract } from './audit';
import { branchContract } from './branches';
import { caseContract } from './cases';
import { metricsContract } from './metrics';
import { peopleContract } from './people';
import { reportContract } from './report';
import { escalationContract } from './escalations';
import { moveContract } from './moves';
import { packContract } from './packs';
import { courierContract } from './courier';
import { refusalContract } from './refusals';
import type { HqPermission } from './roles';
import { sessionContract } from './session';

export const consoleContract = {
  ...sessionContract,
  ...branchContract,
  ...caseContract,
  ...metricsContract,
  ...reportContract,
  ...peopleContract,
  ...escalationContract,
  ...moveContract,
  ...refusalContract,
  ...courierContract,
  ...packContract,
  ...auditContract,
} as const;

type Contract = typeof consoleContract;
export type ConsoleOperation = keyof Contract;
export const consoleOperations = Object.keys(consoleContract) as readonly ConsoleOperation[];

/** Faults of the crossing itself, the same for every operation. */
export const consoleFaults = [
  /** The input does not fit the contract. */
  'console.badInput',
  /** Nobody is signed in any more. */
  'console.signedOut',
  /** The role of the person does not permit it. */
  'console.forbidden',
  /** The request does not come from the console's own page. */
  'console.forged',
  /** A bug; the log of the server has it. */
  'console.failed',
  /** No answer came, or one that nobody can read. */
  'console.unreachable',
] as const;
export type ConsoleFault = { readonly code: (typeof consoleFaults)[number] };

/** `anyone`: before sign-in too. `signedIn`: any role. */
export type ConsoleAccess = 'anyone' | 'signedIn' | HqPermission;

export const consoleAccessOf: { readonly [N in ConsoleOperation]: ConsoleAccess } = {
  'session.status': 'anyone',
  'session.signIn': 'anyone',
  'session.signOut': 'anyone',
  'session.setLook': 'signedIn',
  'session.changePassword': 'signedIn',
  'setup.open': 'anyone',
  'setup.finish': 'anyone',
  'branch.list': 'branch.view',
  'code.make': 'code.make',
  'device.setRevoked': 'device.revoke',
  'case.search': 'case.view',
  'case.reveal': 'case.reveal',
  'case.grantExtension': 'extension.grant',
  'metrics.show': 'metrics.view',
  'report.export': 'report.export',
  'person.list': 'person.manage',
  'person.change': 'person.manage',
  'case.assign': 'case.assign',
  'case.orderRework': 'rework.order',
  'case.move': 'case.move',
  'refusal.list': 'refusal.view',
  'refusal.answer': 'refusal.answer',
  'courier.take': 'courier.take',
  'escalation.list': 'escalation.view',
  'escalation.open': 'escalation.rule',
  'escalation.rule': 'escalation.rule',
  'pack.list': 'pack.view',
  'pack.propose': 'pack.publish',
  'pack.open': 'pack.view',
  'pack.review': 'pack.publish',
  'pack.rollOut': 'pack.publish',
  'audit.list': 'audit.view',
  'audit.verify': 'audit.view',
};

/** What the server implements: every name of the contract. */
export type ConsoleHandlers<Context> = {
  readonly [N in ConsoleOperation]: (
    input: InputOf<Contract[N]>,
    context: Context,
  ) => Promise<Result<OutputOf<Contract[N]>, ErrorOf<Contract[N]>>>;
};

/** What a page calls. */
export type ConsoleClient = {
  readonly [N in ConsoleOperation]: (
    input: z.input<Contract[N]['input']>,
  ) => Promise<Result<OutputOf<Contract[N]>, ErrorOf<Contract[N]> | ConsoleFault>>;
};
