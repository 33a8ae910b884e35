/** 信使文件 in the console: what the route of the command line does, by somebody who is signed in, and with an entry in the trail. */
import { createHash } from 'node:crypto';
import { err, ok } from '../../src/shared/contract/define';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import { mostRefusedListed, type courierContract } from '../../src/shared/hq-console/courier';
import { takeCourier } from '../courier';
import { record, type Call } from './call';

type CourierHandlers = Pick<ConsoleHandlers<Call>, keyof typeof courierContract>;

/** One at a time in a process: file and answer are in memory as a whole. */
let isTaking = false;

export const courierHandlers: CourierHandlers = {
  'courier.take': async (bytes, call) => {
    if (isTaking) return err({ code: 'console.courierBusy' });
    isTaking = true;
    try {
      return await take(bytes, call);
    } finally {
      isTaking = false;
    }
  },
};

const take: CourierHandlers['courier.take'] = async (bytes, call) => {
  const { db, hqKey, nowMs, courierPush: push } = call;
  const taken = await takeCourier({ db, hqKey, nowMs, push }, bytes);
  const digestOf = (of: Uint8Array): string => createHash('sha256').update(of).digest('hex');
  // Before anybody has the answer: what leaves the house stands in the trail.
  if (!taken.ok) {
    await call.db.transaction((tx) =>
      record(tx, call, {
        action: 'courier.taken',
        outcome: 'refused',
        detail: { why: taken.code, digest: digestOf(bytes) },
      }),
    );
    return err({ code: 'console.courierRefused', reason: taken.code });
  }
  const { ok: _ok, answer, branchId, deviceId, refused, ...told } = taken;
  const digest = digestOf(answer);
  await call.db.transaction((tx) =>
    record(tx, call, {
      action: 'courier.taken',
      outcome: 'done',
      detail: { branchId, deviceId, found: told.accepted, digest },
    }),
  );
  return ok({
    ...told,
    refused: refused.slice(0, mostRefusedListed),
    answer: Buffer.from(answer).toString('base64'),
    digest,
  });
};
