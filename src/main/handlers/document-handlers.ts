/** Customer documents: preview, PDF, print. A copy is recorded only when it was really made. */
import { createHash } from 'node:crypto';
import { customerText } from '../../domain/documents/audience-text';
import { checkLetter, missingOf, slipCheck, type LetterCheck } from '../../domain/documents/letter-check';
import { compileLetter } from '../../domain/documents/letter-template';
import { composeLetter } from '../../domain/documents/letters/registry';
import { paragraphOf } from '../../domain/complaint/letter-paragraph';
import type { CaseState } from '../../domain/complaint/state';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok, type Result } from '../../shared/contract/define';
import type { DocumentRequest, SaveFailed } from '../../shared/contract/document';
import vocabularyEn from '../../shared/locales/vocabulary.en.json';
import vocabularyZh from '../../shared/locales/vocabulary.zh-CN.json';
import type { Core } from '../app/core';
import { saveFile } from '../export/save-file';
import type { DocumentPrinter } from '../documents/document-printer';
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import { labelOf } from '../../domain/taxonomy/taxonomy';
import { documentTexts } from '../documents/document-texts';
import { letterTemplate } from '../documents/letter-templates';
import { qrTokenOf } from '../documents/qr-token';
import type { RenderedDocument, RenderOptions } from '../documents/render-document';
import type { CallContext } from '../ipc/answer';
import type { Disk } from '../platform/disk';
import type { Session } from '../session/session';
import type { Dialogs } from '../windows/dialogs';
import { slipOf, type PaperContext } from './document-data';
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

type Rendered = {
  readonly document: RenderedDocument;
  readonly check: LetterCheck;
  /** Of a letter: which text it was made from. */
  readonly template?: { readonly id: string; readonly version: number };
  /** The same as a DOCX file; only letters that are complete. */
  readonly docx?: () => Promise<Uint8Array>;
};
type RenderRefusal = { readonly code: 'case.notFound' } | { readonly code: 'document.notYet' };

interface Put {
  readonly cancelled: boolean;
  readonly fileName: string | null;
}
const nothingPut: Put = { cancelled: true, fileName: null };
type PutRefusal = { readonly code: 'document.notYet' } | { readonly code: 'document.printFailed' } | SaveFailed;

/** The case takes no copy any more: then none is handed out either. */
class NotRecorded extends Error {}

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
      classOf: (id) => labelOf(core.taxonomy, id, language),
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
        printedAt: localDateTimeOf(core.nowMs(), branch.timeZone),
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
    const freeText = paragraphOf(state, request.kind, language);
    const compiled = compileLetter(letterTemplate(form, language), data, duties, freeText);
    const check = checkLetter(duties, compiled);
    if (!compiled.ok) return ok({ state, document: { html: '', paper: 'a4' }, check });
    const docx = async (): Promise<Uint8Array> => {
      const { letterDocx } = await import('../documents/render-docx');
      return letterDocx(compiled.value, data.branch, language, options);
    };
    const { templateId: id, templateVersion: version } = compiled.value;
    const document = renderLetter(compiled.value, data.branch, language, options);
    return ok({ state, document, check, docx, template: { id, version } });
  };

  const fileOf = async (make: () => Promise<Uint8Array>): Promise<Result<Uint8Array, null>> => {
    try {
      return ok(await make());
    } catch (cause) {
      core.log.error('document.docx', cause);
      return err(null);
    }
  };

  return {
    'document.preview': async (request, context) => {
      const session = requireSession(context);
      const rendered = await render(session, request, core.newId(), true);
      if (!rendered.ok) return rendered;
      const { id: caseId, number } = rendered.value.state;
      await core.auditOnce(session, `preview ${caseId} ${request.kind}`, {
        type: 'audit.paperPreviewed',
        payload: { caseId, number, kind: request.kind },
      });
      return ok({ html: rendered.value.document.html, check: rendered.value.check });
    },
    'document.output': async ({ commandId, target, ...request }, context) => {
      const session = requireSession(context);
      const rendered = await render(session, request, commandId, false);
      if (!rendered.ok) return rendered;
      const { document, check, state, docx, template } = rendered.value;
      const missing = missingOf(check);
      if (missing.length > 0) return err({ code: 'letter.fieldEmpty', fields: missing.map(({ field }) => field) });
      const record = async (content: string | Uint8Array): Promise<void> => {
        const recorded = await session.records.runCaseCommand({
          commandId,
          caseId: request.caseId,
          actor: { userId: session.user.userId, role: session.user.role },
          command: {
            name: 'recordPrint',
            input: {
              documentId: commandId,
              kind: request.kind,
              format: target === 'docx' ? 'docx' : request.format,
              language: request.language,
              textSha256: createHash('sha256').update(content).digest('hex'),
              ...(template ? { template } : {}),
            },
          },
        });
        if (!recorded.ok) throw new NotRecorded();
      };
      const put = async (): Promise<Result<Put, PutRefusal>> => {
        if (target === 'print') {
          const printed = await printer.print(document, 1);
          if (!printed.ok && printed.error.code === 'document.printCancelled') return ok(nothingPut);
          if (!printed.ok) return err({ code: 'document.printFailed' });
          await record(document.html);
          return ok({ cancelled: false, fileName: null });
        }
        if (target === 'docx' && !docx) return err({ code: 'document.notYet' });
        const file = await dialogs.saveAs(`${state.number}-${request.kind}.${target}`, target);
        if (file === undefined) return ok(nothingPut);
        const made = target === 'docx' && docx ? await fileOf(docx) : await printer.toPdf(document);
        if (!made.ok) return err({ code: 'document.printFailed' });
        const bytes = made.value;
        const trace = () => record(target === 'docx' ? bytes : document.html);
        const saved = await saveFile({ core, disk }, { file, bytes, mode: 0o644, trace });
        return saved.ok ? ok({ cancelled: false, fileName: saved.value }) : saved;
      };
      const done = await put().catch((cause: unknown) => {
        if (cause instanceof NotRecorded) return err({ code: 'case.notFound' as const });
        throw cause;
      });
      if (!done.ok) return done;
      if (done.value.cancelled) return ok({ ...nothingPut, copyNo: null });
      const { caseState, caseForSlip } = session.records;
      const after = await (request.kind === 'slip' ? caseForSlip : caseState)(request.caseId);
      return ok({ ...done.value, copyNo: after?.printedCopies[request.kind] ?? null });
    },
  };
}

function textAt(tree: object, key: string): string {
  let node: unknown = tree;
  for (const part of key.split('.')) node = (node as Record<string, unknown> | undefined)?.[part];
  return typeof node === 'string' ? node : key;
}
