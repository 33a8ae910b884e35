/**
 * The lane of evidence files (证据材料): sends headquarters what it wants of the files that are here, and fetches what is not. Beside
 * the sync of events and never before it: one piece of 1 MiB is on the way at a time, small files first. What is interrupted goes on
 * with the piece that is missing; headquarters alone knows which, so nothing about it is kept here.
 */
import { createHash } from 'node:crypto';
import type { EvidencePolicy } from '../../shared/contract/sync';
import { piecesOf, reachOf, WantedReply, type WantedFile } from '../../shared/sync-protocol/files';
import type { EvidenceFile } from '../../domain/evidence/evidence-files';
import { backOffMs } from './back-off';
import { exchange, failure, type Answer, type ExchangeDeps, type Failure, type SyncReason } from './exchange';
import { fetchPiece, sendPiece } from './exchange-pieces';

/** What goes on a line that is paid by volume (按流量计费). */
const smallBytes = 1024 * 1024;
/** Where headquarters takes no files, an update of it may have come by then. */
const askAgainMs = 60 * 60 * 1000;
/** Repeats at once of one request: a nonce that was seen, a clock that was put right. */
const repeats = 2;

export interface EvidenceLaneStatus {
  /** Of the files that are here: those that headquarters does not have yet. */
  readonly waitingFiles: number;
  readonly waitingBytes: number;
  /** Of these, those that are too large for what was chosen. */
  readonly heldBackFiles: number;
  readonly reason: SyncReason | null;
}

export interface EvidenceLaneDeps {
  readonly exchangeDeps: Omit<ExchangeDeps, 'signal'>;
  readonly files: {
    /** Hashes of the files that are here. */
    readonly kept: () => Promise<readonly string[]>;
    /** Undefined for one that can't be read any more. */
    readonly read: (sha256: string) => Promise<Uint8Array | undefined>;
  };
  readonly policy: () => EvidencePolicy;
  /** What time headquarters says it is. */
  readonly heardTime: (serverTimeMs: number) => void;
  /** 0 ≤ x < 1. */
  readonly random: () => number;
  /** Calls `run` once after `ms`; the answer cancels it. */
  readonly schedule: (run: () => void, ms: number) => () => void;
  readonly onStatus: (status: EvidenceLaneStatus) => void;
  readonly onFault: (cause: unknown) => void;
}

export type Fetched =
  | { readonly ok: true; readonly content: Uint8Array }
  /** `elsewhere`: headquarters does not have it either. */
  | { readonly ok: false; readonly why: 'elsewhere' | 'line' | 'damaged' };

export interface EvidenceLane {
  /** Looks what headquarters wants, now or once more after what is under way; resolves when the lane rests. */
  readonly hurry: () => Promise<void>;
  /** Fetches a file that another PC added, compared with its hash. */
  readonly fetch: (file: EvidenceFile) => Promise<Fetched>;
  /** Gives up what is under way; resolves when it has ended. */
  readonly stop: () => Promise<void>;
}

export function createEvidenceLane(deps: EvidenceLaneDeps): EvidenceLane {
  const givingUp = new AbortController();
  const { signal } = givingUp;
  const line: ExchangeDeps = { ...deps.exchangeDeps, signal };
  let running: Promise<void> | undefined;
  let again = false;
  let failures = 0;
  let cancelTimer: (() => void) | undefined;

  /** One request, repeated where headquarters says that it may be at once. */
  const insist = async <T extends { readonly ok: true }>(request: () => Promise<T | Failure>): Promise<T | Failure> => {
    for (let repeat = 0; ; repeat += 1) {
      const answer = await request();
      if (answer.ok) return answer;
      if (answer.problem?.serverTimeMs !== undefined) deps.heardTime(answer.problem.serverTimeMs);
      if (answer.retry !== 'now' || repeat >= repeats || signal.aborted) return answer;
    }
  };

  const wantedPage = (after: string | null): Promise<Answer<WantedReply>> =>
    insist(() => exchange(line, { path: '/files/wanted', body: { after }, reply: WantedReply }));

  /** Everything that is wanted and is here. */
  const wantedHere = async (): Promise<Answer<readonly WantedFile[]>> => {
    const kept = new Set(await deps.files.kept());
    const found: WantedFile[] = [];
    let after: string | null = null;
    while (!signal.aborted) {
      const page = await wantedPage(after);
      if (!page.ok) return page;
      const { files, more } = page.value;
      found.push(...files.filter(({ sha256 }) => kept.has(sha256)));
      const last: string | undefined = files.at(-1)?.sha256;
      // A page that leads nowhere would be asked for for ever.
      if (!more || last === undefined || (after !== null && last <= after)) break;
      after = last;
    }
    return { ok: true, value: found };
  };

  /** False: what lies here under this hash can't be sent. */
  const sendFile = async ({ sha256, sizeBytes, missing }: WantedFile): Promise<boolean | Failure> => {
    const content = await deps.files.read(sha256);
    // What is here may be shorter than what an event of somebody else claims.
    if (content?.length !== sizeBytes) return false;
    let open: readonly number[] = missing;
    for (let piece = open[0]; piece !== undefined && !signal.aborted; piece = open[0]) {
      const { from, to } = reachOf(sizeBytes, piece);
      const part = { sha256, piece, content: content.subarray(from, to) };
      const answer = await insist(() => sendPiece(line, part));
      if (!answer.ok) return answer;
      // It must come nearer to its end with each piece.
      if (answer.value.missing.includes(piece)) return failure('sync.badAnswer');
      open = answer.value.missing;
    }
    return true;
  };

  const runOnce = async (): Promise<Failure | undefined> => {
    const wanted = await wantedHere();
    if (!wanted.ok) return wanted;
    const policy = deps.policy();
    const goes = ({ sizeBytes }: WantedFile): boolean =>
      policy === 'all' || (policy === 'small' && sizeBytes <= smallBytes);
    const waiting = new Map(wanted.value.map((file) => [file.sha256, file]));
    const tell = (reason: SyncReason | null): void => {
      if (signal.aborted) return;
      const rest = [...waiting.values()];
      deps.onStatus({
        waitingFiles: rest.length,
        waitingBytes: rest.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
        heldBackFiles: rest.filter((file) => !goes(file)).length,
        reason,
      });
    };
    tell(null);
    for (const file of [...waiting.values()].filter(goes).sort((a, b) => a.sizeBytes - b.sizeBytes)) {
      if (signal.aborted) return undefined;
      const sent = await sendFile(file);
      if (typeof sent === 'object') {
        // This one is not what it should be; it holds up no other.
        if (sent.problem?.code.startsWith('file.') === true) continue;
        tell(sent.reason);
        return sent;
      }
      if (sent) waiting.delete(file.sha256);
      tell(null);
    }
    return undefined;
  };

  const plan = (ms: number): void => {
    cancelTimer?.();
    cancelTimer = deps.schedule(() => {
      cancelTimer = undefined;
      void hurry();
    }, ms);
  };

  /** Somebody hurried while it ran. */
  const isAskedAgain = (): boolean => again;

  const runAll = async (): Promise<void> => {
    do {
      again = false;
      cancelTimer?.();
      cancelTimer = undefined;
      let failed: Failure | undefined;
      try {
        failed = await runOnce();
      } catch (cause) {
        // Locked on the way: store and keys are closed.
        if (signal.aborted) return;
        deps.onFault(cause);
        failed = failure('sync.localFault');
      }
      if (signal.aborted) return;
      if (failed === undefined) failures = 0;
      else {
        failures += 1;
        const takesNone = failed.problem?.code === 'request.notFound';
        plan(takesNone ? askAgainMs : Math.max(backOffMs(failures, deps.random()), failed.retryAfterMs ?? 0));
      }
    } while (isAskedAgain() && failures === 0);
  };

  const hurry = (): Promise<void> => {
    if (signal.aborted) return Promise.resolve();
    if (running) {
      again = true;
      return running;
    }
    running = runAll().finally(() => {
      running = undefined;
    });
    return running;
  };

  return {
    hurry,
    fetch: async ({ sha256, sizeBytes }) => {
      const parts: Uint8Array[] = [];
      for (let piece = 0; piece < piecesOf(sizeBytes); piece += 1) {
        const answer = await insist(() => fetchPiece(line, { sha256, piece }));
        if (!answer.ok) return { ok: false, why: answer.problem?.code === 'file.unknown' ? 'elsewhere' : 'line' };
        parts.push(answer.value);
      }
      const content = Buffer.concat(parts);
      const isIt = createHash('sha256').update(content).digest('hex') === sha256;
      return isIt ? { ok: true, content } : { ok: false, why: 'damaged' };
    },
    stop: async () => {
      givingUp.abort();
      cancelTimer?.();
      cancelTimer = undefined;
      await running;
    },
  };
}
