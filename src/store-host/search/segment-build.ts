/** Builds a sealed segment from records: collect (key, document) pairs, sort them by key, write the lists. */
import { createByteWriter, createUintList } from './bytes';
import { packIds } from './case-ids';
import { createDictionaryWriter, type DictionaryParts } from './dictionary';
import { eachKey } from './keys';
import type { Pace } from './pace';
import { newerFirst, type SearchRecord } from './record';
import type { SegmentParts } from './segment';
import { createTextEncoder, trainSymbols, type SymbolCandidate } from './text-codec';

const RADIX_BITS = 11;
const RADIX_SIZE = 1 << RADIX_BITS;
const SORT_STEP = 1 << 17;
/** Records on which the symbol table is tried; evenly spread. */
const SAMPLE_RECORDS = 512;
/** A pair or word seen less often than this, or than once in 256 records, is not worth a symbol. */
const FEWEST_USES = 4;

interface Pairs {
  readonly keys: Uint32Array;
  readonly docs: Uint32Array;
}

/** Stable sort by key. */
async function sortPairs(pairs: Pairs, pace: Pace): Promise<Pairs> {
  const count = pairs.keys.length;
  let { keys, docs } = pairs;
  let otherKeys: Uint32Array = new Uint32Array(count);
  let otherDocs: Uint32Array = new Uint32Array(count);
  let highest = 0;
  for (let i = 0; i < count; i += 1) if ((keys[i] as number) > highest) highest = keys[i] as number;
  for (let shift = 0; shift < 32 && highest >>> shift > 0; shift += RADIX_BITS) {
    const starts = new Uint32Array(RADIX_SIZE + 1);
    for (let i = 0; i < count; i += 1) {
      const digit = ((keys[i] as number) >>> shift) & (RADIX_SIZE - 1);
      starts[digit + 1] = (starts[digit + 1] as number) + 1;
    }
    if (pace.due()) await pace.rest();
    for (let digit = 0; digit < RADIX_SIZE; digit += 1) {
      starts[digit + 1] = (starts[digit + 1] as number) + (starts[digit] as number);
    }
    for (let from = 0; from < count; from += SORT_STEP) {
      const to = Math.min(count, from + SORT_STEP);
      for (let i = from; i < to; i += 1) {
        const key = keys[i] as number;
        const digit = (key >>> shift) & (RADIX_SIZE - 1);
        const at = starts[digit] as number;
        starts[digit] = at + 1;
        otherKeys[at] = key;
        otherDocs[at] = docs[i] as number;
      }
      if (pace.due()) await pace.rest();
    }
    [keys, otherKeys] = [otherKeys, keys];
    [docs, otherDocs] = [otherDocs, docs];
  }
  return { keys, docs };
}

/** Calls `emit` for each key with its distinct documents and the number of its occurrences. */
async function eachGroup(
  pairs: Pairs,
  docCount: number,
  pace: Pace,
  emit: (key: number, docs: Uint32Array, df: number, occurrences: number) => void,
): Promise<void> {
  const { keys, docs } = pairs;
  const scratch = new Uint32Array(docCount);
  const count = keys.length;
  let i = 0;
  let groups = 0;
  while (i < count) {
    const key = keys[i] as number;
    const from = i;
    let df = 0;
    let previous = -1;
    while (i < count && keys[i] === key) {
      const doc = docs[i] as number;
      if (doc !== previous) {
        scratch[df] = doc;
        df += 1;
        previous = doc;
      }
      i += 1;
    }
    emit(key, scratch, df, i - from);
    groups += 1;
    if ((groups & 0x3f) === 0 && pace.due()) await pace.rest();
  }
}

interface Dictionaries {
  readonly parts: DictionaryParts;
  readonly candidates: readonly SymbolCandidate[];
}

async function buildDictionaries(records: readonly SearchRecord[], pace: Pace): Promise<Dictionaries> {
  const docCount = records.length;
  const bigramKeys = createUintList(docCount * 320 + 16);
  const bigramDocs = createUintList(docCount * 320 + 16);
  const stringIds = createUintList(docCount * 96 + 16);
  const stringDocs = createUintList(docCount * 96 + 16);
  const ids = new Map<string, number>();
  let doc = 0;
  const sink = {
    bigram(key: number): void {
      bigramKeys.push(key);
      bigramDocs.push(doc);
    },
    string(key: string): void {
      let id = ids.get(key);
      if (id === undefined) {
        id = ids.size;
        ids.set(key, id);
      }
      stringIds.push(id);
      stringDocs.push(doc);
    },
  };
  for (; doc < docCount; doc += 1) {
    eachKey((records[doc] as SearchRecord).joined, sink);
    if ((doc & 15) === 0 && pace.due()) await pace.rest();
  }
  const candidates: SymbolCandidate[] = [];
  const fewest = Math.max(FEWEST_USES, docCount >>> 8);
  const writer = createDictionaryWriter(docCount);

  const bigrams = await sortPairs({ keys: bigramKeys.view(), docs: bigramDocs.view() }, pace);
  await eachGroup(bigrams, docCount, pace, (key, docs, df, occurrences) => {
    writer.bigram(key, docs, df);
    if (occurrences >= fewest && (key & 0xffff) !== 0) {
      candidates.push({ text: String.fromCharCode(key >>> 16, key & 0xffff), count: occurrences });
    }
  });

  const names = [...ids.keys()].sort();
  if (pace.due()) await pace.rest();
  const ranks = new Uint32Array(names.length);
  names.forEach((name, rank) => {
    ranks[ids.get(name) as number] = rank;
  });
  const stringRanks = stringIds.view();
  for (let i = 0; i < stringRanks.length; i += 1) stringRanks[i] = ranks[stringRanks[i] as number] as number;
  const strings = await sortPairs({ keys: stringRanks, docs: stringDocs.view() }, pace);
  await eachGroup(strings, docCount, pace, (rank, docs, df, occurrences) => {
    const name = names[rank] as string;
    writer.string(name, docs, df);
    if (occurrences >= fewest && name.length > 2 && name.startsWith('w')) {
      const word = name.slice(1);
      candidates.push({ text: word, count: occurrences }, { text: `${word} `, count: occurrences });
    }
  });
  return { parts: writer.finish(), candidates };
}

/** Sorts the records newest first and builds the parts of a segment. `tombstones` are ids removed from older ones. */
export async function buildSegment(
  unsorted: readonly SearchRecord[],
  tombstones: readonly string[],
  pace: Pace,
): Promise<SegmentParts> {
  const records = [...unsorted].sort(newerFirst);
  const { parts, candidates } = await buildDictionaries(records, pace);
  const step = Math.max(1, Math.floor(records.length / SAMPLE_RECORDS));
  const sample = records.filter((_, i) => i % step === 0).map((record) => record.joined);
  const symbols = await trainSymbols(candidates, sample, pace);
  if (pace.due()) await pace.rest();
  const encoder = createTextEncoder(symbols);
  const text = createByteWriter(1 << 16);
  const textOffsets = createUintList(records.length + 1);
  for (let i = 0; i < records.length; i += 1) {
    textOffsets.push(text.length);
    encoder.encode((records[i] as SearchRecord).joined, text);
    if ((i & 15) === 0 && pace.due()) await pace.rest();
  }
  textOffsets.push(text.length);
  return {
    ...parts,
    docCount: records.length,
    times: Float64Array.from(records, (record) => record.receivedAtMs),
    ids: packIds(records.map((record) => record.caseId)),
    textOffsets: textOffsets.view(),
    text: text.view(),
    symbols,
    tombstones: packIds(tombstones),
  };
}
