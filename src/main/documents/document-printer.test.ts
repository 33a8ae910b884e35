import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createDocumentPrinter,
  pdfPageCount,
  type DocumentWindow,
  type PdfOptions,
  type PrintOptions,
} from './document-printer';

const a4 = { html: '<p>', paper: 'a4' as const };
const roll = { html: '<p>', paper: 'roll80' as const };
const never = new Promise<never>(() => undefined);
const pdfOf = (pages: number): Uint8Array => new TextEncoder().encode(`/Type /Pages ${'/Type /Page\n'.repeat(pages)}`);

function aWindow(change: Partial<DocumentWindow> = {}) {
  const destroyed = vi.fn();
  const window: DocumentWindow = {
    load: () => Promise.resolve(),
    contentHeightPx: () => Promise.resolve(960),
    toPdf: () => Promise.resolve(pdfOf(1)),
    print: () => Promise.resolve({ success: true, reason: '' }),
    destroy: destroyed,
    ...change,
  };
  const faults: string[] = [];
  const printer = createDocumentPrinter({ openWindow: () => window, onFault: (step) => faults.push(step) });
  return { printer, destroyed, faults };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('PDF', () => {
  it('makes an A4 PDF and closes the page', async () => {
    const { printer, destroyed } = aWindow();
    expect(await printer.toPdf(a4)).toEqual({ ok: true, value: pdfOf(1) });
    expect(destroyed).toHaveBeenCalledTimes(1);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('makes a roll as long as its content, and longer when a line falls over', async () => {
    const sizes: PdfOptions['pageSize'][] = [];
    const { printer } = aWindow({
      toPdf: (options) => {
        sizes.push(options.pageSize);
        return Promise.resolve(pdfOf(sizes.length < 3 ? 2 : 1));
      },
    });
    expect((await printer.toPdf(roll)).ok).toBe(true);
    // 960 px are 254 mm; one more for rounding, then two times five.
    const millimetres = sizes.map((size) => (size === 'A4' ? 0 : Math.round(size.height * 25.4)));
    expect(millimetres).toEqual([255, 260, 265]);
  });

  it.each([
    ['load', { load: () => never }],
    ['toPdf', { toPdf: () => never }],
  ])('gives up when %s hangs, and closes the page', async (_step, change) => {
    const { printer, destroyed, faults } = aWindow(change);
    const answer = printer.toPdf(a4);
    await vi.advanceTimersByTimeAsync(30_001);
    expect(await answer).toEqual({ ok: false, error: { code: 'document.renderTimeout' } });
    expect(destroyed).toHaveBeenCalledTimes(1);
    expect(faults).toEqual(['render']);
  });

  it('answers a fault as a value, and closes the page', async () => {
    const { printer, destroyed } = aWindow({ toPdf: () => Promise.reject(new Error('renderer gone')) });
    expect(await printer.toPdf(a4)).toEqual({ ok: false, error: { code: 'document.renderFailed' } });
    expect(destroyed).toHaveBeenCalledTimes(1);
  });

  it('counts pages, not the page tree', () => {
    expect([0, 1, 3].map((pages) => pdfPageCount(pdfOf(pages)))).toEqual([0, 1, 3]);
  });
});

describe('print', () => {
  it('never prints silently, and passes copies and the size of the roll', async () => {
    const asked: PrintOptions[] = [];
    const print: DocumentWindow['print'] = (options) => {
      asked.push(options);
      return Promise.resolve({ success: true, reason: '' });
    };
    const { printer } = aWindow({ print });
    await printer.print(a4, 2);
    await printer.print(roll, 1);
    expect(asked).toMatchObject([
      { silent: false, copies: 2, pageSize: 'A4' },
      { silent: false, copies: 1, pageSize: { width: 80_000, height: 255_000 } },
    ]);
  });

  it.each([
    ['Print job canceled', 'document.printCancelled'],
    ['Invalid printer settings', 'document.printFailed'],
  ])('tells "%s" as %s', async (reason, code) => {
    const { printer } = aWindow({ print: () => Promise.resolve({ success: false, reason }) });
    expect(await printer.print(a4, 1)).toEqual({ ok: false, error: { code } });
  });

  it('lets a person think in the dialog, but not for ever', async () => {
    const { printer, destroyed } = aWindow({ print: () => never });
    const answer = printer.print(a4, 1);
    await vi.advanceTimersByTimeAsync(500_000);
    expect(destroyed).not.toHaveBeenCalled();
    await vi.advanceTimersByTimeAsync(100_001);
    expect(await answer).toEqual({ ok: false, error: { code: 'document.printFailed' } });
    expect(destroyed).toHaveBeenCalledTimes(1);
  });
});
