/**
 * Takes out of a line whatever may name a person, before it reaches the log. Errors come from the system and from
 * libraries and quote what they were working on: a file's path holds the name of whoever is logged in, a parser quotes
 * the text it could not read. Better a message with a hole than a name in a file that is sent to a help desk.
 */

/** Folders whose place is known, by the name that stands for them in the log. */
export type KnownFolders = Readonly<Record<string, string>>;

const longest = 2_000;
/** An id made here, or the end of one: it must stay whole to be found again. */
const ownId = /^(?:[\da-f]{8}(?:-[\da-f]{4}){3}-)?(?=\d*[a-f])[\da-f]{12}$/;

/** The function that cleans one text. Paths inside a known folder keep their lower part. */
export function createRedact(folders: KnownFolders = {}): (text: string) => string {
  const known = Object.entries(folders)
    .filter(([, folder]) => folder.length > 1)
    .sort(([, a], [, b]) => b.length - a.length);
  return (text) => {
    if (ownId.test(text)) return text;
    let cleaned = text.normalize('NFKC');
    for (const [name, folder] of known) {
      // Windows writes paths in JSON and URLs in other ways than in messages.
      for (const spelling of new Set([folder, folder.replaceAll('\\', '/'), encodeURI(folder.replaceAll('\\', '/'))])) {
        cleaned = cleaned.replaceAll(spelling.normalize('NFKC'), `<${name}>`);
      }
    }
    for (const [pattern, replacement] of patterns) cleaned = cleaned.replace(pattern, replacement);
    return cleaned.slice(0, longest);
  };
}

const patterns: readonly (readonly [RegExp, string])[] = [
  // What stands between the first and the last double quote of a line is quoted from data.
  [/"[^\n]*"/g, '"<text>"'],
  // Between single quotes V8 names properties of our own code; anything else but a known folder is data.
  [/(?<!(?:reading|setting|property|token|option|module) )'(?!<\w+>[^\s']*')[^'\n]*'/g, "'<text>'"],
  [/[^\s@<>'"()]+@[^\s@<>'"()]+\.\p{L}+/gu, '<address>'],
  [/(\b[a-z]{2,}:\/\/)(?:[^\s/@]+@)?([^\s?#/]+)[^\s'")]*/giu, '$1$2/…'],
  // Absolute paths outside the known folders: those of the person's home and of the files they chose.
  [/(?<![\w<>./\\:])(?:[A-Za-z]:[\\/]|\\\\|\/)(?:[^\s\\/:*?"'<>|]+[\\/])+[^\s:*?"'<>|)]*/g, '<path>'],
  [/[A-Za-z]{0,2}\(?\d[\d\s()-]{5,}[\dXx]/g, '<number>'],
  [/\p{Script=Han}[\p{Script=Han}·•.\s]*/gu, '<text>'],
  // Two or more capitalised words, or words in capitals, in a row: how names are written in Latin letters.
  [/\b\p{Lu}\p{Ll}+(?:[ -]\p{Lu}\p{Ll}+)+\b/gu, '<name>'],
  [/\b\p{Lu}{2,}(?: \p{Lu}{2,})+\b/gu, '<name>'],
];
