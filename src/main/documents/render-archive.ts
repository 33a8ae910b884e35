/** 卷宗: the file of a case for the archive. An index with pages, everything recorded, every event, every document. For staff. */
import type { OutletDetails } from '../../domain/documents/customer-documents';
import { formatDateTime, type DocumentLanguage, type LocalDateTime } from '../../domain/documents/format';
import { documentTexts } from './document-texts';
import { html, type SafeHtml } from './html';
import { cardsSection, picturesSection, type ArchiveCard, type ArchivePicture } from './render-archive-appendix';
import type { MinutesOnPaper } from './render-minutes';
import { fact, letterhead, page, type RenderedDocument, type RenderOptions } from './render-document';

export interface ArchiveEvent {
  readonly at: LocalDateTime;
  readonly title: string;
  readonly person: string;
  /** What somebody gave as reason, note or result. */
  readonly words: string;
}

export interface ArchiveDocument {
  /** When it came to the file; null where nobody recorded it. */
  readonly at: LocalDateTime | null;
  readonly title: string;
  readonly details: string;
  readonly sha256: string;
  /** Number among the pictures, 'outside' for a file that is not in here, or null for what this program printed. */
  readonly place: number | 'outside' | null;
}

/** Minutes of a meeting, in words. */
export type ArchiveMinutes = Omit<MinutesOnPaper, 'language' | 'branch' | 'number'>;

export interface Archive {
  readonly language: DocumentLanguage;
  readonly branch: OutletDetails;
  readonly number: string;
  readonly status: string;
  readonly receivedAt: LocalDateTime;
  readonly complainant: string;
  readonly record: readonly { readonly label: string; readonly value: string }[];
  readonly events: readonly ArchiveEvent[];
  readonly documents: readonly ArchiveDocument[];
  /** 会谈纪要, in the order of the meetings. */
  readonly minutes: readonly ArchiveMinutes[];
  /** 约定卡, in the order in which they were answered. */
  readonly cards: readonly ArchiveCard[];
  readonly pictures: readonly ArchivePicture[];
}

/**
 * Lays out the file. `places` are pages by anchor as a first print found them; that print has none, and instead of pictures
 * as much room.
 */
export function renderArchive(
  archive: Archive,
  places: ReadonlyMap<string, number> | null,
  options: RenderOptions & { readonly pictures: ReadonlyMap<string, Uint8Array> },
): RenderedDocument {
  const { language, events, documents, minutes, record, cards, pictures } = archive;
  const t = documentTexts(language);
  const when = (at: LocalDateTime | null): string => (at === null ? '' : formatDateTime(at, language));
  // As wide as most numbers, so that the second print breaks its lines where the first did.
  const pageOf = (anchor: string): number | string => places?.get(anchor) ?? '\u2007\u2007';
  const placeOf = ({ place }: ArchiveDocument): SafeHtml | null => {
    if (place === null) return null;
    const text =
      place === 'outside'
        ? t('archive.outside')
        : t('archive.drawnOn', { no: place, page: pageOf(`p${String(place)}`) });
    return html`<span class="small">${text}</span>`;
  };
  const line = (no: number | null, date: string, title: string, anchor: string): SafeHtml =>
    html`<tr>
      <td class="no">${no === null ? '' : no}</td>
      <td class="when">${date}</td>
      <td><a href="#${anchor}">${title}</a></td>
      <td class="page num">${pageOf(anchor)}</td>
    </tr>`;
  const body = html` ${letterhead(archive.branch)}
    <h1>${t('archive.title')}</h1>
    <p class="lead">${t('archive.forStaff')}</p>
    <div class="slip-top">
      <dl class="facts">
        ${fact(t('archive.number'), archive.number)} ${fact(t('archive.status'), archive.status)}
        ${fact(t('archive.received'), when(archive.receivedAt))} ${fact(t('archive.complainant'), archive.complainant)}
      </dl>
    </div>
    <section class="first">
      <div class="body">
        <h2 style="margin-top:6mm">${t('archive.index')}</h2>
        <table class="grid">
          <thead>
            <tr>
              <th class="no">${t('archive.no')}</th>
              <th class="when">${t('archive.date')}</th>
              <th>${t('archive.what')}</th>
              <th class="page">${t('archive.page')}</th>
            </tr>
          </thead>
          <tbody>
            ${line(null, '', t('archive.record'), 'record')} ${line(null, '', t('archive.documents'), 'documents')}
            ${documents.map(({ at, title }, index) => line(index + 1, when(at), title, `d${String(index + 1)}`))}
            ${minutes.length === 0 ? null : line(null, '', t('archive.minutes'), 'minutes')}
            ${minutes.map(({ metAt, place }, index) => line(index + 1, when(metAt), place, `m${String(index + 1)}`))}
            ${cards.length === 0 ? null : line(null, '', t('archive.cards'), 'cards')}
            ${cards.map(({ at, signature }, index) =>
              line(
                index + 1,
                when(at),
                t(signature ? 'archive.cardSigned' : 'archive.cardDeclined'),
                `c${String(index + 1)}`,
              ),
            )}
            ${line(null, '', t('archive.events'), 'events')}
            ${events.map(({ at, title }, index) => line(index + 1, when(at), title, `e${String(index + 1)}`))}
            ${pictures.length === 0 ? null : line(null, '', t('archive.pictures'), 'pictures')}
            ${pictures.map(({ at, title }, index) => line(index + 1, when(at), title, `p${String(index + 1)}`))}
          </tbody>
        </table>
      </div>
    </section>
    <section>
      <div class="body">
        <h2 id="record">${t('archive.record')}</h2>
        <table class="grid">
          <tbody>
            ${record.map(
              ({ label, value }) =>
                html`<tr>
                  <td class="label">${label}</td>
                  <td>${value}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>
    <section>
      <div class="body">
        <h2 id="documents">${t('archive.documents')}</h2>
        ${documents.length === 0 ? html`<p>${t('archive.noDocuments')}</p>` : null}
        <table class="grid">
          <tbody>
            ${documents.map(
              (one, index) =>
                html`<tr id="d${index + 1}">
                  <td class="no">${index + 1}</td>
                  <td class="when">${when(one.at)}</td>
                  <td class="entry">
                    ${one.title}<span class="small">${one.details}</span>${placeOf(one)}<span class="small hash"
                      >SHA-256 ${one.sha256}</span
                    >
                  </td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>
    ${minutes.length === 0 ? null : minutesSection(minutes, language)} ${cardsSection(cards, language)}
    <section>
      <div class="body">
        <h2 id="events">${t('archive.events')}</h2>
        <table class="grid">
          <tbody>
            ${events.map(
              ({ at, title, person, words }, index) =>
                html`<tr id="e${index + 1}">
                  <td class="no">${index + 1}</td>
                  <td class="when">${when(at)}</td>
                  <td class="who">${person}</td>
                  <td>${title}${words === '' ? null : html`<span class="small">${words}</span>`}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>
    </section>
    ${picturesSection(pictures, language, places !== null)}`;
  const title = `${t('archive.title')} ${archive.number}`;
  const paper = { html: page(archive, 'a4', title, 'archive', body, t, options), paper: 'a4' } as const;
  return places === null ? paper : { ...paper, pictures: options.pictures };
}

function minutesSection(minutes: readonly ArchiveMinutes[], language: DocumentLanguage): SafeHtml {
  const t = documentTexts(language);
  const row = (label: string, value: string): SafeHtml | null =>
    value === ''
      ? null
      : html`<tr>
          <td class="label">${label}</td>
          <td>${value}</td>
        </tr>`;
  return html`<section>
    <div class="body">
      <h2 id="minutes">${t('archive.minutes')}</h2>
      ${minutes.map(
        (one, index) =>
          html`<table class="grid" style="margin-bottom:6mm">
            <tbody>
              <tr id="m${index + 1}">
                <td class="label">${index + 1}. ${t('minutes.metAt')}</td>
                <td>${formatDateTime(one.metAt, language)}</td>
              </tr>
              ${row(t('minutes.place'), one.place)} ${row(t('minutes.participants'), one.participants)}
              ${row(t('minutes.agreed'), one.agreed)} ${row(t('minutes.disputed'), one.disputed)}
              ${row(t('minutes.signed'), one.signature)} ${row(t('minutes.attached'), one.attached.join(' · '))}
              ${row(t('minutes.recordedBy'), one.recordedBy)}
            </tbody>
          </table>`,
      )}
    </div>
  </section>`;
}
