/** 总行证书 and 本机证书 against gateways on real sockets: whom a PC talks to, and whom it does not. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { createSecretBox } from '../../src/main/keys/secret-box';
import { nodeDisk } from '../../src/main/platform/disk';
import { openLineTrust, type LineTrust } from '../../src/main/sync/line-trust';
import { nodeNet } from '../../src/main/sync/node-net';
import { makeAuthority, type Issued } from '../support/certificates';
import { manualEngine, startTestHq, type Pc, type TestHq } from './support/branch-pc';
import { startGateway, type TlsServer } from './support/tls-servers';
import { suiteOfTwoPcs, type TwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let database: TwoPcs['database'];
const { cleanUp, keptSeqs } = suiteOfTwoPcs((world) => {
  ({ hq, a, database } = world);
});

const bank = makeAuthority('Test Bank Root');
const atServer = bank.issue('127.0.0.1', 'server');

const lineOfPc = async (): Promise<LineTrust> => {
  const dir = mkdtempSync(path.join(tmpdir(), 'own-authority-'));
  cleanUp.push(async () => {
    rmSync(dir, { recursive: true, force: true });
  });
  return openLineTrust({ dir, disk: nodeDisk, secretBox: createSecretBox(undefined), nowMs: Date.now, net: nodeNet });
};

/** Headquarters as PCs reach it through the gateway, on the database of the suite. */
const behindGateway = async (server: Issued, clientsOf?: string): Promise<TlsServer & { publicKey: string }> => {
  let target = '';
  const gateway = await startGateway(server, clientsOf, () => target);
  cleanUp.push(gateway.close);
  const behind = await startTestHq(database, { publicUrls: [gateway.url], keyOf: hq });
  cleanUp.push(behind.remove);
  target = behind.url;
  return { ...gateway, publicKey: behind.publicKey };
};

describe('a gateway with a certificate of the institution', () => {
  it('is reached once its authority was chosen, and not before', async () => {
    const gateway = await behindGateway(atServer);
    const line = await lineOfPc();
    a.write();
    const engine = manualEngine(a.deps(gateway, { net: line.net }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.tls', waiting: 1 });
    expect(gateway.requests()).toBe(0);
    await line.takeAuthorities(Buffer.from(bank.cert));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'idle', reasonCode: null, waiting: 0 });
    expect(await keptSeqs(a)).toEqual([1]);
  });

  it('that was issued by another authority gets nothing', async () => {
    const pretender = makeAuthority('Test Bank Root');
    const gateway = await behindGateway(pretender.issue('127.0.0.1', 'server'));
    const line = await lineOfPc();
    await line.takeAuthorities(Buffer.from(bank.cert));
    a.write();
    const engine = manualEngine(a.deps(gateway, { net: line.net }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.tls', waiting: 1 });
    expect(gateway.requests()).toBe(0);
  });

  it('that is over gets nothing', async () => {
    const gateway = await behindGateway(bank.issue('127.0.0.1', 'server', -1000));
    const line = await lineOfPc();
    await line.takeAuthorities(Buffer.from(bank.cert));
    a.write();
    const engine = manualEngine(a.deps(gateway, { net: line.net }));
    await engine.syncNow();
    expect(engine.status().reasonCode).toBe('sync.tls');
    expect(gateway.requests()).toBe(0);
  });
});

describe('a gateway that wants a certificate of the PC', () => {
  it('lets in whoever has one of its authority, and nobody else', async () => {
    const gateway = await behindGateway(atServer, bank.cert);
    const line = await lineOfPc();
    await line.takeAuthorities(Buffer.from(bank.cert));
    a.write();
    const engine = manualEngine(a.deps(gateway, { net: line.net }));
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ reasonCode: 'sync.tls', waiting: 1 });
    const foreign = makeAuthority('Somebody').issue('PC 12', 'client');
    await line.takeOwn(foreign.pkcs12('x'), 'x');
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ waiting: 1 });
    expect(gateway.requests()).toBe(0);
    await line.takeOwn(bank.issue('PC 12', 'client').pkcs12('x'), 'x');
    await engine.syncNow();
    expect(engine.status()).toMatchObject({ state: 'idle', waiting: 0 });
    expect(await keptSeqs(a)).toEqual([1]);
  });
});
