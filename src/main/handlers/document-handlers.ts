/** Customer documents: preview, PDF, print. A copy is recorded only when it was really made. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { customerText } from '../../domain/documents/audience-text';
import { checkLetter, missingOf, slipCheck, type LetterCheck } from '../../domain/documents/letter-check';
import { compileLetter } from '../../domain/documents/letter-template';
import { composeLetter } from '../../domain/documents/letters/registry';
import type { CaseState } from '../../domain/complaint/state';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok, type Result } from '../../shared/contract/define';
import type { DocumentRequest } from '../../shared/contract/document';
import vocabularyEn from '../../shared/locales/vocabulary.en.json';
import vocabularyZh from '../../shared/locales/vocabulary.zh-CN.json';
import type { Core } from '../app/core';
import type { DocumentPrinter } from '../documents/document-printer';
import { documentTexts } from '../documents/document-texts';
import { letterTemplate } from '../documents/letter-templates';
import { qrTokenOf } from '../documents/qr-token';
import type { RenderedDocument, RenderOptions } from '../documents/render-document';
import type { CallContext } from '../ipc/serve-contract';
import type { Disk } from '../platform/disk';
import type { Session } from '../session/session';
import type { Dialogs } from '../windows/dialogs';
import { localDateTime, slipOf, type PaperContext } from './document-data';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `document.${string}`>>;

export interface DocumentDeps {
  readonly core: Core;
  readonly printer: DocumentPrinter;
  readonly dialogs: Dialogs;
  readonly disk: Disk;
  /** Where printed pages find the bundled fonts. */
  readonly fontsUrl: string | null;
}

const vocabularies = { 'zh-CN': vocabularyZh, en: vocabularyEn } as const;

type Rendered = { readonly document: RenderedDocument; readonly check: LetterCheck };
type RenderRefusal = { readonly code: 'case.notFound' } | { readonly code: 'document.notYet' };

export function documentHandlers({ core, printer, dialogs, disk, fontsUrl }: DocumentDeps): Handlers {
  const render = async (
    session: Session,
    request: DocumentRequest,
    copyId: string,
    forScreen: boolean,
  ): Promise<Result<Rendered & { readonly state: CaseState }, RenderRefusal>> => {
    const { caseState, caseForSlip } = session.records;
    const state = await (request.kind === 'slip' ? caseForSlip : caseState)(request.caseId);
    const { branch } = core.directory();
    if (!state || !branch) return err({ code: 'case.notFound' });
    const { language } = request;
    const context: PaperContext = {
      branch,
      language,
      texts: documentTexts(language),
      personName: core.personName,
      deadlines: core.deadlinesOf(state),
      rules: core.lawOf(state).rules,
      vocabulary: (key) => textAt(vocabularies[language], key),
      qrPayload: qrTokenOf(state.number, session.keys.lookup),
      nowMs: core.nowMs(),
    };
    const options: RenderOptions = {
      demo: core.directory().demo,
      copy: {
        printedBy: customerText(session.user.name),
        printedAt: localDateTime(core.nowMs(), branch.timeZone),
        copyId,
        number: (state.printedCopies[request.kind] ?? 0) + 1,
      },
      resolveAsset: () => (forScreen ? null : fontsUrl),
    };
    const { renderLetter, renderSlip } = await import('../documents/render-document');
    if (request.kind === 'slip') {
      return ok({ state, document: renderSlip(slipOf(state, context), request.format, options), check: slipCheck });
    }
    const letter = composeLetter(request.kind, { ...context, state });
    if (!letter) return err({ code: 'document.notYet' });
    const { form, data, duties } = letter;
    const compiled = compileLetter(letterTemplate(form, language), data, duties);
    const check = checkLetter(duties, compiled);
    if (!compiled.ok) return ok({ state, document: { html: '', paper: 'a4' }, check });
    return ok({ state, document: renderLetter(compiled.value, data.branch, language, options), check });
  };

  return {
    'document.preview': async (request, context) => {
      const session = requireSession(context);
      const rendered = await render(session, request, core.newId(), true);
      if (!rendered.ok) return rendered;
      return ok({ html: rendered.value.document.html, check: rendered.value.check });
    },
    'document.output': async ({ commandId, target, ...request }, context) => {
      const session = requireSession(context);
      const rendered = await render(session, request, commandId, false);
      if (!rendered.ok) return rendered;
      const { document, check, state } = rendered.value;
      const missing = missingOf(check);
      if (missing.length > 0) return err({ code: 'letter.fieldEmpty', fields: missing.map(({ field }) => field) });
      const cancelled = ok({ cancelled: true, copyNo: null, fileName: null });
      let fileName: string | null = null;
      if (target === 'pdf') {
        const file = await dialogs.saveAs(`${state.number}-${request.kind}.pdf`, 'pdf');
        if (file === undefined) return cancelled;
        const pdf = await printer.toPdf(document);
        if (!pdf.ok) return err({ code: 'document.printFailed' });
        try {
          await disk.writeAtomic(file, pdf.value, 0o644);
        } catch (cause) {
          core.log.error('document.save', cause);
          return err({ code: 'document.saveFailed' });
        }
        fileName = path.basename(file);
      } else {
        const printed = await printer.print(document, 1);
        if (!printed.ok && printed.error.code === 'document.printCancelled') return cancelled;
        if (!printed.ok) return err({ code: 'document.printFailed' });
      }
      const recorded = await session.records.runCaseCommand({
        commandId,
        caseId: request.caseId,
        actor: { userId: session.user.userId, role: session.user.role },
        command: {
          name: 'recordPrint',
          input: {
            documentId: commandId,
            kind: request.kind,
            format: request.format,
            language: request.language,
            textSha256: createHash('sha256').update(document.html).digest('hex'),
          },
        },
      });
      if (!recorded.ok) return err({ code: 'case.notFound' });
      const { caseState, caseForSlip } = session.records;
      const after = await (request.kind === 'slip' ? caseForSlip : caseState)(request.caseId);
      return ok({ cancelled: false, copyNo: after?.printedCopies[request.kind] ?? null, fileName });
    },
  };
}

function textAt(tree: object, key: string): string {
  let node: unknown = tree;
  for (const part of key.split('.')) node = (node as Record<string, unknown> | undefined)?.[part];
  return typeof node === 'string' ? node : key;
}
