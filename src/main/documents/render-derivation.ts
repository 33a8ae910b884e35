/** 期限由来 on one page: as a sentence, and as a tree from the date down to the fact. For staff. */
import type { OutletDetails } from '../../domain/documents/customer-documents';
import type { DocumentLanguage } from '../../domain/documents/format';
import { documentTexts } from './document-texts';
import { html } from './html';
import { fact, letterhead, page, type RenderedDocument, type RenderOptions } from './render-document';

export interface DerivationPaper {
  readonly language: DocumentLanguage;
  readonly branch: OutletDetails;
  readonly number: string;
  readonly name: string;
  readonly until: string;
  readonly article: string;
  readonly ruleId: string;
  /** Not confirmed, estimated, a clock that stands: what keeps the date from being certain. */
  readonly marks: readonly string[];
  readonly lines: readonly { readonly text: string; readonly below: readonly string[] }[];
  readonly sentence: string;
  /** 延期: days, by whom, under which number and why; empty where there is none. */
  readonly extension: string;
  readonly packs: string;
}

/** Lays out the page. */
export function renderDerivation(paper: DerivationPaper, options: RenderOptions): RenderedDocument {
  const t = documentTexts(paper.language);
  const body = html` ${letterhead(paper.branch)}
    <h1>${t('derivation.title')}</h1>
    <p class="lead">${t('archive.forStaff')}</p>
    <div class="slip-top">
      <dl class="facts">
        ${fact(t('archive.number'), paper.number)} ${fact(t('derivation.deadline'), paper.name)}
        ${fact(t('derivation.until'), paper.until)}
        ${paper.marks.length === 0 ? null : fact(t('derivation.marks'), paper.marks.join(' · '))}
      </dl>
    </div>
    <div class="body">
      <h2 style="margin-top:6mm">${t('derivation.sentence')}</h2>
      <p>${paper.sentence}</p>
      <h2 style="margin-top:6mm">${t('derivation.tree')}</h2>
      <ul class="tree">
        <li>
          <strong>${paper.name} · ${paper.until}</strong>
          <ul>
            <li>${t('derivation.basis')}: ${paper.article} · ${t('derivation.rule')} ${paper.ruleId}</li>
            <li>
              ${t('derivation.steps')}
              <ol>
                ${paper.lines.map(
                  ({ text, below }) =>
                    html`<li>
                      ${text}
                      ${
                        below.length === 0
                          ? null
                          : html`<ul>
                              ${below.map((one) => html`<li>${one}</li>`)}
                            </ul>`
                      }
                    </li>`,
                )}
              </ol>
            </li>
            ${paper.extension === '' ? null : html`<li>${t('derivation.extension')}: ${paper.extension}</li>`}
            <li>${t('derivation.packs')}: ${paper.packs}</li>
          </ul>
        </li>
      </ul>
    </div>`;
  const title = `${t('derivation.title')} ${paper.number}`;
  return { html: page(paper, 'a4', title, 'archive paper', body, t, options), paper: 'a4' };
}
