/** 卷宗: the file of a case as one PDF, printed twice: first to learn the pages, then with them in its index. */
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import { createHash } from 'node:crypto';
import { may } from '../../domain/authority/roles';
import { customerText } from '../../domain/documents/audience-text';
import type { LocalDateTime } from '../../domain/documents/format';
import { explainLateness, lateArchive } from '../../domain/complaint/lateness';
import type { CaseState } from '../../domain/complaint/state';
import { isCaseEventType } from '../../domain/complaint/events';
import type { Evidence, PaperKind } from '../../domain/complaint/values';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { saveFile } from '../export/save-file';
import { pdfPageCount } from '../documents/document-printer';
import { documentTexts, type DocumentTexts } from '../documents/document-texts';
import { createPictureScaler, type PictureWindow } from '../documents/picture-scaler';
import { pdfPlaces } from '../documents/pdf-places';
import type { Archive, ArchiveDocument } from '../documents/render-archive';
import type { AttachmentStore } from '../attachments/attachment-store';
import type { CallContext } from '../ipc/answer';
import { fileWords } from '../registers/export-file';
import { ledgerTools } from '../registers/export-ledger';
import { ledgerColumns, ledgerLine } from '../registers/ledger-columns';
import { archivePictures, isPicture, type ArchivePictures } from './archive-pictures';
import { minutesOnPaper } from './minutes-handler';
import { requireSession } from './require-session';
import type { PaperDeps } from './staff-paper';
import { namesIn, wholeHistory, type Names } from './past-events';
import { timelineValues } from './timeline-values';

export interface ArchiveDeps extends PaperDeps {
  readonly attachments: Pick<AttachmentStore, 'readAttachment'>;
  readonly openPictureWindow: () => PictureWindow;
}

export function archiveHandler({
  core,
  attachments,
  openPictureWindow,
  printer,
  dialogs,
  disk,
  fontsUrl,
}: ArchiveDeps): Pick<AppHandlers<CallContext>, 'archive.make'> {
  return {
    'archive.make': async ({ commandId, caseId, language, lateness = [] }, context) => {
      const session = requireSession(context);
      const state = await session.records.caseState(caseId);
      const { branch, demo } = core.directory();
      if (!state || !branch) return err({ code: 'case.notFound' });
      // 归档: what an auditor saves to read, and the file of a case that is still open, end no duty.
      const endsDuty = state.status === 'closed' && may(session.user.role, 'case.close');
      const late = endsDuty ? lateArchive(state, core.missedClocks(state), core.today()) : [];
      // Asked before the work: a file that nobody may record would lie there as if it were the archive.
      const explained = explainLateness(late, lateness, core.latenessReasons());
      if (!explained.ok) return err(explained.error);
      const cancelled = ok({ cancelled: true, fileName: null, pages: 0, archived: false });
      const file = await dialogs.saveAs(`${state.number}-archive.pdf`, 'pdf');
      if (file === undefined) return cancelled;
      const scaler = createPictureScaler({
        openWindow: openPictureWindow,
        onFault: (step, cause) => {
          core.log.error(`archive.${step}`, cause);
        },
      });
      const pictures = await archivePictures(session, state.evidence, { store: attachments, scaler });
      const archive = archiveOf(core, state, await session.records.events(caseId), pictures, language);
      const { renderArchive } = await import('../documents/render-archive');
      const options = {
        demo,
        copy: {
          printedBy: customerText(session.user.name),
          printedAt: localDateTimeOf(core.nowMs(), branch.timeZone),
          copyId: commandId,
          number: 1,
        },
        resolveAsset: () => fontsUrl,
        pictures: pictures.jpegs,
      };
      const { copy } = options;
      const footer = documentTexts(language)('foot.copy', {
        user: copy.printedBy,
        time: copy.printedAt.replace('T', ' '),
        copyId: copy.copyId,
        number: copy.number,
      });
      const first = await printer.toPdf(renderArchive(archive, null, options), footer);
      if (!first.ok) return err({ code: 'document.printFailed' });
      const pdf = await printer.toPdf(renderArchive(archive, pdfPlaces(first.value), options), footer);
      if (!pdf.ok) return err({ code: 'document.printFailed' });
      const pages = pdfPageCount(pdf.value);
      const payload = { caseId, number: state.number, copyId: commandId, pages };
      const trace = () => core.audit(session, { type: 'audit.archiveMade', payload });
      const saved = await saveFile({ core, disk }, { file, bytes: pdf.value, trace });
      if (!saved.ok) return saved;
      const made = { cancelled: false, fileName: saved.value, pages };
      if (!endsDuty) return ok({ ...made, archived: false });
      const recorded = await session.records.runCaseCommand({
        commandId,
        caseId,
        actor: { userId: session.user.userId, role: session.user.role },
        command: {
          name: 'recordArchive',
          input: {
            copyId: commandId,
            sha256: createHash('sha256').update(pdf.value).digest('hex'),
            pages,
            language,
            lateness: [...lateness],
          },
        },
      });
      // Taken up again meanwhile, or not theirs to handle: the file is there, and the page says that it ended nothing.
      return ok({ ...made, archived: recorded.ok });
    },
  };
}

function archiveOf(
  core: Core,
  state: CaseState,
  own: readonly OpenEvent[],
  { drawn }: ArchivePictures,
  language: Archive['language'],
): Archive {
  const { branch } = core.directory();
  if (!branch) throw new Error('an archive needs a branch');
  const t = documentTexts(language);
  const words = fileWords(core, language);
  const tools = ledgerTools(core, branch, words, 'full');
  const time = (ms: number): LocalDateTime => localDateTimeOf(ms, branch.timeZone);
  const events = wholeHistory(own).map(({ event }) => event);
  const names = namesIn(core, state);
  const evidence = evidenceOf(state, events, t, time);
  const cells = ledgerLine(state, core.deadlinesOf(state), tools);
  const record = ledgerColumns.flatMap(({ id, kind }, index) => {
    const cell = cells[index] ?? null;
    if (cell === null || cell === '') return [];
    const value = kind === 'money' ? (Number(cell) / 100).toFixed(2) : String(cell);
    return [{ label: words.t.column[id], value: kind === 'dateTime' ? value.replace('T', ' ') : value }];
  });
  return {
    language,
    branch: {
      institution: customerText(branch.institutionName),
      outlet: customerText(branch.name),
      address: customerText(branch.address),
      phone: customerText(branch.phone),
    },
    number: state.number,
    status: tools.word(`status.${state.status}`),
    receivedAt: time(state.receivedAtMs),
    complainant: state.details.parties.map(({ name }) => name).join(language === 'en' ? ', ' : '、'),
    record,
    events: events.map((event) => ({
      at: time(event.header.at.wall),
      title: isCaseEventType(event.header.type) ? t(`archive.event.${event.header.type}`) : event.header.type,
      person: names.personName(event.header.actor.userId),
      words: wordsOf(names, event),
    })),
    documents: documentsOf(evidence, events, t, time),
    minutes: (state.investigation?.minutes ?? [])
      .toSorted((a, b) => a.metAtMs - b.metAtMs)
      .map((one) => minutesOnPaper(core, branch, state, one, language)),
    cards: (state.agreeCards ?? []).map(({ atMs, by, witnessId, card, digest, signature }) => ({
      at: time(atMs),
      person: names.personName(by),
      witness: witnessId === null ? '' : names.personName(witnessId),
      card,
      digest,
      signature,
    })),
    pictures: evidence.filter(isPicture).map(({ name, at, by, details, sha256 }) => ({
      title: name,
      at,
      person: names.personName(by),
      details,
      sha256,
      drawn: drawn.get(sha256) ?? 'missing',
    })),
  };
}

interface EvidenceOnPaper extends Evidence {
  readonly at: LocalDateTime;
  /** Who added it. */
  readonly by: string;
  readonly details: string;
}

/** Evidence with the act that brought it: what came with the registration is its registrar's. */
function evidenceOf(
  state: CaseState,
  events: readonly OpenEvent[],
  t: DocumentTexts,
  time: (ms: number) => LocalDateTime,
): readonly EvidenceOnPaper[] {
  const added = new Map<string, OpenEvent['header']>();
  for (const { header, payload } of events)
    if (header.type === 'evidence.attached')
      added.set((payload as { readonly evidence: { readonly id: string } }).evidence.id, header);
  const registered = events.find(({ header }) => header.type === 'case.registered')?.header;
  return state.evidence
    .map((one) => {
      const header = added.get(one.id) ?? registered;
      const details = { mime: one.mime, size: one.sizeBytes };
      return {
        ...one,
        at: time(header?.at.wall ?? state.registeredAtMs),
        by: header?.actor.userId ?? '',
        details: t(one.fromCustomer ? 'archive.fromCustomer' : 'archive.fromStaff', details),
      };
    })
    .toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}

/** What somebody wrote to the act, internal notes among it: the file is for staff. */
function wordsOf(names: Names, event: OpenEvent): string {
  if (event.header.type === 'note.added') return (event.payload as { readonly staffText: string }).staffText;
  const values = timelineValues(names, event);
  return ['reason', 'comment', 'note', 'summary'].map((name) => String(values[name] ?? '')).find(Boolean) ?? '';
}

/** Evidence and every printed copy, in the order in which they came. */
function documentsOf(
  evidence: readonly EvidenceOnPaper[],
  events: readonly OpenEvent[],
  t: DocumentTexts,
  time: (ms: number) => LocalDateTime,
): readonly ArchiveDocument[] {
  const printed = events.flatMap(({ header, payload }): readonly ArchiveDocument[] => {
    if (header.type !== 'document.printed') return [];
    const { kind, copyNo, textSha256 } = payload as {
      readonly kind: PaperKind;
      readonly copyNo: number;
      readonly textSha256: string;
    };
    const details = t('archive.copy', { no: copyNo });
    return [{ at: time(header.at.wall), title: t(`letters.kind.${kind}`), details, sha256: textSha256, place: null }];
  });
  const pictures = evidence.filter(isPicture);
  const handedIn = evidence.map((one): ArchiveDocument => {
    const { at, name: title, details, sha256 } = one;
    return { at, title, details, sha256, place: isPicture(one) ? pictures.indexOf(one) + 1 : 'outside' };
  });
  return [...handedIn, ...printed].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
}
