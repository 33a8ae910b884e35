/** A branch whose PC is enrolled at the far end of the line, and what it sends. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { ask, callInMain, type RunningApp } from '../app-driver';
import { importLedger, ledgerText } from '../workloads/import';

interface Status {
  readonly state: string;
  readonly waiting: number;
  readonly quarantined: number;
  readonly reasonCode: string | null;
}

export interface FarEnd {
  readonly url: string;
  /** The same without TLS. */
  readonly plainUrl: string;
  readonly adminUrl: string;
  readonly adminToken: string;
}

export const statusOf = (app: RunningApp): Promise<Status> => ask<Status>(app, 'sync.status', {});

/** A one-time code of headquarters. */
export async function codeAt({ adminUrl, adminToken }: FarEnd, body: object): Promise<string> {
  const answer = await fetch(`${adminUrl}/admin/codes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`no code: ${String(answer.status)} ${await answer.text()}`);
  return ((await answer.json()) as { code: string }).code;
}

/** The PC believes this authority and is enrolled; it begins to send at once. */
export async function connect(app: RunningApp, far: FarEnd, authority: string): Promise<void> {
  await app.answerOpenDialog([authority]);
  await ask(app, 'certificate.takeAuthority', {});
  await ask(app, 'sync.enrol', { hqUrl: far.url, code: await codeAt(far, { kind: 'new' }) });
}

/** Records that wait, while nothing is sent: as many complaints as `rows`. Gives how many events they are. */
export async function fillOutbox(app: RunningApp, dir: string, from: number, rows: number): Promise<number> {
  await ask(app, 'session.touch', {});
  await ask(app, 'sync.setPaused', { paused: true });
  const file = path.join(dir, `outbox-${String(from)}.csv`);
  await writeFile(file, ledgerText(from, rows));
  await importLedger(app, file, rows);
  return (await statusOf(app)).waiting;
}

/** ms from "go on" until headquarters has everything and has signed for it. */
export async function drain(app: RunningApp): Promise<number> {
  const began = performance.now();
  await callInMain(app, 'sync.setPaused', [{ paused: false }]);
  return (await drained(app)) - began;
}

const mostMs = 10 * 60_000;

/** When nothing waits any more. The line may fail meanwhile: the PC tries again by itself. */
export async function drained(app: RunningApp): Promise<number> {
  const answer = await app.electron.evaluate(async ({ ipcMain, webContents }, most) => {
    const page = webContents.getAllWebContents().find((one) => one.getURL().startsWith('app://ui/'));
    const handlers = (
      ipcMain as unknown as { _invokeHandlers: Map<string, (event: unknown, input: unknown) => Promise<unknown>> }
    )._invokeHandlers;
    const event = { sender: page, senderFrame: page?.mainFrame };
    const began = performance.now();
    for (;;) {
      const reply = (await handlers.get('op:sync.status')?.(event, {})) as { value: Status };
      const isOver = reply.value.waiting === 0 && reply.value.state === 'idle';
      if (isOver || performance.now() - began > most) return { isOver, status: reply.value };
      await new Promise((resolve) => {
        setTimeout(resolve, 10);
      });
    }
  }, mostMs);
  if (!answer.isOver || answer.status.quarantined > 0) throw new Error(`not drained: ${JSON.stringify(answer.status)}`);
  return performance.now();
}
