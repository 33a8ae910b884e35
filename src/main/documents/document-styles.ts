/** Style sheets of the papers: black on white, nothing that needs colour, readable for older eyes. */
import { html, type SafeHtml } from './html';

/** `a4`, or a till roll 80 mm wide and as long as needed. */
export type Paper = 'a4' | 'roll80';

// The same escaping tag under a name that the formatter doesn't take for markup.
const rules = html;

/** The style sheet for one paper. */
export function documentStyle(paper: Paper): SafeHtml {
  return rules`${COMMON}${paper === 'a4' ? [A4, A4_SLIP, A4_LETTER, A4_RECOVERY, A4_ARCHIVE] : ROLL}`;
}

// System faces first (embedded compactly, hinted for paper); the bundled one serves machines without a Chinese face.
const COMMON = rules`
.demo::before { content: attr(data-mark); }
:root {
  --sans: "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC Variable", sans-serif;
  --song: "Source Han Serif SC", "Noto Serif CJK SC", "Songti SC", SimSun, "Noto Sans SC Variable", serif;
}
/* Latin faces first in English papers: a Chinese face sets the apostrophe as wide as a character. */
:root:lang(en) {
  --sans: "Segoe UI", Arial, "Liberation Sans", "Microsoft YaHei", "PingFang SC", "Noto Sans CJK SC", "Noto Sans SC Variable", sans-serif;
  --song: Georgia, Cambria, "Liberation Serif", "Noto Serif CJK SC", SimSun, "Noto Sans SC Variable", serif;
  /*
   * Noto Sans CJK has digits and dashes of its own for Latin text (locl), which stand for no character: on paper they look right,
   * but whoever searches or copies the PDF finds blanks there.
   */
  font-feature-settings: "locl" 0;
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-print-color-adjust: exact; print-color-adjust: exact; }
body { margin: 0; color: #000; background: #fff; font-family: var(--sans); line-height: 1.45; overflow-wrap: anywhere; }
h1, h2, p, ul, ol, dl, dd { margin: 0; padding: 0; }
ul, ol { list-style: none; }
h1, h2, strong { font-weight: 700; }
h1 { text-align: center; line-height: 1.3; }
.num { font-variant-numeric: tabular-nums; }
.keep { white-space: nowrap; }
.qr { display: block; }
.institution, .matter, dd { font-weight: 700; }
.disclaimer { font-weight: 700; text-align: center; }
.sign { display: flex; align-items: flex-end; gap: 2mm; white-space: nowrap; }
.sign .line { flex: 1; border-bottom: 0.2mm solid #000; }
.small { display: block; }
`;

const ROLL = rules`
@page { margin: 0; }
body { width: 80mm; }
.sheet { width: 72mm; margin: 0 4mm; font-size: 9.5pt; line-height: 1.36; border-collapse: collapse; }
.sheet > tbody > tr > td { padding: 4mm 0 0; }
.sheet > tfoot > tr > td { padding: 0; }
.foot-space, .scan-hint { display: none; }
.letterhead { text-align: center; border-bottom: 0.4mm solid #000; padding-bottom: 1.5mm; }
.institution { font-size: 11pt; }
.outlet { font-size: 8.5pt; line-height: 1.3; }
h1 { font-size: 14pt; margin: 2mm 0 1mm; }
.slip-top { display: grid; grid-template: 'label label' auto 'number number' auto 'qr facts' auto / 27mm 1fr; column-gap: 2mm; align-items: center; }
.identity { display: contents; }
.case-label { grid-area: label; text-align: center; font-size: 8.5pt; }
.case-number { grid-area: number; text-align: center; font-size: 14pt; line-height: 1.25; font-weight: 700; white-space: nowrap; }
.identity .qr { grid-area: qr; width: 28mm; height: 28mm; margin-left: -3mm; }
.facts { grid-area: facts; }
.facts .row { padding: 0.3mm 0; }
.facts dt { font-size: 8pt; line-height: 1.2; }
.facts dd { line-height: 1.3; }
section { padding: 1.5mm 0; border-top: 0.2mm dashed #000; break-inside: avoid; }
h2 { font-size: 10pt; margin-bottom: 0.3mm; }
li { padding-left: 4.5mm; text-indent: -4.5mm; }
li .mark { display: inline-block; width: 4.5mm; text-indent: 0; }
li.deadline { padding-left: 0; text-indent: 0; }
.due { font-size: 11pt; }
.small { font-size: 8pt; line-height: 1.3; }
.disclaimer { padding: 2mm 0; border-top: 0.4mm solid #000; border-bottom: 0.4mm solid #000; }
.signatures { padding-top: 6mm; }
.sign { padding-bottom: 4.5mm; }
.copy-mark { font-size: 7pt; width: 72mm; margin: 0 4mm; padding: 0 0 5mm; text-align: center; }
.reprint, .demo { font-size: 10pt; font-weight: 700; text-align: center; border: 0.3mm solid #000; width: 72mm; margin: 3mm 4mm 0; }
`;

// The preview has no page, so the paper's margins are given to its body.
// Margin boxes with page numbers appear from Chromium 131 on; older ones pass over them.
const A4 = rules`
@page { size: A4; margin: 13mm 18mm 11mm; @bottom-right { content: counter(page) " / " counter(pages); font: 7.5pt sans-serif; color: #555; } }
@media screen { body { padding: 13mm 18mm 11mm; } }
.sheet { width: 100%; border-collapse: collapse; font-size: 10.5pt; }
.sheet > * > tr > td { padding: 0; vertical-align: top; }
.foot-space { height: 8mm; }
.copy-mark { position: fixed; left: 0; right: 0; bottom: 0; font-size: 7.5pt; color: #555; border-top: 0.2mm solid #999; padding-top: 1mm; }
.reprint { position: fixed; top: 42%; left: 0; right: 0; text-align: center; font-size: 64pt; font-weight: 700; color: rgba(0, 0, 0, 0.08); transform: rotate(-28deg); z-index: -1; }
.demo { position: fixed; top: 66%; left: 0; right: 0; text-align: center; font-size: 40pt; font-weight: 700; color: rgba(0, 0, 0, 0.14); transform: rotate(-28deg); z-index: -1; }
.letterhead { display: flex; justify-content: space-between; align-items: flex-end; border-bottom: 0.7mm solid #000; padding-bottom: 2mm; font-family: var(--sans); }
.institution { font-size: 15pt; letter-spacing: 0.04em; }
.outlet { font-size: 9pt; text-align: right; line-height: 1.4; }
h1 { font-size: 19pt; margin: 5mm 0 4.5mm; letter-spacing: 0.06em; }
h1:lang(en), .institution:lang(en) { letter-spacing: 0; }
.slip-top { display: flex; align-items: stretch; border: 0.3mm solid #000; }
.facts { flex: 1; }
.facts .row { display: flex; border-bottom: 0.2mm solid #999; min-height: 8mm; align-items: center; }
.facts .row:last-child { border-bottom: 0; }
.facts dt { flex: 0 0 29mm; padding: 1.2mm 3mm; color: #333; font-size: 9.5pt; }
.facts dd { flex: 1; padding: 1.2mm 3mm 1.2mm 0; }
.facts .number dd { font-size: 13pt; }
li { display: flex; }
li .mark { flex: 0 0 6mm; }
li .text { flex: 1; }
.signatures { display: flex; gap: 8mm; break-inside: avoid; }
.sign { flex: 1 1 auto; font-size: 9.5pt; }
.sign .line { min-width: 22mm; }
`;

const A4_SLIP = rules`
.slip:lang(en) { font-size: 10pt; line-height: 1.36; }
.identity { flex: 0 0 41mm; text-align: center; padding: 2mm; border-left: 0.3mm solid #000; order: 2; }
.identity .qr { width: 29mm; height: 29mm; margin: 0 auto; }
.case-label, .case-number { display: none; }
.scan-hint { font-size: 8pt; line-height: 1.2; }
section { display: flex; border: 0.3mm solid #000; border-top: 0; break-inside: avoid; }
section > h2 { flex: 0 0 37mm; font-size: 10.5pt; padding: 1.8mm 3mm; border-right: 0.2mm solid #999; }
section > h2:lang(en) { font-size: 9.5pt; }
section > .body { flex: 1; padding: 1.8mm 3.5mm; }
.matter { font-size: 11pt; }
.due { font-size: 11.5pt; }
.small { font-size: 8.5pt; color: #333; }
.disclaimer { padding-top: 3mm; font-size: 11pt; }
.slip .signatures { padding-top: 9mm; }
`;

const A4_LETTER = rules`
.letter { font-family: var(--song); font-size: 12pt; line-height: 1.56; text-align: justify; }
.letter:lang(en) { font-size: 11.5pt; line-height: 1.42; text-align: left; }
.letter h1 { font-family: var(--sans); font-size: 21pt; margin: 5mm 0 1mm; }
.letter .reference { text-align: center; font-size: 11pt; margin-bottom: 2mm; }
.letter .salutation { font-weight: 700; }
.letter .heading { font-family: var(--sans); font-weight: 700; margin-top: 1mm; break-after: avoid; }
.letter .paragraph, .letter .item { orphans: 2; widows: 2; }
.letter:lang(zh) .paragraph, .letter:lang(zh) .item, .letter:lang(zh) .heading { text-indent: 2em; }
.letter:lang(en) .heading { margin-top: 2.5mm; }
.letter:lang(en) .paragraph { margin-bottom: 1.2mm; }
.letter:lang(en) .item { padding-left: 7mm; text-indent: -7mm; margin-left: 4mm; }
.calculation { width: 100%; border-collapse: collapse; font-family: var(--sans); font-size: 10pt; line-height: 1.4; margin: 1mm 0 3mm; text-align: left; }
.calculation caption { text-align: left; font-weight: 700; padding-bottom: 1mm; }
.calculation th, .calculation td { border: 0.2mm solid #000; padding: 1mm 2mm; vertical-align: top; font-weight: 400; }
.calculation thead th, .calculation .total > * { font-weight: 700; }
.calculation tr { break-inside: avoid; }
.calculation td > span { display: block; }
.calculation .small { font-size: 8.5pt; }
.calculation .amount { text-align: right; white-space: nowrap; }
.ending { break-inside: avoid; }
.closing { display: flex; justify-content: flex-end; }
.closing-lines { min-width: 84mm; min-height: 30mm; text-align: center; padding-top: 3mm; }
.closing-lines p { line-height: 1.75; }
`;

const A4_RECOVERY = rules`
.recovery .secret { text-align: center; font-weight: 700; border: 0.6mm solid #000; width: 52mm; margin: 6mm auto 0; padding: 1.5mm 0; letter-spacing: 0.1em; }
.recovery .secret:lang(en) { width: 80mm; letter-spacing: 0; }
.recovery .lead { font-size: 12pt; margin-bottom: 6mm; }
.recovery .slip-top { margin-bottom: 8mm; }
.recovery h2 { font-size: 12pt; margin-bottom: 2mm; }
.code { border: 0.6mm solid #000; padding: 7mm 6mm; display: grid; grid-template-columns: repeat(3, 1fr); gap: 6mm 4mm; margin-bottom: 8mm; }
.group { text-align: center; font: 700 22pt/1.2 "Noto Sans Mono", Consolas, "Liberation Mono", monospace; letter-spacing: 0.08em; }
.group small { display: block; font: 8.5pt sans-serif; letter-spacing: 0; color: #333; }
.recovery li { padding: 1mm 0; }
.recovery .signatures { padding-top: 26mm; }
`;

// Pages of a file are numbered by the print job itself, whatever the browser knows of margin boxes.
const A4_ARCHIVE = rules`
.archive { font-size: 9.5pt; line-height: 1.4; }
/* What repeats on each page is not counted by the browser where it says on which page a link leads. */
.archive:not(.paper) > tfoot, .archive:not(.paper) + .copy-mark { display: none; }
.archive thead { display: table-row-group; }
.archive h2 { font-size: 13pt; margin: 0 0 3mm; padding-bottom: 1mm; border-bottom: 0.3mm solid #000; }
.archive section { display: block; border: 0; break-inside: auto; break-before: page; }
.archive section > .body { padding: 0; }
.archive .first { break-before: auto; }
.archive a { color: inherit; text-decoration: none; }
.archive .grid { width: 100%; border-collapse: collapse; table-layout: fixed; }
.archive .grid th { text-align: left; font-weight: 700; border-bottom: 0.3mm solid #000; padding: 1mm 1.5mm; }
.archive .grid td { border-bottom: 0.1mm solid #999; padding: 1mm 1.5mm; vertical-align: top; white-space: pre-line; }
.archive .grid td.entry { white-space: normal; overflow-wrap: anywhere; }
.archive .grid tr { break-inside: avoid; }
.archive .grid .when { width: 30mm; }
.archive .grid .no { width: 10mm; }
.archive .grid .page { width: 12mm; text-align: right; }
.archive .grid .who { width: 24mm; }
.archive .grid .label { width: 42mm; color: #333; }
.archive .hash { font: 7.5pt/1.3 monospace; }
.archive .lead { margin: 0 0 4mm; }
.archive figure { margin: 0 0 6mm; break-inside: avoid; }
.archive figcaption { margin-bottom: 2mm; overflow-wrap: anywhere; }
.archive figcaption .small { display: block; }
.archive .evidence { display: block; border: 0.1mm solid #999; box-sizing: border-box; }
.archive .not-drawn { border: 0.3mm solid #000; padding: 3mm; }
.agree-card { margin-bottom: 6mm; padding: 3mm 4mm; border: 0.2mm solid #999; break-inside: avoid; }
.agree-card .words { margin: 2mm 0; }
.agree-card .card-title { font-size: 13pt; font-weight: 700; }
.agree-card h3 { font-size: 10pt; margin: 2mm 0 0.5mm; }
.agree-card .row-label { display: inline-block; min-width: 30mm; padding-right: 2mm; color: #333; }
.agree-card .signature { display: block; border: 0.1mm solid #999; margin: 0.5mm 0 2mm; }
/* Where a table is not told its breaks, a person's own stay. */
.archive .free, .archive .facts dd { white-space: pre-line; }
.tree li { display: block; }
.tree li li { margin: 0.8mm 0 0 1.5mm; padding-left: 3.5mm; border-left: 0.2mm solid #999; }
`;

// A key is 19.05 mm wide from edge to edge of the next, and half a key lies between the groups.
/** The whole style sheet of the key strip (按键条), on A4 that lies on its long side. */
export const keyStripStyle = rules`${COMMON}
@page { size: A4 landscape; margin: 0; }
body { width: 297mm; padding: 9mm 12mm 0; font-size: 9.5pt; line-height: 1.3; }
.how { font-size: 8.5pt; width: 253.65mm; margin: 0 auto 1.5mm; }
.strip { display: flex; gap: 9.525mm; width: 253.65mm; margin: 0 auto 8mm; padding: 2mm 3mm; border: 0.3mm dashed #000; }
.four { display: flex; }
.f-key { width: 19.05mm; min-height: 21mm; padding: 1.5mm 1mm; text-align: center; border: 0.2mm solid #000; border-left-width: 0; }
.f-key:first-child { border-left-width: 0.2mm; }
.f-key strong { display: block; font-size: 11pt; }
.f-key span { display: block; font-size: 8.5pt; line-height: 1.2; }
.card { margin: 0 auto; width: 253.65mm; padding: 4mm 5mm 1mm; border: 0.3mm dashed #000; columns: 3; column-gap: 7mm; }
.card section { margin-bottom: 3mm; }
.card h2 { font-size: 10pt; border-bottom: 0.3mm solid #000; margin-bottom: 0.8mm; break-after: avoid; }
.card li { display: flex; gap: 3mm; padding: 0.55mm 0; border-bottom: 0.1mm solid #bbb; break-inside: avoid; }
.card li strong { flex: 0 0 30mm; white-space: nowrap; }
.card li span { flex: 1; }
`;
