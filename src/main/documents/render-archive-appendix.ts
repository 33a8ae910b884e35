/** What stands in the file behind its lists: pictures of the evidence, and agree cards with the pen of the complainant. */
import type { Signature } from '../../domain/complaint/agree-card';
import type { StoredCard } from '../../domain/documents/agree-card';
import { formatDateTime, type DocumentLanguage, type LocalDateTime } from '../../domain/documents/format';
import { documentTexts } from './document-texts';
import { html, type SafeHtml } from './html';
import { pictureScheme } from './picture-scaler';

/** Why a picture is not on the paper. */
export type PictureTrouble = 'missing' | 'damaged' | 'cannotDraw' | 'tooMany';

export interface ArchivePicture {
  readonly title: string;
  /** When it came to the file, and through whom. */
  readonly at: LocalDateTime;
  readonly person: string;
  readonly details: string;
  readonly sha256: string;
  /** What is drawn: name among the pictures of the paper, and its size. */
  readonly drawn: { readonly name: string; readonly widthPx: number; readonly heightPx: number } | PictureTrouble;
}

export interface ArchiveCard {
  readonly at: LocalDateTime;
  readonly person: string;
  readonly witness: string;
  readonly card: StoredCard;
  readonly digest: string;
  /** Null where the complainant did not sign. */
  readonly signature: Signature | null;
}

/** The room a picture may take, in mm: the page without margins, title and footer. */
const ROOM = { widthMm: 172, heightMm: 214 } as const;
const MM_PER_PX = 25.4 / 96;
/** A small picture is drawn larger than a screen would, but not as a mosaic. */
const MOST_ENLARGED = 1.5;

/** Pictures, each under its number, name, origin and fingerprint. `withPixels` false leaves its room empty, to learn the pages. */
export function picturesSection(
  pictures: readonly ArchivePicture[],
  language: DocumentLanguage,
  withPixels: boolean,
): SafeHtml | null {
  if (pictures.length === 0) return null;
  const t = documentTexts(language);
  return html`<section>
    <div class="body">
      <h2 id="pictures">${t('archive.pictures')}</h2>
      <p class="lead">${t('archive.pictureNote')}</p>
      ${pictures.map(
        (picture, index) =>
          html`<figure id="p${index + 1}">
            <figcaption>
              <strong>${index + 1}. ${picture.title}</strong>
              <span class="small"
                >${formatDateTime(picture.at, language)} · ${picture.person} · ${picture.details}</span
              >
              <span class="small hash">SHA-256 ${picture.sha256}</span>
            </figcaption>
            ${typeof picture.drawn === 'string' ? html`<p class="not-drawn">${t(`archive.notDrawn.${picture.drawn}`)}</p>` : drawing(picture.drawn, withPixels)}
          </figure>`,
      )}
    </div>
  </section>`;
}

function drawing({ name, widthPx, heightPx }: Exclude<ArchivePicture['drawn'], string>, withPixels: boolean): SafeHtml {
  const mm = Math.min(ROOM.widthMm / widthPx, ROOM.heightMm / heightPx, MM_PER_PX * MOST_ENLARGED);
  const size = `width:${(widthPx * mm).toFixed(1)}mm;height:${(heightPx * mm).toFixed(1)}mm`;
  return withPixels
    ? html`<img class="evidence" alt="" src="${pictureScheme}${name}" style="${size}" />`
    : html`<div class="evidence" style="${size}"></div>`;
}

/** Agree cards: the words that were shown, what names them to the letter, and the signature. */
export function cardsSection(cards: readonly ArchiveCard[], language: DocumentLanguage): SafeHtml | null {
  if (cards.length === 0) return null;
  const t = documentTexts(language);
  return html`<section>
    <div class="body">
      <h2 id="cards">${t('archive.cards')}</h2>
      ${cards.map(
        ({ at, person, witness, card, digest, signature }, index) =>
          html`<div class="agree-card" id="c${index + 1}">
            <p class="small">
              ${index + 1}. ${t(signature ? 'archive.cardSigned' : 'archive.cardDeclined')} ·
              ${formatDateTime(at, language)} ·
              ${person}${witness === '' ? null : ` · ${t('archive.cardWitness', { name: witness })}`}
            </p>
            <div class="words" lang="${card.language}">
              <p class="card-title">${card.title}</p>
              <p class="small">${card.outlet}</p>
              ${card.sections.map(
                ({ title, rows }) =>
                  html`<h3>${title}</h3>
                    ${rows.map(({ label, text, isKey }) => {
                      const shown = isKey ? html`<strong>${text}</strong>` : text;
                      return html`<p>
                        ${label === '' ? null : html`<span class="row-label">${label}</span>`}${shown}
                      </p>`;
                    })}`,
              )}
              ${card.foot.map((line) => html`<p class="small">${line}</p>`)}
            </div>
            ${signature ? signatureDrawing(signature, t('archive.signatureOf')) : null}
            <p class="small hash">${t('archive.cardDigest')} ${digest}</p>
          </div>`,
      )}
    </div>
  </section>`;
}

/** Height of the pad in the units of its drawing. */
const PAD = 100;

/** The strokes as they were drawn; a harder press is a thicker line, as on the screen. */
function signatureDrawing({ strokes, ratio }: Signature, label: string): SafeHtml {
  const width = PAD * ratio;
  return html`<p class="small">${label}</p>
    <svg
      class="signature"
      viewBox="0 0 ${width.toFixed(1)} ${PAD}"
      style="width:${Math.min(90, 22 * ratio).toFixed(1)}mm"
    >
      ${strokes.map((stroke) => {
        const pressure = stroke.reduce((sum, point) => sum + point.pressure, 0) / stroke.length;
        const points = stroke.map(({ x, y }) => `${(x * width).toFixed(1)},${(y * PAD).toFixed(1)}`).join(' ');
        return html`<polyline
          fill="none"
          stroke="#000"
          stroke-linecap="round"
          stroke-linejoin="round"
          stroke-width="${(1 + 2 * pressure).toFixed(2)}"
          points="${points}"
        ></polyline>`;
      })}
    </svg>`;
}
