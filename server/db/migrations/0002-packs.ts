/** Rule packs and calendars that headquarters has signed. */
export const packsTable = /* sql */ `
create table packs (
  position bigint generated always as identity primary key,
  hash text not null unique,
  kind text not null check (kind in ('rules', 'calendar')),
  pack_id text not null,
  version text not null,
  -- Null for a calendar, which holds for every kind of institution.
  institution_type text check (institution_type in ('bank', 'insurer')),
  signed text not null,
  published_at bigint not null,
  unique (pack_id, version)
);
`;
