/** Headquarters as an operator meets it: what may be typed, what a mistake is told, one server a folder. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { databaseFault, OperatorError, readCommandLine, startFault } from '../../server/command-line';
import { secretFile, takeFolder } from '../../server/data-folder';
import { startHq } from '../../server/start';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'xianting-hq-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the command line', () => {
  it('starts by default, and makes codes of the kind that is meant', () => {
    expect(readCommandLine([])).toEqual({
      name: 'serve',
      port: 8787,
      host: '127.0.0.1',
      dataDir: 'hq-data',
      publicUrls: [],
    });
    const told = ['--public-url', 'https://HQ.example:443/', '--public-url', 'https://bank.example/xianting/'];
    expect(readCommandLine(told)).toMatchObject({
      publicUrls: ['https://hq.example', 'https://bank.example/xianting'],
    });
    expect(readCommandLine(['revoke', 'd-1'])).toEqual({
      name: 'revoke',
      deviceId: 'd-1',
      revoked: true,
      dataDir: 'hq-data',
    });
    expect(readCommandLine(['admit', 'd-1'])).toMatchObject({ name: 'revoke', revoked: false });
    expect(readCommandLine(['devices', '--branch-code', 'SH021'])).toMatchObject({
      name: 'devices',
      branchCode: 'SH021',
    });
    expect(readCommandLine(['forks', '--branch-code', 'SH021'])).toMatchObject({ name: 'forks', branchCode: 'SH021' });
    expect(readCommandLine(['code'])).toMatchObject({ name: 'code', kind: 'new' });
    expect(readCommandLine(['code', '--branch-code', 'SH021'])).toMatchObject({ kind: 'join', branchCode: 'SH021' });
    expect(readCommandLine(['key', '--data-dir', 'x'])).toEqual({ name: 'key', dataDir: 'x' });
    expect(readCommandLine(['pack', 'r.json', '--from', '2026-12-01', '--issued-by', 'HO'])).toEqual({
      name: 'pack',
      file: 'r.json',
      effectiveFrom: '2026-12-01',
      issuedBy: 'HO',
      out: undefined,
      dataDir: 'hq-data',
    });
    expect(readCommandLine(['user', 'add', 'Wang', '--name', '王敏', '--role', 'auditor'])).toMatchObject({
      change: { change: 'add', account: 'wang', name: '王敏', role: 'auditor' },
    });
    expect(readCommandLine(['user', 'reset', 'wang'])).toMatchObject({ change: { change: 'reset', account: 'wang' } });
    expect(readCommandLine(['--help'])).toEqual({ name: 'help' });
  });

  it.each([
    [['--port', 'abc'], /--port is a number/],
    [['--port', '70000'], /--port is a number/],
    [['--public-url', 'hq.example'], /--public-url is the address/],
    [['--public-url', 'http://hq.example'], /--public-url is the address/],
    [['--public-url', 'https://a:b@hq.example'], /--public-url is the address/],
    [['revoke'], /Which PC/],
    [['forks'], /Which branch/],
    [['--colour'], /Unknown option '--colour'/],
    [['begin'], /no command "begin"/],
    [['code', 'now'], /Not understood: now/],
    [['pack'], /Which file/],
    [['pack', 'r.json', '--from', '2026-02-31', '--issued-by', 'HO'], /--from is the day/],
    [['pack', 'r.json', '--from', '2026-12-01'], /--issued-by says/],
    [['user'], /What about whom/],
    [['user', 'remove', 'wang'], /What about whom/],
    [['user', 'add', 'W!'], /An account has/],
    [['user', 'add', 'wang', '--name', '王敏', '--role', 'root'], /--role is one of/],
    [['user', 'add', 'wang', '--role', 'auditor'], /--name says/],
    [['code', '--kind', 'old'], /--kind is/],
    [['code', '--kind', 'join'], /needs the branch/],
    [['code', '--kind', 'new', '--branch-code', 'X'], /brings its own code/],
  ])('tells what is wrong with %j', (args, words) => {
    expect(() => readCommandLine(args)).toThrow(OperatorError);
    expect(() => readCommandLine(args)).toThrow(words);
  });
});

describe('a start that fails', () => {
  const coded = (code: string): Error => Object.assign(new Error('raw'), { code });

  it('is told in words, without the password of the database', async () => {
    const at = { address: '127.0.0.1:80', dataDir };
    expect(startFault(coded('EADDRINUSE'), at)).toMatch(/Something else listens on 127.0.0.1:80/);
    expect(startFault(coded('ENOSPC'), at)).toMatch(/full/);
    expect(startFault(new Error('bug'), at)).toBeUndefined();
    expect(databaseFault(new Error('wrapped', { cause: coded('28P01') }))).toMatch(/refused user or password/);
    expect(databaseFault(new AggregateError([coded('ECONNREFUSED')]))).toMatch(/No PostgreSQL answers/);
    for (const databaseUrl of ['hello', 'mysql://u:secret@h/x', 'postgres://u:secret@127.0.0.1:1/x']) {
      const start = startHq({ port: 0, dataDir, databaseUrl });
      await expect(start).rejects.toThrow(OperatorError);
      await expect(start).rejects.not.toThrow(/secret/);
    }
    // Nothing of it keeps the folder.
    takeFolder(dataDir)();
  });

  it('does not make headquarters’ key anew where it is damaged', async () => {
    writeFileSync(path.join(dataDir, 'hq.key'), 'half');
    await expect(startHq({ port: 0, dataDir })).rejects.toThrow(/hq.key is damaged/);
    expect(readFileSync(path.join(dataDir, 'hq.key'), 'utf8')).toBe('half');
  });
});

describe('the data folder', () => {
  it('serves one process at a time, and outlives one that crashed', () => {
    const giveBack = takeFolder(dataDir);
    expect(() => takeFolder(dataDir)).toThrow(new RegExp(`in use by process ${process.pid}`));
    giveBack();
    // No process has this number.
    writeFileSync(path.join(dataDir, 'server.pid'), '999999999\n');
    takeFolder(dataDir)();
    // A container: the one that crashed had the number that this one has.
    writeFileSync(path.join(dataDir, 'server.pid'), `${String(process.pid)}\n`);
    takeFolder(dataDir)();
    expect(existsSync(path.join(dataDir, 'server.pid'))).toBe(false);
  });

  it('keeps a secret once it is made', () => {
    const first = secretFile(dataDir, 'token', () => 'one');
    expect(secretFile(dataDir, 'token', () => 'two')).toBe(first);
  });
});
