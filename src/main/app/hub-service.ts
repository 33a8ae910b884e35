/** 网点中转机 as the rest of the application sees it. */
import type { Result } from '../../shared/contract/define';
import type { HubRefusal, HubStatusView } from '../../shared/contract/hub';
import type { EvidenceFile } from '../../domain/evidence/evidence-files';
import type { Session } from '../session/session';
import type { Fetched } from '../sync/evidence-lane';

export interface HubPlace {
  readonly address: string;
  readonly port: number;
}
type Changed = Promise<Result<Record<string, never>, { readonly code: HubRefusal }>>;

export interface HubService {
  readonly status: () => Promise<HubStatusView>;
  /** Nothing changes where it is refused. */
  readonly serve: (session: Session, place: HubPlace) => Changed;
  readonly use: (session: Session, place: HubPlace) => Changed;
  readonly leave: (session: Session) => Promise<void>;
  /** Somebody signed in: events can be opened and kept. */
  readonly start: (session: Session) => Promise<void>;
  /** Locked: a hub goes on listening and says that it is. */
  readonly lock: () => void;
  /** Something was written or came here. */
  readonly changed: () => void;
  /** Somebody asks for it, or called for help: tries now, whatever failed before. */
  readonly hurry: () => void;
  /** From the hub, where headquarters can't be asked; null where this PC goes to none. */
  readonly fetchEvidence: (file: EvidenceFile) => Promise<Fetched | null>;
  readonly close: () => Promise<void>;
}
