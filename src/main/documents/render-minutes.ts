/** 会谈纪要 on one page: what was agreed and what is disputed, with lines for both sides to sign. */
import type { OutletDetails } from '../../domain/documents/customer-documents';
import { formatDateTime, type DocumentLanguage, type LocalDateTime } from '../../domain/documents/format';
import { documentTexts } from './document-texts';
import { html, type SafeHtml } from './html';
import { fact, letterhead, page, type RenderedDocument, type RenderOptions } from './render-document';

export interface MinutesOnPaper {
  readonly language: DocumentLanguage;
  readonly branch: OutletDetails;
  readonly number: string;
  readonly metAt: LocalDateTime;
  readonly place: string;
  readonly participants: string;
  readonly agreed: string;
  readonly disputed: string;
  /** Whether the complainant signed, in words. */
  readonly signature: string;
  /** Names of the files that belong to it. */
  readonly attached: readonly string[];
  readonly recordedBy: string;
}

/** Lays out the page. */
export function renderMinutes(minutes: MinutesOnPaper, options: RenderOptions): RenderedDocument {
  const t = documentTexts(minutes.language);
  const part = (title: string, text: string): SafeHtml =>
    html`<h2 style="margin-top:5mm">${title}</h2>
      <p class="free">${text === '' ? t('minutes.nothing') : text}</p>`;
  const line = (label: string): SafeHtml => html`<p class="sign">${label}<span class="line"></span></p>`;
  const body = html` ${letterhead(minutes.branch)}
    <h1>${t('minutes.title')}</h1>
    <div class="slip-top">
      <dl class="facts">
        ${fact(t('archive.number'), minutes.number)}
        ${fact(t('minutes.metAt'), formatDateTime(minutes.metAt, minutes.language))}
        ${fact(t('minutes.place'), minutes.place)} ${fact(t('minutes.participants'), minutes.participants)}
        ${fact(t('minutes.recordedBy'), minutes.recordedBy)} ${fact(t('minutes.signed'), minutes.signature)}
        ${minutes.attached.length === 0 ? null : fact(t('minutes.attached'), minutes.attached.join(' · '))}
      </dl>
    </div>
    <div class="body">
      ${part(t('minutes.agreed'), minutes.agreed)} ${part(t('minutes.disputed'), minutes.disputed)}
    </div>
    <div class="signatures" style="padding-top:16mm">
      ${line(t('minutes.signComplainant'))} ${line(t('minutes.signInstitution'))} ${line(t('minutes.signDate'))}
    </div>`;
  const title = `${t('minutes.title')} ${minutes.number}`;
  return { html: page(minutes, 'a4', title, 'archive paper', body, t, options), paper: 'a4' };
}
