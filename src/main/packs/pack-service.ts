/** Takes in packs, from headquarters or from a file, and switches to them. What is refused is kept as a fact and changes nothing. */
import type { InstitutionType } from '../../domain/complaint/values';
import type { NewAuditEvent } from '../../domain/audit/audit-events';
import { startOfDay } from '../../domain/deadlines/time-zone';
import { AUDIT_STREAM, PACKS_STREAM } from '../../domain/evidence/event-envelope';
import {
  checksOf,
  nextChangeAfter,
  problemsHere,
  statusOf,
  type NewPackEvent,
  type PackOrigin,
  type ShelvedPack,
} from '../../domain/packs/pack-shelf';
import type { PackContent } from '../../domain/packs/kinds';
import type { PackProblem } from '../../domain/packs/problems';
import { readPackText, readSignedPack, type ReadPack } from '../../domain/packs/signed-pack';
import type { Log } from '../log/log';
import { newId } from '../platform/ids';
import type { Session } from '../session/session';
import type { LawBook } from './law-book';
import { packChecks } from './level-with-law';

export type Taken =
  | { readonly ok: true; readonly name: string; readonly knownBefore: boolean }
  | { readonly ok: false; readonly problems: readonly PackProblem[] };

export interface PackService {
  /** From the text of a file. */
  readonly takeFile: (session: Session, text: string, fileName: string) => Promise<Taken>;
  /** From headquarters: each for itself, so that a bad one holds up no other. */
  readonly takeSent: (session: Session, packs: readonly unknown[]) => Promise<void>;
  /** Hashes that headquarters need not send again, those of refused packs among them. */
  readonly have: () => readonly string[];
  readonly trust: (session: Session, publicKey: string, origin: 'headquarters' | 'person') => Promise<void>;
  /** The pack with this hash while it awaits a confirmation. */
  readonly awaiting: (hash: string) => ShelvedPack | undefined;
  /** From when on a pack holds that is confirmed now. */
  readonly fromMs: (pack: ShelvedPack) => number;
  readonly confirm: (session: Session, commandId: string, pack: ShelvedPack, casesChanged: number) => Promise<void>;
  /** Events of the stream were kept: by us, or by another PC of the branch. */
  readonly changed: (session: Session) => Promise<void>;
  /** Wakes when a confirmed pack comes into force; until `stop`. */
  readonly start: (session: Session) => void;
  readonly stop: () => void;
}

export interface PackServiceDeps {
  readonly lawBook: LawBook;
  readonly institution: () => InstitutionType;
  readonly zone: () => string;
  readonly nowMs: () => number;
  readonly log: Log;
  /** What is wrong inside, where the outside does not tell. */
  readonly contentProblems: (content: PackContent) => Promise<readonly PackProblem[]>;
  /** Packs changed; `dates`: and with them dates of cases. */
  readonly onChange: (dates: boolean) => void;
}

/** Timers of the system don't reach further than some weeks, and the clock may be set meanwhile. */
/** A file that is something else altogether would have thousands. */
const mostProblems = 50;
const longestWaitMs = 60 * 60 * 1_000;

export function createPackService(deps: PackServiceDeps): PackService {
  const { lawBook, institution, nowMs } = deps;
  let waking: NodeJS.Timeout | undefined;
  let working: Session | undefined;
  /** Sent ones that the check broke down on: tried again at the next start, or from a file. */
  const notChecked = new Set<string>();
  const builtIn = () => lawBook.builtIn(institution());

  /** A fact of the branch and its trace in the audit trail, in one frame. */
  const keep = async (
    { user, records, sign }: Session,
    event: NewPackEvent,
    trace: NewAuditEvent,
    commandId = newId(),
  ): Promise<void> => {
    await records.write({
      commandId,
      actor: { userId: user.userId, role: user.role },
      events: [
        { streamId: PACKS_STREAM, ...event },
        { streamId: AUDIT_STREAM, ...trace },
      ],
      ...(event.type === 'pack.confirmed' ? { sign } : {}),
      outcome: {},
    });
  };

  const changed = async (session: Session): Promise<void> => {
    await session.lawLevel.reload();
    const dates = await session.lawLevel.level();
    deps.onChange(dates);
    plan();
  };

  const plan = (): void => {
    clearTimeout(waking);
    if (!working) return;
    const next = nextChangeAfter(lawBook.shelf(), nowMs());
    if (next === null) return;
    const session = working;
    waking = setTimeout(
      () => {
        if (working !== session) return;
        changed(session).catch((cause: unknown) => {
          deps.log.error('packs.wake', cause);
        });
      },
      Math.min(longestWaitMs, next - nowMs()),
    );
  };

  const refuse = async (
    session: Session,
    refused: Pick<Extract<ReadPack, { ok: false }>, 'name' | 'hash' | 'problems'>,
    origin: PackOrigin,
    fileName: string,
  ): Promise<Taken> => {
    const { name, hash } = refused;
    const problems = refused.problems.slice(0, mostProblems);
    const [first] = problems;
    if (!first) throw new Error('a pack was refused for nothing');
    await keep(
      session,
      { type: 'pack.refused', payload: { origin, fileName, name, hash, problems } },
      {
        type: 'audit.packRefused',
        payload: {
          name: name === '' ? fileName : name,
          origin,
          field: first.field,
          reason: first.reason,
          detail: first.detail,
          problems: refused.problems.length,
        },
      },
    );
    await session.lawLevel.reload();
    deps.onChange(false);
    return { ok: false, problems };
  };

  const take = async (session: Session, read: ReadPack, origin: PackOrigin, fileName: string): Promise<Taken> => {
    if (!read.ok) return refuse(session, read, origin, fileName);
    const { pack } = read;
    const { hash } = pack;
    const name = `${pack.id}@${pack.version}`;
    const shelf = lawBook.shelf();
    if (shelf.packs.some((other) => other.hash === hash)) return { ok: true, name, knownBefore: true };
    const here = problemsHere(shelf, pack, builtIn());
    const problems = here.length > 0 ? here : await deps.contentProblems(pack.content);
    const unchecked = problems.some(({ reason }) => reason === 'notChecked');
    if (unchecked) notChecked.add(hash);
    // Without its hash it is not known as refused: headquarters sends it again.
    if (problems.length > 0)
      return refuse(session, { name, hash: unchecked ? null : hash, problems }, origin, fileName);
    // The check takes seconds, in which another file or a sync may have brought the same.
    const meanwhile = lawBook.shelf();
    if (meanwhile.packs.some((other) => other.hash === hash)) return { ok: true, name, knownBefore: true };
    const since = meanwhile === shelf ? [] : problemsHere(meanwhile, pack, builtIn());
    if (since.length > 0) return refuse(session, { name, hash, problems: since }, origin, fileName);
    await keep(
      session,
      { type: 'pack.received', payload: { signed: pack.signed, origin, fileName } },
      { type: 'audit.packReceived', payload: { name, origin, issuedBy: pack.signed.body.issuedBy } },
    );
    await session.lawLevel.reload();
    deps.onChange(false);
    return { ok: true, name, knownBefore: false };
  };

  /** Headquarters sends it with every sync until its answer can be named by a hash. */
  const refusedBefore = ({ name, problems }: Extract<ReadPack, { ok: false }>): boolean =>
    lawBook
      .shelf()
      .refusals.some(
        (known) => known.origin === 'sync' && known.name === name && known.problems[0]?.field === problems[0]?.field,
      );

  const checks = () => checksOf(lawBook.shelf(), packChecks);
  const fromMs: PackService['fromMs'] = ({ effectiveFrom }) =>
    Math.max(nowMs(), startOfDay(effectiveFrom, deps.zone()));

  return {
    takeFile: (session, text, fileName) => take(session, readPackText(text, checks()), 'file', fileName),
    takeSent: async (session, packs) => {
      for (const pack of packs) {
        const read = readSignedPack(pack, checks());
        if (read.ok ? notChecked.has(read.pack.hash) : refusedBefore(read)) continue;
        await take(session, read, 'sync', '');
      }
    },
    have: () => {
      const { packs, refusals } = lawBook.shelf();
      return [...new Set([...packs, ...refusals].flatMap(({ hash }) => (hash === null ? [] : [hash])))];
    },
    trust: async (session, publicKey, origin) => {
      if (lawBook.shelf().keys.some((key) => key.publicKey === publicKey)) return;
      await keep(
        session,
        { type: 'pack.keyTrusted', payload: { publicKey, origin } },
        { type: 'audit.packKeyTrusted', payload: { publicKey, origin } },
      );
      await session.lawLevel.reload();
      deps.onChange(false);
    },
    awaiting: (hash) => {
      const shelf = lawBook.shelf();
      const pack = shelf.packs.find((one) => one.hash === hash);
      return pack && statusOf(shelf, pack, builtIn(), nowMs()) === 'awaiting' ? pack : undefined;
    },
    fromMs,
    confirm: async (session, commandId, pack, casesChanged) => {
      const name = `${pack.id}@${pack.version}`;
      const from = fromMs(pack);
      await keep(
        session,
        { type: 'pack.confirmed', payload: { hash: pack.hash, name, fromMs: from, casesChanged } },
        { type: 'audit.packConfirmed', payload: { name, fromMs: from, casesChanged } },
        commandId,
      );
      await changed(session);
    },
    changed,
    start: (session) => {
      working = session;
      plan();
    },
    stop: () => {
      working = undefined;
      clearTimeout(waking);
    },
  };
}
