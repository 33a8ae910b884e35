/** Evidence files of branches, in the pieces in which they came. */
import { partitionsOf } from './partitions';

export const evidenceFiles = /* sql */ `
create table files (
  branch_id text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  size_bytes integer not null check (size_bytes > 0),
  -- refused: what came under this hash and size was something else; an event that names another size may mend it.
  state text not null check (state in ('wanted', 'whole', 'refused')),
  named_at bigint not null,
  primary key (branch_id, sha256)
) partition by hash (branch_id);
${partitionsOf('files')}
create index files_wanted on files (branch_id, sha256) where state = 'wanted';

create table file_pieces (
  branch_id text not null,
  sha256 text not null,
  piece integer not null check (piece >= 0),
  content bytea not null,
  primary key (branch_id, sha256, piece)
) partition by hash (branch_id);
${partitionsOf('file_pieces', {
  each: 'alter table file_pieces_%s add foreign key (branch_id, sha256) references files_%s (branch_id, sha256)',
})}
`;
