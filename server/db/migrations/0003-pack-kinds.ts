/** Headquarters sends more kinds of packs than rules and calendars; which there are is known where packs are read. */
export const packKindsOpened = /* sql */ `
alter table packs drop constraint packs_kind_check;
`;
