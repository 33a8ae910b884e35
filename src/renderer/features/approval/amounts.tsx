/** Claimed, proposed, allowed: three numbers side by side, because that comparison is most of the decision. */
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import { fenToCapitals } from '../../../domain/money/format-money';
import type { ApprovalView } from '../../../shared/contract/approval';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx, type Tone } from '../../app/theme/tokens';
import { StatusChip } from '../../components/status-chip';

interface AmountsProps {
  readonly view: ApprovalView;
  readonly approverName: string | null;
  readonly changed: boolean;
  /** Without anybody's limit. */
  readonly plain: boolean;
}

export function Amounts({ view, approverName, changed, plain }: AmountsProps) {
  const { t } = useText();
  const format = useFormat();
  const { claimedFen, content } = view.shown;
  const { amountFen } = content;
  const { limitFen } = view;
  const hasMoney = amountFen > 0;
  // Whoever signs first of several does not answer for the whole amount.
  const coSigns = view.refusal === null && !view.final;
  const aboveFen = limitFen === null || coSigns ? 0 : amountFen - limitFen;
  return (
    <Box
      role="group"
      aria-label={t('approval:sheet.amounts')}
      sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 11rem), 1fr))' }}
    >
      <Amount
        label={t('approval:sheet.claimed')}
        value={claimedFen === null ? t('approval:sheet.claimedNone') : format.money(claimedFen)}
      />
      <Amount
        label={t('approval:sheet.proposed')}
        value={hasMoney ? format.money(amountFen) : t('approval:sheet.noMoney')}
        look="primary"
        chip={changed ? <StatusChip tone="accent" label={t('approval:sheet.changed')} /> : null}
        note={[
          hasMoney ? fenToCapitals(amountFen) : '',
          hasMoney && claimedFen !== null && claimedFen > 0
            ? t('approval:sheet.ofClaim', { percent: format.percent(amountFen / claimedFen) })
            : '',
        ]}
      />
      {!plain && (
        <Amount
          label={
            approverName === null ? t('approval:sheet.limit') : t('approval:sheet.limitOf', { name: approverName })
          }
          value={
            !hasMoney
              ? t('approval:sheet.noMoney')
              : limitFen === null
                ? view.refusal?.code === 'approval.roleForbids'
                  ? '—'
                  : t('approval:sheet.limitNone')
                : format.money(limitFen)
          }
          look={aboveFen > 0 ? 'error' : view.ratify ? 'warning' : 'neutral'}
          note={[
            !hasMoney || limitFen === null
              ? ''
              : aboveFen > 0
                ? t('approval:sheet.above', { amount: format.money(aboveFen) })
                : coSigns
                  ? t('authority:sheet.coSigns')
                  : view.ratify
                    ? t('authority:mark.ratify')
                    : t('approval:sheet.within'),
          ]}
        />
      )}
    </Box>
  );
}

interface AmountProps {
  readonly label: string;
  readonly value: string;
  readonly look?: Tone;
  readonly note?: readonly string[];
  readonly chip?: ReactNode;
}

function Amount({ label, value, look = 'neutral', note = [], chip = null }: AmountProps) {
  const plain = look === 'neutral';
  const colours = tone(look);
  return (
    <Box
      sx={{
        px: 1.5,
        py: 0.75,
        borderRadius: `${radiusPx.card}px`,
        border: `1px solid ${plain ? c.line : colours.line}`,
        backgroundColor: plain ? c.surface : colours.soft,
        color: plain ? c.ink : colours.onSoft,
      }}
    >
      <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, alignItems: 'baseline' }}>
        <Box sx={{ flex: '1 1 auto', opacity: plain ? 0.85 : 1 }}>{label}</Box>
        {chip}
        <Box className="xt-number" sx={{ fontSize: '1.375rem', fontWeight: 700, lineHeight: 1.4 }}>
          {value}
        </Box>
      </Box>
      <Box>{note.filter((text) => text !== '').join(' · ')}</Box>
    </Box>
  );
}
