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

-- A pack on its way to the branches. Those from before have no row here: they are everywhere.
create table pack_rollouts (
  position bigint primary key,
  -- proposed: a second person has not reviewed it. pilot: some branches have it. everywhere. stopped: nobody else gets it.
  -- withdrawn: taken back before anybody had it in force.
  state text not null check (state in ('proposed', 'pilot', 'everywhere', 'stopped', 'withdrawn')),
  proposed_by text not null,
  proposed_at bigint not null,
  reviewed_by text,
  reviewed_at bigint,
  note text not null default ''
);
create table pack_pilots (
  position bigint not null references pack_rollouts (position),
  branch_id text not null,
  primary key (position, branch_id)
);
`;
