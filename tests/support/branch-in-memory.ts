/**
 * A branch whose main is real from the handlers down to the journal, over a store in memory with the real lists and the real
 * search: for tests that ask every operation what it tells whom.
 */
import type { MessagePortMain } from 'electron';
import type { AuthorityContext } from '../../src/domain/authority/authority';
import type { Role } from '../../src/domain/authority/roles';
import { emptyDetails, emptyParty, type CaseDetails } from '../../src/domain/complaint/values';
import { deadlinesBy } from '../../src/domain/deadlines/case-facts';
import { missedClocksOf } from '../../src/domain/deadlines/missed-clocks';
import { investigationTermsOf } from '../../src/domain/investigation/terms';
import { reviewTermsOf } from '../../src/domain/deadlines/review-terms';
import { localDateOf, startOfDay } from '../../src/domain/deadlines/time-zone';
import {
  emptyDirectory,
  evolveDirectory,
  isDirectoryEventType,
  type Directory,
  type Person,
} from '../../src/domain/directory/directory';
import { DIRECTORY_STREAM, type OpenEvent } from '../../src/domain/evidence/event-envelope';
import { approvalDigest } from '../../src/domain/evidence/hashing';
import type { Core } from '../../src/main/app/core';
import { createLawBook, type LawBook } from '../../src/main/packs/law-book';
import { contentsWith } from '../../src/domain/packs/pack-shelf';
import { builtInPacks } from '../../src/main/app/packs';
import { createStampClock } from '../../src/main/clock/clock';
import { createTestClock } from '../../src/main/clock/test-clock.test-support';
import { openJournal } from '../../src/main/journal/journal';
import { nodeHasher } from '../../src/main/keys/ed25519';
import { openKeyTable } from '../../src/main/keys/key-table';
import type { Keyring } from '../../src/main/keys/keyring';
import { newId } from '../../src/main/platform/ids';
import { systemRng } from '../../src/main/platform/rng';
import { createSimDisk } from '../../src/main/platform/sim-disk.test-support';
import { clockOutlook } from '../../src/main/app/clock-outlook';
import { openWorkspace } from '../../src/main/session/open-workspace';
import type { Session, Workspace } from '../../src/main/session/session';
import { sessionOf } from '../../src/main/session/visible-records';
import { createHqContact } from '../../src/main/sync/hq-contact';
import { createMemoryHost } from '../../src/main/store/memory-host.test-support';
import { createStoreAccess } from '../../src/main/store/store-access';
import type { StoreClient } from '../../src/main/store/store-client';
import { noUpgrade } from '../../src/main/store/upgrade/no-upgrade.test-support';
import { createStoreSupervisor } from '../../src/main/store/store-supervisor';
import { createWritePath } from '../../src/main/store/write-path';
import type { FrameContent, StoreInput } from '../../src/shared/store-contract/calls';
import { unpacked } from '../../src/shared/store-contract/packed';
import type { CaseRow } from '../../src/shared/store-contract/rows';
import { createListIndex } from '../../src/store-host/list/list-index';
import { createSearchIndex } from '../../src/store-host/search/search-index';

export const timeZone = 'Asia/Shanghai';

/** Lists, search and look-up over what the frames bring, in front of the memory host. */
function withLists(): StoreClient {
  const host = createMemoryHost();
  const list = createListIndex();
  const search = createSearchIndex({ yieldNow: () => Promise.resolve(), nowMs: () => 0 });
  const rows = new Map<string, CaseRow>();
  const staged = new Map<number, FrameContent>();
  const take = ({ cases, list: entries, search: docs }: Omit<FrameContent, 'ops'>): void => {
    list.upsertMany(unpacked(entries));
    for (const row of cases) rows.set(row.id, row);
    for (const doc of unpacked(docs)) search.upsert(doc);
  };
  const answers: Record<string, (input: never) => unknown> = {
    listPage: (input: StoreInput<'listPage'>) => list.page(input),
    listIds: (input: StoreInput<'listIds'>) => ({ caseIds: list.ids(input) }),
    listEntries: ({ caseIds, viewerId }: StoreInput<'listEntries'>) => ({ entries: list.get(caseIds, viewerId) }),
    hiddenCases: ({ viewerId }: StoreInput<'hiddenCases'>) => ({ caseIds: list.hiddenFrom(viewerId) }),
    search: ({ text, limit, filter, nowMs, viewerId }: StoreInput<'search'>) =>
      search.query({ text, limit, allow: list.matcher(filter, nowMs, viewerId) }),
    lookup: ({ hashes }: StoreInput<'lookup'>) => ({
      found: hashes.flatMap((hash) =>
        [...rows.values()].filter((row) => row.keys.includes(hash)).map((row) => ({ hash, caseId: row.id })),
      ),
    }),
    streamIds: ({ from = '', to = '~' }: StoreInput<'streamIds'>) => ({
      ids: [...new Set(host.events().map((row) => row.streamId))].filter((id) => id >= from && id <= to).sort(),
    }),
    outboxList: ({ limit }: StoreInput<'outboxList'>) => ({ rows: host.outbox().slice(0, limit) }),
  };
  return {
    ...host.client,
    tell: (name, input) => {
      const { stage, ...content } = input as StoreInput<'stage'>;
      staged.set(stage, content);
      host.client.tell(name, input);
    },
    call: async (name, input) => {
      const answer = answers[name];
      if (answer) return { ok: true, value: answer(input as never) };
      if (name === 'putDerived') take(input as StoreInput<'putDerived'>);
      const reply = await host.client.call(name, input);
      if (name === 'apply') {
        const applied = input as StoreInput<'apply'>;
        const content = 'staged' in applied ? staged.get(applied.staged) : applied;
        if (content) take(content);
      }
      return reply;
    },
  };
}

export interface Member {
  readonly userId: string;
  readonly name: string;
  readonly role: Role;
}

export type BranchInMemory = Awaited<ReturnType<typeof branchInMemory>>;

/** Opens the records of a new branch in which these people work. */
export async function branchInMemory(members: readonly Member[]) {
  const packs = builtInPacks();
  const disk = createSimDisk();
  const journal = await openJournal({ dir: '/j', disk, floorBytes: 0 });
  const clock = createTestClock();
  const lawBook = createLawBook(() => packs, clock.wallMs);
  const supervisor = createStoreSupervisor({
    client: withLists(),
    journal,
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    ownDevice: () => 'd-1',
    freeBytes: () => Promise.resolve(disk.free),
    setDatabaseAside: () => Promise.resolve(),
    newId,
    onReconciled: () => undefined,
    onRestarted: () => undefined,
    upgrade: noUpgrade,
  });
  await supervisor.attach({} as MessagePortMain);
  const store = createStoreAccess(supervisor, clock.wallMs);
  const person = ({ userId, name, role }: Member): Person => ({
    userId,
    name,
    staffNo: '',
    role,
    active: true,
    addedAtMs: 0,
    reportsTo: null,
    relations: [],
    signPublicKeys: [],
    boxPublicKey: '',
    portableBundle: null,
  });
  let directory: Directory = {
    ...emptyDirectory,
    branch: {
      id: 'b-1',
      name: 'Branch',
      code: 'BJ01',
      institutionType: 'bank',
      institutionName: 'Bank',
      province: 'Beijing',
      address: '',
      phone: '',
      timeZone,
      appeal: { reviewInstitution: '', reviewPhone: '010', mediation: '', arbitration: '', court: '' },
    },
    people: new Map(members.map((member) => [member.userId, person(member)])),
  };
  const listeners: ((events: readonly OpenEvent[]) => void)[] = [];
  const onCommitted = (events: readonly OpenEvent[]): void => {
    for (const tell of listeners) tell(events);
    for (const event of events) {
      if (event.header.streamId === DIRECTORY_STREAM && isDirectoryEventType(event.header.type)) {
        directory = evolveDirectory(directory, event);
      }
    }
    clock.pass(5);
  };
  const stampClock = createStampClock(clock, () => undefined);
  const contact = createHqContact({ nowMs: clock.wallMs, latestMs: stampClock.latestMs, newId });
  const authority = (): AuthorityContext => ({
    rules: lawBook.authorityAt('bank', stampClock.latestMs()),
    today: localDateOf(stampClock.latestMs(), timeZone),
    contact: contact.current(),
    delegations: directory.delegations.filter(({ revoked }) => revoked === null),
  });
  const storeKey = systemRng.bytes(32);
  const deviceSeed = systemRng.bytes(32);
  const open = (book: LawBook): Promise<Workspace> =>
    openWorkspace(
      {
        store,
        supervisor,
        writePath: createWritePath({ journal, store: supervisor }),
        stampClock,
        nowMs: clock.wallMs,
        rng: systemRng,
        keyDoors: {
          openTable: (storeKeys, nextSlot) => openKeyTable({ dir: '/keys', disk, rng: systemRng }, storeKeys, nextSlot),
          removeEvidence: () => Promise.resolve(),
        },
        packs,
        lawBook: book,
        authority,
        contactIs: contact.known,
        directory: () => directory,
        // The people of this branch come from the test, not from its stream.
        directoryIs: () => undefined,
        onCommitted,
        onProgress: () => undefined,
        onUnreadable: () => undefined,
      },
      {
        device: { id: 'd-1', tag: 'A', branchId: 'b-1' },
        deviceSeed,
        formerKey: () => undefined,
      } as unknown as Keyring,
      Buffer.from(storeKey),
      Buffer.alloc(32, 7),
    );
  const workspace = await open(lawBook);

  const traces: { readonly userId: string; readonly type: string }[] = [];
  const audit: Core['audit'] = async (session, { type, payload }) => {
    traces.push({ userId: session.user.userId, type });
    await workspace.records.write({
      commandId: newId(),
      actor: session.user,
      events: [{ streamId: 'audit', type, payload }],
      outcome: undefined,
    });
  };
  const today = (): string => localDateOf(clock.wallMs(), timeZone);
  const rulesNow = () => lawBook.now('bank').rules;
  const calendarNow = () => lawBook.now('bank').calendar;
  const core: Core = {
    nowMs: clock.wallMs,
    steadyMs: stampClock.latestMs,
    correctedMs: stampClock.correctedMs,
    today,
    localDate: (ms) => localDateOf(ms, timeZone),
    startOfDayMs: () => startOfDay(today(), timeZone),
    newId,
    directory: () => directory,
    personName: (userId) => directory.people.get(userId)?.name ?? '',
    taxonomy: packs.taxonomy,
    lawOf: (state) => lawBook.of(state, 'bank'),
    matrixFrom: (hash) => lawBook.authorityFrom('bank', hash),
    deadlinesOf: (state) => deadlinesBy(lawBook.of(state, 'bank'), state, timeZone),
    outlookUnder: (state, packKey) => {
      const pack = lawBook.shelf().packs.find(({ hash }) => hash === packKey);
      if (!pack) return null;
      const law = contentsWith(lawBook.of(state, 'bank'), pack);
      return { law, deadlines: deadlinesBy(law, state, timeZone) };
    },
    refusalGrounds: () => lawBook.now('bank').rules.refusalGrounds,
    investigation: () => investigationTermsOf(packs, 'bank', calendarNow()),
    missedClocks: (state) =>
      missedClocksOf(state, rulesNow(), calendarNow(), timeZone, { nowMs: clock.wallMs(), today: today() }),
    latenessReasons: () => lawBook.now('bank').rules.latenessReasons,
    reviewTerms: (state) => reviewTermsOf(state, rulesNow(), calendarNow(), timeZone),
    whatIf: (state, step) => clockOutlook(state, step, lawBook.of(state, 'bank'), timeZone),
    authority,
    store,
    settings: { preferences: () => ({ language: 'en' }) } as unknown as Core['settings'],
    notices: { list: () => [], add: () => undefined, withdraw: () => undefined, dismiss: () => undefined },
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    publish: () => undefined,
    audit,
    auditOnce: (session, _key, event) => audit(session, event),
    receivedSeq: () => 0,
    quarantinedSeqs: () => new Set(),
    deviceId: () => 'd-1',
  };

  return {
    core,
    clock,
    contact,
    store,
    workspace,
    lawBook,
    traces,
    digestOf: (shown: Parameters<typeof approvalDigest>[0]) => approvalDigest(shown, nodeHasher),
    /** Reads everything once more, as the next sign-in does: nothing of before is in memory. */
    openAgain: async () => {
      const book = createLawBook(() => packs, clock.wallMs);
      return { lawBook: book, workspace: await open(book) };
    },
    /** As after signing in. */
    signIn: (userId: string): Session => {
      const found = directory.people.get(userId);
      if (!found) throw new Error(`nobody here is ${userId}`);
      const user = { userId, name: found.name, role: found.role };
      return sessionOf(workspace, store.listsFor(userId), user, () => 'signed');
    },
    /** Hears of what was kept, as parts of the application do. */
    alsoTell: (listener: (events: readonly OpenEvent[]) => void): void => {
      listeners.push(listener);
    },
    directoryIs: (next: Directory): void => {
      directory = next;
    },
    directory: (): Directory => directory,
  };
}

/** What a customer tells of a person of the branch. */
export function complaintOf(userIds: readonly string[], changes: Partial<CaseDetails> = {}): CaseDetails {
  return {
    ...emptyDetails,
    parties: [{ ...emptyParty, name: '欧阳若兰', phone: '13812345678', accountTail: '4321' }],
    matter: '柜员态度恶劣',
    facts: '排队一小时后被柜员大声斥责',
    involved: userIds.map((userId) => ({ name: userId, staffNo: '', userId })),
    ...changes,
  };
}
