import { describe, expect, it } from 'vitest';
import type { Person } from '../directory/directory';
import { flagExpiry, flagReviewer } from './flag-terms';
import { RiskFlag } from './vocabulary';

const person = (userId: string, role: Person['role'], active = true): [string, Person] => [
  userId,
  { userId, role, active, name: userId } as Person,
];

describe('a risk flag', () => {
  it('counts for a time that fits what it says, and none for ever', () => {
    const atMs = Date.parse('2026-03-10T10:00:00+08:00');
    const dayMs = 86_400_000;
    expect(flagExpiry('intoxicated', atMs) - atMs).toBe(dayMs);
    expect(flagExpiry('proxySuspected', atMs)).toBeLessThan(flagExpiry('elderly', atMs));
    for (const flag of RiskFlag.options) {
      expect(flagExpiry(flag, atMs)).toBeGreaterThan(atMs);
      expect(flagExpiry(flag, atMs) - atMs).toBeLessThanOrEqual(365 * dayMs);
    }
  });

  it('is looked at again by a branch manager, else by an officer, and never by whoever set it', () => {
    const people = new Map([
      person('chen', 'counter'),
      person('zhao', 'officer'),
      person('gone', 'supervisor', false),
      person('li', 'supervisor'),
    ]);
    expect(flagReviewer({ people }, 'chen')?.userId).toBe('li');
    expect(flagReviewer({ people }, 'li')?.userId).toBe('zhao');
    expect(flagReviewer({ people: new Map([person('chen', 'counter')]) }, 'chen')).toBeNull();
  });
});
