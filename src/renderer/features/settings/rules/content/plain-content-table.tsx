/** A short table to be read: groups of rows under one name each. */
import Box from '@mui/material/Box';
import { c } from '../../../../app/theme/css-vars';

interface PlainContentTableProps {
  readonly label: string;
  /** The first is that of the groups' names. */
  readonly header: readonly string[];
  /** Counted with the names as 0; set in digits of equal width, to the right. */
  readonly numberColumn?: number;
  /** Of the names of the groups. */
  readonly titleWidth?: string;
  readonly groups: readonly { readonly title: string; readonly rows: readonly (readonly string[])[] }[];
}

export function PlainContentTable({ label, header, numberColumn, titleWidth = '40%', groups }: PlainContentTableProps) {
  const alignOf = (column: number) =>
    column === numberColumn ? ({ '&&': { textAlign: 'right', whiteSpace: 'nowrap' } } as const) : {};
  return (
    <Box
      component="table"
      aria-label={label}
      sx={{
        width: '100%',
        borderCollapse: 'collapse',
        '& th, & td': { px: 1, py: 0.75, textAlign: 'left', verticalAlign: 'top', borderBottom: `1px solid ${c.line}` },
        '& thead th': { color: c.inkSoft, fontWeight: 500 },
        '& tbody th': { fontWeight: 500, width: titleWidth },
      }}
    >
      <thead>
        <tr>
          {header.map((name, column) => (
            <Box component="th" scope="col" key={name} sx={alignOf(column)}>
              {name}
            </Box>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.flatMap(({ title, rows }) =>
          rows.map((row, at) => (
            <tr key={`${title} ${String(at)}`}>
              {at === 0 && (
                <th scope="rowgroup" rowSpan={rows.length}>
                  {title}
                </th>
              )}
              {row.map((cell, column) => (
                <Box
                  component="td"
                  key={header[column + 1]}
                  className={column + 1 === numberColumn ? 'xt-number' : undefined}
                  sx={alignOf(column + 1)}
                >
                  {cell}
                </Box>
              ))}
            </tr>
          )),
        )}
      </tbody>
    </Box>
  );
}
