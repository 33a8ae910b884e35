/** 投诉人: masked; each field is revealed by itself. */
import Box from '@mui/material/Box';
import type { Party } from '../../../../domain/complaint/values';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { NameSeal } from '../../../components/person-card';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { useCaseEnvironment } from '../case-context';
import { RevealedField } from './revealed-field';
import type { RevealField } from './reveal-dialog';

export function PartiesSection() {
  const { t } = useText();
  const { parties, joint } = useCaseEnvironment().state.details;
  return (
    <SectionCard
      title={parties.length === 1 ? t('case:party.title') : t('case:party.titleMany', { total: parties.length })}
    >
      <Box sx={{ display: 'grid', gap: 2 }}>
        {parties.map((party, index) => (
          // Parties have no ids of their own; their place is what the contract names them by.
          <PartyBlock key={index} party={party} index={index} joint={joint === true} />
        ))}
      </Box>
    </SectionCard>
  );
}

interface PartyBlockProps {
  readonly party: Party;
  readonly index: number;
  /** Of a joint complaint, some speak for the others. */
  readonly joint: boolean;
}

function PartyBlock({ party, index, joint }: PartyBlockProps) {
  const { t } = useText();
  const isProxy = party.kind === 'proxy' || party.kind === 'heir';
  const fields: readonly { readonly field: RevealField; readonly label: string }[] = [
    { field: 'phone', label: t('case:party.phone') },
    { field: 'idNumber', label: t(`vocabulary:idType.${party.idType}`) },
    { field: 'accountTail', label: t('case:party.accountTail') },
    { field: 'address', label: t('case:party.address') },
    ...(isProxy ? [{ field: 'representedName' as const, label: t('case:party.representedName') }] : []),
  ];
  return (
    <Box
      sx={{
        display: 'grid',
        gridTemplateColumns: 'auto minmax(0, 1fr)',
        columnGap: 1.5,
        '& + &': { borderTop: `1px solid ${c.line}`, pt: 2 },
      }}
    >
      <NameSeal name={party.name} size="2.75rem" />
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1.5 }}>
          <Box sx={{ fontWeight: 600, fontSize: '1.125rem' }}>
            <RevealedField field="name" partyIndex={index} masked={party.name} />
          </Box>
          <StatusChip label={t(`vocabulary:partyKind.${party.kind}`)} />
          {joint && party.delegate === true && <StatusChip tone="primary" label={t('major:people.delegate')} />}
          {party.kind === 'proxy' && (
            <StatusChip
              tone={party.authorisationHeld ? 'success' : 'warning'}
              label={`${t('case:party.authorisation')} · ${t(
                party.authorisationHeld ? 'case:party.authorisationHeld' : 'case:party.authorisationMissing',
              )}`}
            />
          )}
        </Box>
        <Box
          component="dl"
          sx={{
            m: 0,
            mt: 0.5,
            display: 'grid',
            gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 17rem), 1fr))',
            columnGap: 3,
          }}
        >
          {fields.map(({ field, label }) => (
            <Box key={field} sx={{ display: 'grid', gridTemplateColumns: '7em minmax(0, 1fr)', alignItems: 'center' }}>
              <Box component="dt" sx={{ color: c.inkSoft }}>
                {label}
              </Box>
              <Box component="dd" sx={{ m: 0, minWidth: 0 }}>
                <RevealedField field={field} partyIndex={index} masked={party[field]} />
              </Box>
            </Box>
          ))}
        </Box>
      </Box>
    </Box>
  );
}
