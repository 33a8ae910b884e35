/** What headquarters writes into the records of a branch: an extension that an officer signs, and nobody else can. */
import { createHash } from 'node:crypto';
import { afterEach, describe, expect, it } from 'vitest';
import type { OpenEvent } from '../../src/domain/evidence/event-envelope';
import { headquartersDevice } from '../../src/domain/evidence/headquarters';
import { chainFaults } from '../../src/domain/evidence/verify-chain';
import { foldCase } from '../../src/domain/complaint/evolve';
import { nodeHasher, signHash, verifyEd25519 } from '../../src/main/keys/ed25519';
import type { Net } from '../../src/main/sync/net';
import { nodeNet } from '../../src/main/sync/node-net';
import { contentDigestOf } from '../../src/shared/sync-protocol/http-signature';
import { codeOf, makePc, manualEngine, pushEvents, tryEnrol, type Pc, type TestHq } from './support/branch-pc';
import { createVisitor, digitsAt, join, type Member, type Visitor } from './support/console-visitor';
import { suiteOfTwoPcs } from './support/two-pcs';

let hq: TestHq;
let a: Pc;
let b: Pc;
suiteOfTwoPcs((world) => {
  ({ hq, a, b } = world);
});

let officer: Member;
let desk: Visitor;
let offsetMs = 0;
afterEach(() => {
  offsetMs = 0;
});
/** Codes of an authenticator open once. */
const nextCode = (): string => {
  offsetMs += 30_000;
  hq.advance(30_000);
  return digitsAt(officer.secret, Date.now() + offsetMs);
};
const signIn = async (): Promise<void> => {
  desk = createVisitor(hq);
  officer = await join(hq, desk, 'wang', 'officer', Date.now());
};
const grant = (changes: object = {}) =>
  desk.ask('case.grantExtension', {
    ...{ branchId: 'branch-1', caseId: 'case-1', days: 20, reason: '等外部机构的鉴定结论', code: nextCode() },
    ...changes,
  });
const ofHeadquarters = (events: readonly OpenEvent[]): readonly OpenEvent[] =>
  events.filter(({ header }) => header.deviceId === headquartersDevice('branch-1'));

describe('an extension by headquarters', () => {
  it('comes to every PC of the branch in the case, and can be proven without headquarters', async () => {
    await signIn();
    await pushEvents(hq, a, a.writeComplexCase());
    const revealed = { branchId: 'branch-1', caseId: 'case-1', reason: 'to decide on an extension' };
    expect((await desk.call('case.reveal', revealed)).extension).toBe('possible');
    expect((await grant()).ok).toBe(true);
    for (const pc of [a, b]) {
      const engine = manualEngine(pc.deps(hq));
      await engine.syncNow();
      expect(engine.status()).toMatchObject({ state: 'idle', reasonCode: null });
      expect(ofHeadquarters(pc.inbox).map(({ header }) => [header.seq, header.streamId, header.type])).toEqual([
        [1, 'directory', 'device.added'],
        [2, 'case-1', 'extension.granted'],
      ]);
    }
    const events = b.inbox;
    expect(ofHeadquarters(events)).toHaveLength(2);
    const faults = chainFaults(ofHeadquarters(events), {
      ...nodeHasher,
      verifyEd25519,
      deviceKey: () => hq.publicKey,
      userKeys: () => [],
    });
    expect(faults).toEqual([]);
    expect(foldCase(events.filter(({ header }) => header.streamId === 'case-1'))?.clock).toMatchObject({
      extension: null,
      grant: { days: 20, officer: '王敏', reason: '等外部机构的鉴定结论' },
    });
    // A second one goes on with the chain, and the case has one already.
    expect((await grant()).error.code).toBe('console.extended');
    expect((await desk.call('case.reveal', revealed)).extension).toBe('extended');
    const { json } = await hq.admin('/admin/branches');
    expect((json as { branches: { devices: object[] }[] }).branches[0]?.devices).toHaveLength(2);
  });

  it('is signed by nobody without a new code, and for no case that can not be extended', async () => {
    await signIn();
    await pushEvents(hq, a, [a.writeCase()]);
    expect((await grant({ caseId: 'case-2' })).error.code).toBe('console.caseUnknown');
    expect((await grant()).error.code).toBe('console.notOwed');
    expect((await grant({ days: 31 })).error.code).toBe('console.badInput');
    const used = nextCode();
    await grant({ code: used });
    for (const code of [used, '000000']) expect((await grant({ code })).error.code).toBe('console.codeWrong');
    const engine = manualEngine(b.deps(hq));
    await engine.syncNow();
    expect(ofHeadquarters(b.inbox)).toEqual([]);
  });

  it('that a PC writes itself is refused by its place, and the rest goes on', async () => {
    const payload = { days: 30, grantedOn: '2026-04-08', officer: { account: 'wang', name: '王敏' }, reason: 'forged' };
    const events = [...a.writeComplexCase(), a.write(payload, 'extension.granted', 'case-1'), a.write()];
    const { json } = await pushEvents(hq, a, events);
    const results = json['results'] as unknown as { readonly outcome: string; readonly code?: string }[];
    expect(results.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'accepted',
      'accepted',
      'push.deviceSig',
      'accepted',
    ]);
  });

  it('under another key, or in the name of a PC, is not taken in from any server', async () => {
    await signIn();
    await pushEvents(hq, a, a.writeComplexCase());
    expect((await grant()).ok).toBe(true);
    const thief = makePc();
    const changed =
      (change: (reply: { events: OpenEvent[]; devices: { id: string; publicKey: string }[] }) => void): Net =>
      async (request) => {
        const reply = await nodeNet(request);
        if (!reply.ok || !request.url.endsWith('/pull')) return reply;
        const json = JSON.parse(Buffer.from(reply.body).toString('utf8')) as never;
        change(json);
        const body = Buffer.from(JSON.stringify(json));
        const digest = contentDigestOf(createHash('sha256').update(body).digest('base64'));
        return { ...reply, body, headers: { ...reply.headers, 'content-digest': digest } };
      };
    const nets = [
      changed(({ events, devices }) => {
        for (const [index, event] of events.entries())
          if (event.header.deviceId === headquartersDevice('branch-1'))
            events[index] = { ...event, deviceSig: signHash(thief.seed, event.hash) };
        for (const device of devices) if (device.id.startsWith('hq-')) device.publicKey = thief.publicKey;
      }),
      changed(({ events }) => {
        events.push(a.write({ days: 30 }, 'extension.granted', 'case-1'));
      }),
    ];
    for (const net of nets) {
      const engine = manualEngine({ ...b.deps(hq), net });
      await engine.syncNow();
      expect(engine.status()).toMatchObject({ state: 'attention', reasonCode: 'sync.setAside' });
      const believed = b.inbox.filter(({ header }) => header.type === 'extension.granted');
      expect(believed.every(({ deviceSig, hash }) => verifyEd25519(hq.publicKey, hash, deviceSig))).toBe(true);
      // The first line spoilt the one of headquarters; the second lets it through, and adds one of a PC.
      expect(believed).toHaveLength(nets.indexOf(net));
    }
  });

  it('is written by a device that no PC can be', async () => {
    const liar = { ...makePc(), deviceId: headquartersDevice('branch-1') };
    expect((await tryEnrol(hq, liar, await codeOf(hq, 'join', 'SH021'), null)).ok).toBe(false);
    await signIn();
    await pushEvents(hq, a, a.writeComplexCase());
    await grant();
    const stop = { deviceId: headquartersDevice('branch-1'), revoked: true };
    expect((await hq.admin('/admin/revoke', stop)).status).toBe(404);
  });
});
