/**
 * The documents against the product: a guide that names a button which is not there is worse than none. In the Chinese
 * guide 「…」, in the English one **…** stands for words on the screen, and for nothing else.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const root = path.resolve(import.meta.dirname, '../../..');
const read = (file: string): string => readFileSync(path.join(root, file), 'utf8');
const filesIn = (folder: string, ending: string): string[] =>
  readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending) && !name.includes('node_modules'))
    .map((name) => path.posix.join(folder, name));

const guides = {
  zh: { folder: 'docs/guide/zh', locale: 'zh-CN', term: /「([^」]*)」/g },
  en: { folder: 'docs/guide/en', locale: 'en', term: /\*\*([^*]+)\*\*/g },
} as const;
type GuideLanguage = keyof typeof guides;
const languages = Object.keys(guides) as GuideLanguage[];

const withoutCode = (text: string): string => text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '');

function texts(node: unknown): string[] {
  if (typeof node === 'string') return [node];
  return typeof node === 'object' && node !== null ? Object.values(node).flatMap(texts) : [];
}

/** A text with placeholders matches whatever may stand in them, provided that words remain around them. */
function isOnScreen(locale: string): (term: string) => boolean {
  const all = filesIn('src/shared/locales', `.${locale}.json`).flatMap((file) => texts(JSON.parse(read(file))));
  const whole = new Set(all);
  const patterns = all
    .filter((text) => /\{\w+\}/.test(text) && /\p{L}/u.test(text.replace(/\{\w+\}/g, '')))
    .map(
      (text) =>
        new RegExp(
          `^${text
            .split(/\{\w+\}/)
            .map(escaped)
            .join('.+')}$`,
        ),
    );
  return (term) => whole.has(term) || patterns.some((pattern) => pattern.test(term));
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

const headingsOf = (text: string): string[] =>
  withoutCode(text)
    .split('\n')
    .filter((line) => /^#{1,6} /.test(line));

/** As GitHub makes anchors of headings. */
const anchorOf = (heading: string): string =>
  heading
    .replace(/^#+ /, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replace(/ /g, '-');

const topFolders = ['src/domain', 'src/shared', 'src/main', 'src/preload', 'src/store-host', 'src/renderer']
  .concat(['tests', 'scripts', 'resources', 'docs', 'server'])
  .filter((folder) => existsSync(path.join(root, folder, 'README.md')))
  .map((folder) => `${folder}/README.md`);
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...filesIn('docs', '.md'),
  ...topFolders.filter((file) => !file.startsWith('docs/')),
];

describe('the guide', () => {
  it('has the same pages, sections and pictures in both languages', () => {
    const shape = (language: GuideLanguage): unknown =>
      filesIn(guides[language].folder, '.md')
        .sort()
        .map((file) => {
          const text = read(file);
          return {
            page: path.basename(file),
            headings: headingsOf(text).map((heading) => heading.indexOf(' ')),
            pictures: [...text.matchAll(/images\/(?:zh|en)\/([\w-]+\.png)/g)].map((match) => match[1]),
          };
        });
    expect(shape('en')).toEqual(shape('zh'));
  });

  it.each(languages)('in %s names only what is on the screen', (language) => {
    const { folder, locale, term } = guides[language];
    const known = isOnScreen(locale);
    const unknown = filesIn(folder, '.md').flatMap((file) =>
      [...withoutCode(read(file)).matchAll(term)]
        .map((match) => match[1] ?? '')
        .filter((name) => name !== '' && !known(name))
        .map((name) => `${path.basename(file)}: ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it.each(languages)('in %s shows pictures of its own language', (language) => {
    const other = language === 'zh' ? 'images/en/' : 'images/zh/';
    for (const file of filesIn(guides[language].folder, '.md')) expect(read(file), file).not.toContain(other);
  });
});

describe('documents', () => {
  it.each(documents)('%s leads nowhere that is not there', (file) => {
    const text = withoutCode(read(file));
    const broken = [...text.matchAll(/\]\(([^)\s]+)\)|<img[^>]*src="([^"]+)"/g)]
      .map((match) => match[1] ?? match[2] ?? '')
      .filter((target) => !/^[a-z]+:/.test(target))
      .filter((target) => {
        const [where = '', anchor] = target.split('#');
        const goal = where === '' ? file : path.posix.join(path.posix.dirname(file), decodeURIComponent(where));
        if (!existsSync(path.join(root, goal))) return true;
        return anchor !== undefined && !headingsOf(read(goal)).map(anchorOf).includes(decodeURIComponent(anchor));
      });
    expect(broken).toEqual([]);
  });

  it('use every picture that is kept', () => {
    const all = documents.map(read).join('\n');
    const unused = filesIn('docs/images', '.png').filter((file) => !all.includes(file.replace('docs/', '')));
    expect(unused).toEqual([]);
  });

  it('tell every command of package.json', () => {
    const { scripts } = JSON.parse(read('package.json')) as { readonly scripts: Readonly<Record<string, string>> };
    const told = read('CONTRIBUTING.md');
    const untold = Object.keys(scripts).filter((name) => !new RegExp(`npm (?:run )?${name}\\b`).test(told));
    expect(untold).toEqual([]);
  });
});
