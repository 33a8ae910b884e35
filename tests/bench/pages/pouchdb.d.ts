/** The little of PouchDB that the bench calls; its own type packages pull in Node's of another version. */
declare module 'pouchdb-core' {
  interface PouchRow {
    readonly id: string;
    readonly doc?: Readonly<Record<string, unknown>>;
  }
  class PouchDB {
    constructor(name: string, options: { adapter: string });
    static plugin(adapter: unknown): typeof PouchDB;
    bulkDocs(docs: readonly object[]): Promise<readonly { ok?: boolean }[]>;
    allDocs(options: { include_docs: boolean; descending: boolean; limit: number }): Promise<{ rows: PouchRow[] }>;
    info(): Promise<{ doc_count: number }>;
  }
  export = PouchDB;
}
declare module 'pouchdb-adapter-idb' {
  const adapter: unknown;
  export = adapter;
}
