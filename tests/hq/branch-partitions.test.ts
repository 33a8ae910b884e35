/** Tables are cut by branch: an old database is taken over, statements stay within one branch's partition, and the layout holds for Citus. */
import { createHash, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Db } from '../../server/db/database';
import { openHqKey } from '../../server/crypto';
import { openApiDocument } from '../../server/openapi';
import { createCutter } from '../../server/segments';
import { signRequest } from '../../src/main/sync/sign-request';
import { SegmentsReply } from '../../src/shared/sync-protocol/segments';
import { must } from '../support/case-builder';
import {
  branchInfo,
  codeOf,
  enrolPc,
  makePc,
  pullFrom,
  pushEvents,
  rewritten,
  send,
  signedRequest,
  startTestHq,
  tryEnrol,
} from './support/branch-pc';
import { tablesOf, type Plan } from './support/statement-rules';
import { openTestDatabase, type TestDatabase } from './support/test-database';

const rowsOf = async <T>(db: Db, query: ReturnType<typeof sql>): Promise<readonly T[]> =>
  ((await db.execute(query)) as { readonly rows: readonly T[] }).rows;

describe('a database of before', () => {
  it('opens, keeps what it holds, and knows where each chain ends', async () => {
    const old = await openTestDatabase({ upTo: 3 });
    const text = readFileSync(path.join(import.meta.dirname, 'support/of-before.sql'), 'utf8');
    // One by one: the embedded database takes no more in one go.
    for (const statement of text.split(/;\n/).filter((part) => part.trim() !== ''))
      await old.database.db.execute(sql.raw(statement));
    const before = await rowsOf(old.database.db, sql`select * from events order by branch_id, device_id, seq`);
    const { database, remove } = await old.reopen();
    const { db } = database;
    try {
      const after = await rowsOf(db, sql`select * from events order by branch_id, device_id, seq`);
      expect(after).toEqual(before);
      expect(after).toHaveLength(4);
      expect(await rowsOf(db, sql`select branch_id, next_position::int from branches order by 1`)).toEqual([
        { branch_id: 'b-1', next_position: 3 },
        { branch_id: 'b-2', next_position: 2 },
      ]);
      expect(await rowsOf(db, sql`select id, head_seq, head_hash, head_linked, tag from devices order by id`)).toEqual([
        { id: 'd-1', head_seq: 2, head_hash: 'h2', head_linked: true, tag: 'A' },
        { id: 'd-2', head_seq: 2, head_hash: 'h4', head_linked: false, tag: 'A' },
        { id: 'd-3', head_seq: 0, head_hash: null, head_linked: true, tag: 'B' },
      ]);
      expect(await rowsOf(db, sql`select branch_id, code from branch_directory order by 1`)).toHaveLength(2);
      expect(await rowsOf(db, sql`select * from device_directory order by 1`)).toContainEqual({
        device_id: 'd-2',
        branch_id: 'b-2',
      });
      expect(await rowsOf(db, sql`select device_id, seq from receipts`)).toEqual([{ device_id: 'd-1', seq: 2 }]);
      expect(await rowsOf(db, sql`select code_hash, branch_id from enrolment_codes order by 1`)).toEqual([
        { code_hash: 'c1', branch_id: null },
        { code_hash: 'c2', branch_id: 'b-2' },
      ]);
      expect(await rowsOf(db, sql`select nspname from pg_namespace where nspname = 'flat'`)).toEqual([]);
    } finally {
      await remove();
    }
  });
});

describe('tables of branches', () => {
  let base: TestDatabase;
  const seen = new Map<string, readonly unknown[]>();
  let watching = false;
  beforeAll(async () => {
    base = await openTestDatabase({
      onStatement: (text, parameters) => {
        if (watching) seen.set(text, parameters);
      },
    });
  });
  afterAll(async () => {
    await base.remove();
  });

  const partitioned = async (): Promise<readonly string[]> =>
    (
      await rowsOf<{ name: string }>(
        base.database.db,
        sql`select relname as name from pg_class where relkind = 'p' order by 1`,
      )
    ).map(({ name }) => name);

  it('are read and written in one partition by each statement of what PCs ask all day', async () => {
    const hq = await startTestHq(base.database);
    const [pc, other] = [makePc(), makePc()];
    const far = makePc('branch-2');
    watching = true;
    await enrolPc(hq, pc, 'new');
    await enrolPc(hq, other, 'join');
    await tryEnrol(hq, far, await codeOf(hq, 'new'), { ...branchInfo, id: 'branch-2', code: 'BJ01' });
    const incident = 'incident-0190f4a0-0000-7000-8000-000000000001';
    await Promise.all([
      pushEvents(hq, pc, pc.writeMany(3)),
      pushEvents(hq, other, [other.write({ atMs: 1 }, 'incident.raised', incident)]),
      pushEvents(hq, far, far.writeMany(2)),
    ]);
    await pushEvents(hq, pc, [must(pc.own[1]), must(pc.own[2])]);
    await pullFrom(hq, other);
    const calls = { locked: true, own: [], told: [] };
    for (const [route, body] of [
      ['/v2/wait', { protocol: 2, cursor: null, maxMs: 0, calls }],
      ['/v2/packs', { protocol: 2, deviceTimeMs: 1, have: [] }],
    ] as const)
      expect([route, (await send(hq, await signedRequest(hq, pc, route, body))).status]).toEqual([route, 200]);
    // A file that an event names, in one piece, and out again.
    const content = randomBytes(30);
    const sha256 = createHash('sha256').update(content).digest('hex');
    const evidence = [{ id: 'e-1', sha256, name: 'a.pdf', mime: 'application/pdf', sizeBytes: 30, fromCustomer: true }];
    await pushEvents(hq, pc, [pc.write({ evidence })]);
    const wanted = await send(hq, await signedRequest(hq, pc, '/v2/files/wanted', { protocol: 2, after: null }));
    expect(wanted.json['files']).toMatchObject([{ sha256, missing: [0] }]);
    expect(await pc.sendRaw(hq, `/v2/files/${sha256}/0`, content)).toEqual({ missing: [] });
    const read = await signedRequest(hq, other, '/v2/files/read', { protocol: 2, sha256, piece: 0 });
    const out = await fetch(`${hq.url}${read.route}`, {
      method: 'POST',
      headers: read.headers,
      body: new Uint8Array(read.bytes),
    });
    expect(Buffer.from(await out.arrayBuffer())).toEqual(content);
    // Nobody gave it to that branch.
    const notTheirs = await signedRequest(hq, far, '/v2/files/read', { protocol: 2, sha256, piece: 0 });
    expect((await send(hq, notTheirs)).json['code']).toBe('file.unknown');
    expect((await send(hq, await signedRequest(hq, pc, '/v2/refusals', { protocol: 2 }))).json).toEqual({
      refusals: [],
    });
    // Sealed segments. Cutting is no request of a PC, and looks which branches have enough.
    watching = false;
    expect(await createCutter({ db: base.database.db, hqKey: openHqKey(hq.dataDir) }, 5).round()).toBe(1);
    watching = true;
    const asked = await signedRequest(hq, other, '/v2/segments', { protocol: 2, deviceTimeMs: 1, cursor: null });
    const { manifest } = SegmentsReply.parse((await send(hq, asked)).json);
    const url = `${hq.url}/v2/segments/${must(manifest.segments[0]).hash}`;
    const how = { method: 'GET' as const, url, body: new Uint8Array() };
    const whole = await fetch(url, { headers: await signRequest({ ...other, createdMs: () => Date.now() }, how) });
    expect(whole.status).toBe(200);
    // What that PC would have to send itself, brought by the other one.
    const brought = { protocol: 2, deviceTimeMs: 1, events: [pc.write()] };
    const relayed = await send(hq, await signedRequest(hq, other, '/v2/relay', brought));
    expect(relayed.json['results']).toMatchObject([{ outcome: 'accepted' }]);
    // Two histories, and the PC is stopped for it.
    const forked = await pushEvents(hq, pc, [rewritten(pc, must(pc.own[1]), 'case.closed')]);
    expect(forked.json['results']).toMatchObject([{ code: 'push.fork' }]);
    await hq.admin('/admin/revoke', { deviceId: pc.deviceId, revoked: true });
    await hq.admin('/admin/revoke', { deviceId: pc.deviceId, revoked: false });
    await hq.admin('/admin/forks?branchId=branch-1');
    // Writes when PCs were last seen.
    await hq.remove();
    watching = false;
    // Each route of PCs: a new one has to be asked above.
    const routes = hq.log.flatMap((line) => (JSON.parse(line) as { readonly route?: string }).route ?? []);
    const described = Object.keys((openApiDocument() as { readonly paths: object }).paths).filter((path) =>
      path.startsWith('/v2/'),
    );
    expect(described.length).toBeGreaterThan(7);
    expect(routes).toEqual(expect.arrayContaining(described.map((path) => path.replace(/\{(\w+)\}/g, ':$1'))));

    const cut = new Set(await partitioned());
    const { explain } = base;
    const statements = [...seen].filter(([text]) => /^\s*(select|insert|update|delete)\b/i.test(text));
    const touched = new Set<string>();
    for (const [text, parameters] of statements) {
      const tables = tablesOf((await explain(text, parameters)) as Plan);
      expect({ text, whole: tables.filter((name) => cut.has(name)) }).toEqual({ text, whole: [] });
      const partitions = new Set(tables.flatMap((name) => /_(\d\d)$/.exec(name)?.[1] ?? []));
      expect({ text, partitions: [...partitions].slice(1) }).toEqual({ text, partitions: [] });
      for (const name of tables) touched.add(name.replace(/_\d\d$/, ''));
    }
    // Seen at all: else the test would hold for nothing. Nonces are only inserted; the list of the console is of no concern to PCs.
    const ofPcs = [...cut].filter((name) => name !== 'nonces' && !name.startsWith('console_'));
    expect([...touched]).toEqual(expect.arrayContaining(ofPcs));
  });

  it('fit what docs/scaling.md says of Citus: the branch in every key, references only beside or to reference tables', async () => {
    const { db } = base.database;
    const text = readFileSync(path.join(import.meta.dirname, '../../docs/scaling.md'), 'utf8');
    const documented = [
      ...text.matchAll(/create_distributed_table\('(\w+)', '(\w+)'(?:, colocate_with => '(\w+)')?\)/g),
    ];
    const distributed = new Map(documented.map(([, name, column]) => [must(name), column]));
    const reference = [...text.matchAll(/create_reference_table\('(\w+)'\)/g)].map(([, name]) => must(name));
    expect([...distributed.keys()].sort()).toEqual(await partitioned());
    expect(new Set(distributed.values())).toEqual(new Set(['branch_id']));
    expect(documented.slice(1).every(([, , , beside]) => beside === documented[0]?.[1])).toBe(true);

    const all = await rowsOf<{ name: string }>(
      db,
      sql`select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not relispartition`,
    );
    const local = [...text.matchAll(/^\| `(\w+)` .*\| coordinator \|$/gm)].map(([, name]) => must(name));
    expect(all.map(({ name }) => name).sort()).toEqual([...distributed.keys(), ...reference, ...local].sort());

    // Keys and unique indexes, which Citus can only hold within a shard.
    const unique = await rowsOf<{ table: string; index: string; columns: string[] }>(
      db,
      sql`
        select c.relname as "table", i.relname as "index",
          array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum = any(x.indkey)) as columns
        from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
        where x.indisunique and c.relnamespace = 'public'::regnamespace`,
    );
    const rootOf = (name: string): string => name.replace(/_\d\d$/, '');
    for (const { table, index, columns } of unique)
      if (distributed.has(rootOf(table)))
        expect({ index, has: columns.includes('branch_id') }).toEqual({ index, has: true });

    const [{ partitions } = { partitions: 0 }] = await rowsOf<{ partitions: number }>(
      db,
      sql`select count(*)::int as partitions from pg_inherits where inhparent = 'branches'::regclass`,
    );
    // The embedded database, which serves one process, needs no more.
    expect(partitions).toBe(base.url === undefined ? 4 : 64);
    const references = await rowsOf<{ name: string; from: string; to: string; columns: string[] }>(
      db,
      sql`
        select f.conname as name, f.conrelid::regclass::text as "from", f.confrelid::regclass::text as "to",
          array(select a.attname::text from pg_attribute a where a.attrelid = f.conrelid and a.attnum = any(f.conkey)) as columns
        from pg_constraint f where f.contype = 'f'`,
    );
    expect(references.length).toBeGreaterThan(partitions);
    for (const { name, from, to, columns } of references) {
      const own = distributed.has(rootOf(from));
      const beside =
        own && distributed.has(rootOf(to)) && from.slice(-3) === to.slice(-3) && columns.includes('branch_id');
      const toReference = !own && reference.includes(from) && reference.includes(to);
      expect({ name, from, to, fits: beside || toReference }).toEqual({ name, from, to, fits: true });
    }
  });

  it('hold their rows where those of the same branch are', async () => {
    await base.empty();
    const { db } = base.database;
    for (const id of ['x-1', 'x-2', 'x-3']) {
      await db.execute(sql`insert into branches values (${id}, ${id}, 'n', 'bank', 'i', 'p', 1)`);
      await db.execute(
        sql`insert into devices (branch_id, id, tag, public_key, enrolled_at) values (${id}, ${id}, 'A', 'k', 1)`,
      );
    }
    const numbers = await rowsOf<{ branch: string; device: string }>(
      db,
      sql`select right(b.tableoid::regclass::text, 2) as branch, right(d.tableoid::regclass::text, 2) as device
        from branches b join devices d on d.branch_id = b.branch_id`,
    );
    expect(numbers).toHaveLength(3);
    for (const { branch, device } of numbers) expect(device).toBe(branch);
  });
});
