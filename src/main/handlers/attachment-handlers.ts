/** Evidence files: sniffed, sealed, kept by content. */
import path from 'node:path';
import type { Evidence } from '../../domain/complaint/values';
import type { EvidenceFile } from '../../domain/evidence/evidence-files';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok, type Result } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { veryLowBytes } from '../app/disk-watch';
import {
  MAX_ATTACHMENT_BYTES,
  type AddAttachmentError,
  type AttachmentStore,
  type NewAttachment,
} from '../attachments/attachment-store';
import { isVisibleDraft } from '../drafts/drafts';
import type { CallContext } from '../ipc/answer';
import { RecordsClosed } from '../records/records';
import type { Fetched } from '../sync/evidence-lane';
import type { Session } from '../session/session';
import { StoreUnavailable } from '../store/store-unavailable';
import type { Dialogs } from '../windows/dialogs';
import { withEvidenceKeys } from './evidence-key';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `attachment.${string}`>>;

type Refusal =
  | { readonly code: 'attachment.tooLarge'; readonly limitBytes: number }
  | { readonly code: 'attachment.empty' }
  | { readonly code: 'attachment.typeNotAllowed' }
  | { readonly code: 'attachment.typeMismatch' }
  | { readonly code: 'attachment.executable' }
  /** Room that is left is for text. */
  | { readonly code: 'attachment.diskLow'; readonly freeBytes: number }
  | { readonly code: 'attachment.unreadable' }
  | { readonly code: 'attachment.damaged' };

const extensions = ['jpg', 'jpeg', 'png', 'webp', 'heic', 'pdf', 'mp3', 'm4a', 'mp4', 'txt'] as const;
type ReadRefusal = 'attachment.notFound' | 'attachment.notReached' | 'attachment.damaged';

const mostAtOnce = 20;

export function attachmentHandlers(deps: {
  readonly core: Core;
  readonly store: AttachmentStore;
  readonly dialogs: Dialogs;
  /** Of the disk of the records. */
  readonly freeBytes: () => Promise<number>;
  /** From headquarters, which has what other PCs of the branch sent it. */
  readonly fetchEvidence: (file: EvidenceFile) => Promise<Fetched>;
}): Handlers {
  const { core, store, dialogs } = deps;

  /** What each session handed in itself: it may look at that before a draft has it. */
  const handedIn = new WeakMap<Session, Set<string>>();
  const isOfDraft = (session: Session, hidden: ReadonlySet<string>, sha256: string): boolean =>
    handedIn.get(session)?.has(sha256) === true ||
    session.drafts
      .list()
      .some(
        (draft) =>
          isVisibleDraft(draft, session.user.userId, hidden) &&
          draft.form.evidence.some((evidence) => evidence.sha256 === sha256),
      );

  const add = async (
    session: Session,
    file: { name: string; declaredType: string; source: NewAttachment['source']; fromCustomer: boolean },
  ): Promise<Result<Evidence, Refusal>> => {
    const { name, declaredType, source, fromCustomer } = file;
    const freeBytes = await deps.freeBytes();
    if (freeBytes < veryLowBytes) return err({ code: 'attachment.diskLow', freeBytes });
    const kept = await withEvidenceKeys(session, (keys) => store.addAttachment({ source, name, declaredType, keys }));
    if (!kept.ok) return err(refusalOf(kept.error));
    const { sha256, mime, sizeBytes } = kept.value;
    handedIn.set(session, (handedIn.get(session) ?? new Set()).add(sha256));
    return ok({ id: core.newId(), sha256, name: kept.value.name, mime, sizeBytes, fromCustomer });
  };

  /** Of a case, but not on this PC, or not whole: headquarters may have it. What came is kept, so that it is here without a line too. */
  const fetchAndKeep = async (
    session: Session,
    { sha256, sizeBytes, mime, name }: Evidence,
    here: Extract<Awaited<ReturnType<AttachmentStore['readAttachment']>>, { readonly ok: false }>,
  ): Promise<Result<Uint8Array, { readonly code: ReadRefusal }>> => {
    const fetched = await deps.fetchEvidence({ sha256, sizeBytes });
    if (!fetched.ok) {
      if (here.error.code === 'attachment.corrupt' || fetched.why === 'damaged')
        return err({ code: 'attachment.damaged' });
      return err({ code: fetched.why === 'elsewhere' ? 'attachment.notFound' : 'attachment.notReached' });
    }
    const { content } = fetched;
    const taken = await withEvidenceKeys(session, (keys) =>
      store.takeAttachment({ sha256, mime, name, content }, keys),
    );
    if (taken.ok || taken.error.code === 'attachment.diskFull') return ok(content);
    return err({ code: 'attachment.damaged' });
  };

  return {
    'attachment.add': async ({ name, declaredType, bytes, fromCustomer }, context) => {
      const added = await add(requireSession(context), { name, declaredType, source: { bytes }, fromCustomer });
      return added.ok ? ok({ evidence: added.value }) : added;
    },
    'attachment.pick': async ({ fromCustomer }, context) => {
      const session = requireSession(context);
      const files = await dialogs.open(extensions, { many: true });
      const added: Evidence[] = [];
      const refused: { name: string; error: Refusal | { readonly code: 'attachment.tooMany' } }[] = [];
      for (const [index, file] of files.entries()) {
        const name = path.basename(file);
        if (index >= mostAtOnce) {
          refused.push({ name, error: { code: 'attachment.tooMany' } });
          continue;
        }
        try {
          // By path: the store looks at the size before it reads, so that a film does not fill the memory first.
          const result = await add(session, { name, declaredType: '', source: { path: file }, fromCustomer });
          if (result.ok) added.push(result.value);
          else refused.push({ name, error: result.error });
        } catch (cause) {
          if (cause instanceof StoreUnavailable || cause instanceof RecordsClosed) throw cause;
          core.log.error('attachment.read', cause);
          refused.push({ name, error: { code: 'attachment.unreadable' } });
        }
      }
      return ok({ added, refused });
    },
    'attachment.read': async ({ caseId, sha256 }, context) => {
      const session = requireSession(context);
      const state = caseId === null ? undefined : await session.records.caseState(caseId);
      const known = state?.evidence.find((evidence) => evidence.sha256 === sha256);
      if (caseId !== null && (!state || !known)) return err({ code: 'attachment.notFound' });
      // Without a case it is a file of a draft; knowing the fingerprint of another one is no right to read it.
      if (caseId === null && !isOfDraft(session, await session.lists.hiddenCases(), sha256)) {
        return err({ code: 'attachment.notFound' });
      }
      const here = await withEvidenceKeys(session, (keys) => store.readAttachment(sha256, keys));
      const content = here.ok || known === undefined ? here : await fetchAndKeep(session, known, here);
      if (!content.ok) {
        const { code } = content.error;
        return err({ code: code === 'attachment.corrupt' ? 'attachment.damaged' : code });
      }
      if (state && caseId !== null) {
        await core.auditOnce(session, `evidence ${sha256}`, {
          type: 'audit.evidenceOpened',
          payload: { caseId, number: state.number, sha256 },
        });
      }
      return ok({ bytes: Uint8Array.from(content.value), mime: known?.mime ?? 'application/octet-stream' });
    },
  };
}

function refusalOf(error: AddAttachmentError): Refusal {
  switch (error.code) {
    case 'attachment.tooLarge':
      return { code: 'attachment.tooLarge', limitBytes: MAX_ATTACHMENT_BYTES };
    case 'attachment.empty':
      return { code: 'attachment.empty' };
    case 'attachment.unreadable':
      return { code: 'attachment.unreadable' };
    case 'attachment.damaged':
    case 'attachment.imageTooLarge':
      return { code: 'attachment.damaged' };
    case 'attachment.diskFull':
      throw new StoreUnavailable('diskFull');
    case 'attachment.typeNotAllowed':
    case 'attachment.typeMismatch':
    case 'attachment.executable':
      return error;
  }
}
