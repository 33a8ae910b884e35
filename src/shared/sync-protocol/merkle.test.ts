import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { merkleRoot } from './merkle';
import { receiptRoot } from './receipts';

const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest();
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytes = (text: string): Uint8Array => Buffer.from(text, 'hex');

/** The eight entries and the roots by which logs of Certificate Transparency are tested everywhere. */
const entries = [
  '',
  '00',
  '10',
  '2021',
  '3031',
  '40414243',
  '5051525354555657',
  '606162636465666768696a6b6c6d6e6f',
].map(bytes);
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
];

describe('the Merkle tree hash of RFC 6962', () => {
  it('is the hash of nothing where there is nothing', () => {
    expect(hex(merkleRoot([], sha256))).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });

  it.each(roots.map((root, index) => [index + 1, root] as const))('over %i entries is the known one', (size, root) => {
    expect(hex(merkleRoot(entries.slice(0, size), sha256))).toBe(root);
  });
});

describe('the root of a receipt', () => {
  const results = [
    { seq: 1, id: 'e-1', outcome: 'accepted' },
    { seq: 2, id: 'e-2', outcome: 'rejected', code: 'push.hash' },
    { seq: 3, id: 'e-3', outcome: 'accepted' },
  ] as const;
  const hashes = ['h1', 'h2', 'h3'];
  const root = hex(receiptRoot(results, hashes, sha256));

  it('is the same where events are sent again', () => {
    const again = results.map((one) => (one.outcome === 'accepted' ? { ...one, outcome: 'duplicate' as const } : one));
    expect(hex(receiptRoot(again, hashes, sha256))).toBe(root);
  });

  it('is another one as soon as order, number, id, hash or outcome is', () => {
    const [first, second, third] = results;
    const others = [
      receiptRoot([second, first, third], hashes, sha256),
      receiptRoot([first, second, { ...third, seq: 4 }], hashes, sha256),
      receiptRoot([first, second, { ...third, id: 'e-4' }], hashes, sha256),
      receiptRoot(results, ['h1', 'h2', 'h4'], sha256),
      receiptRoot([first, { ...second, code: 'push.fork' }, third], hashes, sha256),
      receiptRoot([first, { seq: 2, id: 'e-2', outcome: 'accepted' }, third], hashes, sha256),
      receiptRoot([first, second], hashes, sha256),
    ].map(hex);
    expect(new Set([root, ...others]).size).toBe(others.length + 1);
  });
});
