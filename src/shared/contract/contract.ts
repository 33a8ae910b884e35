/** Everything a page can ask of main: the sum of the feature files. */
import { appContract } from './app';
import { auditContract } from './audit';
import { approvalContract } from './approval';
import { backupContract } from './backup';
import { branchContract } from './branch';
import { caseContract } from './case';
import { agreeCardContract } from './agree-card';
import { conversationContract } from './conversation';
import type { Client, Contract, Handlers } from './define';
import { delegationContract } from './delegation';
import { documentContract } from './document';
import { historyContract } from './history';
import { hubContract } from './hub';
import { incidentContract } from './incident';
import { intakeContract } from './intake';
import { keysContract } from './keys';
import { protectionContract } from './protection';
import { ledgerImportContract } from './ledger-import';
import { registersContract } from './registers';
import { peopleContract, sessionContract } from './session';
import { packsContract } from './packs';
import { scriptsContract } from './scripts';
import { setupContract } from './setup';
import { certificateContract } from './certificate';
import { courierContract } from './courier';
import { syncContract } from './sync';
import { textContract } from './text';
import { textModulesContract } from './text-modules';
import { trainingContract } from './training';
import { typedContract } from './typed';

export const contract = {
  ...appContract,
  ...auditContract,
  ...setupContract,
  ...backupContract,
  ...branchContract,
  ...sessionContract,
  ...peopleContract,
  ...intakeContract,
  ...conversationContract,
  ...agreeCardContract,
  ...incidentContract,
  ...caseContract,
  ...approvalContract,
  ...delegationContract,
  ...documentContract,
  ...historyContract,
  ...keysContract,
  ...protectionContract,
  ...ledgerImportContract,
  ...packsContract,
  ...registersContract,
  ...scriptsContract,
  ...syncContract,
  ...certificateContract,
  ...courierContract,
  ...hubContract,
  ...textContract,
  ...textModulesContract,
  ...trainingContract,
  ...typedContract,
} as const satisfies Contract;

export type AppContract = typeof contract;
export type OperationName = keyof AppContract;
export type AppClient = Client<AppContract>;
export type AppHandlers<Ctx> = Handlers<AppContract, Ctx>;
