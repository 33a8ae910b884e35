/**
 * What somebody would take instead: MiniSearch and FlexSearch, fed with the same bigrams and words and asked for the same
 * thing: all terms, newest first, fifty hits. Case numbers are the ids, rising with time.
 */
import { Index } from 'flexsearch';
import MiniSearch from 'minisearch';
import type { SearchDoc } from '../../../src/shared/store-contract/search';
import { CLASS_SEPARATOR, CLASS_UNSPACED, classAt, normalise } from '../../../src/store-host/search/normalise';
import { toOracleDoc } from './oracle';

export interface Peer {
  readonly name: string;
  add(doc: SearchDoc, id: number): void;
  remove(id: number): void;
  /** Ids of the newest fifty hits. */
  query(text: string): readonly number[];
}

const LIMIT = 50;

/** Bigrams of unspaced runs, words of all others. */
export function peerTokens(text: string): string[] {
  const tokens: string[] = [];
  const normal = normalise(text);
  let i = 0;
  while (i < normal.length) {
    const unitClass = classAt(normal, i);
    let to = i + 1;
    while (to < normal.length && classAt(normal, to) === unitClass) to += 1;
    if (unitClass === CLASS_UNSPACED) {
      if (to - i === 1) tokens.push(normal.charAt(i));
      for (let j = i; j + 1 < to; j += 1) tokens.push(normal.slice(j, j + 2));
    } else if (unitClass !== CLASS_SEPARATOR) {
      tokens.push(normal.slice(i, to));
    }
    i = to;
  }
  return tokens;
}

/** Everything findable as one text: tails, spellings and initials become words. */
function peerText(doc: SearchDoc): string {
  const known = toOracleDoc(doc);
  const tails = known.tails.map((tail) => tail.slice(-4));
  return [
    ...known.texts,
    doc.fields.number,
    known.number,
    known.phone,
    ...tails,
    ...known.spellings,
    ...known.initials,
  ].join(' ');
}

const newest = (ids: readonly number[]): number[] => [...ids].sort((a, b) => b - a).slice(0, LIMIT);

export function createMiniSearchPeer(): Peer {
  const index = new MiniSearch<{ id: number; text: string }>({
    fields: ['text'],
    tokenize: peerTokens,
    processTerm: (term) => term,
    searchOptions: { combineWith: 'AND', prefix: (term) => /^[a-z0-9]/.test(term), tokenize: peerTokens },
  });
  return {
    name: 'minisearch',
    add(doc, id) {
      index.add({ id, text: peerText(doc) });
    },
    remove(id) {
      index.discard(id);
    },
    query: (text) => newest(index.search(text).map((hit) => hit.id as number)),
  };
}

export function createFlexSearchPeer(cases: number): Peer {
  const index = new Index({ tokenize: 'forward', encode: peerTokens });
  return {
    name: 'flexsearch',
    add(doc, id) {
      index.add(id, peerText(doc));
    },
    remove(id) {
      index.remove(id);
    },
    query: (text) => newest(index.search(text, { limit: cases }) as number[]),
  };
}
