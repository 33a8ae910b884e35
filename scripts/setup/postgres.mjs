/**
 * A PostgreSQL 15 of our own for tests and measurements: found or brought, started in a temporary folder on a socket there, so that
 * nothing of it meets another server of this machine.
 *
 * As root it is installed with apt, without the cluster that Debian would start. Otherwise its packages are downloaded with apt,
 * which checks their signatures, and unpacked below `.cache`.
 */
import { spawn, spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isRoot } from './platform.mjs';
import { problem, say, secondsSince } from './say.mjs';
import { runInForeground, succeeds } from './spawn.mjs';

const VERSION = '15';
const PACKAGE = `postgresql-${VERSION}`;
const BY_HAND = `apt-get update && apt-get install -y --no-install-recommends ${PACKAGE}`;

/**
 * @typedef {object} PostgresPrograms
 * @property {string} bin folder with `initdb`, `postgres`, `pg_dump`, `pg_restore`
 * @property {Record<string, string>} env what they need to find their libraries
 */

/** @param {string} root @returns {string} */
const unpackedAt = (root) => path.join(root, '.cache', PACKAGE);

/** @param {string} folder @returns {string} */
const binIn = (folder) => path.join(folder, 'usr/lib/postgresql', VERSION, 'bin');

/** @param {string} root @param {(file: string) => boolean} [exists] @returns {PostgresPrograms | undefined} */
export const findPostgres = (root, exists = existsSync) => {
  const complete = (/** @type {string} */ bin) =>
    ['initdb', 'postgres', 'pg_dump', 'pg_restore'].every((name) => exists(path.join(bin, name)));
  const ofSystem = binIn('/');
  if (complete(ofSystem)) return { bin: ofSystem, env: {} };
  const own = unpackedAt(root);
  if (!complete(binIn(own))) return undefined;
  const libraries = ['usr/lib/x86_64-linux-gnu', 'usr/lib/aarch64-linux-gnu', 'lib/x86_64-linux-gnu'];
  return { bin: binIn(own), env: { LD_LIBRARY_PATH: libraries.map((name) => path.join(own, name)).join(':') } };
};

/** Finds or brings it; throws a problem that says what to do. @param {string} root @returns {Promise<PostgresPrograms>} */
export const ensurePostgres = async (root) => {
  const there = findPostgres(root);
  if (there) return there;
  if (process.platform !== 'linux' || !succeeds('apt-get', ['--version'])) {
    throw problem(
      `These tests need PostgreSQL ${VERSION} in ${binIn('/')}. Without apt it has to be installed by hand,`,
      'or the tests run against the embedded database alone: npx vitest run --project hq',
    );
  }
  const startedAtMs = Date.now();
  say(`bringing ${PACKAGE} …`);
  if (isRoot()) await installWithApt();
  else await unpackWithApt(unpackedAt(root));
  const brought = findPostgres(root);
  if (!brought) throw problem(`${PACKAGE} came without its programs. Install it by hand:`, `  ${BY_HAND}`);
  say(`${PACKAGE} is there after ${secondsSince(startedAtMs)}`);
  return brought;
};

/** @param {string} step */
const aptProblem = (step) =>
  problem(`"${step}" failed. Check the network and the apt sources, then run as root:`, `  ${BY_HAND}`);

const installWithApt = async () => {
  /** @param {string[]} args */
  const apt = async (...args) => {
    const code = await runInForeground('env', ['DEBIAN_FRONTEND=noninteractive', 'apt-get', '-qq', ...args], {
      stdio: ['ignore', 'ignore', 2],
    });
    if (code !== 0) throw aptProblem(`apt-get ${args[0] ?? ''}`);
  };
  const config = '/etc/postgresql-common/createcluster.conf';
  const isNew = !existsSync(config);
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', 'postgresql-common');
  // Else Debian makes and starts a server on port 5432 that nobody asked for. What a person has set there stays.
  if (isNew) {
    const text = readFileSync(config, 'utf8');
    writeFileSync(config, text.replace(/^#?create_main_cluster\s*=.*$/m, 'create_main_cluster = false'));
  }
  await apt('install', '-y', '--no-install-recommends', PACKAGE);
};

/** Packages and all that they need and this system lacks. @param {string} target */
const unpackWithApt = async (target) => {
  const work = `${target}.partial`;
  rmSync(work, { recursive: true, force: true });
  for (const folder of ['lists/partial', 'archives/partial', 'debs', 'root'])
    mkdirSync(path.join(work, folder), { recursive: true });
  // Lists and archives of its own: those of the system belong to root.
  const own = ['-qq', '-o', `Dir::State::lists=${work}/lists`, '-o', `Dir::Cache=${work}`];
  if ((await runInForeground('apt-get', [...own, 'update'], { stdio: ['ignore', 'ignore', 2] })) !== 0)
    throw aptProblem('apt-get update');
  const plan = spawnSync('apt-get', [...own, '-s', 'install', '--no-install-recommends', PACKAGE], {
    encoding: 'utf8',
  });
  const names = [...(plan.stdout ?? '').matchAll(/^Inst (\S+)/gm)].map(([, name = '']) => name);
  if (plan.status !== 0 || names.length === 0) throw aptProblem('apt-get install');
  const debs = path.join(work, 'debs');
  const fetched = await runInForeground('apt-get', [...own, 'download', ...names], {
    cwd: debs,
    stdio: ['ignore', 'ignore', 2],
  });
  if (fetched !== 0) throw aptProblem('apt-get download');
  for (const deb of readdirSync(debs)) {
    if (!succeeds('dpkg-deb', ['-x', path.join(debs, deb), path.join(work, 'root')]))
      throw problem(`${deb} can't be unpacked. Is the disk full? Then run the command again.`);
  }
  rmSync(target, { recursive: true, force: true });
  renameSync(path.join(work, 'root'), target);
  rmSync(work, { recursive: true, force: true });
};

/**
 * @typedef {object} PostgresServer
 * @property {string} url of its first database; another one has another path
 * @property {PostgresPrograms} programs
 * @property {number | undefined} pid
 * @property {() => Promise<void>} stop ends it and removes its data
 */

/**
 * Starts a server that lives as long as its caller, at most.
 *
 * @param {string} root of the repository
 * @param {{durable: boolean, settings?: Record<string, string>}} options `durable`: each commit is on disk before it is answered, as
 *   a measurement needs it; tests do without
 * @returns {Promise<PostgresServer>}
 */
export const startPostgres = async (root, { durable, settings = {} }) => {
  const programs = await ensurePostgres(root);
  // Short, because the path of a socket may have 107 bytes only.
  const dir = mkdtempSync(path.join(tmpdir().length < 60 ? tmpdir() : '/tmp', 'xianting-pg-'));
  const as = userFor(dir);
  const env = { ...process.env, ...programs.env, LC_ALL: 'C.UTF-8' };
  const data = path.join(dir, 'data');
  const made = spawnSync(
    path.join(programs.bin, 'initdb'),
    ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'],
    { ...as, cwd: dir, env, encoding: 'utf8' },
  );
  const remove = () => rmSync(dir, { recursive: true, force: true, maxRetries: 5 });
  if (made.status !== 0) {
    remove();
    throw problem(`PostgreSQL can't make its folder ${data}:`, made.error?.message ?? made.stderr);
  }
  const all = {
    listen_addresses: '',
    unix_socket_directories: dir,
    max_connections: '100',
    shared_buffers: '64MB',
    // Nobody watches these runs for hours; parallel workers would take cores from what is measured.
    max_parallel_workers_per_gather: '0',
    jit: 'off',
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
    ...settings,
  };
  const child = spawn(
    path.join(programs.bin, 'postgres'),
    ['-D', data, ...Object.entries(all).flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    { ...as, cwd: dir, env, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const ended = new Promise((resolve) => child.once('close', resolve));
  const hurry = () => child.kill('SIGQUIT');
  process.once('exit', hurry);
  try {
    await ready(child);
  } catch (error) {
    process.off('exit', hurry);
    remove();
    throw error;
  }
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(dir)}`,
    programs,
    pid: child.pid,
    stop: async () => {
      process.off('exit', hurry);
      child.kill('SIGINT');
      await ended;
      remove();
    },
  };
};

/** PostgreSQL refuses to run as root: there it runs as somebody who may do nothing else. @param {string} dir */
const userFor = (dir) => {
  if (!isRoot()) return {};
  const people = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'));
  const [, , uid, gid] =
    people.find(([name]) => name === 'postgres') ?? people.find(([name]) => name === 'nobody') ?? [];
  if (uid === undefined || gid === undefined)
    throw problem('PostgreSQL does not run as root, and this system has no user "postgres" or "nobody".');
  chownSync(dir, Number(uid), Number(gid));
  return { uid: Number(uid), gid: Number(gid) };
};

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<void>} */
const ready = (child) =>
  new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.on('data', (/** @type {Buffer} */ part) => {
      // Read on for ever, else a full pipe stops the server.
      said = `${said}${part.toString('utf8')}`.slice(-4000);
      if (said.includes('ready to accept connections')) resolve();
    });
    child.once('error', (cause) => reject(problem(`PostgreSQL can't be started: ${cause.message}`)));
    child.once('close', () => reject(problem('PostgreSQL ended as it was started:', said)));
  });
