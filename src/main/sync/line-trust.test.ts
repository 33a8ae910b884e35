import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { X509Certificate } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { makeAuthority } from '../../../tests/support/certificates';
import { createSecretBox, type OsKeyStore } from '../keys/secret-box';
import { nodeDisk } from '../platform/disk';
import { openLineTrust } from './line-trust';
import type { Net } from './net';

const bank = makeAuthority('Test Bank Root');
const pc = bank.issue('PC 12', 'client');
const over = makeAuthority('Old Root', -1000);

/** Of one account on one machine. */
const accountStore = (mask: number): OsKeyStore => ({
  isEncryptionAvailable: () => true,
  encryptString: (text) => Buffer.from([mask, ...Buffer.from(text)].map((byte) => byte ^ mask)),
  decryptString: (bytes) => {
    const opened = bytes.map((byte) => byte ^ mask);
    if (opened[0] !== mask) throw new Error('sealed by another account');
    return opened.subarray(1).toString();
  },
});

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(path.join(tmpdir(), 'line-trust-'));
});
afterEach(() => {
  rmSync(dir, { recursive: true, force: true });
});

const plain: Net = async () => ({ ok: true, status: 204, headers: {}, body: new Uint8Array() });
const open = (store: OsKeyStore | undefined = accountStore(0x5a)) =>
  openLineTrust({ dir, disk: nodeDisk, secretBox: createSecretBox(store), nowMs: Date.now, net: plain });
const ask = (url: string) => ({
  method: 'GET' as const,
  url,
  headers: {},
  body: new Uint8Array(),
  timeoutMs: 5000,
  maxBytes: 100,
});

describe('whom this PC takes for headquarters', () => {
  it('is whom the system believes, until something is chosen', async () => {
    const line = await open();
    expect(line.view()).toEqual({ unreadable: false, authorities: [], own: null });
    expect(await line.net(ask('https://127.0.0.1:1'))).toMatchObject({ ok: true, status: 204 });
  });

  it('is the chosen authority alone, also after a restart, and the system again when it is dropped', async () => {
    const line = await open();
    expect(await line.takeAuthorities(Buffer.from(bank.cert))).toMatchObject({ ok: true });
    const fingerprint = new X509Certificate(bank.cert).fingerprint256;
    for (const one of [line, await open()]) {
      expect(one.view()).toMatchObject({ authorities: [{ subject: 'Test Bank Root', fingerprint }], own: null });
      expect(await one.net(ask('https://127.0.0.1:1'))).toEqual({ ok: false, fault: 'unreachable' });
      // This very machine, in the clear.
      expect(await one.net(ask('http://127.0.0.1:1'))).toMatchObject({ ok: true });
    }
    await line.drop();
    expect((await open()).view().authorities).toEqual([]);
    expect(await line.net(ask('https://127.0.0.1:1'))).toMatchObject({ ok: true });
  });

  it('takes DER and bundles, and keeps the certificate of this PC with its password sealed', async () => {
    const line = await open();
    expect(await line.takeAuthorities(new X509Certificate(bank.cert).raw)).toMatchObject({ ok: true });
    const other = makeAuthority('Second Root');
    await line.takeAuthorities(Buffer.from(`some words\r\n${bank.cert}\r\n${other.cert}`));
    expect(await line.takeOwn(pc.pkcs12('Geheim-1'), 'Geheim-1')).toMatchObject({
      ok: true,
      value: { subject: 'PC 12', issuer: 'Test Bank Root' },
    });
    const kept = readFileSync(path.join(dir, 'line.json'), 'latin1');
    for (const secret of ['Geheim-1', 'BEGIN', Buffer.from('Geheim-1').toString('base64').slice(0, 8)]) {
      expect(kept).not.toContain(secret);
    }
    const { authorities, own } = (await open()).view();
    expect(authorities.map(({ subject }) => subject)).toEqual(['Test Bank Root', 'Second Root']);
    expect(own?.subject).toBe('PC 12');
    await line.dropOwn();
    expect((await open()).view()).toMatchObject({ authorities: [{}, {}], own: null });
  });

  it('refuses what is no certificate, is over, or does not open, and keeps what was there', async () => {
    const line = await open();
    const code = async (taking: Promise<{ ok: boolean }>) => (await taking) as { error?: { code: string } };
    expect(await code(line.takeOwn(pc.pkcs12('a'), 'a'))).toMatchObject({
      error: { code: 'certificate.authorityFirst' },
    });
    await line.takeAuthorities(Buffer.from(bank.cert));
    for (const bad of ['', 'hello', bank.key, bank.cert.replace(/[A-Z]{4}/g, 'AAAA'), '\u0000\u0001']) {
      expect(await code(line.takeAuthorities(Buffer.from(bad)))).toMatchObject({
        error: { code: 'certificate.unreadable' },
      });
    }
    expect(await code(line.takeAuthorities(Buffer.from(over.cert)))).toMatchObject({
      error: { code: 'certificate.expired' },
    });
    expect(await code(line.takeOwn(pc.pkcs12('a'), 'b'))).toMatchObject({
      error: { code: 'certificate.passwordWrong' },
    });
    expect(await code(line.takeOwn(Buffer.from('hello'), 'b'))).toMatchObject({
      error: { code: 'certificate.unreadable' },
    });
    const late = bank.issue('PC 13', 'client', -1000);
    expect(await code(line.takeOwn(late.pkcs12('a'), 'a'))).toMatchObject({ error: { code: 'certificate.expired' } });
    expect((await open()).view()).toMatchObject({ authorities: [{ subject: 'Test Bank Root' }], own: null });
  });

  it('sends nothing where the choice can not be read: another account, or a spoilt file', async () => {
    await (await open()).takeAuthorities(Buffer.from(bank.cert));
    const elsewhere = await open(accountStore(0x33));
    expect(elsewhere.view()).toEqual({ unreadable: true, authorities: [], own: null });
    expect(await elsewhere.net(ask('https://127.0.0.1:1'))).toEqual({ ok: false, fault: 'trust' });
    writeFileSync(path.join(dir, 'line.json'), '{"version":1,"back');
    expect((await open()).view().unreadable).toBe(true);
    // Choosing again mends it.
    const again = await open();
    await again.takeAuthorities(Buffer.from(bank.cert));
    expect((await open()).view()).toMatchObject({ unreadable: false, authorities: [{ subject: 'Test Bank Root' }] });
  });
});
