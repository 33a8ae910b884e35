/** One dimension of a return. Parents contain what lies below them; the last row is the total of every dimension. */
import Box from '@mui/material/Box';
import type { InstitutionType } from '../../../domain/complaint/values';
import { classRows } from '../../../domain/registers/return-table';
import { figureNames, type Figures, type Return, type ReturnDimension } from '../../../domain/registers/returns';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { taxonomyLabel, taxonomyTree } from '../../components/taxonomy';

export interface ReturnTableProps {
  readonly result: Return;
  readonly dimension: ReturnDimension;
  readonly institutionType: InstitutionType;
}

interface Row {
  readonly key: string;
  readonly label: string;
  readonly depth: number;
  readonly figures: Figures;
}

const cellSx = { px: 1.25, py: 0.75, textAlign: 'start', borderBottom: `1px solid ${c.line}` } as const;
const numberSx = { ...cellSx, textAlign: 'end', whiteSpace: 'nowrap', fontVariantNumeric: 'tabular-nums' } as const;
const totalSx = { fontWeight: 600, backgroundColor: c.sunken } as const;

export function ReturnTable({ result, dimension, institutionType }: ReturnTableProps) {
  const { t, language } = useText();
  const format = useFormat();
  const counted = result.by[dimension];
  const classified: readonly Row[] =
    dimension === 'region'
      ? Object.entries(counted)
          .filter(([name]) => name !== '')
          .map(([name, figures]) => ({ key: name, label: name, depth: 0, figures }))
      : classRows(taxonomyTree(dimension, institutionType), counted).map(({ id, depth, figures }) => ({
          key: id,
          label: taxonomyLabel(id, language),
          depth,
          figures,
        }));
  const unclassified = counted[''];
  const rows: readonly Row[] = [
    ...classified,
    ...(unclassified ? [{ key: '', label: t('registers:returns.unclassified'), depth: 0, figures: unclassified }] : []),
  ];
  // What happens in hardly any period takes no room in all others.
  const shown = figureNames.filter((name) => name !== 'withoutLimit' || result.total.withoutLimit > 0);
  const text = (name: keyof Figures, value: number): string =>
    name.endsWith('Fen') ? format.money(value) : format.number(value);
  const label = t(`registers:returns.dimension.${dimension}`);
  return (
    <Box
      role="group"
      aria-label={label}
      // A region that scrolls must be reachable without a mouse.
      tabIndex={0}
      sx={{ overflowX: 'auto', border: `1px solid ${c.line}` }}
    >
      <Box component="table" sx={{ borderCollapse: 'collapse', width: '100%' }}>
        <thead>
          <tr>
            <Box component="th" scope="col" sx={{ ...cellSx, ...totalSx, minWidth: '11rem' }}>
              {label}
            </Box>
            {shown.map((name) => (
              <Box component="th" scope="col" key={name} sx={{ ...numberSx, ...totalSx, whiteSpace: 'normal' }}>
                {t(`registers:returns.figure.${name}`)}
              </Box>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <Box
                component="th"
                scope="row"
                sx={{ ...cellSx, fontWeight: row.depth === 0 ? 600 : 400, pl: 1.25 + row.depth * 2 }}
              >
                {row.label}
              </Box>
              {shown.map((name) => (
                <Box component="td" key={name} sx={numberSx}>
                  {text(name, row.figures[name])}
                </Box>
              ))}
            </tr>
          ))}
          <tr>
            <Box component="th" scope="row" sx={{ ...cellSx, ...totalSx }}>
              {t('registers:returns.total')}
            </Box>
            {shown.map((name) => (
              <Box component="td" key={name} sx={{ ...numberSx, ...totalSx }}>
                {text(name, result.total[name])}
              </Box>
            ))}
          </tr>
        </tbody>
      </Box>
    </Box>
  );
}
