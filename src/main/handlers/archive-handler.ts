/** 卷宗: the file of a case as one PDF, printed twice: first to learn the pages, then with them in its index. */
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import path from 'node:path';
import { customerText } from '../../domain/documents/audience-text';
import type { LocalDateTime } from '../../domain/documents/format';
import type { CaseState } from '../../domain/complaint/state';
import { isCaseEventType } from '../../domain/complaint/events';
import type { PaperKind } from '../../domain/complaint/values';
import type { OpenEvent } from '../../domain/evidence/event-envelope';
import type { AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { pdfPageCount, type DocumentPrinter } from '../documents/document-printer';
import { documentTexts, type DocumentTexts } from '../documents/document-texts';
import { pdfPlaces } from '../documents/pdf-places';
import type { Archive, ArchiveDocument } from '../documents/render-archive';
import type { CallContext } from '../ipc/serve-contract';
import type { Disk } from '../platform/disk';
import { fileWords } from '../registers/export-file';
import { ledgerTools } from '../registers/export-ledger';
import { ledgerColumns, ledgerLine } from '../registers/ledger-columns';
import type { Dialogs } from '../windows/dialogs';
import { minutesOnPaper } from './minutes-handler';
import { requireSession } from './require-session';
import { timelineValues } from './timeline-values';

export interface ArchiveDeps {
  readonly core: Core;
  readonly printer: DocumentPrinter;
  readonly dialogs: Dialogs;
  readonly disk: Disk;
  readonly fontsUrl: string | null;
}

export function archiveHandler({
  core,
  printer,
  dialogs,
  disk,
  fontsUrl,
}: ArchiveDeps): Pick<AppHandlers<CallContext>, 'archive.make'> {
  return {
    'archive.make': async ({ commandId, caseId, language }, context) => {
      const session = requireSession(context);
      const state = await session.records.caseState(caseId);
      const { branch, demo } = core.directory();
      if (!state || !branch) return err({ code: 'case.notFound' });
      const cancelled = ok({ cancelled: true, fileName: null, pages: 0 });
      const file = await dialogs.saveAs(`${state.number}-archive.pdf`, 'pdf');
      if (file === undefined) return cancelled;
      const archive = archiveOf(core, state, await session.records.events(caseId), language);
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
      };
      const { copy } = options;
      const footer = documentTexts(language)('foot.copy', {
        user: copy.printedBy,
        time: copy.printedAt.replace('T', ' '),
        copyId: copy.copyId,
        number: copy.number,
      });
      const first = await printer.toPdf(renderArchive(archive, new Map(), options), footer);
      if (!first.ok) return err({ code: 'document.printFailed' });
      const pdf = await printer.toPdf(renderArchive(archive, pdfPlaces(first.value), options), footer);
      if (!pdf.ok) return err({ code: 'document.printFailed' });
      const pages = pdfPageCount(pdf.value);
      // The trace comes first: a file without one must not be.
      await core.audit(session, {
        type: 'audit.archiveMade',
        payload: { caseId, number: state.number, copyId: commandId, pages },
      });
      try {
        await disk.writeAtomic(file, pdf.value, 0o600);
      } catch (cause) {
        core.log.error('archive.save', cause);
        return err({ code: 'document.saveFailed' });
      }
      return ok({ cancelled: false, fileName: path.basename(file), pages });
    },
  };
}

function archiveOf(core: Core, state: CaseState, events: readonly OpenEvent[], language: Archive['language']): Archive {
  const { branch } = core.directory();
  if (!branch) throw new Error('an archive needs a branch');
  const t = documentTexts(language);
  const words = fileWords(core, language);
  const tools = ledgerTools(core, branch, words, 'full');
  const time = (ms: number): LocalDateTime => localDateTimeOf(ms, branch.timeZone);
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
      person: core.personName(event.header.actor.userId),
      words: wordsOf(core, event),
    })),
    documents: documentsOf(state, events, t, time),
    minutes: (state.investigation?.minutes ?? [])
      .toSorted((a, b) => a.metAtMs - b.metAtMs)
      .map((one) => minutesOnPaper(core, branch, state, one, language)),
  };
}

/** What somebody wrote to the act, internal notes among it: the file is for staff. */
function wordsOf(core: Core, event: OpenEvent): string {
  if (event.header.type === 'note.added') return (event.payload as { readonly staffText: string }).staffText;
  const values = timelineValues(core, event);
  return ['reason', 'comment', 'note', 'summary'].map((name) => String(values[name] ?? '')).find(Boolean) ?? '';
}

/** Evidence and every printed copy, in the order in which they came. */
function documentsOf(
  state: CaseState,
  events: readonly OpenEvent[],
  t: DocumentTexts,
  time: (ms: number) => LocalDateTime,
): readonly ArchiveDocument[] {
  const attachedAt = new Map<string, number>();
  const printed: ArchiveDocument[] = [];
  for (const { header, payload } of events) {
    if (header.type === 'evidence.attached')
      attachedAt.set((payload as { readonly evidence: { readonly id: string } }).evidence.id, header.at.wall);
    if (header.type !== 'document.printed') continue;
    const { kind, copyNo, textSha256 } = payload as {
      readonly kind: PaperKind;
      readonly copyNo: number;
      readonly textSha256: string;
    };
    const details = t('archive.copy', { no: copyNo });
    printed.push({ at: time(header.at.wall), title: t(`letters.kind.${kind}`), details, sha256: textSha256 });
  }
  const evidence = state.evidence.map((one): ArchiveDocument => ({
    at: time(attachedAt.get(one.id) ?? state.registeredAtMs),
    title: one.name,
    details: t(one.fromCustomer ? 'archive.fromCustomer' : 'archive.fromStaff', {
      mime: one.mime,
      size: one.sizeBytes,
    }),
    sha256: one.sha256,
  }));
  return [...evidence, ...printed].sort((a, b) => ((a.at ?? '') < (b.at ?? '') ? -1 : 1));
}
