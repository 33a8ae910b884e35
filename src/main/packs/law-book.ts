/** The law of the branch: the packs of the program, and those that headquarters sent and somebody here has confirmed. */
import type { CaseState } from '../../domain/complaint/state';
import type { InstitutionType } from '../../domain/complaint/values';
import type { Law } from '../../domain/deadlines/differences';
import { rulePackName } from '../../domain/deadlines/rule-pack';
import { judgedAtMs } from '../../domain/packs/judged-by';
import { emptyShelf, lawAt, type PackShelf } from '../../domain/packs/pack-shelf';
import type { PackContent } from '../../domain/packs/signed-pack';
import type { Packs } from '../app/packs';

export interface LawBook {
  readonly shelf: () => PackShelf;
  readonly shelfIs: (shelf: PackShelf) => void;
  /** As it came with the program. */
  readonly builtIn: (type: InstitutionType) => Law;
  /** The same as data, for its fingerprint. */
  readonly builtInJson: (kind: PackContent['kind'], type: InstitutionType) => unknown;
  readonly now: (type: InstitutionType) => Law;
  /** That of a case: what is in force while it is open, what was when it ended. */
  readonly of: (state: CaseState, type: InstitutionType) => Law;
}

export function createLawBook(packs: () => Packs, nowMs: () => number): LawBook {
  let shelf = emptyShelf;
  const builtIn = (type: InstitutionType): Law => ({ rules: packs().rules[type], calendar: packs().calendar });
  const at = (type: InstitutionType, atMs: number): Law => lawAt(shelf, builtIn(type), atMs);
  return {
    shelf: () => shelf,
    shelfIs: (next) => {
      shelf = next;
    },
    builtIn,
    builtInJson: (kind, type) => (kind === 'rules' ? packs().json.rules[type] : packs().json.calendar),
    now: (type) => at(type, nowMs()),
    of: (state, type) => at(type, judgedAtMs(state) ?? nowMs()),
  };
}

/** Tells two laws apart: `<rules>@<version> <calendar>@<version>`. */
export function lawName({ rules, calendar }: Law): string {
  return `${rulePackName(rules)} ${calendar.id}@${calendar.version}`;
}
