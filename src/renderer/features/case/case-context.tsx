/** What every part of the case page needs: the case, who looks at it, and what they may do. */
import { createContext, useContext } from 'react';
import type { Permission } from '../../../domain/authority/roles';
import type { CaseState } from '../../../domain/complaint/state';
import type { InstitutionType, PaperKind } from '../../../domain/complaint/values';
import type { LetterField } from '../../../domain/documents/letter-fields';
import type { JointComplaintRules } from '../../../domain/deadlines/rule-pack';
import type { CaseView, TimelineEntry } from '../../../shared/contract/case';
import type { UserTile } from '../../../shared/contract/session';
import type { CaseSection } from '../../app/route';
import type { ActionId, Person } from './case-actions';

export interface CaseEnvironment {
  readonly caseId: string;
  readonly view: CaseView;
  readonly state: CaseState;
  readonly timeline: readonly TimelineEntry[];
  readonly userId: string;
  readonly institutionType: InstitutionType;
  /** What the rules of the branch say of joint and major complaints. */
  readonly jointRules: JointComplaintRules | null;
  readonly colleagues: readonly UserTile[];
  /** Wall clock of the branch, `YYYY-MM-DDTHH:mm`. */
  readonly nowLocal: string;
  readonly may: (permission: Permission) => boolean;
  /** Who looks at it, for what the case offers to them. */
  readonly person: Person;
  /** The name behind a user id; the id itself when nobody knows it. */
  readonly nameOf: (userId: string | null) => string;
  readonly reload: () => void;
  /** Opens the dialog or the place for an action. */
  readonly act: (action: ActionId, startAt?: LetterField) => void;
  /** Opens the papers, at one of them. */
  readonly showPaper: (kind: PaperKind) => void;
  /** Opens the comparison with another case. */
  readonly relate: (otherId: string) => void;
  /** The other case that was asked for with it; null when one is chosen there. */
  readonly relateTo: string | null;
  readonly goTo: (section: CaseSection) => void;
}

const CaseContext = createContext<CaseEnvironment | null>(null);
export const CaseProvider = CaseContext.Provider;

export function useCaseEnvironment(): CaseEnvironment {
  const environment = useContext(CaseContext);
  if (environment === null) throw new Error('a part of the case page stands outside of it');
  return environment;
}
