/** The application without its windows: what is asked of it, and what it remembers between questions. */
import path from 'node:path';
import type { AuthorityContext } from '../../domain/authority/authority';
import { localDateOf, startOfDay } from '../../domain/deadlines/time-zone';
import {
  emptyDirectory,
  evolveDirectory,
  isDirectoryEventType,
  type Directory,
} from '../../domain/directory/directory';
import { DIRECTORY_STREAM, type OpenEvent } from '../../domain/evidence/event-envelope';
import { accountAtHeadquarters } from '../../domain/evidence/headquarters';
import type { AppHandlers } from '../../shared/contract/contract';
import { createAttachmentStore } from '../attachments/attachment-store';
import { createNodeAttachmentDisk } from '../attachments/attachment-disk';
import { createStampClock } from '../clock/clock';
import { createTimeAnchors } from '../clock/time-anchors';
import { startDemo } from '../demo/start-demo';
import { demoPassword, demoSize } from '../demo/demo-facts';
import { documentFontsUrl } from '../documents/electron-document-window';
import { appHandlers } from '../handlers/app-handlers';
import { branchHandlers } from '../handlers/branch-handlers';
import { delegationHandlers } from '../handlers/delegation-handlers';
import { joinHandler } from '../handlers/join-handler';
import { sessionHandlers } from '../handlers/session-handlers';
import { protectionHandlers } from '../handlers/protection-handlers';
import { setupHandlers } from '../handlers/setup-handlers';
import { headquartersHandlers } from '../handlers/headquarters-handlers';
import type { CallContext } from '../ipc/answer';
import { deriveKey } from '../keys/kdf';
import { createKeyring, type Keyring, type NewDevice, type OpenedKeys } from '../keys/keyring';
import { openKeyTable } from '../keys/key-table';
import { createSecretBox } from '../keys/secret-box';
import { createNotices } from '../notices/notices';
import { storeDoor } from './store-door';
import { newId } from '../platform/ids';
import { systemRng } from '../platform/rng';
import { behindFirstView } from './behind-first-view';
import { openWorkspace } from '../session/open-workspace';
import { createSessionManager } from '../session/session-manager';
import { createStoreAccess } from '../store/store-access';
import { createWritePath } from '../store/write-path';
import { createHqContact } from '../sync/hq-contact';
import { openLineTrust } from '../sync/line-trust';
import type { Application, ApplicationDeps } from './application-types';
import { createBackups } from './create-backups';
import { createBranchServices } from './branch-services';
import { createCatchUp } from './catch-up';
import { createBranchLaw } from './branch-law';
import { branchViewOf } from './branch-view';
import { createChangeFeed } from './change-feed';
import type { Core } from './core';
import { lazyPacks } from './packs';
import { openOwnJournal } from './own-journal';
import { reportUnreadable } from './report-repairs';
import { createOwnKeyChange } from './create-own-key-change';
import { createOwnStore } from './create-own-store';
import { createDamage, openOwnKeyring } from './own-keyring';
import { recordHandlers } from './record-handlers';
import { phaseOf, type StartPhase } from './phase';
import { createPrinting } from './create-printing';
import { createLines } from './create-lines';
import { createTraces } from './create-traces';

/** Ready to show who works here; the records are opened behind it. */
export async function createApplication(deps: ApplicationDeps): Promise<Application> {
  const { dir, log, clock, disk, settings, publish, dialogs } = deps;
  const packs = lazyPacks();
  const changed = (): void => {
    publish('app.changed', {});
  };
  const notices = createNotices(changed);

  const keyringDeps = {
    dir: path.join(dir, 'keys'),
    disk,
    rng: systemRng,
    clock,
    deriveKey,
    secretBox: createSecretBox(deps.keyStore),
  };
  const damage = createDamage(changed);
  const line = await openLineTrust({ ...keyringDeps, nowMs: clock.wallMs, net: deps.net });
  let keyring = await openOwnKeyring(keyringDeps, dir, notices, damage);

  const attachments = createAttachmentStore(path.join(dir, 'attachments'), createNodeAttachmentDisk());
  const { journal, opened, room, waitingTraces } = openOwnJournal(deps, {
    ...{ packs, notices, attachments },
    deviceSeed: () => keyring?.deviceSeed,
  });

  const catchUp = createCatchUp({ currentSession: () => manager.current(), publish, log });
  const { supervisor, upgrade } = createOwnStore({
    ...{ dir, disk, journal, log, notices, catchUp, changed },
    ownDevice: () => keyring?.device.id,
    isSignedIn: () => manager.current() !== undefined,
    makeRoom: room.check,
    restartHost: deps.restartStoreHost,
  });
  const steadyMs = (): number => stampClock.latestMs();
  const store = createStoreAccess(supervisor, steadyMs);
  const writePath = createWritePath({ journal, store: supervisor });

  let directory: Directory = emptyDirectory;
  let sampleCasesDone = 0;
  let phase: StartPhase = keyring ? 'session' : deps.demo && damage.of() === null ? 'demo' : 'setup';
  const zone = (): string => directory.branch?.timeZone ?? 'Asia/Shanghai';
  const law = createBranchLaw({
    packs,
    directory: () => directory,
    nowMs: steadyMs,
    log,
    publish,
    files: deps,
  });
  const authority = (): AuthorityContext => ({
    // By the clock that never goes back: what ran out stays out when somebody sets the PC's clock back.
    rules: law.lawBook.authorityAt(directory.branch?.institutionType ?? 'bank', stampClock.latestMs()),
    today: localDateOf(stampClock.latestMs(), zone()),
    contact: contact.current(),
    delegations: directory.delegations.filter(({ revoked }) => revoked === null),
  });
  const traces = createTraces({
    ...{ dir, disk, clock, log, notices },
    currentSession: () => manager.current(),
    audit: (session, event) => manager.audit(session, event),
  });
  const { failedTries, refusedCalls, setBack } = traces;
  const stampClock = createStampClock(clock, setBack.found);

  const contact = createHqContact({ nowMs: clock.wallMs, latestMs: stampClock.latestMs, newId });

  const core: Core = {
    nowMs: clock.wallMs,
    steadyMs,
    correctedMs: stampClock.correctedMs,
    today: () => localDateOf(clock.wallMs(), zone()),
    localDate: (ms) => localDateOf(ms, zone()),
    startOfDayMs: () => startOfDay(localDateOf(clock.wallMs(), zone()), zone()),
    newId,
    directory: () => directory,
    personName: (userId) => directory.people.get(userId)?.name ?? accountAtHeadquarters(userId) ?? '',
    get taxonomy() {
      return packs().taxonomy;
    },
    ...law.dates,
    authority,
    store,
    settings,
    notices,
    log,
    publish,
    ...traces.trail,
    receivedSeq: () => sync.receivedSeq(),
    quarantinedSeqs: () => sync.quarantinedSeqs(),
    deviceId: () => keyring?.device.id ?? '',
  };

  const { printer, openPictureWindow } = createPrinting(deps.appDir, log);

  const services = createBranchServices({
    core,
    law,
    store,
    dir,
    disk,
    directory: () => directory,
    timeZone: zone,
    keyring: () => (phase === 'session' ? keyring : undefined),
    currentSession: () => manager.current(),
    hurry: () => {
      lines.hurry();
    },
    notify: deps.notify,
    notifyAlert: deps.notifyAlert,
    keyEverywhere: deps.keyEverywhere,
    net: line.net,
    papers: { printer, dialogs, disk, fontsUrl: documentFontsUrl },
  });
  const { incidents, reminders, place } = services;

  const backups = createBackups({
    ...deps,
    core,
    journal,
    keyring: () => keyring,
    keyringDeps,
    demo: () => directory.demo || deps.demo,
    mayRestore: () => damage.of() !== null || (phase === 'setup' && keyring === undefined),
  });

  const feed = createChangeFeed(publish);
  const onCommitted = (events: readonly OpenEvent[]): void => {
    for (const event of events) {
      const { streamId, type } = event.header;
      if (streamId === DIRECTORY_STREAM && isDirectoryEventType(type)) directory = evolveDirectory(directory, event);
    }
    law.committed(events, manager.current(), keyring?.device.id ?? '');
    services.committed(events);
    feed.changed(events.map(({ header }) => header.streamId));
    if (events.some((event) => event.header.streamId === DIRECTORY_STREAM)) changed();
    lines.changed();
  };

  const open = (
    ring: Keyring,
    keys: OpenedKeys,
    branch?: { type: 'bank' | 'insurer'; timeZone: string; code: string },
  ) =>
    openWorkspace(
      {
        store,
        supervisor,
        writePath,
        stampClock,
        nowMs: steadyMs,
        rng: systemRng,
        keyDoors: {
          openTable: (storeKeys, nextSlot) => openKeyTable(keyringDeps, storeKeys, nextSlot),
          removeEvidence: attachments.removeAttachment,
        },
        packs: packs(),
        lawBook: law.lawBook,
        authority,
        contactIs: contact.known,
        directory: () => directory,
        directoryIs: (next) => {
          directory = next;
        },
        onCommitted,
        onProgress: (done, total) => log.info('derived.progress', { done, total }),
        onUnreadable: (what, ids) => reportUnreadable(what, ids, { log, notices }),
      },
      ring,
      keys.storeKey,
      keys.signSeed,
      branch,
    );

  const manager = createSessionManager({
    keyring: () => keyring,
    directory: () => directory,
    openWorkspace: (ring, keys) => open(ring, keys),
    listsFor: store.listsFor,
    closeStore: () => supervisor.lock(),
    monotonicMs: clock.monotonicMs,
    idleLockMinutes: settings.idleLockMinutes,
    ...{ log, failedTries, waitingTraces },
    keyTableLost: () => damage.found('keyTable'),
    nowMs: clock.wallMs,
    onChange: () => {
      if (manager.current()) incidents.locked.stop();
      else {
        lines.lock();
        backups.service.stop();
        law.service.stop();
        services.forget();
        // Who comes to the counter next reads nothing of the last one.
        deps.leaveNothing();
        incidents.locked.start();
      }
      changed();
    },
    onSignedIn: (session) => {
      setBack.signedIn(session);
      refusedCalls.signedIn(session);
      law.service.start(session);
      backups.service.start(session.keys.store);
      void incidents.sweep();
      ownKeyChange.signedIn(session);
      // Records of headquarters would be written where nothing may be added now.
      if (!upgrade.held()) lines.start(session);
      const isCurrent = (): boolean => manager.current() === session;
      behindFirstView({ store, remind: reminders.remind, isCurrent, log });
    },
  });

  const ownKeyChange = createOwnKeyChange({
    ...{ store, log, notices },
    keyring: () => keyring,
    files: attachments,
    audit: (session, event) => manager.audit(session, event),
    onProgress: changed,
  });

  const syncDeps = {
    ...{ core, store, contact, files: attachments, net: line.net, rng: systemRng },
    anchors: createTimeAnchors(clock.monotonicMs, stampClock.heardTime),
    keyring: () => keyring,
    calls: incidents.calls,
    freeBytes: () => disk.freeBytes(dir),
  };
  const lines = createLines(syncDeps, law.service);
  const { sync, hub } = lines;

  const ready = (): void => {
    phase = 'session';
    changed();
  };
  const createKeys = async (device: NewDevice) => {
    if (damage.of() !== null) throw new Error('nothing is set up over keys that can not be read');
    const created = await createKeyring(keyringDeps, device);
    ({ keyring } = created);
    return created;
  };
  /** What makes this PC one of a branch. */
  const newBranch = {
    createKeyring: createKeys,
    openWorkspace: open,
    closeStore: () => supervisor.lock(),
    keyring: () => keyring,
  };
  const handlers: AppHandlers<CallContext> = {
    ...appHandlers(core, {
      phase: () => phaseOf(phase, manager),
      branch: () => branchViewOf(directory, keyring, law.jointRules()),
      demo: () => directory.demo || deps.demo,
      sampleProgress: () => (phase === 'demo' ? { done: sampleCasesDone, total: demoSize.cases } : null),
      secretBackend: () => keyring?.secretBackend ?? keyringDeps.secretBox.backend,
      timeZone: zone,
      shown: deps.shown,
      setBar: deps.setBar,
      ...deps.screen,
      ...{ version: deps.version, relaunch: deps.relaunch, dataDir: dir, upgrade, damaged: damage.of, place },
    }),
    ...setupHandlers({
      ...newBranch,
      core,
      failedTries,
      printer,
      dialogs,
      disk,
      onDone: ready,
    }),
    ...branchHandlers({ manager, directory: () => directory }),
    ...delegationHandlers({ core, manager }),
    ...protectionHandlers({
      core,
      manager,
      keyring: () => keyring,
      ...ownKeyChange,
      isEnrolled: async () => (await sync.status()).state !== 'notEnrolled',
    }),
    ...sessionHandlers({ manager, keyring: () => keyring, directory: () => directory, authority, nowMs: clock.wallMs }),
    ...recordHandlers({
      core,
      manager,
      law,
      ...services.shared,
      reminders,
      attachments,
      printer,
      openPictureWindow,
      dialogs,
      customerDisplay: deps.customerDisplay,
      disk,
      ...{ freeBytes: () => disk.freeBytes(dir), fetchEvidence: lines.fetchEvidence },
      directory: () => directory,
      ledgerWorker: deps.workers.ledger,
    }),
    ...incidents.handlers,
    ...backups.handlers,
    ...headquartersHandlers({ core, store, disk, dialogs, line, hub, service: sync, keyring: () => keyring }),
    'setup.joinBranch': joinHandler({
      ...newBranch,
      sync: syncDeps,
      disk,
      dir: keyringDeps.dir,
      keyringIs: (next) => {
        keyring = next;
      },
    }),
  };

  if (settings.keysMended) notices.add({ severity: 'warning', code: 'keysMended', values: {} });
  if (deps.demo) notices.add({ severity: 'info', code: 'demoData', values: { password: demoPassword } });
  if (phase === 'demo') {
    startDemo({
      ...newBranch,
      directory: () => directory,
      nowMs: clock.wallMs,
      onProgress: (done) => {
        sampleCasesDone = done;
        changed();
      },
      ...{ onDone: ready, log, notices },
    });
  }

  incidents.locked.start();

  return {
    handlers,
    currentSession: manager.current,
    callRefused: refusedCalls.refused,
    opened,
    ...storeDoor({ opened, supervisor, upgrade, notices, log }),
    uiRestarted: () => {
      notices.add({ severity: 'info', code: 'uiRestarted', values: {} });
    },
    lockIfIdle: manager.lockIfIdle,
    remind: async () => {
      await room.check();
      await manager.writeWaitingTraces();
      await incidents.sweep();
      await reminders.remind();
    },
    backUp: backups.service.tick,
    help: (how) => {
      void incidents.raise(how);
    },
    flush: async () => {
      if (manager.current()) await store.flush();
    },
    close: async () => {
      incidents.locked.stop();
      await lines.close();
      backups.service.stop();
      law.service.stop();
      feed.stop();
      await manager.lock();
      await journal.close();
    },
  };
}
