/**
 * Whether each decision keeps to the authority matrix that it names (授权矩阵): the one in force where it was made, and within its
 * limits. Read from the log alone: packs of headquarters stand in it, those of the program are given by their hash.
 */
import { filled, least, type Reach } from '../authority/authority';
import { approversFor, limitOf, type AuthorityPack, type Matrix } from '../authority/matrix';
import type { AuthorityUsed, MatrixUsed } from '../complaint/authority-values';
import { signaturesAbove } from '../complaint/escalate';
import type { CasePayload } from '../complaint/events';
import type { RemedyContent } from '../complaint/values';
import type { DirectoryPayload } from '../directory/directory';
import {
  compareVersions,
  emptyShelf,
  evolveShelf,
  isPackEventType,
  type PackShelf,
  type ShelfChecks,
} from '../packs/pack-shelf';
import { DIRECTORY_STREAM, PACKS_STREAM, type OpenEvent } from './event-envelope';

/** `matrixNotInForce`: another one held. `beyondMatrix`: who signed could not decide that by what stands in it. */
export type MatrixFault = 'matrixNotInForce' | 'beyondMatrix';

export interface MatrixCheck {
  readonly found: { readonly event: OpenEvent; readonly fault: MatrixFault } | undefined;
  /** Decisions under a matrix that neither the log nor the caller has: of another version of the program. */
  readonly unknown: number;
}

/** A command may have been decided a moment before another pack came into force, and kept a moment after. */
const toleranceMs = 5 * 60_000;

/** Looks at every decision in the given order; those from before decisions named a matrix are passed over. */
export function checkMatrices(
  events: readonly OpenEvent[],
  builtIn: ReadonlyMap<string, AuthorityPack>,
  checks: ShelfChecks,
): MatrixCheck {
  const book = bookOf(events, checks);
  const cases = new Map<string, OpenEvent[]>();
  for (const event of events) {
    const ofStream = cases.get(event.header.streamId);
    if (ofStream) ofStream.push(event);
    else cases.set(event.header.streamId, [event]);
  }
  let unknown = 0;
  for (const event of events) {
    const used = matrixOf(event);
    if (!used) continue;
    if (!inForce(event, used, book)) return { found: { event, fault: 'matrixNotInForce' }, unknown };
    const pack = packOf(used, book) ?? builtIn.get(used.hash);
    if (!pack) unknown += 1;
    else if (!withinMatrix(event, pack, cases.get(event.header.streamId) ?? [], book))
      return { found: { event, fault: 'beyondMatrix' }, unknown };
  }
  return { found: undefined, unknown };
}

interface Book {
  readonly shelf: PackShelf;
  readonly confirmations: readonly OpenEvent[];
  readonly directory: readonly OpenEvent[];
}

function bookOf(events: readonly OpenEvent[], checks: ShelfChecks): Book {
  const ofPacks = events
    .filter(({ header }) => header.streamId === PACKS_STREAM && isPackEventType(header.type))
    .toSorted(inTime);
  return {
    shelf: ofPacks.reduce((shelf, event) => evolveShelf(shelf, event, checks), emptyShelf),
    confirmations: ofPacks.filter(({ header }) => header.type === 'pack.confirmed'),
    directory: events.filter(({ header }) => header.streamId === DIRECTORY_STREAM),
  };
}

const inTime = ({ header: a }: OpenEvent, { header: b }: OpenEvent): number =>
  a.at.hlc < b.at.hlc ? -1 : a.at.hlc > b.at.hlc ? 1 : 0;

/** By the clock that never goes back. */
const momentOf = ({ header }: OpenEvent): number => Number(header.at.hlc.slice(0, header.at.hlc.indexOf('-')));

function matrixOf({ payload }: OpenEvent): MatrixUsed | undefined {
  const said = payload as { readonly under?: AuthorityUsed; readonly matrix?: MatrixUsed } | null;
  return said?.under?.matrix ?? said?.matrix;
}

const shelvedAs = ({ hash }: MatrixUsed, { shelf }: Book) =>
  shelf.packs.find((pack) => pack.content.kind === 'authority' && pack.hash === hash);

function packOf(used: MatrixUsed, book: Book): AuthorityPack | undefined {
  const content = shelvedAs(used, book)?.content;
  return content?.kind === 'authority' ? content.pack : undefined;
}

/** It held by then, and no newer one was confirmed at the same PC, which can't have missed it. */
function inForce(event: OpenEvent, used: MatrixUsed, book: Book): boolean {
  const moment = momentOf(event);
  const named = shelvedAs(used, book);
  if (named && (named.confirmed === null || named.confirmed.fromMs > moment + toleranceMs)) return false;
  return !book.confirmations.some(({ header, payload }) => {
    const { hash } = payload as { readonly hash: string };
    const other = book.shelf.packs.find((pack) => pack.content.kind === 'authority' && pack.hash === hash);
    return (
      other?.confirmed !== undefined &&
      other.confirmed !== null &&
      header.deviceId === event.header.deviceId &&
      header.seq < event.header.seq &&
      other.confirmed.fromMs + toleranceMs < moment &&
      (named === undefined || compareVersions(other.version, named.version) > 0)
    );
  });
}

function withinMatrix(event: OpenEvent, pack: AuthorityPack, ofCase: readonly OpenEvent[], book: Book): boolean {
  const created = book.directory.find(({ header }) => header.type === 'branch.created');
  const said = event.payload as { readonly proposalId?: string; readonly under?: AuthorityUsed };
  const content = contentOf(said.proposalId, ofCase);
  // Who reviews names a task; and of a case that its reader may not see, the proposal is missing.
  if (!created || !content) return true;
  const { institutionType } = (created.payload as DirectoryPayload<'branch.created'>).branch;
  const matrix = pack.matrix[institutionType];
  const { kinds, amountFen } = content;
  if (event.header.type.startsWith('escalation.')) return withinAbove(event, matrix, content, ofCase);
  if (said.under === undefined) {
    const cap = pack.emergency.upToFen[institutionType];
    return cap === null || amountFen <= cap;
  }
  const { under } = said;
  const own = limitOf(matrix, under.level, kinds);
  if (own === undefined || under.fullFen !== least(own, lentFen(under, book))) return false;
  if (event.header.type !== 'remedy.approved') return true;
  const needed = approversFor(matrix, kinds, amountFen);
  const before = ofCase.flatMap(({ header, payload }): Reach[] => {
    // Whoever signs last counts once, also where they signed before.
    if (header.type !== 'remedy.endorsed' || header.actor.userId === event.header.actor.userId) return [];
    const endorsed = payload as CasePayload<'remedy.endorsed'>;
    return endorsed.proposalId === said.proposalId ? [endorsed.under] : [];
  });
  return needed !== undefined && filled(needed, [...before, under], amountFen) >= needed.length;
}

/** Headquarters asked for as many of its people as the matrix does, by the matrix that the branch named when it sent it up. */
function withinAbove(event: OpenEvent, matrix: Matrix, content: RemedyContent, ofCase: readonly OpenEvent[]): boolean {
  if (event.header.type === 'escalation.sent') return true;
  const said = event.payload as CasePayload<'escalation.approved'>;
  const ofProposal = ofCase.filter(
    ({ header, payload }) =>
      header.at.hlc < event.header.at.hlc && (payload as { proposalId?: string }).proposalId === said.proposalId,
  );
  const sent = ofProposal.find(({ header }) => header.type === 'escalation.sent');
  if ((sent?.payload as CasePayload<'escalation.sent'> | undefined)?.matrix.hash !== said.matrix.hash) return false;
  const endorsements = ofProposal.flatMap(({ header, payload }) =>
    header.type === 'remedy.endorsed' ? [(payload as CasePayload<'remedy.endorsed'>).under] : [],
  );
  return said.needed >= signaturesAbove(matrix, content, endorsements);
}

function contentOf(proposalId: string | undefined, ofCase: readonly OpenEvent[]): RemedyContent | undefined {
  const proposed = ofCase.find(
    ({ header, payload }) =>
      (header.type === 'remedy.proposed' || header.type === 'refusal.proposed') &&
      (payload as CasePayload<'remedy.proposed'>).proposalId === proposalId,
  );
  return proposed && (proposed.payload as CasePayload<'remedy.proposed'>).content;
}

/** Up to which amount it was lent; null where it was not, or without a bound. */
function lentFen({ delegationId }: AuthorityUsed, { directory }: Book): number | null {
  if (delegationId === null) return null;
  const lent = directory.find(
    ({ header, payload }) =>
      header.type === 'authority.delegated' &&
      (payload as DirectoryPayload<'authority.delegated'>).delegation.id === delegationId,
  );
  return lent ? (lent.payload as DirectoryPayload<'authority.delegated'>).delegation.upToFen : null;
}
