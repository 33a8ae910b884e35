/** 授权矩阵 as a table: up to which amount of which remedy who signs, by kind of institution. */
import Box from '@mui/material/Box';
import type { AuthorityPack } from '../../../../../domain/authority/matrix';
import type { InstitutionType } from '../../../../../domain/complaint/values';
import { useFormat, useText } from '../../../../app/i18n/use-text';
import { c } from '../../../../app/theme/css-vars';
import { InfoList } from '../../../../components/info-list';
import { StatusChip } from '../../../../components/status-chip';
import { PlainContentTable } from './plain-content-table';
import { matrixRows, matrixWords } from './matrix-words';

interface MatrixContentProps {
  readonly pack: AuthorityPack;
  readonly institution: InstitutionType;
}

export function MatrixContent({ pack, institution }: MatrixContentProps) {
  const text = useText();
  const { t } = text;
  const words = matrixWords(text, useFormat());
  const other: InstitutionType = institution === 'bank' ? 'insurer' : 'bank';
  return (
    <>
      {([institution, other] as const).map((type) => {
        const name = t('rules:matrix.caption', { institution: t(`vocabulary:institutionType.${type}`) });
        return (
          <Box key={type} component="section" aria-label={name} sx={{ display: 'grid', gap: 1 }}>
            <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
              <Box component="h3" sx={{ m: 0, fontSize: '1rem', fontWeight: 600 }}>
                {name}
              </Box>
              {type === institution && <StatusChip tone="info" label={t('rules:matrix.own')} />}
            </Box>
            <PlainContentTable
              label={name}
              header={[t('rules:matrix.remedy'), t('rules:matrix.upTo'), t('rules:matrix.approvers')]}
              numberColumn={1}
              groups={matrixRows(pack, type).map(({ kinds, bands }) => ({
                title: words.kinds(kinds),
                rows: bands.map(({ upToFen, approvers }) => [
                  words.amount(upToFen, kinds[0] ?? 'other'),
                  words.approvers(approvers),
                ]),
              }))}
            />
          </Box>
        );
      })}
      <Box sx={{ color: c.inkSoft }}>{t('rules:matrix.beyond')}</Box>
      <Box component="section" aria-label={t('rules:matrix.rest')}>
        <Box component="h3" sx={{ m: 0, mb: 0.5, fontSize: '1rem', fontWeight: 600 }}>
          {t('rules:matrix.rest')}
        </Box>
        <InfoList items={[...words.rest(pack), { label: t('rules:content.note'), value: pack.note }]} />
      </Box>
    </>
  );
}
