/** What waits for headquarters to decide it, and how far a pack has been rolled out. */
import { partitionsOf } from './partitions';

export const directives = /* sql */ `
-- Derived like console_cases, and filled with it: the proposals that branches sent up and nobody decided yet.
create table console_escalations (
  branch_id text not null,
  case_id text not null,
  number text not null,
  sent_at bigint not null,
  -- Last day of the decision, by the rules of the branch.
  due_on text,
  amount_fen bigint not null,
  why text not null,
  signed integer not null,
  primary key (branch_id, case_id)
) partition by hash (branch_id);
${partitionsOf('console_escalations')}
create index console_escalations_due on console_escalations (due_on nulls last, sent_at, branch_id, case_id);

-- A pack on its way to the branches. One that the command line published has no row here: it is everywhere at once.
create table pack_releases (
  id text primary key,
  kind text not null,
  pack_id text not null,
  version text not null,
  institution_type text check (institution_type in ('bank', 'insurer')),
  effective_from text not null,
  issued_by text not null,
  -- JSON as text, as it was handed in.
  body text not null,
  -- proposed: a second person has not reviewed it, and nothing is signed. pilot: some branches get it. everywhere. stopped: those who have
  -- it keep it, nobody else gets it. refused: by who reviewed it. withdrawn: before its day.
  state text not null check (state in ('proposed', 'pilot', 'everywhere', 'stopped', 'refused', 'withdrawn')),
  proposed_by text not null,
  proposed_at bigint not null,
  reviewed_by text check (reviewed_by <> proposed_by),
  changed_at bigint not null,
  note text not null,
  items integer not null,
  -- Of the items, those nobody has checked against the official text.
  unconfirmed integer not null,
  -- Of the signed pack; null until it was reviewed.
  hash text unique
);
create table pack_pilots (
  release_id text not null references pack_releases (id),
  branch_id text not null,
  primary key (release_id, branch_id)
);
`;
