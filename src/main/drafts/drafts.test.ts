import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { systemRng } from '../platform/rng';
import { openDrafts, type DraftRecord, type SealedDraftRow } from './drafts';

const key = randomBytes(32);
const row = (id: string): SealedDraftRow =>
  openDrafts([], key, systemRng).rowOf({ id, updatedAtMs: 1 } as DraftRecord).row as SealedDraftRow;

describe('drafts on the disk', () => {
  it('open but for the one whose bytes were changed, which is named and keeps nobody from the others', () => {
    const broken = row('b');
    const sealed = Uint8Array.from(broken.sealed, (byte, at) => (at === broken.sealed.length - 1 ? byte ^ 1 : byte));
    const drafts = openDrafts([row('a'), { ...broken, sealed }, row('c')], key, systemRng);
    expect(drafts.list().map(({ id }) => id)).toEqual(['a', 'c']);
    expect(drafts.unreadable).toEqual(['b']);
  });

  it('in the row of another draft are as unreadable', () => {
    expect(openDrafts([{ ...row('a'), id: 'b' }], key, systemRng).unreadable).toEqual(['b']);
  });
});
