/**
 * 按键条: somebody's keys on one sheet of A4, landscape, to cut out: a strip to lay above F1 to F12, as wide as those keys are on a
 * full keyboard, and a card with all the others. It names nobody.
 */
import type { DocumentLanguage } from '../../domain/documents/format';
import {
  helpKeys,
  incidentActions,
  keyActions,
  rateActions,
  type ActionGroup,
  type ActionId,
} from '../../shared/shortcuts/actions';
import { defaultKeymap, type Keymap } from '../../shared/shortcuts/keymap';
import { keyRange, keysInText } from '../../shared/shortcuts/printed-keys';
import { keyStripStyle } from './document-styles';
import { documentTexts, type DocumentTexts } from './document-texts';
import { html, type SafeHtml } from './html';
import type { RenderedDocument } from './render-document';

/** Twelve keys in groups of four, as they lie on the keyboard. */
const fKeyGroups = [0, 4, 8].map((from) => Array.from({ length: 4 }, (_none, at) => `F${String(from + at + 1)}`));
const onStrip: ReadonlySet<string> = new Set(fKeyGroups.flat());

/** Groups in the order of the card; what is used most in a talk stands first. */
const cardGroups: readonly ActionGroup[] = ['conversation', 'everywhere', 'pages', 'approval', 'history', 'incident'];

/** Lays out the sheet. `fontsUrl`: the bundled face, or null where there is none. */
export function renderKeyStrip(keymap: Keymap, language: DocumentLanguage, fontsUrl: string | null): RenderedDocument {
  const t = documentTexts(language);
  const own = keyActions.some(({ id }) => keymap[id] !== defaultKeymap[id]);
  const markup = html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta
          http-equiv="Content-Security-Policy"
          content="default-src 'none'; style-src 'unsafe-inline' app:; font-src app:; base-uri 'none'; form-action 'none'"
        />
        <title>${t('keys.strip.title')}</title>
        ${fontsUrl === null ? null : html`<link rel="stylesheet" href="${fontsUrl}" />`}
        <style>
          ${keyStripStyle}
        </style>
      </head>
      <body>
        <main>
          <p class="how">✂ ${t('keyStrip.cutAbove')}</p>
          <div class="strip">
            ${fKeyGroups.map((four) => html`<div class="four">${four.map((key) => fKey(keymap, key, t))}</div>`)}
          </div>
          <p class="how">✂ ${t('keyStrip.cutBelow')}${own ? html` 　${t('keyStrip.own')}` : null}</p>
          <div class="card">${cardGroups.map((group) => groupOf(keymap, group, t))}</div>
        </main>
      </body>
    </html>`;
  return { html: markup.markup, paper: 'a4', landscape: true };
}

function fKey(keymap: Keymap, key: string, t: DocumentTexts): SafeHtml {
  const does = keyActions.filter(({ id }) => keymap[id] === key);
  return html`<div class="f-key">
    <strong>${key}</strong>${does.map(({ id }) => html`<span>${t(`keys.action.${id}`)}${mark(keymap, [id])}</span>`)}
  </div>`;
}

interface Line {
  readonly keys: string;
  readonly label: string;
  readonly ids: readonly ActionId[];
}

function groupOf(keymap: Keymap, group: ActionGroup, t: DocumentTexts): SafeHtml | null {
  const rows: readonly (readonly ActionId[])[] = [rateActions, incidentActions];
  const lines = keyActions
    .filter((action) => action.group === group && !onStrip.has(keymap[action.id]))
    .flatMap(({ id }): readonly Line[] => {
      const row = rows.find((all) => all.includes(id));
      const keysOfRow = row?.map((one) => keymap[one]) ?? [];
      // Keys in a row take one line; as soon as one of them is elsewhere, each has its own.
      const range = keyRange(keysOfRow);
      if (row === undefined || range.includes(' / '))
        return [{ keys: keysInText(keymap[id]), label: t(`keys.action.${id}`), ids: [id] }];
      return id === row[0]
        ? [{ keys: range, label: t(row === incidentActions ? 'keyStrip.incident' : 'keyStrip.rate'), ids: row }]
        : [];
    });
  const all =
    group === 'everywhere' ? [...lines, { keys: keysInText(helpKeys), label: t('keyStrip.helpCall'), ids: [] }] : lines;
  if (all.length === 0) return null;
  return html`<section>
    <h2>${t(`keys.group.${group}`)}</h2>
    <ul>
      ${all.map(({ keys, label, ids }) => html`<li><strong>${keys}</strong><span>${label}${mark(keymap, ids)}</span></li>`)}
    </ul>
  </section>`;
}

const mark = (keymap: Keymap, ids: readonly ActionId[]): string =>
  ids.some((id) => keymap[id] !== defaultKeymap[id]) ? ' ●' : '';
