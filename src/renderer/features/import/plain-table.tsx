/** A small table with a heading row, in a box that scrolls sideways and can be reached by keyboard. */
import Box from '@mui/material/Box';
import { c } from '../../app/theme/css-vars';

export interface PlainTableProps {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** The first column is a row number. */
  readonly numbered?: boolean;
}

const cellSx = {
  px: 1.5,
  py: 0.75,
  textAlign: 'start',
  whiteSpace: 'nowrap',
  maxWidth: '18rem',
  overflow: 'hidden',
  textOverflow: 'ellipsis',
  borderBottom: `1px solid ${c.line}`,
} as const;

export function PlainTable({ label, head, rows, numbered = false }: PlainTableProps) {
  return (
    <Box
      role="group"
      aria-label={label}
      // A region that scrolls must be reachable without a mouse.
      tabIndex={0}
      sx={{ overflowX: 'auto', border: `1px solid ${c.line}` }}
    >
      <Box component="table" sx={{ borderCollapse: 'collapse', minWidth: '100%' }}>
        <thead>
          <tr>
            {head.map((text, index) => (
              <Box
                component="th"
                scope="col"
                key={index}
                sx={{ ...cellSx, backgroundColor: c.sunken, fontWeight: 600 }}
              >
                {text}
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((cells, rowIndex) => (
            <tr key={rowIndex}>
              {cells.map((text, index) => (
                <Box
                  component="td"
                  key={index}
                  {...(text.length > 16 ? { title: text } : {})}
                  sx={numbered && index === 0 ? { ...cellSx, color: c.inkSoft } : cellSx}
                >
                  {text}
                </Box>
              ))}
            </tr>
          ))}
        </tbody>
      </Box>
    </Box>
  );
}
