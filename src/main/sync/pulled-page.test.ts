import { describe, expect, it } from 'vitest';
import { recordsOf } from './pulled-page';

const header = { id: 'e-1', deviceId: 'pc-2', seq: 4 };
const devices = [{ id: 'pc-3' }, { id: 'pc-2' }];

describe('a record that this program can not read', () => {
  it('is still one of its PC, in its place, with nothing else of it believed', () => {
    const page = [
      { header: { ...header, type: 'of a newer program' }, more: 1 },
      { header: { ...header, deviceId: 'hq-branch-1', seq: 5 } },
    ];
    expect(recordsOf(page, devices)).toEqual([
      { header, event: null },
      { header: { ...header, deviceId: 'hq-branch-1', seq: 5 }, event: null },
    ]);
    expect(recordsOf([], devices)).toEqual([]);
  });

  it.each([
    ['of a PC that is none of the branch', { header: { ...header, deviceId: 'pc-9' } }],
    ['without a PC', { header: { id: 'e-1', seq: 4 } }],
    ['without a place', { header: { ...header, seq: 0 } }],
    ['without a header', {}],
    ['that is a text', 'text'],
  ])('spoils the page where it is %s: nobody knows what must wait behind it', (_, raw) => {
    expect(recordsOf([{ header }, raw], devices)).toBeUndefined();
  });
});
