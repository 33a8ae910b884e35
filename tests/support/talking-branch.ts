/** A branch in memory in which people talk: intake, conversations, cases, papers and registers, as the application wires them. */
import type { Role } from '../../src/domain/authority/roles';
import { createCaseTalks } from '../../src/main/conversations/case-talks';
import { createConversations } from '../../src/main/conversations/conversations';
import { findSurroundings } from '../../src/main/conversations/surroundings';
import { agreeCardHandlers } from '../../src/main/handlers/agree-card-handlers';
import { archiveHandler } from '../../src/main/handlers/archive-handler';
import { caseHandlers } from '../../src/main/handlers/case-handlers';
import { conversationHandlers } from '../../src/main/handlers/conversation-handlers';
import { documentHandlers } from '../../src/main/handlers/document-handlers';
import { historyHandlers } from '../../src/main/handlers/history-handlers';
import { intakeHandlers } from '../../src/main/handlers/intake-handlers';
import { casesOfPerson, findSimilar } from '../../src/main/handlers/person-lookup';
import { registerHandlers } from '../../src/main/handlers/register-handlers';
import { newId } from '../../src/main/platform/ids';
import type { Session } from '../../src/main/session/session';
import type { AppContract, OperationName } from '../../src/shared/contract/contract';
import type { ConversationAct, ConversationView } from '../../src/shared/contract/conversation';
import type { OutputOf, Reply } from '../../src/shared/contract/define';
import type { CustomerScreen } from '../../src/shared/contract/customer-screen';
import type { IntakeForm } from '../../src/shared/contract/intake';
import type { Disk } from '../../src/main/platform/disk';
import { branchInMemory } from './branch-in-memory';
import { noStops, shippedShelf } from './script-shelf';

type Handler = (input: unknown, context: { session: Session }) => Promise<Reply<unknown, unknown>>;

/** To the end of the first account of SVC-01: a place is promised on the way. */
export const toListening = (quote: string): readonly ConversationAct[] => [
  rate(2),
  { type: 'said' },
  { type: 'answered', value: 'A037' },
  { type: 'answered', value: 70 },
  { type: 'said' },
  rate(2),
  { type: 'said' },
  { type: 'listened', quote },
];

export const rate = (level: 0 | 1 | 2 | 3): ConversationAct => ({ type: 'rated', level, distress: [] });

export type TalkingBranch = Awaited<ReturnType<typeof talkingBranch>>;

export async function talkingBranch() {
  const people: readonly { userId: string; name: string; role: Role }[] = [
    { userId: 'u-wang', name: '王静', role: 'counter' },
    { userId: 'u-li', name: '李主任', role: 'supervisor' },
  ];
  const branch = await branchInMemory(people);
  const { core } = branch;
  const conversations = createConversations({ core, shelf: shippedShelf });
  branch.alsoTell(conversations.committed);
  const surroundings = findSurroundings(core, () => branch.lawBook.now('bank'));
  const talks = createCaseTalks({ core, conversations, surroundings });
  let session = branch.signIn('u-wang');
  /** Where the next file goes. */
  let saveTo = '';
  const printed: string[] = [];
  /** What stood on the window for the customer. */
  const displayed: CustomerScreen[] = [];
  const display = {
    show: (screen: CustomerScreen): void => void displayed.push(screen),
    replace: (screen: CustomerScreen): void => void displayed.push(screen),
    close: (): void => undefined,
    isOpen: (): boolean => displayed.length > 0,
  };
  const papers = {
    core,
    dialogs: { saveAs: async () => saveTo, open: async () => [], ask: async () => false },
    // Leaves traces and no files.
    disk: { writeAtomic: async (...[, , , beforeNamed]: Parameters<Disk['writeAtomic']>) => beforeNamed?.() } as never,
    fontsUrl: null,
    printer: {
      toPdf: async ({ html }: { readonly html: string }) => {
        printed.push(html);
        return { ok: true as const, value: new Uint8Array([1]) };
      },
      print: async () => ({ ok: true as const, value: null }),
    },
  };
  const handlers = {
    ...intakeHandlers({
      core,
      talks,
      drafts: (one) => one.drafts,
      numbers: (one) => one.numbers,
      lookup: findSimilar,
    }),
    ...caseHandlers(core, () => true),
    ...agreeCardHandlers({ core, display }),
    ...documentHandlers(papers),
    ...archiveHandler({
      ...papers,
      attachments: { readAttachment: async () => ({ ok: false, error: { code: 'attachment.notFound' } }) },
      openPictureWindow: () => {
        throw new Error('no picture here');
      },
    }),
    ...registerHandlers({ core, dialogs: papers.dialogs }),
    ...historyHandlers({ core, casesOfPerson, savedViews: (one) => one.savedViews, reminders: async () => [] }),
    ...conversationHandlers({
      core,
      shelf: shippedShelf,
      conversations,
      surroundings,
      talks,
      inOwnWords: (_session, pack) => Promise.resolve(pack),
      stops: () => noStops,
      withStepUp: () => Promise.reject(new Error('asked')),
    }),
  } as unknown as Record<string, Handler>;

  const call = (name: OperationName, input: unknown): Promise<Reply<unknown, unknown>> => {
    const handler = handlers[name];
    if (!handler) throw new Error(`no handler for ${name}`);
    return handler(input, { session });
  };
  const ask = async <N extends OperationName>(name: N, input: unknown): Promise<OutputOf<AppContract[N]>> => {
    const reply = await call(name, input);
    if (!reply.ok) throw new Error(`${name}: ${JSON.stringify(reply.error)}`);
    return reply.value as OutputOf<AppContract[N]>;
  };
  return {
    branch,
    call,
    ask,
    printed,
    displayed,
    saveTo: (file: string): void => {
      saveTo = file;
    },
    signIn: (userId: string): void => {
      session = branch.signIn(userId);
    },
    draft: (): Promise<{ id: string; commandId: string; form: IntakeForm }> =>
      ask('draft.create', { commandId: newId(), caseId: null }),
    start: (draftId: string | null, script = 'SVC-01'): Promise<ConversationView> =>
      ask('conversation.start', { commandId: newId(), script, draftId, caseId: null }),
    /** Acts one after the other, a second apart. */
    play: async (view: ConversationView, ...acts: readonly ConversationAct[]): Promise<ConversationView> => {
      let now = view;
      for (const act of acts) {
        branch.clock.pass(1_000);
        now = await ask('conversation.step', { commandId: newId(), id: view.id, seq: now.seq, act });
      }
      return now;
    },
    /** Registers the form as it stands. */
    submit: async (draft: { id: string; commandId: string }): Promise<string> => {
      const { form } = await ask('draft.open', { id: draft.id });
      return (await ask('intake.submitDraft', { commandId: draft.commandId, draftId: draft.id, form })).caseId;
    },
    caseState: async (caseId: string) => {
      const state = await branch.workspace.records.caseState(caseId);
      if (!state) throw new Error('no case');
      return state;
    },
  };
}
