/** Complaints that were moved from one branch to another (移交). */
import { partitionsOf } from './partitions';

export const movedCases = /* sql */ `
-- 'moved': it is counted in the branch that has it now, and in no figure of this one.
alter table console_cases drop constraint console_cases_counts_check;
alter table console_cases add constraint console_cases_counts_check
  check (counts in ('complaint', 'notComplaint', 'merged', 'moved'));

-- Evidence of a complaint that was moved: kept once, in the branch that sent it, and read by the one that works with it now. It may still
-- be on its way from there.
create table given_files (
  branch_id text not null,
  sha256 text not null,
  from_branch_id text not null,
  primary key (branch_id, sha256)
) partition by hash (branch_id);
${partitionsOf('given_files')}
`;
