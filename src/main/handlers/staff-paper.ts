/** A page that somebody prints or saves as PDF, with a trace of it in the audit stream. */
import { customerText } from '../../domain/documents/audience-text';
import { err, ok, type Result } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { saveFile } from '../export/save-file';
import type { SaveFailed } from '../../shared/contract/document';
import type { DocumentPrinter } from '../documents/document-printer';
import type { RenderedDocument, RenderOptions } from '../documents/render-document';
import type { Session } from '../session/session';
import type { Disk } from '../platform/disk';
import type { Dialogs } from '../windows/dialogs';
import { localDateTimeOf } from '../../domain/deadlines/time-zone';

export interface PaperDeps {
  readonly core: Core;
  readonly printer: DocumentPrinter;
  readonly dialogs: Dialogs;
  readonly disk: Disk;
  readonly fontsUrl: string | null;
}

export interface StaffPaper {
  readonly copyId: string;
  readonly fileName: string;
  readonly target: 'print' | 'pdf';
  /** Which copy it is, where copies are counted. Default 1. */
  readonly number?: number;
  readonly render: (options: RenderOptions) => Promise<RenderedDocument>;
  readonly trace: Parameters<PaperDeps['core']['audit']>[1];
}

export type StaffPaperResult = Result<
  { readonly cancelled: boolean; readonly fileName: string | null },
  { readonly code: 'document.printFailed' } | SaveFailed
>;

/** Asks for the place of a file first, so that nothing is made in vain. */
export async function putOnPaper(
  { core, printer, dialogs, disk, fontsUrl }: PaperDeps,
  session: Session,
  { copyId, fileName, target, number = 1, render, trace }: StaffPaper,
): Promise<StaffPaperResult> {
  const cancelled = ok({ cancelled: true, fileName: null });
  const file = target === 'pdf' ? await dialogs.saveAs(fileName, 'pdf') : null;
  if (file === undefined) return cancelled;
  const { branch, demo } = core.directory();
  const rendered = await render({
    demo,
    copy: {
      printedBy: customerText(session.user.name),
      printedAt: localDateTimeOf(core.nowMs(), branch?.timeZone ?? 'Asia/Shanghai'),
      copyId,
      number,
    },
    resolveAsset: () => fontsUrl,
  });
  if (file === null) {
    const printed = await printer.print(rendered, 1);
    if (!printed.ok && printed.error.code === 'document.printCancelled') return cancelled;
    if (!printed.ok) return err({ code: 'document.printFailed' });
    await core.audit(session, trace);
    return ok({ cancelled: false, fileName: null });
  }
  const pdf = await printer.toPdf(rendered);
  if (!pdf.ok) return err({ code: 'document.printFailed' });
  const saved = await saveFile({ core, disk }, { file, bytes: pdf.value, trace: () => core.audit(session, trace) });
  return saved.ok ? ok({ cancelled: false, fileName: saved.value }) : saved;
}
