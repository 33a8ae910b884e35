import { describe, expect, it } from 'vitest';
import type { CaseState } from '../../domain/complaint/state';
import type { CaseRow } from '../../shared/store-contract/rows';
import { createCaseMemory } from './case-memory';

const stateOf = (id: string, revision: number): CaseState => ({ id, revision }) as CaseState;

/** A store whose only case can be written while it is being read. */
function someMemory() {
  let revision = 1;
  const reads: string[] = [];
  let meanwhile: () => void = () => undefined;
  const row = (id: string): CaseRow => ({ id, sealed: Uint8Array.of(revision) }) as unknown as CaseRow;
  const memory = createCaseMemory({
    store: {
      caseRow: (id) => {
        reads.push(id);
        return Promise.resolve(id === 'a' ? row(id) : undefined);
      },
      caseRows: (ids) => Promise.resolve(ids.map(row)),
    },
    crypto: {
      prepare: () => Promise.resolve(),
      openState: (id, [read = 0]) => {
        meanwhile();
        return Promise.resolve(stateOf(id, read));
      },
    },
  });
  return {
    memory,
    reads,
    write: () => {
      revision += 1;
      memory.changed([stateOf('a', revision)]);
    },
    whileReading: (task: () => void) => {
      meanwhile = () => {
        meanwhile = () => undefined;
        task();
      };
    },
  };
}

describe('cases in memory', () => {
  it('are read once, and known as they were last written', async () => {
    const { memory, reads, write } = someMemory();
    expect((await memory.state('a'))?.revision).toBe(1);
    write();
    expect((await memory.state('a'))?.revision).toBe(2);
    expect(reads).toEqual(['a']);
    expect(await memory.state('nowhere')).toBeUndefined();
  });

  it('are not as old as they were read, when they were written meanwhile', async () => {
    const { memory, write, whileReading } = someMemory();
    whileReading(write);
    expect((await memory.state('a'))?.revision).toBe(2);
    expect((await memory.state('a'))?.revision).toBe(2);
  });

  it('are read again when everything was forgotten while they were read', async () => {
    const { memory, reads, whileReading } = someMemory();
    whileReading(memory.forget);
    await memory.state('a');
    await memory.state('a');
    expect(reads).toEqual(['a', 'a']);
  });
});
