import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from './log';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'xianting-log-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

const open = (maxBytes?: number) =>
  createLog({
    dir: path.join(dir, 'logs'),
    nowMs: () => Date.UTC(2026, 2, 5, 8),
    folders: { data: dir },
    ...(maxBytes === undefined ? {} : { maxBytes }),
  });
const logFile = (n = 0) => path.join(dir, 'logs', n === 0 ? 'xianting.log' : `xianting.log.${String(n)}`);
const lines = (n = 0) =>
  readFileSync(logFile(n), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('log', () => {
  it('writes one object a line, which only this user may read', () => {
    open().info('store.reconciled', { frames: 3 });
    expect(lines()).toEqual([{ at: '2026-03-05T08:00:00.000Z', level: 'info', event: 'store.reconciled', frames: 3 }]);
    expect(statSync(logFile()).mode & 0o077).toBe(0);
  });

  it('tells where an error happened, without the folder it happened in', () => {
    open().error('operation.failed', new Error('no row'), { operation: 'case.get' });
    const [entry] = lines();
    expect(entry).toMatchObject({ cause: 'Error', message: 'no row', operation: 'case.get' });
    expect(entry?.['places']).toContain('log.test.ts:');
    expect(JSON.stringify(entry)).not.toContain(process.cwd());
    expect(JSON.stringify(entry)).not.toContain(path.join(homedir(), path.sep));
  });

  it('keeps personal data out, wherever an error carries it', () => {
    const inner = new Error('duplicate of 王小明');
    const outer = new Error('cannot save\n13800138000 周海 said\n    at the counter', { cause: inner });
    open().error('operation.failed', outer, { reason: '11010519491231002X' });
    const text = readFileSync(logFile(), 'utf8');
    for (const leak of ['13800138000', '周海', '王小明', '11010519491231002']) expect(text).not.toContain(leak);
    expect(lines()[0]).toMatchObject({ inner: 'Error', reason: '<number>' });
  });

  it('tells which field did not fit, not what stood in it', () => {
    const parsed = z.strictObject({ phone: z.int() }).safeParse({ phone: 'thirteen' });
    open().error('operation.failed', parsed.error);
    expect(lines()[0]?.['message']).toBe('invalid_type at phone');
  });

  it('says so when what was thrown is no error', () => {
    open().error('operation.failed', 'text');
    expect(lines()[0]).toMatchObject({ cause: 'string' });
  });

  it('keeps five files of limited size, the newest first', () => {
    const log = open(1_000);
    for (let n = 0; n < 200; n++) log.info('tick', { n });
    expect(readdirSync(path.join(dir, 'logs')).sort()).toEqual(
      [0, 1, 2, 3, 4].map((n) => path.basename(logFile(n))).sort(),
    );
    for (const n of [0, 1, 2, 3, 4]) expect(statSync(logFile(n)).size).toBeLessThanOrEqual(1_000);
    const seen = [4, 3, 2, 1, 0].flatMap((n) => lines(n).map((line) => Number(line['n'])));
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    expect(seen.at(-1)).toBe(199);
  });

  it('goes on in the file it finds', () => {
    open().info('first');
    open().info('second');
    expect(lines().map(({ event }) => event)).toEqual(['first', 'second']);
  });

  it('loses no older file when a line cannot be written, and tells later how many are missing', () => {
    const log = open(1_000);
    log.info('before');
    rmSync(logFile());
    // A folder in the file's place fails for root as well, which a mode would not.
    mkdirSync(logFile());
    for (let n = 0; n < 20; n++) log.info('lost', { n });
    expect(existsSync(logFile(1))).toBe(false);
    rmSync(logFile(), { recursive: true });
    log.info('after');
    expect(lines()).toEqual([expect.objectContaining({ event: 'after', lostLines: 20 })]);
  });
});
