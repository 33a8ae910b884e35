/**
 * Hash partitions by branch, in SQL. Frozen like the migrations that use it: all tables of a database are cut the same way, so that the rows
 * of one branch stand in partitions of one number. How many there are is decided when `branches` is made: 64, or what
 * `xianting.partitions` says then (the embedded database needs no more than four).
 */

/** Makes the partitions of a table that was created with `partition by hash (branch_id)`; `each` is done for each, `%s` being its number. */
export const partitionsOf = (
  table: string,
  options: { readonly unlogged?: boolean; readonly fillfactor?: number; readonly each?: string } = {},
): string => {
  const { unlogged = false, fillfactor = 100, each } = options;
  return /* sql */ `
do $partitions$
declare
  parts integer := coalesce(
    nullif((select count(*)::integer from pg_inherits where inhparent = to_regclass('branches')), 0),
    nullif(current_setting('xianting.partitions', true), '')::integer,
    64);
begin
  for n in 0..parts - 1 loop
    execute format(
      'create ${unlogged ? 'unlogged ' : ''}table ${table}_%s partition of ${table} for values with (modulus %s, remainder %s) with (fillfactor = ${fillfactor})',
      lpad(n::text, 2, '0'), parts, n);
    ${each === undefined ? '' : `execute replace('${each}', '%s', lpad(n::text, 2, '0'));`}
  end loop;
end
$partitions$;
`;
};
