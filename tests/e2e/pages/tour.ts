/**
 * The tour knows every screen: each page, each dialog, each notable state, reached as a person reaches it. What is looked
 * at on the way is up to the caller: accessibility, texts that do not fit, pictures.
 *
 * `pages` has a walk for every route, by the compiler. A new dialog of a page belongs into the walk of that page.
 */
import type { RouteName } from '../../../src/renderer/app/route';
import type { RunningApp } from '../fixtures';
import { walkApprovals } from '../tour/approvals';
import { walkCase } from '../tour/case';
import { walkConversation } from '../tour/conversation';
import { walkHistory } from '../tour/history';
import { walkImport } from '../tour/import';
import { walkIncidents } from '../tour/incidents';
import { walkIntake } from '../tour/intake';
import { walkScripts } from '../tour/scripts';
import { walkSettings } from '../tour/settings';
import { walkRegisters } from '../tour/registers';
import { walkShell } from '../tour/shell';
import { walkSync } from '../tour/sync';
import { walkTraining } from '../tour/training';

/**
 * Called at every stop, with a name that can stand in the name of a file. `changed`: selector of a part, where the rest of the page is
 * as it was at the stop before.
 */
export type Visit = (stop: string, changed?: string) => Promise<void>;

export interface Tour {
  readonly app: RunningApp;
  readonly visit: Visit;
}

/** Leaves the application as a walk found it: on a page, with nothing open over it, 李敏 signed in. */
export type Walk = (tour: Tour) => Promise<void>;

/** On the sample branch, signed in as its supervisor. */
export const pages: { readonly [N in RouteName]: Walk } = {
  workbench: walkShell,
  intake: walkIntake,
  case: walkCase,
  approvals: walkApprovals,
  conversation: walkConversation,
  history: walkHistory,
  import: walkImport,
  incidents: walkIncidents,
  registers: walkRegisters,
  scripts: walkScripts,
  settings: walkSettings,
  sync: walkSync,
  training: walkTraining,
};

export { walkFirstRun } from '../tour/first-run';
export { walkSignIn } from '../tour/sign-in';
