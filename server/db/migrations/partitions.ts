/**
 * Hash partitions by branch, in SQL. Frozen like the migrations that use it: all tables of branches are cut the same way, so that the rows
 * of one branch stand in partitions of one number.
 */
const partitionCount = 64;

/** Makes the partitions of a table that was created with `partition by hash (branch_id)`; `each` is done for each, `%s` being its number. */
export const partitionsOf = (
  table: string,
  options: { readonly unlogged?: boolean; readonly fillfactor?: number; readonly each?: string } = {},
): string => {
  const { unlogged = false, fillfactor = 100, each } = options;
  return /* sql */ `
do $partitions$
begin
  for n in 0..${partitionCount - 1} loop
    execute format(
      'create ${unlogged ? 'unlogged ' : ''}table ${table}_%s partition of ${table} for values with (modulus ${partitionCount}, remainder %s) with (fillfactor = ${fillfactor})',
      lpad(n::text, 2, '0'), n);
    ${each === undefined ? '' : `execute replace('${each}', '%s', lpad(n::text, 2, '0'));`}
  end loop;
end
$partitions$;
`;
};
