/** A small XML reader for spreadsheet parts: pieces in, tags and texts out. Namespaces' prefixes are dropped; a DTD is refused. */
import { ledgerFailure } from './ledger-types';

export interface XmlHandler {
  /** `attributes` is the raw text between name and end; read it with `attributeOf`. An empty element is opened and closed. */
  readonly onOpen: (name: string, attributes: string) => void;
  readonly onClose: (name: string) => void;
  readonly onText: (text: string) => void;
}

/** Longest tag or text held at once; far above what a cell may hold. */
const MAX_HELD = 8 * 1024 * 1024;

/** Returns what takes the pieces. Call `end` last: it refuses a document that stops inside a tag. */
export function createXmlScanner(handler: XmlHandler): {
  readonly feed: (piece: string) => void;
  readonly end: () => void;
} {
  let held = '';

  const takeTag = (tag: string): void => {
    if (tag.startsWith('/')) {
      handler.onClose(localName(tag.slice(1).trimEnd()));
      return;
    }
    const empty = tag.endsWith('/');
    const body = empty ? tag.slice(0, -1) : tag;
    const space = body.search(/\s/);
    const name = localName(space < 0 ? body : body.slice(0, space));
    handler.onOpen(name, space < 0 ? '' : body.slice(space));
    if (empty) handler.onClose(name);
  };

  const feed = (piece: string): void => {
    held = held === '' ? piece : held + piece;
    let at = 0;
    for (;;) {
      const open = held.indexOf('<', at);
      if (open < 0) break;
      if (open > at) handler.onText(decodeEntities(held.slice(at, open)));
      at = open;
      const special = held.startsWith('<!', open) || held.startsWith('<?', open);
      if (special && held.length < open + 9) break;
      const cdata = held.startsWith('<![CDATA[', open);
      const closing = cdata ? ']]>' : held.startsWith('<!--', open) ? '-->' : held.startsWith('<?', open) ? '?>' : '>';
      if (special && closing === '>') throw ledgerFailure({ code: 'import.unreadable' });
      const close = closing === '>' ? tagEnd(held, open + 1) : held.indexOf(closing, open + 4);
      if (close < 0) break;
      if (cdata) handler.onText(held.slice(open + 9, close));
      else if (!special) takeTag(held.slice(open + 1, close));
      at = close + closing.length;
    }
    held = held.slice(at);
    if (held.length > MAX_HELD) throw ledgerFailure({ code: 'import.unreadable' });
  };

  return {
    feed,
    end: () => {
      if (held.trim() !== '') throw ledgerFailure({ code: 'import.unreadable' });
    },
  };
}

/** Runs a whole part through a handler. */
export async function scanXml(pieces: AsyncIterable<string>, handler: XmlHandler): Promise<void> {
  const scanner = createXmlScanner(handler);
  for await (const piece of pieces) scanner.feed(piece);
  scanner.end();
}

/** Value of an attribute (`name` with its prefix, if any), `undefined` when absent. */
export function attributeOf(attributes: string, name: string): string | undefined {
  let from = 0;
  for (;;) {
    const at = attributes.indexOf(`${name}=`, from);
    if (at < 0) return undefined;
    const before = attributes.charCodeAt(at - 1);
    const quote = attributes.charAt(at + name.length + 1);
    const isName = at > 0 && (before === 32 || before === 10 || before === 9 || before === 13);
    if (isName && (quote === '"' || quote === "'")) {
      const end = attributes.indexOf(quote, at + name.length + 2);
      return end < 0 ? undefined : decodeEntities(attributes.slice(at + name.length + 2, end));
    }
    from = at + 1;
  }
}

/** End of a tag; a ">" inside quotation marks doesn't count. */
function tagEnd(text: string, from: number): number {
  let at = from;
  for (;;) {
    const close = text.indexOf('>', at);
    if (close < 0) return -1;
    while (at < close && text.charCodeAt(at) !== 34 && text.charCodeAt(at) !== 39) at += 1;
    if (at === close) return close;
    const quoteEnd = text.indexOf(text.charAt(at), at + 1);
    if (quoteEnd < 0) return -1;
    at = quoteEnd + 1;
  }
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}

const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decodeEntities(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w{2,4}));/g,
    (whole, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return NAMED[name] ?? whole;
      const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal);
      return code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD';
    },
  );
}
