/** First run: a new branch on this PC, its first two people, and the recovery code that must be typed back. */
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import { customerText } from '../../domain/documents/audience-text';
import { buildRecoverySheet } from '../../domain/documents/customer-documents';
import { noAppealRoutes, type NewDirectoryEvent } from '../../domain/directory/directory';
import { DIRECTORY_STREAM } from '../../domain/evidence/event-envelope';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { BranchInput } from '../../shared/contract/setup';
import type { Core } from '../app/core';
import type { DocumentPrinter } from '../documents/document-printer';
import { saveFile } from '../export/save-file';
import type { CallContext } from '../ipc/answer';
import type { Keyring, NewDevice, OpenedKeys } from '../keys/keyring';
import { passwordWeakness } from '../../domain/identity/password-policy';
import type { Disk } from '../platform/disk';
import { newId } from '../platform/ids';
import type { FailedTries } from '../session/failed-tries';
import type { Workspace } from '../session/session';
import type { Dialogs } from '../windows/dialogs';

type Handlers = Pick<
  AppHandlers<CallContext>,
  Exclude<Extract<keyof AppContract, `setup.${string}`>, 'setup.joinBranch'>
>;

export interface SetupDeps {
  readonly core: Core;
  readonly keyring: () => Keyring | undefined;
  /** Makes keys for this PC and takes them into use. */
  readonly createKeyring: (device: NewDevice) => Promise<{ keyring: Keyring; storeKey: Buffer; recoveryCode: string }>;
  readonly openWorkspace: (
    keyring: Keyring,
    keys: OpenedKeys,
    branch: { type: BranchInput['institutionType']; timeZone: string; code: string },
  ) => Promise<Workspace>;
  readonly closeStore: () => Promise<void>;
  readonly failedTries: Pick<FailedTries, 'add'>;
  readonly printer: DocumentPrinter;
  readonly dialogs: Dialogs;
  readonly disk: Disk;
  readonly onDone: () => void;
}

export interface NewBranch {
  readonly branch: BranchInput;
  readonly deviceTag: string;
  readonly people: readonly {
    readonly name: string;
    readonly staffNo: string;
    readonly role: 'counter' | 'supervisor' | 'officer' | 'auditor' | 'administrator';
    readonly password: string;
  }[];
  readonly demo: boolean;
}

/** Days are counted in the time of the capital everywhere in China. */
const timeZone = 'Asia/Shanghai';

/** Makes keys, people and the branch; leaves nobody signed in. Returns the recovery code. */
export async function createBranch(
  deps: Omit<SetupDeps, 'failedTries' | 'printer' | 'dialogs' | 'disk' | 'core' | 'onDone' | 'keyring'>,
  input: NewBranch,
): Promise<string> {
  const branchId = newId();
  const device = { id: newId(), tag: input.deviceTag, branchId };
  const { keyring, storeKey, recoveryCode } = await deps.createKeyring(device);
  const { reviewPhone, ...branch } = input.branch;
  const events: NewDirectoryEvent[] = [
    {
      type: 'branch.created',
      payload: {
        branch: { ...branch, id: branchId, timeZone, appeal: { ...noAppealRoutes, reviewPhone } },
        demo: input.demo,
      },
    },
    {
      type: 'device.added',
      payload: { deviceId: device.id, deviceTag: device.tag, signPublicKey: keyring.device.signPublicKey },
    },
  ];
  for (const { name, staffNo, role, password } of input.people) {
    const userId = newId();
    await keyring.setPerson({ userId, tile: { name, staffNo, role }, password, storeKey });
    const keys = keyring.published(userId);
    if (!keys) throw new Error('the new keys are missing');
    events.push({ type: 'user.added', payload: { userId, name, staffNo, role, keys } });
  }
  const first = events.find((event) => event.type === 'user.added');
  if (!first) throw new Error('a branch needs people');
  const workspace = await deps.openWorkspace(
    keyring,
    { storeKey, signSeed: Buffer.alloc(32) },
    { type: input.branch.institutionType, timeZone, code: input.branch.code },
  );
  await workspace.records.write({
    commandId: newId(),
    actor: { userId: first.payload.userId, role: first.payload.role },
    events: events.map((event) => ({ streamId: DIRECTORY_STREAM, ...event })),
    outcome: undefined,
  });
  await workspace.records.close();
  await deps.closeStore();
  workspace.keys.wipe();
  return recoveryCode;
}

export function setupHandlers(deps: SetupDeps): Handlers {
  const { core } = deps;
  let shown: { readonly code: string; readonly by: string } | undefined;

  return {
    'setup.createBranch': async ({ branch, deviceTag, supervisor, counter }) => {
      if (deps.keyring()) return err({ code: 'setup.alreadyDone' });
      if (supervisor.name === counter.name && supervisor.staffNo === counter.staffNo)
        return err({ code: 'setup.sameName' });
      for (const [person, { name, password }] of Object.entries({ supervisor, counter })) {
        const reason = passwordWeakness(password, { name, branchCode: branch.code });
        if (reason) return err({ code: 'password.weak', person: person as 'supervisor' | 'counter', reason });
      }
      const recoveryCode = await createBranch(deps, {
        branch,
        deviceTag,
        people: [
          { ...supervisor, role: 'supervisor' },
          { ...counter, role: 'counter' },
        ],
        demo: false,
      });
      shown = { code: recoveryCode, by: supervisor.name };
      return ok({ recoveryCode });
    },
    'setup.confirmRecoveryCode': async ({ code }) => {
      const keyring = deps.keyring();
      if (!keyring) return err({ code: 'setup.notStarted' });
      if (!(await keyring.confirmRecoveryCode(code))) return err({ code: 'setup.recoveryCodeDiffers' });
      shown = undefined;
      deps.onDone();
      return ok({});
    },
    'setup.printRecoverySheet': async ({ target }) => {
      const { branch } = core.directory();
      const keyring = deps.keyring();
      if (!shown || !branch || !keyring) return err({ code: 'setup.notStarted' });
      const now = localDateTimeOf(core.nowMs(), branch.timeZone);
      const sheet = buildRecoverySheet({
        language: core.settings.preferences().language,
        branch: {
          institution: branch.institutionName,
          outlet: branch.name,
          address: branch.address,
          phone: branch.phone,
        },
        deviceName: keyring.device.tag,
        createdAt: now,
        createdBy: shown.by,
        code: shown.code,
        keyMark: keyring.device.signPublicKey.slice(0, 8),
      });
      const { renderRecoverySheet } = await import('../documents/render-document');
      const document = renderRecoverySheet(sheet, {
        copy: { printedBy: customerText(shown.by), printedAt: now, copyId: newId(), number: 1 },
        demo: core.directory().demo,
        resolveAsset: () => null,
      });
      if (target === 'print') {
        const printed = await deps.printer.print(document, 1);
        if (printed.ok) return ok({ cancelled: false });
        return printed.error.code === 'document.printCancelled'
          ? ok({ cancelled: true })
          : err({ code: 'document.printFailed' });
      }
      const file = await deps.dialogs.saveAs('recovery-code.pdf', 'pdf');
      if (file === undefined) return ok({ cancelled: true });
      const pdf = await deps.printer.toPdf(document);
      if (!pdf.ok) return err({ code: 'document.printFailed' });
      const saved = await saveFile({ core, disk: deps.disk }, { file, bytes: pdf.value });
      return saved.ok ? ok({ cancelled: false }) : saved;
    },
    'setup.recover': async ({ recoveryCode, userId, newPassword }) => {
      const keyring = deps.keyring();
      const tile = keyring?.tiles().find((user) => user.userId === userId);
      const storeKey = keyring?.openByRecoveryCode(recoveryCode);
      if (tile && !storeKey) await deps.failedTries.add(userId, 'recovery');
      if (!keyring || !tile || !storeKey) return err({ code: 'setup.recoveryCodeDiffers' });
      const reason = passwordWeakness(newPassword, { name: tile.name, branchCode: '' });
      if (reason) return err({ code: 'password.weak', person: 'self', reason });
      const { name, staffNo, role } = tile;
      await keyring.setPerson({ userId, tile: { name, staffNo, role }, password: newPassword, storeKey });
      storeKey.fill(0);
      core.publish('app.changed', {});
      return ok({});
    },
  };
}
