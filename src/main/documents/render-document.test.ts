import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { customerText } from '../../domain/documents/audience-text';
import { buildLetter, buildRecoverySheet, buildSlip } from '../../domain/documents/customer-documents';
import { aLetter, aRecoverySheet, aSlip } from '../../domain/documents/examples.test-support';
import { paperKinds } from '../../domain/complaint/values';
import { LETTER_FIELDS, letterPlaces } from '../../domain/documents/letter-fields';
import { compileLetter, letterTemplateSchema } from '../../domain/documents/letter-template';
import en from '../../shared/locales/documents.en.json';
import zh from '../../shared/locales/documents.zh-CN.json';
import lettersEn from '../../shared/locales/letters.en.json';
import lettersZh from '../../shared/locales/letters.zh-CN.json';
import { documentTexts } from './document-texts';
import { escapeHtml, html } from './html';
import { qrSvg } from './qr-svg';
import { qrTokenOf } from './qr-token';
import { renderArchive } from './render-archive';
import { renderMinutes } from './render-minutes';
import { renderLetter, renderRecoverySheet, renderSlip, type RenderOptions } from './render-document';

const options: RenderOptions = {
  copy: { printedBy: customerText('陈丽'), printedAt: '2026-03-02T10:21', copyId: 'P-000318', number: 1 },
  demo: false,
  resolveAsset: () => null,
};

function pathsOf(node: object, prefix = ''): string[] {
  return Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string' ? `${prefix}${key}` : pathsOf(value as object, `${prefix}${key}.`),
  );
}

/** Tags and their attributes, in order; texts left out. */
function skeleton(markup: string): string[] {
  return (markup.replace(/<style>[\s\S]*?<\/style>/, '').match(/<[^>]*>/g) ?? []).map((tag) =>
    tag.replace(/aria-label="[^"]*"/, ''),
  );
}

describe('markup', () => {
  it('escapes whatever is inserted, in text and in attributes', () => {
    expect(html`<p title="${`"'\``}">${'<b>&'}${null}${[1, html`<i></i>`]}</p>`.markup).toBe(
      '<p title="&quot;&#39;&#96;">&lt;b&gt;&amp;1<i></i></p>',
    );
    fc.assert(fc.property(fc.string(), (raw) => !/[<>"'`]/.test(escapeHtml(raw))));
  });

  it('keeps its structure whatever a customer says', () => {
    const plain = skeleton(renderSlip(buildSlip(aSlip({ matter: 'x', handedIn: ['x'] })), 'a4', options).html);
    fc.assert(
      fc.property(fc.stringMatching(/^[<>"'&/a-z=! `{}$-]{1,50}x$/), (words) => {
        const slip = buildSlip(aSlip({ matter: words, handedIn: [words] }));
        expect(skeleton(renderSlip(slip, 'a4', options).html)).toEqual(plain);
      }),
    );
  });
});

describe('slip page', () => {
  it.each(['a4', 'roll80'] as const)('says on %s that it comes from a sample branch, and only then', (paper) => {
    const of = (demo: boolean): string => renderSlip(buildSlip(aSlip()), paper, { ...options, demo }).html;
    expect(of(true)).toContain(`<p class="demo" data-mark="${zh.foot.demo}"></p>`);
    expect(of(false)).not.toContain(zh.foot.demo);
  });

  it.each(['a4', 'roll80'] as const)('carries everything a slip must on %s, and no script', (paper) => {
    const page = renderSlip(buildSlip(aSlip()), paper, options).html;
    const words = page
      .replace(/<style>[\s\S]*?<\/style>/, '')
      .replace(/<[^>]+>/g, ' ')
      .replace(/\s+/g, ' ');
    const musts = [
      'BHL-20260302-0007',
      '2026年3月2日 10:15',
      '滨河路支行',
      '陈丽',
      '王**',
      '手机尾号 8421',
      '养老金',
      '存折复印件',
      '李敏',
      '2026年3月17日前',
      '第十七条',
      '条款待核定',
      '申请核查',
      '30 日内',
      '调解',
      '人民法院',
      '12378',
      '个人信息',
      '本回执不代表对结果的认可',
      '打印：陈丽',
      'P-000318',
    ];
    for (const must of musts) expect(words).toContain(must);
    expect(page).not.toMatch(/<script|javascript:|\son\w+=|王建国|13800|0013/i);
    expect(page).toMatch(/<svg\s+class="qr"/);
  });

  it('prints the basis of two days once, and marks a reprint', () => {
    const once = renderSlip(buildSlip(aSlip()), 'a4', options).html;
    expect(once.match(/第十七条/g)).toHaveLength(1);
    expect(once).not.toContain('class="reprint"');
    expect(renderSlip(buildSlip(aSlip()), 'a4', { ...options, copy: { ...options.copy, number: 2 } }).html).toContain(
      '补打 2',
    );
  });

  it('links the bundled face only when there is one', () => {
    const page = renderSlip(buildSlip(aSlip()), 'a4', {
      ...options,
      resolveAsset: () => 'app://documents/fonts/fonts.css',
    }).html;
    expect(page).toContain('<link rel="stylesheet" href="app://documents/fonts/fonts.css"');
    expect(renderSlip(buildSlip(aSlip()), 'a4', options).html).not.toContain('<link');
  });
});

describe('letter and recovery sheet', () => {
  it('keeps the signature with the last paragraph', () => {
    const file = new URL('../../../resources/packs/letters/decision.zh-CN.json', import.meta.url);
    const data = buildLetter(aLetter({ basis: '<b>&lt;' }));
    const compiled = compileLetter(letterTemplateSchema.parse(JSON.parse(readFileSync(file, 'utf8'))), data);
    if (!compiled.ok) throw new Error(JSON.stringify(compiled.error));
    const page = renderLetter(compiled.value, data.branch, 'zh-CN', options).html;
    expect(page).toContain('&lt;b&gt;&amp;lt;');
    const ending = page.slice(page.indexOf('class="ending"'));
    for (const part of ['对本告知书有任何疑问', '审核人：周衡', '（盖章）', '2026年3月13日'])
      expect(ending).toContain(part);
  });

  it('shows every group of the recovery code', () => {
    const page = renderRecoverySheet(buildRecoverySheet(aRecoverySheet({ language: 'en' })), options).html;
    for (const group of ['K7QM2', 'ZT4XA', '9PWD3', 'HJ6RC', 'VB8N5', 'E2']) expect(page).toContain(group);
  });
});

describe('minutes of a meeting', () => {
  const minutes = {
    metAt: '2026-03-02T10:15',
    place: '一楼接待室',
    participants: '周海；陈静',
    agreed: '',
    disputed: '当时有没有说明<b>收费',
    signature: '拒绝签名',
    attached: ['签字页.jpg'],
    recordedBy: '陈静',
  };
  const { branch } = buildSlip(aSlip());

  it('stand on a page of their own with lines to sign, as typed', () => {
    const shown = renderMinutes({ language: 'zh-CN', branch, number: 'N-1', ...minutes }, options).html;
    for (const part of ['一楼接待室', '2026年3月2日 10:15', '说明&lt;b&gt;收费', '拒绝签名', '签字页.jpg', '机构代表'])
      expect(shown).toContain(part);
    // What nobody wrote is said to be nothing, rather than left out.
    expect(shown).toMatch(/双方一致的<\/h2>\s*<p class="free">无/);
  });

  it('stand in the file of the case, with their page in its index', () => {
    const archive = {
      language: 'en',
      branch,
      number: 'N-1',
      status: 'Closed',
      receivedAt: '2026-03-02T10:15',
      complainant: 'Zhou Hai',
      record: [],
      events: [],
      documents: [],
      cards: [],
      pictures: [],
    } as const;
    const paper = { ...options, pictures: new Map() };
    const shown = renderArchive({ ...archive, minutes: [minutes] }, new Map([['m1', 7]]), paper).html;
    expect(shown).toMatch(/<a href="#m1">一楼接待室<\/a><\/td>\s*<td class="page num">7</);
    expect(shown).toContain('id="m1"');
    expect(renderArchive({ ...archive, minutes: [] }, new Map(), paper).html).not.toContain('Meeting minutes');
  });
});

describe('QR', () => {
  it('is opaque, stable and bound to the key', () => {
    const token = qrTokenOf('BHL-20260302-0007', new Uint8Array(32).fill(1));
    expect(token).toMatch(/^XT1\.BHL-20260302-0007\.[0-9A-HJKMNP-TV-Z]{10}$/);
    expect(qrTokenOf('BHL-20260302-0007', new Uint8Array(32).fill(1))).toBe(token);
    expect(qrTokenOf('BHL-20260302-0007', new Uint8Array(32).fill(2))).not.toBe(token);
    expect(qrSvg(token, 'x').markup).toMatch(/^<svg[^>]+>\s*<path fill="#000" d="M4 4h7v1h-7z/);
  });
});

describe('texts', () => {
  it('has the same keys and places in both languages', () => {
    expect(pathsOf(en)).toEqual(pathsOf(zh));
    const places = (root: object): string[][] =>
      pathsOf(root).map((path) => {
        const text = path.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], root);
        return [path, ...(String(text).match(/\{\w+\}/g) ?? []).sort()];
      });
    expect(places(en)).toEqual(places(zh));
  });

  it('labels every letter field, every paper and every place', () => {
    for (const texts of [lettersZh, lettersEn]) {
      expect(Object.keys(texts.field).sort()).toEqual([...LETTER_FIELDS].sort());
      expect(Object.keys(texts.kind).sort()).toEqual([...paperKinds].sort());
      expect(Object.keys(texts.place).sort()).toEqual([...letterPlaces].sort());
    }
  });

  it('throws on a value that is missing rather than printing a hole', () => {
    expect(() => documentTexts('en')('deadline.by')).toThrow('needs {date}');
  });
});
