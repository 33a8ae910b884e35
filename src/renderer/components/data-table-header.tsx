/** The row of headings of a `DataTable`. Of its own, so that scrolling does not draw it again. */
import ArrowDownwardOutlined from '@mui/icons-material/ArrowDownwardOutlined';
import ArrowUpwardOutlined from '@mui/icons-material/ArrowUpwardOutlined';
import UnfoldMoreOutlined from '@mui/icons-material/UnfoldMoreOutlined';
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { memo } from 'react';
import { c } from '../app/theme/css-vars';
import { focusRingInside } from '../app/theme/overrides/global';
import type { Column, Sort } from './data-table';

interface HeaderRowProps {
  readonly columns: readonly Pick<Column<never>, 'id' | 'header' | 'sortable' | 'align'>[];
  /** CSS grid tracks. */
  readonly template: string;
  readonly sort: Sort | null;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

function HeaderRowOf({ columns, template, sort, onSort }: HeaderRowProps) {
  return (
    <Box
      role="row"
      aria-rowindex={1}
      sx={{
        display: 'grid',
        gridTemplateColumns: template,
        position: 'sticky',
        top: 0,
        zIndex: 1,
        minWidth: 'fit-content',
        backgroundColor: c.sunken,
        borderBottom: `1px solid ${c.line}`,
      }}
    >
      {columns.map((column) => {
        const direction = sort?.columnId === column.id ? sort.direction : undefined;
        const Icon =
          direction === undefined
            ? UnfoldMoreOutlined
            : direction === 'ascending'
              ? ArrowUpwardOutlined
              : ArrowDownwardOutlined;
        return (
          <Box
            key={column.id}
            role="columnheader"
            aria-sort={direction ?? (column.sortable === true ? 'none' : undefined)}
            sx={{
              minWidth: 0,
              overflow: 'hidden',
              textOverflow: 'ellipsis',
              whiteSpace: 'nowrap',
              alignSelf: 'center',
              fontWeight: 600,
              color: c.inkSoft,
              textAlign: column.align ?? 'start',
            }}
          >
            {column.sortable === true && onSort !== undefined ? (
              <ButtonBase
                onClick={() =>
                  onSort({ columnId: column.id, direction: direction === 'ascending' ? 'descending' : 'ascending' })
                }
                sx={{
                  width: '100%',
                  minHeight: 44,
                  px: 1.5,
                  gap: 0.5,
                  font: 'inherit',
                  justifyContent: column.align === 'end' ? 'flex-end' : 'flex-start',
                  color: direction === undefined ? c.inkSoft : c.ink,
                  '&.Mui-focusVisible': focusRingInside,
                }}
              >
                {column.header}
                <Icon aria-hidden sx={{ fontSize: '1.125rem' }} />
              </ButtonBase>
            ) : (
              <Box
                sx={{
                  px: 1.5,
                  minHeight: 44,
                  display: 'flex',
                  alignItems: 'center',
                  justifyContent: column.align === 'end' ? 'flex-end' : 'flex-start',
                }}
              >
                {column.header}
              </Box>
            )}
          </Box>
        );
      })}
    </Box>
  );
}

export const HeaderRow = memo(HeaderRowOf);
