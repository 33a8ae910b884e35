/** A PDF as pictures of its pages. The parser runs in a worker of our own origin, without eval and without fetching. */
import Box from '@mui/material/Box';
import { getDocument, PDFWorker, type PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import workerUrl from 'pdfjs-dist/legacy/build/pdf.worker.mjs?url';
import { useEffect, useRef, useState } from 'react';
import { c } from '../app/theme/css-vars';
import { startWorker } from '../bridge/trusted';

/** More would only cost memory; the file itself stays complete. */
const MOST_PAGES = 30;
/** A page drawn wider than this takes too much memory; beyond it is enlarged. */
const WIDEST_PX = 3_000;

export interface PdfPagesProps {
  readonly bytes: Uint8Array;
  readonly name: string;
  /** 1 fits the width. */
  readonly zoom: number;
  readonly onBroken: () => void;
}

export function PdfPages({ bytes, name, zoom, onBroken }: PdfPagesProps) {
  const [pdf, setPdf] = useState<PDFDocumentProxy | null>(null);
  const broken = useRef(onBroken);
  useEffect(() => {
    broken.current = onBroken;
  });

  useEffect(() => {
    let current = true;
    // Made here: where it can't start, the library would read the file in the page itself.
    const thread = startWorker(workerUrl);
    const worker = PDFWorker.create({ port: thread });
    // The worker takes the buffer away: it gets a copy.
    const task = getDocument({ data: new Uint8Array(bytes), worker, isEvalSupported: false, useSystemFonts: true });
    thread.onerror = () => {
      if (current) broken.current();
    };
    task.promise.then(
      (document) => {
        if (current) setPdf(document);
      },
      () => {
        if (current) broken.current();
      },
    );
    return () => {
      current = false;
      void task.destroy().finally(() => {
        worker.destroy();
        thread.terminate();
      });
    };
  }, [bytes]);

  if (pdf === null) return null;
  const pages = Math.min(pdf.numPages, MOST_PAGES);
  return (
    <Box
      sx={{ display: 'grid', gap: 1, p: 1, mx: 'auto', boxSizing: 'border-box' }}
      style={{ width: `${zoom * 100}%` }}
    >
      {Array.from({ length: pages }, (_, index) => (
        <PdfPage key={index} pdf={pdf} pageNo={index + 1} zoom={zoom} label={`${name} ${index + 1}/${pdf.numPages}`} />
      ))}
    </Box>
  );
}

interface PdfPageProps {
  readonly pdf: PDFDocumentProxy;
  readonly pageNo: number;
  /** Drawn anew at another size, so that it stays sharp. */
  readonly zoom: number;
  readonly label: string;
}

function PdfPage({ pdf, pageNo, zoom, label }: PdfPageProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    let cancel = (): void => undefined;
    let current = true;
    void pdf.getPage(pageNo).then((page) => {
      const target = canvas.current;
      if (!current || target === null) return;
      const width = (target.parentElement?.clientWidth ?? 600) * Math.min(window.devicePixelRatio, 2);
      const wanted = Math.min(width, WIDEST_PX);
      const viewport = page.getViewport({ scale: wanted / page.getViewport({ scale: 1 }).width });
      target.width = viewport.width;
      target.height = viewport.height;
      const rendering = page.render({ canvas: target, viewport });
      cancel = () => rendering.cancel();
      // Cancelled when the page goes away; what was drawn until then does not matter.
      rendering.promise.catch(() => undefined);
    });
    return () => {
      current = false;
      cancel();
    };
  }, [pdf, pageNo, zoom]);
  return (
    <Box
      component="canvas"
      ref={canvas}
      role="img"
      aria-label={label}
      sx={{ display: 'block', width: '100%', backgroundColor: 'white', border: `1px solid ${c.line}` }}
    />
  );
}
