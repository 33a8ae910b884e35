import { describe, expect, it } from 'vitest';
import { keyActions } from '../../shared/shortcuts/actions';
import { defaultKeymap, keymapOf } from '../../shared/shortcuts/keymap';
import { documentTexts } from './document-texts';
import { renderKeyStrip } from './render-key-strip';

/** Text of each field above a key of the F row. */
const fRow = (html: string): readonly string[] =>
  [...html.matchAll(/<div class="f-key">([\s\S]*?)<\/div>/g)].map(([, cell = '']) => textOf(cell));
const textOf = (markup: string): string =>
  markup
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

describe('key strip', () => {
  it('has the twelve keys of the F row in their order, with what each does', () => {
    const row = fRow(renderKeyStrip(defaultKeymap, 'zh-CN', null).html);
    expect(row.map((cell) => cell.split(' ')[0])).toEqual(
      Array.from({ length: 12 }, (_none, at) => `F${String(at + 1)}`),
    );
    expect(row[2]).toBe('F3 下一步');
    expect(row[4]).toBe('F5');
  });

  it('shows the own keys, marked, and the usual ones no longer', () => {
    const { html, landscape } = renderKeyStrip(keymapOf({ next: 'F13', whyDate: 'F5' }), 'zh-CN', null);
    expect(landscape).toBe(true);
    const row = fRow(html);
    expect(row[2]).toBe('F3');
    expect(row[4]).toBe('F5 看期限由来 ●');
    expect(textOf(html)).toContain('F13 下一步 ●');
    expect(textOf(html)).not.toContain('Alt+W');
  });

  it.each(['zh-CN', 'en'] as const)('leaves no action out (%s)', (language) => {
    const t = documentTexts(language);
    const text = textOf(renderKeyStrip(keymapOf({ rate0: 'F14', incident2: 'F15' }), language, null).html);
    for (const { id } of keyActions) expect(text).toContain(t(`keys.action.${id}`));
    expect(text).toContain('Ctrl+Shift+F12');
  });

  it('gives keys in a row one line', () => {
    expect(textOf(renderKeyStrip(defaultKeymap, 'zh-CN', null).html)).toContain('Alt+1–4 评情绪');
  });
});
