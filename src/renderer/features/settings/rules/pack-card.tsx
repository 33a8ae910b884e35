/** One version of a pack: where it stands, where it comes from, whether it may be believed. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { PackView } from '../../../../shared/contract/packs';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c, tone as toneColours } from '../../../app/theme/css-vars';
import { radiusPx, type Tone } from '../../../app/theme/tokens';
import { InfoList } from '../../../components/info-list';
import { StatusChip } from '../../../components/status-chip';

const tones: Readonly<Record<PackView['status'], Tone>> = {
  inForce: 'success',
  awaiting: 'warning',
  scheduled: 'info',
  superseded: 'neutral',
};

interface PackCardProps {
  readonly pack: PackView;
  readonly onRead: () => void;
  /** Null where there is nothing to look at, or for others to do. */
  readonly onLook: (() => void) | null;
}

export function PackCard({ pack, onRead, onLook }: PackCardProps) {
  const { t } = useText();
  const format = useFormat();
  const { kind, id, version, status, origin, publicKey, hash, issuedBy, confirmed, effectiveFrom } = pack;
  const from =
    confirmed !== null
      ? format.dateTime(confirmed.fromMs)
      : effectiveFrom === null
        ? t('rules:fromStart')
        : t('rules:fromEarliest', { date: format.localDate(effectiveFrom) });
  return (
    <Box
      component="article"
      aria-label={`${t(`rules:kind.${kind}`)} ${version}`}
      sx={{
        border: `1px solid ${c.line}`,
        borderRadius: `${radiusPx.field}px`,
        p: 1.5,
        display: 'grid',
        gap: 1,
        ...(status === 'awaiting' ? { boxShadow: `inset 4px 0 0 ${toneColours('warning').fill}` } : {}),
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        <Box component="h3" sx={{ m: 0, fontSize: '1.0625rem', fontWeight: 600 }}>
          {t(`rules:kind.${kind}`)} {version}
        </Box>
        <StatusChip label={t(`rules:status.${status}`)} tone={tones[status]} />
        {pack.toBeConfirmed > 0 && (
          <StatusChip label={t('rules:toBeConfirmed', { count: pack.toBeConfirmed })} tone="warning" />
        )}
        <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere', flex: '1 1 16rem' }}>
          {id} · {t(`rules:items.${kind}`, { count: pack.items })}
        </Box>
      </Box>
      <InfoList
        columns={2}
        items={[
          { label: t('rules:from'), value: from },
          {
            label: t('rules:source'),
            value: [t(`rules:origin.${origin}`), issuedBy].filter((part) => part !== '').join(' · '),
          },
          {
            label: t('rules:signature'),
            value:
              publicKey === null
                ? t('rules:partOfProgram', { hash: hash.slice(0, 12) })
                : t('rules:signedBy', { key: publicKey.slice(0, 12) }),
          },
          ...(confirmed === null
            ? []
            : [
                {
                  label: t('rules:confirmed'),
                  value:
                    confirmed.by === ''
                      ? t('rules:onArrival')
                      : t('rules:confirmedBy', {
                          person: confirmed.by,
                          time: format.dateTime(confirmed.atMs),
                          count: confirmed.casesChanged,
                        }),
                },
              ]),
        ]}
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: 1 }}>
        {onLook !== null && (
          <Button variant="contained" onClick={onLook}>
            {t('rules:look')}
          </Button>
        )}
        <Button onClick={onRead}>{t('rules:read')}</Button>
        {status === 'awaiting' && onLook === null && <Box sx={{ color: c.inkSoft }}>{t('rules:mayNot')}</Box>}
      </Box>
    </Box>
  );
}
