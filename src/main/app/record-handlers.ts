/** What is asked of the records of the branch, wired: from taking a complaint down to the export of the ledger. */
import type { Directory } from '../../domain/directory/directory';
import { approvalDigest } from '../../domain/evidence/hashing';
import type { AppHandlers } from '../../shared/contract/contract';
import type { AttachmentStore } from '../attachments/attachment-store';
import type { DocumentPrinter } from '../documents/document-printer';
import type { PictureWindow } from '../documents/picture-scaler';
import { documentFontsUrl } from '../documents/electron-document-window';
import { agreeCardHandlers } from '../handlers/agree-card-handlers';
import { approvalHandlers } from '../handlers/approval-handlers';
import { derivationHandler } from '../handlers/derivation-handler';
import { keyHandlers } from '../handlers/key-handlers';
import { minutesHandler } from '../handlers/minutes-handler';
import { archiveHandler } from '../handlers/archive-handler';
import { attachmentHandlers } from '../handlers/attachment-handlers';
import { auditHandlers } from '../handlers/audit-handlers';
import { auditTrailHandlers } from '../handlers/audit-trail-handlers';
import { caseHandlers } from '../handlers/case-handlers';
import { codingHandlers } from '../handlers/coding-handlers';
import { conversationHandlers } from '../handlers/conversation-handlers';
import { documentHandlers } from '../handlers/document-handlers';
import { emergencyHandlers } from '../handlers/emergency-handlers';
import { historyHandlers } from '../handlers/history-handlers';
import { importHandlers } from '../handlers/import-handlers';
import { intakeHandlers } from '../handlers/intake-handlers';
import { packHandlers } from '../handlers/pack-handlers';
import { casesOfPerson, findSimilar } from '../handlers/person-lookup';
import { trainingHandlers } from '../handlers/training-handlers';
import { registerHandlers } from '../handlers/register-handlers';
import { scriptReleaseHandler } from '../handlers/script-release-handler';
import { typedHandlers } from '../handlers/typed-handlers';
import { textHandlers } from '../handlers/text-handlers';
import { scriptHandlers } from '../handlers/script-handlers';
import type { CallContext } from '../ipc/answer';
import { nodeHasher } from '../keys/ed25519';
import { createCaseTalks } from '../conversations/case-talks';
import { findSurroundings } from '../conversations/surroundings';
import type { Conversations } from '../conversations/conversations';
import type { ScriptShelf } from '../conversations/script-shelf';
import type { OwnModules } from '../text-modules/own-modules';
import type { ScriptDeskService } from '../scripts/script-desk';
import { createLedgerImporter } from '../ledger-import/ledger-importer';
import type { Disk } from '../platform/disk';
import { systemRng } from '../platform/rng';
import type { Reminders } from '../reminders/reminders';
import type { SessionManager } from '../session/session-manager';
import { createTalkShelf } from '../insight/talk-shelf';
import type { CustomerDisplay } from '../windows/customer-window';
import type { Dialogs } from '../windows/dialogs';
import type { BranchLaw } from './branch-law';
import type { Core } from './core';
import { decisionVerifier } from './verify-decision';

export interface RecordHandlerDeps {
  readonly core: Core;
  readonly manager: Pick<SessionManager, 'withStepUp'>;
  readonly law: BranchLaw;
  readonly shelf: ScriptShelf;
  readonly scriptDesk: ScriptDeskService;
  readonly ownModules: OwnModules;
  readonly conversations: Conversations;
  readonly reminders: Reminders;
  readonly attachments: AttachmentStore;
  readonly printer: DocumentPrinter;
  readonly openPictureWindow: () => PictureWindow;
  readonly dialogs: Dialogs;
  readonly customerDisplay: CustomerDisplay;
  readonly disk: Disk;
  /** Of the disk of the records. */
  readonly freeBytes: () => Promise<number>;
  readonly fetchEvidence: Parameters<typeof attachmentHandlers>[0]['fetchEvidence'];
  readonly directory: () => Directory;
  /** Built entry of the thread that reads ledgers. */
  readonly ledgerWorker: string;
}

type Papers = 'text' | 'document' | 'archive' | 'attachment' | 'card' | 'keys';
type Lists = 'history' | 'workbench' | 'audit' | 'register' | 'import';
type Group =
  | 'intake'
  | 'draft'
  | 'conversation'
  | 'training'
  | 'case'
  | 'approval'
  | 'packs'
  | 'scripts'
  | 'typed'
  | Papers
  | Lists;
type RecordHandlers = Pick<AppHandlers<CallContext>, Extract<keyof AppHandlers<CallContext>, `${Group}.${string}`>>;

export function recordHandlers(deps: RecordHandlerDeps): RecordHandlers {
  const { core, manager, law, reminders, attachments, printer, dialogs, disk, directory, ledgerWorker } = deps;
  const digestOf = (shown: Parameters<typeof approvalDigest>[0]): string => approvalDigest(shown, nodeHasher);
  const papers = { core, printer, dialogs, disk, fontsUrl: documentFontsUrl };
  const lawNow = () => law.lawBook.now(directory().branch?.institutionType ?? 'bank');
  const surroundings = findSurroundings(core, lawNow);
  const talks = createCaseTalks({ core, conversations: deps.conversations, surroundings });
  return {
    ...intakeHandlers({
      core,
      talks,
      drafts: (session) => session.drafts,
      numbers: (session) => session.numbers,
      lookup: (session, typed) => findSimilar(session, typed),
    }),
    ...codingHandlers(core),
    ...conversationHandlers({
      core,
      shelf: deps.shelf,
      conversations: deps.conversations,
      surroundings,
      talks,
      inOwnWords: deps.scriptDesk.inOwnWords,
      stops: law.stops,
      withStepUp: manager.withStepUp,
    }),
    ...trainingHandlers({
      core,
      shelf: deps.shelf,
      stops: law.stops,
      desk: deps.scriptDesk,
      rng: systemRng,
      lawNow,
    }),
    ...caseHandlers(core, decisionVerifier(directory)),
    ...approvalHandlers({ core, digestOf, withStepUp: manager.withStepUp }),
    ...emergencyHandlers({ core, withStepUp: manager.withStepUp }),
    ...documentHandlers(papers),
    ...agreeCardHandlers({ core, display: deps.customerDisplay }),
    ...archiveHandler({ ...papers, attachments, openPictureWindow: deps.openPictureWindow }),
    ...derivationHandler(papers),
    ...minutesHandler(papers),
    ...keyHandlers(papers),
    ...attachmentHandlers({
      ...{ core, store: attachments, dialogs, freeBytes: deps.freeBytes },
      fetchEvidence: deps.fetchEvidence,
    }),
    ...historyHandlers({
      core,
      casesOfPerson,
      savedViews: (session) => session.savedViews,
      reminders: reminders.of,
    }),
    ...auditHandlers({ core, dialogs, disk }),
    ...auditTrailHandlers({ core, dialogs }),
    ...registerHandlers({ core, dialogs }),
    ...importHandlers({ core, importer: createLedgerImporter(ledgerWorker), dialogs }),
    ...scriptHandlers({
      core,
      desk: deps.scriptDesk,
      stops: law.stops,
      rules: () => lawNow().rules,
      release: () => lawNow().scripts.version,
      dialogs,
      disk,
      talkShelf: createTalkShelf(core),
    }),
    ...scriptReleaseHandler({
      core,
      desk: deps.scriptDesk,
      releases: law.releases,
      release: () => lawNow().scripts,
      dialogs,
      disk,
    }),
    ...typedHandlers(),
    ...textHandlers({ core, desk: deps.scriptDesk, ownModules: deps.ownModules }),
    ...packHandlers({
      core,
      service: law.service,
      lawBook: law.lawBook,
      dialogs,
      releases: law.releases,
      desk: deps.scriptDesk,
    }),
  };
}
