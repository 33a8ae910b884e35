/** 封信: writes what waits for headquarters to a stick, and takes in the answer from it. Each file leaves a trace. */
import { readFile, stat } from 'node:fs/promises';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import type { CourierRefusalCode } from '../../shared/contract/courier';
import { err, ok } from '../../shared/contract/define';
import { COURIER_EXTENSION, MAX_COURIER_BYTES } from '../../shared/sync-protocol/courier-size';
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import type { Core } from '../app/core';
import type { SyncService } from '../app/sync-service';
import { saveFile } from '../export/save-file';
import type { CallContext } from '../ipc/answer';
import type { Disk } from '../platform/disk';
import type { StoreAccess } from '../store/store-access';
import { courierNotesIn, courierNotesKey, courierNotesOp, type CourierNotes } from '../sync/courier-notes';
import type { Dialogs } from '../windows/dialogs';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `courier.${string}`>>;

export interface CourierHandlerDeps {
  readonly core: Pick<Core, 'audit' | 'log' | 'newId' | 'nowMs' | 'directory'>;
  readonly service: Pick<SyncService, 'carry' | 'heardByCourier'>;
  readonly store: Pick<StoreAccess, 'kv'>;
  readonly disk: Pick<Disk, 'writeAtomic'>;
  readonly dialogs: Dialogs;
}

const nothing = { received: 0, refused: 0, fromOthers: 0, packs: 0, outdated: false, missing: false };

export function courierHandlers({ core, service, store, disk, dialogs }: CourierHandlerDeps): Handlers {
  const notes = async (): Promise<CourierNotes> => courierNotesIn(await store.kv(courierNotesKey));

  return {
    'courier.status': async () => {
      const { exported, answeredAtMs } = await notes();
      return ok({ exported, answeredAtMs });
    },
    'courier.export': async (_input, context) => {
      const session = requireSession(context);
      const { resendFrom } = await notes();
      // What a sync over the line sends meanwhile is in the file as well, and harmless there.
      const written = await service.carry(async (deps) => (await courier()).writeReport(deps, resendFrom), 'beside');
      if (!written.ok) return written;
      const { bytes, id, deviceTag, count, left } = written.value;
      const file = await dialogs.saveAs(suggestedName(deviceTag), COURIER_EXTENSION);
      if (file === undefined) return ok({ cancelled: true, fileName: '', count: 0, left: 0 });
      const saved = await saveFile(
        { core, disk },
        {
          file,
          bytes,
          trace: () => core.audit(session, { type: 'audit.courierExported', payload: { copyId: id, records: count } }),
        },
      );
      if (!saved.ok) return saved;
      const exported = { atMs: core.nowMs(), count };
      await session.records.writeRows(core.newId(), [courierNotesOp({ ...(await notes()), exported })]);
      return ok({ cancelled: false, fileName: saved.value, count, left });
    },
    'courier.take': async (_input, context) => {
      const session = requireSession(context);
      const [file] = await dialogs.open([COURIER_EXTENSION], { many: false });
      if (file === undefined) return ok({ cancelled: true, again: false, ...nothing });
      const refused = async (code: CourierRefusalCode) => {
        await core.audit(session, { type: 'audit.courierRefused', payload: { reason: code.replace('courier.', '') } });
        return err({ code });
      };
      const bytes = await readCourierFile(file);
      if (typeof bytes === 'string') return refused(bytes);
      const answered = await service.carry(async (deps) => (await courier()).takeAnswer(deps, bytes), 'alone');
      if (!answered.ok) return answered;
      if (!answered.value.ok) return refused(`courier.${answered.value.fault}`);
      const { id, madeAtMs, missingFrom, ...told } = answered.value.taken;
      const { received, refused: notTaken, fromOthers } = told;
      await core.audit(session, {
        type: 'audit.courierTaken',
        payload: { answerId: id, received, refused: notTaken, fromOthers },
      });
      const before = await notes();
      const again = before.answers.includes(id);
      const next: CourierNotes = {
        ...before,
        answeredAtMs: Math.max(before.answeredAtMs ?? 0, madeAtMs),
        answers: again ? before.answers : [...before.answers, id],
        resendFrom: told.outdated ? before.resendFrom : missingFrom,
      };
      await session.records.writeRows(core.newId(), [courierNotesOp(next)]);
      await service.heardByCourier(madeAtMs);
      return ok({ cancelled: false, again, ...told, missing: missingFrom !== null });
    },
  };

  /** In letters that every system and every stick can write. */
  function suggestedName(deviceTag: string): string {
    const { branch, demo } = core.directory();
    const time = localDateTimeOf(core.nowMs(), branch?.timeZone ?? 'Asia/Shanghai').replaceAll(/[-:]/g, '');
    const parts = ['xianting', branch?.code ?? '', deviceTag, time.replace('T', '-')];
    return `${demo ? 'demo-' : ''}${parts.join('-')}.${COURIER_EXTENSION}`;
  }
}

/** Only whoever needs it loads what seals and opens such files. */
const courier = () => import('../sync/courier');

async function readCourierFile(file: string): Promise<Uint8Array | 'courier.unreadable' | 'courier.tooLarge'> {
  try {
    const { size } = await stat(file);
    return size > MAX_COURIER_BYTES ? 'courier.tooLarge' : await readFile(file);
  } catch {
    // A stick that was pulled out, a folder, a file that another program holds.
    return 'courier.unreadable';
  }
}
