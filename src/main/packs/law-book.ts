/** The law of the branch: the packs of the program, and those that headquarters sent and somebody here has confirmed. */
import { authorityRules, type AuthorityRules } from '../../domain/authority/matrix';
import type { CaseState } from '../../domain/complaint/state';
import type { InstitutionType } from '../../domain/complaint/values';
import type { Law } from '../../domain/deadlines/differences';
import { rulePackName } from '../../domain/deadlines/rule-pack';
import { canonicalJson } from '../../domain/evidence/canonical';
import { judgedAtMs } from '../../domain/packs/judged-by';
import type { PackContents, PackKind } from '../../domain/packs/kinds';
import { contentsAt, emptyShelf, heldAt, type PackShelf } from '../../domain/packs/pack-shelf';
import type { Packs } from '../app/packs';
import { nodeHasher } from '../keys/ed25519';

export interface LawBook {
  readonly shelf: () => PackShelf;
  readonly shelfIs: (shelf: PackShelf) => void;
  /** As it came with the program. */
  readonly builtIn: (type: InstitutionType) => PackContents;
  /** Fingerprint of what came with the program: SHA-256 of its canonical JSON. */
  readonly builtInHash: (kind: PackKind, type: InstitutionType) => string;
  readonly now: (type: InstitutionType) => PackContents;
  /** That of a case: what is in force while it is open, what was when it ended. */
  readonly of: (state: CaseState, type: InstitutionType) => PackContents;
  /** The matrix at a moment (by the clock that never goes back), with the hash by which decisions name it. */
  readonly authorityAt: (type: InstitutionType, atMs: number) => AuthorityRules;
  /** From which day on the matrix with this hash is in force by its own word; null for one that is not here. */
  readonly authorityFrom: (type: InstitutionType, hash: string) => string | null;
}

export function createLawBook(packs: () => Packs, nowMs: () => number): LawBook {
  let shelf = emptyShelf;
  const hashes = new Map<string, string>();
  const builtIn = (type: InstitutionType): PackContents => packs().contents[type];
  const builtInHash: LawBook['builtInHash'] = (kind, type) => {
    const key = `${kind} ${type}`;
    const hash = hashes.get(key) ?? nodeHasher.sha256(canonicalJson(packs().json[type][kind]));
    hashes.set(key, hash);
    return hash;
  };
  const at = (type: InstitutionType, atMs: number): PackContents => contentsAt(shelf, builtIn(type), atMs);
  return {
    shelf: () => shelf,
    shelfIs: (next) => {
      shelf = next;
    },
    builtIn,
    builtInHash,
    now: (type) => at(type, nowMs()),
    of: (state, type) => at(type, judgedAtMs(state) ?? nowMs()),
    authorityAt: (type, atMs) => {
      const hash = heldAt(shelf, 'authority', atMs)?.hash ?? builtInHash('authority', type);
      return authorityRules(at(type, atMs).authority, type, hash);
    },
    authorityFrom: (type, hash) => {
      const known = shelf.packs.find((pack) => pack.content.kind === 'authority' && pack.hash === hash);
      if (known) return known.effectiveFrom;
      return hash === builtInHash('authority', type) ? builtIn(type).authority.effectiveFrom : null;
    },
  };
}

/** Tells two laws apart: `<rules>@<version> <calendar>@<version>`. */
export function lawName({ rules, calendar }: Law): string {
  return `${rulePackName(rules)} ${calendar.id}@${calendar.version}`;
}
