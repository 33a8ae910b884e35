import { describe, expect, it } from 'vitest';
import { nodeHasher, publicOfSeed, signHash, verifyEd25519 } from '../../main/keys/ed25519';
import { GENESIS_HASH, withhold, type DestroyedEvent, type EventHeader, type OpenEvent } from './event-envelope';
import { approvalDigest, fitsHash, fitsPayloadHash, hashHeader, hashPayload } from './hashing';
import { chainFaults, eventFault, isUnsignedDecision, type ChainCheck } from './verify-chain';

const seeds = { 'd-1': Buffer.alloc(32, 1), 'd-2': Buffer.alloc(32, 2) };
type Device = keyof typeof seeds;
const isDevice = (id: string): id is Device => Object.hasOwn(seeds, id);
const person = { former: Buffer.alloc(32, 7), now: Buffer.alloc(32, 8) };
const check: ChainCheck = {
  ...nodeHasher,
  verifyEd25519,
  deviceKey: (id) => (isDevice(id) ? publicOfSeed('ed25519', seeds[id]) : undefined),
  userKeys: (id) => (id === 'u-1' ? [publicOfSeed('ed25519', person.former), publicOfSeed('ed25519', person.now)] : []),
};
const salt = Buffer.alloc(16, 3).toString('base64url');

interface Fact {
  readonly deviceId?: Device;
  readonly seq: number;
  readonly prevHash: string;
  readonly type?: string;
  readonly payload?: unknown;
  readonly userSeed?: Buffer;
}

/** A fact that is sound by itself. */
function fact({ deviceId = 'd-1', seq, prevHash, type = 'note.added', payload = { seq }, userSeed }: Fact): OpenEvent {
  const header: EventHeader = {
    id: `e-${deviceId}-${String(seq)}`,
    deviceId,
    seq,
    branchId: 'b-1',
    streamId: 'c-1',
    type,
    version: 1,
    commandId: `k-${String(seq)}`,
    actor: { userId: 'u-1', role: 'officer' },
    at: { wall: 1_000 + seq, monotonic: seq, bootId: 'boot', hlc: `000000000${String(1_000 + seq)}-0000` },
    rulePack: 'cn@1',
    payloadHash: hashPayload(payload, salt, nodeHasher),
    prevHash,
  };
  const hash = hashHeader(header, nodeHasher);
  const deviceSig = signHash(seeds[deviceId], hash);
  return { header, hash, deviceSig, payload, salt, ...(userSeed && { userSig: signHash(userSeed, hash) }) };
}

function chainOf(deviceId: Device, length: number): OpenEvent[] {
  const events: OpenEvent[] = [];
  for (let seq = 1; seq <= length; seq += 1)
    events.push(fact({ deviceId, seq, prevHash: events.at(-1)?.hash ?? GENESIS_HASH }));
  return events;
}

function at<T>(all: readonly T[], index: number): T {
  const one = all[index];
  if (one === undefined) throw new Error(`nothing at ${String(index)}`);
  return one;
}

/** What is left of a fact after its retention. */
const destroyed = ({ header, hash, deviceSig }: OpenEvent): DestroyedEvent => ({
  header,
  hash,
  deviceSig,
  destroyed: true,
});

describe('the chains of a log', () => {
  it('are sound in whatever order their facts come, and of whatever device', () => {
    const [first, second] = [chainOf('d-1', 3), chainOf('d-2', 3)];
    expect(chainFaults([...first, ...second], check)).toEqual([]);
    expect(chainFaults([...second, ...first].toReversed(), check)).toEqual([]);
    expect(chainFaults([], check)).toEqual([]);
  });

  it('go on over facts that were withheld or destroyed', () => {
    const [a, b, c] = chainOf('d-1', 3) as [OpenEvent, OpenEvent, OpenEvent];
    expect(chainFaults([withhold(a), destroyed(b), c], check)).toEqual([]);
  });

  it('tell of a fact that is missing, at the start or between', () => {
    const [a, b, c] = chainOf('d-1', 3) as [OpenEvent, OpenEvent, OpenEvent];
    expect(chainFaults([a, c], check)).toEqual([{ deviceId: 'd-1', seq: 3, fault: 'gap' }]);
    expect(chainFaults([b, c], check)).toEqual([{ deviceId: 'd-1', seq: 2, fault: 'gap' }]);
    expect(chainFaults([a, a, b], check)).toEqual([{ deviceId: 'd-1', seq: 1, fault: 'gap' }]);
  });

  it('tell of a fact that hangs on another one than stands before it', () => {
    const [a] = chainOf('d-1', 1) as [OpenEvent];
    const forged = fact({ seq: 2, prevHash: 'B'.repeat(43) });
    expect(chainFaults([a, forged], check)).toEqual([{ deviceId: 'd-1', seq: 2, fault: 'prevHash' }]);
    const start = fact({ seq: 1, prevHash: 'B'.repeat(43) });
    expect(chainFaults([start], check)).toEqual([{ deviceId: 'd-1', seq: 1, fault: 'prevHash' }]);
    expect(chainFaults([a, withhold(forged)], check)).toEqual([{ deviceId: 'd-1', seq: 2, fault: 'prevHash' }]);
  });

  it('tell the first fault of each device alone, in the order of devices', () => {
    const [first, second] = [chainOf('d-1', 3), chainOf('d-2', 3)];
    const spoilt = { ...at(first, 1), deviceSig: at(first, 0).deviceSig };
    expect(chainFaults([at(second, 2), at(second, 0), at(first, 0), spoilt, at(first, 2)], check)).toEqual([
      { deviceId: 'd-1', seq: 2, fault: 'deviceSig' },
      { deviceId: 'd-2', seq: 3, fault: 'gap' },
    ]);
  });

  it('are told in the order of devices, whichever is further on', () => {
    const [later, early] = [at(chainOf('d-1', 2), 1), at(chainOf('d-2', 1), 0)];
    const expected = [
      { deviceId: 'd-1', seq: 2, fault: 'gap' },
      { deviceId: 'd-2', seq: 1, fault: 'deviceSig' },
    ];
    const unsigned = { ...early, deviceSig: later.deviceSig };
    expect(chainFaults([later, unsigned], check)).toEqual(expected);
    expect(chainFaults([unsigned, later], check)).toEqual(expected);
  });

  it('tell of a withheld fact that its device did not sign, or that is of no known device', () => {
    const [a, b] = chainOf('d-1', 2) as [OpenEvent, OpenEvent];
    const unsigned = { ...withhold(b), deviceSig: a.deviceSig };
    expect(chainFaults([a, unsigned], check)).toEqual([{ deviceId: 'd-1', seq: 2, fault: 'deviceSig' }]);
    const foreign = withhold({ ...a, header: { ...a.header, deviceId: 'd-9' } });
    expect(chainFaults([foreign], check)).toEqual([{ deviceId: 'd-9', seq: 1, fault: 'unknownDevice' }]);
  });
});

describe('one fact', () => {
  const sound = fact({ seq: 1, prevHash: GENESIS_HASH });

  it('is sound as it was written, and with its payload destroyed', () => {
    expect(eventFault(sound, check)).toBeUndefined();
    expect(eventFault(destroyed(sound), check)).toBeUndefined();
  });

  it.each<readonly [string, OpenEvent, string]>([
    ['a header that was changed', { ...sound, header: { ...sound.header, branchId: 'b-2' } }, 'hash'],
    ['a hash of another header', { ...sound, hash: 'B'.repeat(43) }, 'hash'],
    ['a payload that was changed', { ...sound, payload: { seq: 2 } }, 'payloadHash'],
    ['another salt', { ...sound, salt: Buffer.alloc(16, 4).toString('base64url') }, 'payloadHash'],
    ['a payload that no text can say', { ...sound, payload: '\ud800' }, 'payloadHash'],
    ['no signature of its device', { ...sound, deviceSig: '' }, 'deviceSig'],
    ['the signature of another device', { ...sound, deviceSig: signHash(seeds['d-2'], sound.hash) }, 'deviceSig'],
    ['the signature of nobody known', { ...sound, userSig: signHash(Buffer.alloc(32, 9), sound.hash) }, 'userSig'],
    ['an empty signature of a person', { ...sound, userSig: '' }, 'userSig'],
  ])('is not sound with %s', (_what, event, fault) => {
    expect(eventFault(event, check)).toBe(fault);
  });

  it('is not sound where its device is not known', () => {
    expect(eventFault(sound, { ...check, deviceKey: () => undefined })).toBe('unknownDevice');
  });

  it('is sound under any key that its person ever had, and under no key of another person', () => {
    for (const userSeed of [person.former, person.now])
      expect(eventFault(fact({ seq: 1, prevHash: GENESIS_HASH, userSeed }), check)).toBeUndefined();
    const signed = fact({ seq: 1, prevHash: GENESIS_HASH, userSeed: person.now });
    expect(eventFault(signed, { ...check, userKeys: () => [] })).toBe('userSig');
  });

  it.each([
    'remedy.approved',
    'remedy.endorsed',
    'remedy.returned',
    'remedy.rejected',
    'emergency.signed',
    'emergency.approved',
    'review.recorded',
    'authority.delegated',
    'authority.revoked',
  ])('is not sound as %s without the signature of a person, also once it was destroyed', (type) => {
    const unsigned = fact({ seq: 1, prevHash: GENESIS_HASH, type });
    expect(eventFault(unsigned, check)).toBe('unsignedDecision');
    expect(eventFault(destroyed(unsigned), check)).toBe('unsignedDecision');
    const signed = fact({ seq: 1, prevHash: GENESIS_HASH, type, userSeed: person.now });
    expect(eventFault(signed, check)).toBeUndefined();
    expect(isUnsignedDecision(signed)).toBe(false);
  });
});

describe('hashes of a fact', () => {
  const sound = fact({ seq: 1, prevHash: GENESIS_HASH });

  it('hold for one way of writing the salt only', () => {
    expect(fitsPayloadHash(sound, nodeHasher)).toBe(true);
    // The last letter carries bits that no byte takes: the same bytes, another text.
    const rewritten = `${sound.salt.slice(0, -1)}x`;
    expect(Buffer.from(rewritten, 'base64url')).toEqual(Buffer.from(sound.salt, 'base64url'));
    expect(fitsPayloadHash({ ...sound, salt: rewritten }, nodeHasher)).toBe(false);
  });

  it('hide what was said: the same payload under another salt has another one', () => {
    const other = Buffer.alloc(16, 4).toString('base64url');
    expect(hashPayload({ a: 1 }, salt, nodeHasher)).not.toBe(hashPayload({ a: 1 }, other, nodeHasher));
    expect(hashPayload({ b: 2, a: 1 }, salt, nodeHasher)).toBe(hashPayload({ a: 1, b: 2 }, salt, nodeHasher));
  });

  it('fit no header without a canonical form', () => {
    const header = { ...sound.header, type: '\ud800' };
    expect(fitsHash({ header, hash: sound.hash }, nodeHasher)).toBe(false);
  });

  it('of what an approver was shown change with every word of it', () => {
    const shown = { text: 'refund', amountFen: 1 } as unknown as Parameters<typeof approvalDigest>[0];
    const more = { text: 'refund', amountFen: 2 } as unknown as Parameters<typeof approvalDigest>[0];
    expect(approvalDigest(shown, nodeHasher)).not.toBe(approvalDigest(more, nodeHasher));
  });
});
