/** From keys to work: opens records, directory and drafts, and brings lists level with the records. */
import { openPromises } from '../../domain/complaint/promises';
import {
  evolveDirectory,
  emptyDirectory,
  isDirectoryEventType,
  type Directory,
} from '../../domain/directory/directory';
import { deadlineFactsOf, deadlinesBy } from '../../domain/deadlines/case-facts';
import { dueOnAfter } from '../../domain/deadlines/deadlines';
import { decisionClockOf } from '../../domain/deadlines/decision-clock';
import { owedClocks } from '../../domain/deadlines/owed-clocks';
import { missedClocksOf } from '../../domain/deadlines/missed-clocks';
import { ownDates } from '../../domain/investigation/due-dates';
import { investigationTermsOf } from '../../domain/investigation/terms';
import { factRulesOf } from '../../domain/deadlines/fact-rules';
import { reviewTermsOf } from '../../domain/deadlines/review-terms';
import { localDateOf } from '../../domain/deadlines/time-zone';
import type { Law } from '../../domain/deadlines/differences';
import { rulePackName } from '../../domain/deadlines/rule-pack';
import type { AuthorityContext } from '../../domain/authority/authority';
import { currentProposal, type CaseState } from '../../domain/complaint/state';
import { maskName } from '../../domain/identity/mask';
import { CLOCK_STREAM, DIRECTORY_STREAM, PACKS_STREAM, type OpenEvent } from '../../domain/evidence/event-envelope';
import { approvalDigest } from '../../domain/evidence/hashing';
import { shownMs } from '../../domain/evidence/time-band';
import { labelOf } from '../../domain/taxonomy/taxonomy';
import type { InstitutionType } from '../../domain/complaint/values';
import type { StampClock } from '../clock/clock';
import { newestAnchorsIn } from '../clock/time-anchors';
import type { Packs } from '../app/packs';
import { createCaseNumbers, numberCounterKey, type NumberCounter } from '../app/case-numbers';
import { sealedSettings } from '../app/sealed-settings';
import { formerDevices, formerDevicesKey } from '../backup/former-devices';
import { openDrafts } from '../drafts/drafts';
import { nodeHasher } from '../keys/ed25519';
import { createEventWriter } from '../keys/event-signer';
import type { Keyring } from '../keys/keyring';
import type { LawBook } from '../packs/law-book';
import { createLawLevel, shelfOf } from '../packs/level-with-law';
import { newId } from '../platform/ids';
import type { Rng } from '../platform/rng';
import { lookupHashesOf } from '../records/lookup';
import { witnessedKey } from '../records/ingest';
import { createRecords } from '../records/records';
import { contactKey } from '../sync/hq-contact';
import type { StoreAccess } from '../store/store-access';
import type { StoreSupervisor } from '../store/store-supervisor';
import { createTrainingRecords } from '../training/training-records';
import type { WritePath } from '../store/write-path';
import { openKeys, type KeyDoors } from './open-keys';
import type { Workspace } from './session';

export interface WorkspaceDeps {
  readonly store: StoreAccess;
  readonly supervisor: StoreSupervisor;
  readonly writePath: WritePath;
  readonly stampClock: StampClock;
  readonly nowMs: () => number;
  readonly rng: Rng;
  readonly keyDoors: KeyDoors;
  readonly packs: Packs;
  readonly lawBook: LawBook;
  readonly authority: () => AuthorityContext;
  /** What the store has of the last contact with headquarters. */
  readonly contactIs: (row: unknown) => void;
  readonly directory: () => Directory;
  readonly directoryIs: (directory: Directory) => void;
  readonly onCommitted: (events: readonly OpenEvent[]) => void;
  readonly onProgress: (done: number, total: number) => void;
  /** Ids of drafts that can't be opened. */
  readonly onUnreadable: (what: 'cases' | 'drafts', ids: readonly string[]) => void;
}

export async function openWorkspace(
  deps: WorkspaceDeps,
  keyring: Keyring,
  storeKey: Buffer,
  signSeed: Buffer,
  /** Before the directory exists: what set-up is about to write into it. */
  branch?: { readonly type: InstitutionType; readonly timeZone: string; readonly code: string },
): Promise<Workspace> {
  const { store, supervisor, rng, packs, lawBook } = deps;
  const opened = await openKeys(deps, keyring, storeKey, signSeed);
  const { keys, crypto, eventsOf } = opened;
  const directoryEvents = await eventsOf(DIRECTORY_STREAM);
  lawBook.shelfIs(shelfOf(await eventsOf(PACKS_STREAM)));
  deps.directoryIs(
    directoryEvents.reduce(
      (directory, event) => (isDirectoryEventType(event.header.type) ? evolveDirectory(directory, event) : directory),
      emptyDirectory,
    ),
  );
  const known = deps.directory().branch;
  const type = known?.institutionType ?? branch?.type ?? 'bank';
  const timeZone = known?.timeZone ?? branch?.timeZone ?? 'Asia/Shanghai';
  const law = (): Law => lawBook.now(type);
  const lawOf = (state: CaseState) => {
    const { rules, calendar } = lawBook.of(state, type);
    return [rules, calendar] as const;
  };
  const today = (): string => localDateOf(deps.nowMs(), timeZone);
  const deadlines = (state: CaseState) => deadlinesBy(lawBook.of(state, type), state, timeZone);

  const last = await store.lastEvent(keyring.device.id);
  const witnessed = (await store.kv(witnessedKey)) as { hlc: string } | undefined;
  if (last) {
    await crypto.prepare([CLOCK_STREAM]);
    const anchors = await newestAnchorsIn(store, (row) => crypto.openEvent(row));
    deps.stampClock.observe(last.signed.header.at, shownMs(last.signed.header, anchors, witnessed?.hlc));
  }
  if (witnessed) deps.stampClock.witness(witnessed.hlc);
  deps.contactIs(await store.kv(contactKey));
  const writer = createEventWriter({
    deviceId: keyring.device.id,
    branchId: keyring.device.branchId,
    deviceSeed: keyring.deviceSeed,
    now: deps.stampClock.stamp,
    rng,
    head: last && { seq: last.seq, hash: last.signed.hash },
  });

  const records = createRecords({
    store,
    writePath: deps.writePath,
    crypto,
    writer,
    rulePack: () => rulePackName(law().rules),
    projection: {
      deadlinesOf: deadlines,
      lookupHashes: (state) => lookupHashesOf(state, keys.lookup),
      labels: (id) =>
        id === '' || !packs.taxonomy.nodeById.has(id)
          ? ''
          : `${labelOf(packs.taxonomy, id, 'zh-CN')} ${labelOf(packs.taxonomy, id, 'en')}`,
    },
    caseContext: (actor, cosigner) => ({
      actor,
      nowMs: deps.nowMs(),
      ...(cosigner ? { cosigner } : {}),
      today: today(),
      jointRules: law().rules.jointComplaint,
      localDate: (ms) => localDateOf(ms, timeZone),
      decisionClock: (state) => decisionClockOf(state, ...lawOf(state), timeZone),
      refusalGrounds: () => law().rules.refusalGrounds,
      investigation: investigationTermsOf(packs, type, law().calendar),
      missedClocks: (state) =>
        missedClocksOf(state, ...lawOf(state), timeZone, { nowMs: deps.nowMs(), today: today() }),
      latenessReasons: () => law().rules.latenessReasons,
      reviewTerms: (state) => reviewTermsOf(state, ...lawOf(state), timeZone),
      callbackDueOn: (from) => dueOnAfter('callback', 'decisionTold', from, law().rules, law().calendar) ?? from,
      factRules: (state) => factRulesOf(lawOf(state)[0]),
      newId,
      authority: deps.authority(),
      people: deps.directory().people,
      digestOf: (shown) => approvalDigest(shown, nodeHasher),
    }),
    onCommitted: deps.onCommitted,
    witness: deps.stampClock.witness,
    coverage: supervisor.coverage,
    onUnreadable: (streamIds) => deps.onUnreadable('cases', streamIds),
  });

  await records.catchUp(deps.onProgress);
  if (opened.done.length > 0) await records.writeRows(newId(), opened.done);
  const lawLevel = createLawLevel({ store, records, lawBook, law, wroteBy: last?.signed.header.rulePack });
  await lawLevel.level();

  const counterRow = (await store.kv(numberCounterKey)) as { value: NumberCounter } | undefined;
  const settings = <T>(name: string) =>
    sealedSettings<T>({ name, key: keys.settings, rng, store, records: () => records });
  const drafts = openDrafts(await store.drafts(), keys.drafts, rng);
  if (drafts.unreadable.length > 0) deps.onUnreadable('drafts', drafts.unreadable);
  return {
    keys,
    keyTable: opened.table,
    wantsKeyChange: opened.wantsKeyChange,
    deadlinesOf: deadlines,
    records,
    lawLevel,
    drafts,
    numbers: createCaseNumbers({
      counter: counterRow?.value,
      branchCode: known?.code ?? branch?.code ?? '00',
      deviceTag: () => keyring.device.tag,
      today,
    }),
    openTasks: records.view((state) => ({
      caseId: state.id,
      number: state.number,
      maskedName: maskName(state.details.parties[0]?.name ?? ''),
      handlers: state.handlers,
      tasks: state.tasks.filter((task) => task.doneAtMs === null),
      promises: openPromises(state),
      clocks: owedClocks(state, [
        ...deadlines(state),
        ...ownDates(state, lawOf(state)[1], timeZone).map(({ deadline }) => deadline),
      ]),
    })),
    pendingProposals: records.view((state) => {
      const proposal = currentProposal(state);
      return proposal?.status === 'pending' ? { state, proposal } : null;
    }),
    datedCases: records.view((state) => ({
      caseId: state.id,
      number: state.number,
      maskedName: maskName(state.details.parties[0]?.name ?? ''),
      facts: deadlineFactsOf(state),
    })),
    former: formerDevices(await store.kv(formerDevicesKey), (op) => records.writeRows(newId(), [op])),
    savedViews: settings('savedViews'),
    quickDrafts: settings('quickDrafts'),
    // Under the name that they had when only scripts had such forms.
    typedForms: settings('typedScripts'),
    remindersGiven: settings('remindersGiven'),
    training: createTrainingRecords({ settings, writeRows: records.writeRows }),
    importMappings: settings('importMappings'),
  };
}
