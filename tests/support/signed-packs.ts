/** Packs as a headquarters would send them, signed with a key that lives as long as the test. */
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { packHash, signPack, type PackBody, type SignedPack } from '../../src/domain/packs/signed-pack';
import { nodeHasher, publicOfSeed, signHash } from '../../src/main/keys/ed25519';

export interface PackRule {
  readonly id: string;
  readonly limit: { count: number; unit: string };
}
export interface RulesJson {
  version: string;
  readonly deadlines: PackRule[];
}

/** A fresh copy of the rules for banks that come with the program. */
export function bankRules(): RulesJson {
  const file = new URL('../../resources/packs/rules/cn-bank-2020.json', import.meta.url);
  return JSON.parse(readFileSync(file, 'utf8')) as RulesJson;
}

/** Rules under which a simple complaint has so many days. */
export function rulesWithDays(version: string, days: number): RulesJson {
  const rules = bankRules();
  rules.version = version;
  const simple = rules.deadlines.find(({ id }) => id === 'D1');
  if (!simple) throw new Error('the rules for banks have no D1');
  simple.limit.count = days;
  return rules;
}

export function packMaker() {
  const seed = randomBytes(32);
  const publicKey = publicOfSeed('ed25519', seed);
  return {
    publicKey,
    sign: (pack: object, changes: Partial<PackBody> = {}): SignedPack =>
      signPack(
        { kind: 'rules', effectiveFrom: '2026-03-01', issuedBy: '总行合规部', pack, ...changes },
        { publicKey, sign: (hash) => signHash(seed, hash) },
        nodeHasher,
      ),
  };
}

export const hashOf = ({ body }: SignedPack): string => packHash(body, nodeHasher);
