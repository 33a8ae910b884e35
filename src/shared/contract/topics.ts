/** What main tells pages unasked. Topics carry ids and revisions only; the page asks again for content. */
import type { ImportProgress } from './ledger-import';
import type { RegisterProgress } from './registers';
import type { ScriptCheckProgress } from './scripts';

export interface Topics {
  /** Phase, session, branch, preferences or notices changed. */
  readonly 'app.changed': Record<string, never>;
  /** Cases changed; an empty list means many. */
  readonly 'cases.changed': { readonly caseIds: readonly string[] };
  readonly 'drafts.changed': Record<string, never>;
  /** Something happened in these conversations, here or on another PC. */
  readonly 'conversations.changed': { readonly ids: readonly string[] };
  /** The help key was pressed: the screen turns to the card that says nothing. */
  'help.pressed': Record<string, never>;
  /** Something happened in these incidents, here or on another PC. */
  'incidents.changed': { readonly ids: readonly string[] };
  /** The window for the customer was closed by hand. */
  readonly 'customerScreen.changed': Record<string, never>;
  /** A pack came, was refused or came into force. */
  readonly 'packs.changed': Record<string, never>;
  /** Drafts or own wording of conversation scripts changed. */
  readonly 'scripts.changed': Record<string, never>;
  /** A release of scripts is being checked; as much done as there is: it is over. */
  readonly 'scripts.checking': ScriptCheckProgress;
  /** Text modules of the branch changed. */
  readonly 'text.changed': Record<string, never>;
  readonly 'sync.changed': Record<string, never>;
  /** A backup began, got on or ended, or its place changed. */
  readonly 'backup.changed': Record<string, never>;
  /** How far a restore has come, in bytes. */
  readonly 'restore.progress': { readonly done: number; readonly total: number };
  /** How far a PC that joins has come: records fetched, then cases whose lists were made. A total of 0 is not known. */
  readonly 'join.progress': { readonly step: 'records' | 'lists'; readonly done: number; readonly total: number };
  readonly 'import.progress': ImportProgress;
  readonly 'register.progress': RegisterProgress;
}
export type TopicName = keyof Topics;
