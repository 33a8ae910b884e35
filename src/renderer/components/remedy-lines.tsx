/** 金额明细, as it was proposed: what each line is for, its formula, its amount, and the sum that is signed. */
import Box from '@mui/material/Box';
import { formulaOf, sumOf, type RemedyLine } from '../../domain/complaint/remedy-lines';
import { useFormat, useText } from '../app/i18n/use-text';
import { c } from '../app/theme/css-vars';

const number = { textAlign: 'right', whiteSpace: 'nowrap' } as const;

export function RemedyLines({ lines }: { readonly lines: readonly RemedyLine[] }) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Box
      component="table"
      aria-label={t('money:lines.title')}
      sx={{
        width: '100%',
        maxWidth: '46em',
        borderCollapse: 'collapse',
        '& th, & td': { p: 0.75, textAlign: 'left', verticalAlign: 'top', borderBottom: `1px solid ${c.line}` },
        '& thead th': { color: c.inkSoft, fontWeight: 500 },
      }}
    >
      <thead>
        <tr>
          <th scope="col">{t('money:lines.item')}</th>
          <th scope="col">{t('money:lines.how')}</th>
          <Box component="th" scope="col" sx={{ '&&': number }}>
            {t('money:lines.amount')}
          </Box>
        </tr>
      </thead>
      <tbody>
        {lines.map((line, at) => (
          <tr key={at}>
            <td>
              <div>{t(`vocabulary:remedyKind.${line.kind}`)}</div>
              {line.note !== '' && <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>{line.note}</Box>}
            </td>
            <td>
              {line.kind === 'interest' ? (
                <>
                  <Box className="xt-number" sx={{ overflowWrap: 'anywhere' }}>
                    {formulaOf(line)}
                  </Box>
                  <Box sx={{ color: c.inkSoft }}>
                    {t('money:lines.period', {
                      from: format.localDate(line.from),
                      to: format.localDate(line.to),
                      basis: t(`money:dayCount.${line.dayCount}`),
                    })}
                  </Box>
                </>
              ) : (
                t('money:lines.named')
              )}
            </td>
            <Box component="td" className="xt-number" sx={{ '&&': number }}>
              {format.money(line.amountFen)}
            </Box>
          </tr>
        ))}
        <Box component="tr" sx={{ fontWeight: 600, '& > *': { '&&': { borderBottom: 0 } } }}>
          <td colSpan={2}>{t('money:lines.sum')}</td>
          <Box component="td" className="xt-number" sx={{ '&&': number }}>
            {format.money(sumOf(lines))}
          </Box>
        </Box>
      </tbody>
    </Box>
  );
}
