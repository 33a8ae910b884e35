import { describe, expect, it } from 'vitest';
import { anchorText } from '../../shared/sync-protocol/receipts';
import {
  accepted,
  event,
  events,
  hqPublicKey,
  hqTimeMs,
  identity,
  signedReply,
  signText,
} from './headquarters.test-support';
import { proofIn } from './receipt-check';

const batch = events(3, 5);
const results = accepted(batch);
const deps = { identity, hqPublicKey };
const stranger = Buffer.alloc(32, 8);
const otherHash = event(9).hash;
type Said = NonNullable<Parameters<typeof signedReply>[1]>;

describe('总行已收', () => {
  it('is said where headquarters signed for exactly these events', () => {
    const reply = signedReply(batch);
    const { receipt } = reply;
    expect(proofIn(reply, batch, deps)).toEqual({ anchor: receipt.anchor, receipt, isOfNow: true });
  });

  it.each<readonly [string, Said]>([
    ['the word of somebody else', { by: stranger }],
    ['an anchor that somebody else signed', { anchor: { signature: signText('x') } }],
    ['a receipt that somebody else signed', { receipt: { signature: signText('x') } }],
    ['the chain of another PC', { anchor: { deviceId: 'pc-2' } }],
    ['another place than the one told', { anchor: { seq: 4 } }],
    ['a chain that ends before these events do', { contiguousSeq: 4, anchor: { headHash: batch[1]?.hash ?? '' } }],
    ['another last event', { anchor: { headHash: otherHash } }],
    ['fewer events than were sent', { results: results.slice(0, 2) }],
    ['more events than were sent', { results: [...results, { seq: 6, id: 'pc-1/6', outcome: 'accepted' }] }],
    ['an event of another number', { results: results.map((one) => (one.seq === 4 ? { ...one, seq: 9 } : one)) }],
    ['an event of another id', { results: results.map((one) => (one.seq === 4 ? { ...one, id: 'x' } : one)) }],
    ['the events in another order', { results: results.toReversed() }],
    ['an event that has another hash', { hashes: batch.map(({ hash }, at) => (at === 1 ? otherHash : hash)) }],
    ['the push of another PC', { receipt: { deviceId: 'pc-2' } }],
    ['a push of another branch', { receipt: { branchId: 'branch-2' } }],
    ['a push that began elsewhere', { receipt: { firstSeq: 2 } }],
    ['a push of another length', { receipt: { count: 2 } }],
    ['other outcomes than the ones told', { receipt: { root: otherHash } }],
  ])('is not said for %s, though it is signed', (_, said) => {
    expect(proofIn(signedReply(batch, said), batch, deps)).toBeUndefined();
  });

  it('is not said of no events at all', () => {
    expect(proofIn(signedReply([], { anchor: { headHash: otherHash } }), [], deps)).toBeUndefined();
  });

  it('may stand on a head that is further on than these events', () => {
    const reply = signedReply(batch, { contiguousSeq: 8, anchor: { headHash: otherHash } });
    expect(proofIn(reply, batch, deps)).toMatchObject({ anchor: { seq: 8 }, isOfNow: false });
  });

  it('is of then, not of now, where headquarters had the last event before', () => {
    const had = signedReply(batch, { results: results.map((one) => ({ ...one, outcome: 'duplicate' })) });
    expect(proofIn(had, batch, deps)?.isOfNow).toBe(false);
  });

  it('may name another head only where it says that the chain forked there', () => {
    const last = (code: 'push.fork' | 'push.hash'): Said => ({
      results: results.map((one) => (one.seq === 5 ? { ...one, outcome: 'rejected', code } : one)),
      anchor: { headHash: otherHash },
    });
    expect(proofIn(signedReply(batch, last('push.fork')), batch, deps)).toMatchObject({ isOfNow: false });
    expect(proofIn(signedReply(batch, last('push.hash')), batch, deps)).toBeUndefined();
  });

  it('of version 1 is the anchor alone, and held to the same', () => {
    const anchor = { deviceId: identity.deviceId, seq: 5, headHash: batch[2]?.hash ?? '', hqTimeMs };
    const signed = { ...anchor, signature: signText(anchorText(anchor)) };
    const reply = { results, contiguousSeq: 5, receipt: signed };
    expect(proofIn(reply, batch, deps)).toEqual({ anchor: signed, receipt: null, isOfNow: true });
    expect(proofIn({ ...reply, receipt: { ...signed, hqTimeMs: 1 } }, batch, deps)).toBeUndefined();
  });
});
