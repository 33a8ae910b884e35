/** Customer documents as complete HTML pages: no script, no outside resource, every value escaped. */
import type {
  CustomerDocument,
  OutletDetails,
  PrintedDeadline,
  RecoverySheetData,
  SlipData,
} from '../../domain/documents/customer-documents';
import type { CustomerText } from '../../domain/documents/audience-text';
import type { Calculation } from '../../domain/documents/calculation';
import { formatDate, formatDateTime, type DocumentLanguage, type LocalDateTime } from '../../domain/documents/format';
import type { CompiledLetter, LetterParagraph } from '../../domain/documents/letter-template';
import { documentStyle, type Paper } from './document-styles';
import { routeText } from './route-text';
import { documentTexts, type DocumentTexts } from './document-texts';
import { html, type HtmlValue, type SafeHtml } from './html';
import { qrSvg } from './qr-svg';

/** The line at the foot that tells who printed which copy when. From the second copy on the page says that it is a reprint. */
export interface CopyMark {
  readonly printedBy: CustomerText;
  readonly printedAt: LocalDateTime;
  /** Number under which the print was logged. */
  readonly copyId: string;
  /** 1 for the first copy. */
  readonly number: number;
}

export interface RenderOptions {
  readonly copy: CopyMark;
  /** Made in a sample branch: every page says so, so that nobody takes it for a real paper. */
  readonly demo: boolean;
  /** URL of a file beside the document (`fonts.css`), or `null` where there is none. */
  readonly resolveAsset: (name: 'fonts.css') => string | null;
}

/** A page ready for the printer, with the paper it was laid out for. */
export interface RenderedDocument {
  readonly html: string;
  readonly paper: Paper;
  /** The sheet lies on its long side. */
  readonly landscape?: true;
  /** JPEG by name, for `<img src="picture:NAME">`; a page can fetch no others. */
  readonly pictures?: ReadonlyMap<string, Uint8Array>;
}

/** Lays out a slip for A4 or for an 80 mm roll. */
export function renderSlip(slip: SlipData, paper: Paper, options: RenderOptions): RenderedDocument {
  const t = documentTexts(slip.language);
  const date = (day: string): string => formatDate(day, slip.language);
  const tail = slip.complainant.phoneTail;
  const complainant =
    tail === '' ? slip.complainant.maskedName : `${slip.complainant.maskedName}　${t('slip.phoneTail', { tail })}`;
  const body = html` ${letterhead(slip.branch)}
    <h1>${t('slip.title')}</h1>
    <div class="slip-top">
      <div class="identity">
        <p class="case-label">${t('slip.caseNumber')}</p>
        <p class="case-number num">${slip.caseNumber}</p>
        ${qrSvg(slip.qrPayload, slip.caseNumber)}
        <p class="scan-hint">${t('slip.scanHint')}</p>
      </div>
      <dl class="facts">
        ${
          paper === 'a4'
            ? html`<div class="row number">
                <dt>${t('slip.caseNumber')}</dt>
                <dd class="num">${slip.caseNumber}</dd>
              </div>`
            : null
        }
        ${fact(t('slip.receivedAt'), formatDateTime(slip.receivedAt, slip.language))}
        ${fact(t('slip.receivedBy'), slip.receivedBy)} ${fact(t('slip.complainant'), complainant)}
        ${slip.origin === '' ? null : fact(t('slip.origin'), slip.origin)}
      </dl>
    </div>
    ${section(t('slip.matter'), html`<p class="matter">${slip.matter}</p>`)}
    ${section(t('slip.handedIn'), slip.handedIn.length === 0 ? html`<p>${t('slip.handedInNone')}</p>` : list(slip.handedIn))}
    ${section(t('slip.nextSteps'), list(slip.nextSteps))}
    ${section(
      t('slip.deadlines'),
      html`<ul>
        ${deadlineItems(slip.deadlines, t, date)}
      </ul>`,
    )}
    ${section(t('slip.owner'), html`<p>${slip.owner.name}　<span class="num">${slip.owner.phone}</span></p>`)}
    ${section(t('slip.howToAsk'), html`<p>${unbroken(t('slip.howToAskText', { phone: slip.owner.phone || slip.branch.phone, address: slip.branch.address }))}</p>`)}
    ${section(t('slip.routes'), list(slip.routes.map((route) => routeText(route, t, slip.language))))}
    ${section(t('slip.privacy'), html`<p>${t('slip.privacyText')}</p>`)}
    <p class="disclaimer">${t('slip.disclaimer')}</p>
    <div class="signatures">
      ${signatureLine(t('slip.signCustomer'))}${signatureLine(t('slip.signStaff'))}${signatureLine(t('slip.signDate'))}
    </div>`;
  return { html: page(slip, paper, `${t('slip.title')} ${slip.caseNumber}`, 'slip', body, t, options), paper };
}

/** Lays out a compiled letter on A4. `CompiledLetter` can only come from `compileLetter`, which refuses gaps. */
export function renderLetter(
  letter: CompiledLetter,
  branch: OutletDetails,
  language: DocumentLanguage,
  options: RenderOptions,
): RenderedDocument {
  const t = documentTexts(language);
  const signatures = letter.paragraphs.filter((part) => part.kind === 'signature');
  const parts = letter.paragraphs.filter((part) => part.kind !== 'signature');
  const paragraph = ({ kind, text, table }: LetterParagraph): SafeHtml =>
    table ? calculation(text, table) : html`<p class="${kind}">${unbroken(text)}</p>`;
  // The signature never stands alone on a page: the last paragraph goes with it.
  const body = html` ${letterhead(branch)}
    <h1>${letter.title}</h1>
    ${parts.slice(0, -1).map(paragraph)}
    <div class="ending">
      ${parts.slice(-1).map(paragraph)}
      <div class="closing"><div class="closing-lines">${signatures.map(paragraph)}</div></div>
    </div>`;
  const version = versionMark(letter, language);
  return { html: page({ language }, 'a4', letter.title, 'letter', body, t, { ...options, version }), paper: 'a4' };
}

function calculation(caption: CustomerText, { headings, rows, total }: Calculation): SafeHtml {
  return html`<table class="calculation">
    <caption>
      ${caption}
    </caption>
    <thead>
      <tr>
        <th scope="col">${headings.item}</th>
        <th scope="col">${headings.how}</th>
        <th scope="col" class="amount">${headings.amount}</th>
      </tr>
    </thead>
    <tbody>
      ${rows.map(
        ({ name, note, how, amount }) =>
          html`<tr>
            <td>${name}${note === '' ? null : html`<span class="small">${note}</span>`}</td>
            <td>${how.map((text, at) => html`<span class="${at === 0 ? 'num' : 'small'}">${text}</span>`)}</td>
            <td class="amount num">${amount}</td>
          </tr>`,
      )}
      <tr class="total">
        <th scope="row" colspan="2">${headings.total}</th>
        <td class="amount num">${total}</td>
      </tr>
    </tbody>
  </table>`;
}

/** Which version of the text it is; stands beside the copy mark. */
export function versionMark({ templateVersion }: CompiledLetter, language: DocumentLanguage): string {
  return documentTexts(language)('foot.version', { version: templateVersion });
}

/** Lays out a recovery sheet on A4. Print it; never write it to a file. */
export function renderRecoverySheet(sheet: RecoverySheetData, options: RenderOptions): RenderedDocument {
  const t = documentTexts(sheet.language);
  const body = html` ${letterhead(sheet.branch)}
    <p class="secret">${t('recovery.secret')}</p>
    <h1>${t('recovery.title')}</h1>
    <p class="lead">${t('recovery.lead')}</p>
    <div class="slip-top">
      <dl class="facts">
        ${fact(t('recovery.device'), sheet.deviceName)}
        ${fact(t('recovery.createdAt'), formatDateTime(sheet.createdAt, sheet.language))}
        ${fact(t('recovery.createdBy'), sheet.createdBy)} ${fact(t('recovery.keyMark'), sheet.keyMark)}
      </dl>
    </div>
    <h2>${t('recovery.code')}</h2>
    <div class="code">
      ${sheet.groups.map((group, index) => html`<div class="group"><small>${index + 1}</small>${group}</div>`)}
    </div>
    <h2>${t('recovery.rules')}</h2>
    ${list([t('recovery.rule1'), t('recovery.rule2'), t('recovery.rule3')])}
    <div class="signatures">
      ${signatureLine(t('recovery.signHolder'))}${signatureLine(t('recovery.signWitness'))}${signatureLine(t('recovery.signDate'))}
    </div>`;
  return { html: page(sheet, 'a4', t('recovery.title'), 'recovery', body, t, options), paper: 'a4' };
}

/** A complete page around a body. */
export function page(
  { language }: Pick<CustomerDocument, 'language'>,
  paper: Paper,
  title: string,
  kind: CustomerDocument['document'] | 'archive' | 'archive paper',
  body: SafeHtml,
  t: DocumentTexts,
  { copy, demo, resolveAsset, version = '' }: RenderOptions & { readonly version?: string },
): string {
  const fonts = resolveAsset('fonts.css');
  const mark = t('foot.copy', {
    user: copy.printedBy,
    time: formatDateTime(copy.printedAt, language),
    copyId: copy.copyId,
    number: copy.number,
  });
  const reprint =
    copy.number > 1 ? html`<p class="reprint" aria-hidden="true">${t('foot.reprint')} ${copy.number}</p>` : null;
  // A mark on the paper and no text of the letter: so faint that what stands over it can be read.
  const sample = demo ? html`<p class="demo" data-mark="${t('foot.demo')}"></p>` : null;
  const markup = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline' app:; font-src app:; img-src app:; base-uri 'none'; form-action 'none'"
        />
        <title>${title}</title>
        ${fonts === null ? null : html`<link rel="stylesheet" href="${fonts}" />`}
        <style>
          ${documentStyle(paper)}
        </style>
      </head>
      <body class="${paper}">
        <main>
          ${sample}${reprint}
          <table class="sheet ${kind}" role="presentation">
            <tbody>
              <tr>
                <td>${body}</td>
              </tr>
            </tbody>
            <tfoot>
              <tr>
                <td><div class="foot-space"></div></td>
              </tr>
            </tfoot>
          </table>
          <p class="copy-mark">${version === '' ? mark : `${mark}　${version}`}</p>
        </main>
      </body>
    </html>`;
  return markup.markup;
}

export function letterhead(branch: OutletDetails): SafeHtml {
  return html`<header class="letterhead">
    <p class="institution">${branch.institution}</p>
    <p class="outlet">${branch.outlet}<br />${branch.address}<br /><span class="num">${branch.phone}</span></p>
  </header>`;
}

export function fact(label: string, value: HtmlValue): SafeHtml {
  return html`<div class="row">
    <dt>${label}</dt>
    <dd>${value}</dd>
  </div>`;
}

function section(title: string, body: SafeHtml): SafeHtml {
  return html`<section>
    <h2>${title}</h2>
    <div class="body">${body}</div>
  </section>`;
}

function list(lines: readonly string[]): SafeHtml {
  return html`<ol>
    ${lines.map((line, index) => html`<li><span class="mark">${index + 1}.</span><span class="text">${unbroken(line)}</span></li>`)}
  </ol>`;
}

function signatureLine(label: string): SafeHtml {
  return html`<p class="sign">${label}<span class="line"></span></p>`;
}

function deadlineItems(
  deadlines: readonly PrintedDeadline[],
  t: DocumentTexts,
  date: (day: string) => string,
): SafeHtml[] {
  const notes = deadlines.map((deadline) =>
    [
      ...(deadline.article === '' ? [] : [t('deadline.article', { article: deadline.article })]),
      ...(deadline.confidence === 'confirmed' ? [] : [t(`deadline.${deadline.confidence}`)]),
    ].join(' · '),
  );
  return deadlines.map((deadline, index) => {
    const note = notes[index] ?? '';
    // The same basis under several days is printed once, under the last of them.
    const small = note === '' || note === notes[index + 1] ? null : html`<span class="small">${note}</span>`;
    return html`<li class="deadline">
      <div class="text">
        ${t(`deadline.${deadline.kind}`)}
        <strong class="due num keep">${t('deadline.by', { date: date(deadline.dueOn) })}</strong>${small}
      </div>
    </li>`;
  });
}

/** Keeps telephone and case numbers on one line, so that they can be read out and dialled. */
function unbroken(text: string): HtmlValue {
  const parts = text.split(/((?:[A-Z]{2,}-)?\d[\d -]{4,}\d)/);
  return parts.map((part, index) => (index % 2 === 1 ? html`<span class="keep num">${part}</span>` : part));
}
