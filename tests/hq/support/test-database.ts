/**
 * The database of one test file: embedded, or, in the project `hq-postgres`, on the server that `postgres-server.ts` started. When it is
 * removed, every statement that ran in the file is planned and judged (`statement-rules.ts`).
 */
import pg from 'pg';
import { inject } from 'vitest';
import { openFreshDatabase, type TestDatabase, type TestDatabaseOptions } from './fresh-database';
import { judge, type Judged } from './statement-rules';

export type { TestDatabase } from './fresh-database';

export async function openTestDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const sent = new Map<string, readonly unknown[]>();
  const opened = await openFreshDatabase(inject('postgres')?.url, {
    ...options,
    onStatement: (text, parameters) => {
      // Those of the server name their tables by the schema, in quotes; what a test writes by hand does not.
      if (/^\s*(select|insert|update|delete|with)\b.*"/is.test(text)) sent.set(text, parameters);
      options.onStatement?.(text, parameters);
    },
  });
  // One of before has other tables.
  if (options.upTo !== undefined) return opened;
  return {
    ...opened,
    remove: async () => {
      const refused = await judgeAll(opened, sent).finally(() => opened.remove());
      if (refused.length > 0)
        throw new Error(refused.map(({ text, why }) => `A statement ${why}.\n${text}`).join('\n\n'));
    },
  };
}

async function judgeAll(base: TestDatabase, sent: ReadonlyMap<string, readonly unknown[]>): Promise<readonly Judged[]> {
  const { run, end } = await connectionOf(base);
  try {
    const namesIn = async (where: string): Promise<ReadonlySet<string>> =>
      new Set(
        ((await run(`select relname as name from pg_class where ${where}`, [])) as { name: string }[]).map(
          ({ name }) => name,
        ),
      );
    const known = {
      cut: await namesIn(`relkind = 'p'`),
      partial: await namesIn('oid in (select indexrelid from pg_index where indpred is not null)'),
    };
    // In so small a database reading whole tables would always be the cheapest.
    await run('set enable_seqscan = off', []);
    const refused: Judged[] = [];
    for (const [text, parameters] of sent) {
      const rows = await run(`explain (format json, costs off) ${text}`, parameters);
      const [{ 'QUERY PLAN': plans }] = rows as [{ 'QUERY PLAN': readonly [{ Plan: unknown }] }];
      const judged = judge(text, plans[0].Plan, known);
      if (judged) refused.push(judged);
    }
    return refused;
  } finally {
    await end();
  }
}

/** One for all, because a setting belongs to a connection. */
async function connectionOf({ url, database }: TestDatabase) {
  if (url === undefined) return { run: database.query, end: async () => undefined };
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return {
    run: async (text: string, parameters: readonly unknown[]): Promise<readonly unknown[]> =>
      (await client.query(text, [...parameters])).rows as unknown[],
    end: async () => client.end(),
  };
}
