/**
 * From a rendered page to PDF bytes or to the printer dialog. Each job has a page of its own that is gone when the job ends,
 * whatever happened; every step has a time limit.
 */
import { err, ok, type Result } from '../../shared/contract/define';
import { html } from './html';
import type { RenderedDocument } from './render-document';
import { TIMED_OUT, within } from '../platform/time-limit';

/** Options of Electron's `printToPDF` that we use; lengths in inches. */
export interface PdfOptions {
  readonly printBackground: true;
  readonly preferCSSPageSize: boolean;
  readonly pageSize: 'A4' | { readonly width: number; readonly height: number };
  readonly margins: { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };
  readonly displayHeaderFooter?: true;
  readonly headerTemplate?: string;
  readonly footerTemplate?: string;
}

/** Options of Electron's `print` that we use; lengths in micrometres. Never silent: a person sees the dialog. */
export interface PrintOptions {
  readonly silent: false;
  readonly printBackground: true;
  readonly copies: number;
  readonly landscape?: true;
  readonly pageSize: 'A4' | { readonly width: number; readonly height: number };
  readonly margins?: { readonly marginType: 'none' };
}

/** A hidden page without script and without preload. */
export interface DocumentWindow {
  /** Resolves when page, style sheet, fonts and pictures are loaded. */
  readonly load: (document: Pick<RenderedDocument, 'html' | 'pictures'>) => Promise<void>;
  /** Height of the laid-out content in CSS pixels, for the given page width, as for print. */
  readonly contentHeightPx: (pageWidthPx: number) => Promise<number>;
  readonly toPdf: (options: PdfOptions) => Promise<Uint8Array>;
  readonly print: (options: PrintOptions) => Promise<{ readonly success: boolean; readonly reason: string }>;
  readonly destroy: () => void;
}

export interface DocumentPrinterDeps {
  readonly openWindow: () => DocumentWindow;
  /** Told what went wrong, without any content of the page. */
  readonly onFault: (step: string, cause: unknown) => void;
  /** Limit for loading and for making a PDF. Default 30 s. */
  readonly renderTimeoutMs?: number;
  /** Limit for the print dialog, in which a person may think. Default 10 min. */
  readonly dialogTimeoutMs?: number;
}

export type RenderError = { readonly code: 'document.renderTimeout' } | { readonly code: 'document.renderFailed' };
export type PrintError =
  RenderError | { readonly code: 'document.printFailed' } | { readonly code: 'document.printCancelled' };

export interface DocumentPrinter {
  /** Makes a PDF; `footer` stands on every page of a numbered one. An 80 mm slip is one page exactly as long as its content. */
  readonly toPdf: (document: RenderedDocument, footer?: string) => Promise<Result<Uint8Array, RenderError>>;
  /** Opens the print dialog of the system. */
  readonly print: (document: RenderedDocument, copies: number) => Promise<Result<null, PrintError>>;
}

const MM_PER_INCH = 25.4;
const PX_PER_INCH = 96;
const ROLL_WIDTH_MM = 80;
/** In the lower margin of every page: a line of words, and which page of how many it is. */
const withFooter = (words: string) =>
  ({
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate: html`<div
      style="width:100%;padding:0 18mm;display:flex;justify-content:space-between;font:7px sans-serif;color:#555"
    >
      <span>${words}</span><span><span class="pageNumber"></span> / <span class="totalPages"></span></span>
    </div>`.markup,
  }) as const;
const NO_MARGINS = { top: 0, bottom: 0, left: 0, right: 0 };

/** Creates the printer of customer documents. */
export function createDocumentPrinter(deps: DocumentPrinterDeps): DocumentPrinter {
  const renderTimeoutMs = deps.renderTimeoutMs ?? 30_000;
  const dialogTimeoutMs = deps.dialogTimeoutMs ?? 600_000;

  const withPage = async <T, E>(
    document: RenderedDocument,
    job: (page: DocumentWindow) => Promise<Result<T, E>>,
  ): Promise<Result<T, E | RenderError>> => {
    let page: DocumentWindow | undefined;
    try {
      page = deps.openWindow();
      await within(renderTimeoutMs, page.load(document));
      return await job(page);
    } catch (cause) {
      deps.onFault('render', cause);
      return err(cause === TIMED_OUT ? { code: 'document.renderTimeout' } : { code: 'document.renderFailed' });
    } finally {
      page?.destroy();
    }
  };

  const rollHeightMm = async (page: DocumentWindow): Promise<number> => {
    const heightPx = await within(renderTimeoutMs, page.contentHeightPx((ROLL_WIDTH_MM / MM_PER_INCH) * PX_PER_INCH));
    return Math.ceil((heightPx / PX_PER_INCH) * MM_PER_INCH) + 1;
  };

  return {
    toPdf: (document, footer) =>
      withPage<Uint8Array, RenderError>(document, async (page) => {
        if (document.paper === 'a4') {
          const options: PdfOptions = {
            printBackground: true,
            preferCSSPageSize: true,
            pageSize: 'A4',
            margins: NO_MARGINS,
            ...(footer === undefined ? {} : withFooter(footer)),
          };
          return ok(await within(renderTimeoutMs, page.toPdf(options)));
        }
        let heightMm = await rollHeightMm(page);
        // Rounding can push the last line to a second page; a roll has no pages, so the paper grows instead.
        for (let attempt = 0; ; attempt += 1) {
          const pageSize = { width: ROLL_WIDTH_MM / MM_PER_INCH, height: heightMm / MM_PER_INCH };
          const options: PdfOptions = {
            printBackground: true,
            preferCSSPageSize: false,
            pageSize,
            margins: NO_MARGINS,
          };
          const pdf = await within(renderTimeoutMs, page.toPdf(options));
          if (attempt === 3 || pdfPageCount(pdf) <= 1) return ok(pdf);
          heightMm += 5;
        }
      }),

    print: (document, copies) =>
      withPage<null, PrintError>(document, async (page) => {
        const pageSize =
          document.paper === 'a4'
            ? ('A4' as const)
            : { width: ROLL_WIDTH_MM * 1000, height: (await rollHeightMm(page)) * 1000 };
        const base = {
          silent: false,
          printBackground: true,
          copies,
          pageSize,
          ...(document.landscape === undefined ? {} : { landscape: document.landscape }),
        } as const;
        const options: PrintOptions = document.paper === 'a4' ? base : { ...base, margins: { marginType: 'none' } };
        try {
          const { success, reason } = await within(dialogTimeoutMs, page.print(options));
          if (success) return ok(null);
          if (/cancel/i.test(reason)) return err({ code: 'document.printCancelled' });
          deps.onFault('print', reason);
        } catch (cause) {
          deps.onFault('print', cause);
        }
        return err({ code: 'document.printFailed' });
      }),
  };
}

/** Pages in a PDF as Chromium writes it (page objects are not compressed there). */
export function pdfPageCount(pdf: Uint8Array): number {
  const text = new TextDecoder('latin1').decode(pdf);
  return (text.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length;
}
