import { partitionsOf } from './partitions';

/**
 * The console of headquarters: its people, their sessions, waits after wrong passwords, the audit trail, and the list of complaints that
 * it searches. The list is cut by branch; the others are small and belong to no branch.
 */
export const hqConsole = /* sql */ `
create table console_people (
  account text primary key,
  name text not null,
  role text not null check (role in ('administrator', 'officer', 'auditor')),
  -- Null until the person has set up themselves.
  password_hash text,
  totp_sealed text not null,
  -- The last step of time whose code was used: no code opens twice.
  totp_step bigint not null default 0,
  setup_hash text unique,
  setup_expires_at bigint,
  language text not null default 'zh-CN' check (language in ('zh-CN', 'en')),
  colour_mode text not null default 'system' check (colour_mode in ('light', 'dark', 'highContrast', 'system')),
  disabled boolean not null default false,
  created_at bigint not null
);

create table console_recovery_codes (
  account text not null references console_people (account),
  code_hash text not null,
  used_at bigint,
  primary key (account, code_hash)
);

create table console_sessions (
  id_hash text primary key,
  account text not null references console_people (account),
  opened_at bigint not null,
  seen_at bigint not null
);
create index console_sessions_account on console_sessions (account);

create table console_waits (
  key text primary key,
  failures integer not null,
  failed_at bigint not null,
  not_before bigint not null
);

create table console_audit (
  no bigint primary key,
  at_ms bigint not null,
  account text,
  action text not null,
  outcome text not null check (outcome in ('done', 'refused')),
  address text not null,
  detail text not null,
  prev_hash text not null,
  hash text not null unique,
  signature text not null
);

create function console_audit_stays() returns trigger language plpgsql as $$
begin
  raise exception 'the audit trail only grows';
end $$;
create trigger console_audit_stays before update or delete on console_audit
  for each row execute function console_audit_stays();

create table console_case_marks (
  branch_id text primary key,
  -- Events up to this position are in console_cases.
  read_to bigint not null
) partition by hash (branch_id);
${partitionsOf('console_case_marks')}

create table console_cases (
  branch_id text not null,
  case_id text not null,
  number text not null,
  status text not null,
  received_at bigint not null,
  updated_at bigint not null,
  complainant text not null,
  conflicts integer not null,
  primary key (branch_id, case_id)
) partition by hash (branch_id);
${partitionsOf('console_cases')}
create index console_cases_received on console_cases (received_at desc, branch_id, case_id);
create index console_cases_number on console_cases (number text_pattern_ops);

-- Few are refused; the page of branches counts them all.
create index events_rejected on events (branch_id, device_id) where outcome = 'rejected';
`;
