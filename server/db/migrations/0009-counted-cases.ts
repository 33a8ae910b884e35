/**
 * What statistics take from a complaint, beside its line in the list. The list is derived: it is emptied, and fills itself again with the days that
 * follow from the law of each branch.
 */
export const countedCases = /* sql */ `
delete from console_cases;
delete from console_case_marks;

-- When the law of the branch changes next: open complaints get other last days then, though nobody sent anything.
alter table console_case_marks add column law_until bigint;

alter table console_cases
  add column counts text not null check (counts in ('complaint', 'notComplaint', 'merged')),
  add column channel_id text not null,
  add column business_id text not null,
  add column reason_id text not null,
  add column received_on date not null,
  add column accepted_on date,
  add column accept_due_on date,
  add column answered_on date,
  add column due_on date,
  add column told_on date,
  add column ended_on date,
  add column extended boolean not null,
  add column reopened boolean not null,
  add column repeat boolean not null,
  add column claimed_fen bigint not null,
  add column granted_fen bigint not null,
  -- Codes of what makes it uncertain, with commas; empty for most.
  add column doubts text not null;

create index console_cases_counted on console_cases (received_on, branch_id) include (counts);
-- What a period found open, and what it closed.
create index console_cases_ended on console_cases (ended_on) include (counts);
create index console_cases_due on console_cases (due_on);
create index console_cases_answered on console_cases (answered_on);

-- 最近登录; the sessions of a person are deleted.
alter table console_people add column signed_in_at bigint;
`;
