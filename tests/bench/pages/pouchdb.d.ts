/** The little of PouchDB that the bench calls; its own type packages pull in Node's of another version. */
declare module 'pouchdb-core' {
  interface PouchRow {
    readonly id: string;
    readonly doc?: Readonly<Record<string, unknown>>;
  }
  interface PouchReplicated {
    readonly ok: boolean;
    readonly docs_written: number;
  }
  class PouchDB {
    constructor(name: string, options: { adapter: string });
    static plugin(adapter: unknown): typeof PouchDB;
    static defaults(options: { prefix: string }): typeof PouchDB;
    /** Of the plugin `pouchdb-replication`. */
    static replicate(from: PouchDB, to: string, options: { batch_size?: number }): Promise<PouchReplicated>;
    bulkDocs(docs: readonly object[]): Promise<readonly { ok?: boolean }[]>;
    allDocs(options: { include_docs: boolean; descending: boolean; limit: number }): Promise<{ rows: PouchRow[] }>;
    info(): Promise<{ doc_count: number }>;
    close(): Promise<void>;
  }
  export = PouchDB;
}
declare module 'pouchdb-adapter-idb' {
  const adapter: unknown;
  export = adapter;
}
declare module 'pouchdb-adapter-leveldb' {
  const adapter: unknown;
  export = adapter;
}
declare module 'pouchdb-adapter-http' {
  const adapter: unknown;
  export = adapter;
}
declare module 'pouchdb-replication' {
  const plugin: unknown;
  export = plugin;
}
declare module 'express-pouchdb' {
  import type { RequestListener } from 'node:http';
  const app: (
    databases: unknown,
    options: { mode: string; inMemoryConfig: boolean; logPath: string },
  ) => RequestListener;
  export = app;
}
