/** A PostgreSQL of its own for an attempt: started in a second or two, and gone with all it held. */
import path from 'node:path';

export interface Postgres {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const root = path.resolve(__dirname, '../../..');

export async function startPostgres(): Promise<Postgres> {
  const setup = (await import('../../../scripts/setup/postgres.mjs')) as {
    startPostgres: (root: string, options: { durable: boolean }) => Promise<Postgres>;
  };
  // Nobody cuts the power here; that is F-27.
  return setup.startPostgres(root, { durable: false });
}
