/**
 * Search-as-you-type over a made-up corpus, in the page of the store host: our index (twice, so that the noise of the
 * machine is known), the plain `String.includes` scan, MiniSearch and FlexSearch, interleaved round by round. Speed counts
 * only at full recall in the right order.
 */
import type { SearchDoc, SearchIndex } from '../../../src/shared/store-contract/search';
import { createSearchIndex } from '../../../src/store-host/search/search-index';
import { makeCase, makeCorpus, makeQueries } from '../search/corpus';
import { oracleQuery, sortNewestFirst, toOracleDoc } from '../search/oracle';
import { createFlexSearchPeer, createMiniSearchPeer, type Peer } from '../search/peers';

export interface SearchRequest {
  readonly cases: number;
  readonly perKind: number;
}

export interface SearchPage {
  /** Makes the corpus and all indexes; checks every answer of ours against the scan. */
  readonly prepare: (request: SearchRequest) => Promise<SearchPrepared>;
  /** ms of each query of this round by one arm; queries no arm has seen before, the same for all arms of a round. */
  readonly round: (arm: string, round: number) => readonly number[];
  /** ms of single changes of ours. */
  readonly changes: () => { readonly upserts: readonly number[]; readonly removes: readonly number[] };
}

export interface SearchPrepared {
  readonly indexMs: Readonly<Record<string, number>>;
  /** Share of the scan's newest fifty that each arm found, over all checked queries. */
  readonly recall: Readonly<Record<string, number>>;
  readonly checked: number;
  readonly bytes: number;
}

const limit = 50;
const changed = 500;

const nextTurn = (): Promise<void> =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });

function timed(work: () => void): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

let docs: SearchDoc[] = [];
let index: SearchIndex | undefined;
let perKind = 1;
const arms = new Map<string, (text: string) => readonly string[]>();

function ours(): SearchIndex {
  if (!index) throw new Error('search: not prepared');
  return index;
}

async function buildOurs(): Promise<number> {
  index = createSearchIndex({ yieldNow: nextTurn, nowMs: () => performance.now() });
  const began = performance.now();
  await index.upsertMany(docs, 1);
  await index.idle();
  return performance.now() - began;
}

function buildPeer(peer: Peer): number {
  const took = timed(() => {
    for (const [id, doc] of docs.entries()) peer.add(doc, id);
  });
  arms.set(peer.name, (text) => peer.query(text).map((id) => docs[id]?.caseId ?? ''));
  return took;
}

const page: SearchPage = {
  prepare: async (request) => {
    ({ perKind } = request);
    docs = makeCorpus(request.cases);
    const indexMs: Record<string, number> = { ours: await buildOurs() };
    arms.set('ours', (text) =>
      ours()
        .query({ text, limit })
        .hits.map((hit) => hit.caseId),
    );
    const sorted = sortNewestFirst(docs.map(toOracleDoc));
    arms.set('includes', (text) => oracleQuery(sorted, text, limit));
    for (const peer of [createMiniSearchPeer(), createFlexSearchPeer(request.cases)]) {
      indexMs[peer.name] = buildPeer(peer);
      await nextTurn();
    }
    const queries = makeQueries(docs, perKind, 11);
    const expected = queries.map((query) => oracleQuery(sorted, query.text, limit));
    const recall: Record<string, number> = {};
    for (const [name, ask] of arms) {
      let wanted = 0;
      let found = 0;
      for (const [i, { kind, text }] of queries.entries()) {
        const want = expected[i] ?? [];
        const got = ask(text);
        if (name === 'ours' && JSON.stringify(got) !== JSON.stringify(want)) {
          throw new Error(`search: ${kind} ${JSON.stringify(text)} differs from the scan`);
        }
        const set = new Set(got);
        wanted += want.length;
        found += want.filter((caseId) => set.has(caseId)).length;
      }
      recall[name] = found / wanted;
      await nextTurn();
    }
    return { indexMs, recall, checked: queries.length, bytes: ours().memoryBytes() };
  },
  round: (arm, round) => {
    const ask = arms.get(arm);
    if (!ask) throw new Error(`search: no arm ${arm}`);
    return makeQueries(docs, perKind, 100 + round).map(({ text }) => timed(() => void ask(text)));
  },
  changes: () => ({
    upserts: Array.from({ length: changed }, (_, i) => {
      const old = docs[(i * 37) % docs.length] as SearchDoc;
      const text = makeCase(i, 99).fields.text;
      return timed(() => {
        ours().upsert({ ...old, fields: { ...old.fields, text } });
      });
    }),
    removes: Array.from({ length: changed }, (_, i) => {
      const { caseId } = docs[(i * 41 + 5) % docs.length] as SearchDoc;
      return timed(() => void ours().remove(caseId));
    }),
  }),
};

(globalThis as unknown as { searchBench: SearchPage }).searchBench = page;
