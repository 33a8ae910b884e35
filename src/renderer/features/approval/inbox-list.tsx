/** The list at the left: what this person can decide first, then the rest with the reason why not. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useEffect, useRef } from 'react';
import { remedyKinds } from '../../../domain/complaint/values';
import type { ApprovalTile } from '../../../shared/contract/approval';
import { useFormat, useMessageOf, useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { pageFrom } from '../../app/theme/page-container';
import { radiusPx } from '../../app/theme/tokens';
import { DeadlineChip } from '../../components/deadline-chip';
import { StatusChip } from '../../components/status-chip';
import { taxonomyLabel } from '../../components/taxonomy';
import { useNow } from '../../components/use-now';
import { useRoving } from '../../components/use-roving';
import { WhyInRow } from '../../components/why-date/why-chip';

const SOON_MS = 3 * 86_400_000;

interface InboxListProps {
  readonly items: readonly ApprovalTile[];
  readonly chosenId: string | null;
  readonly onChoose: (caseId: string) => void;
}

export function InboxList({ items, chosenId, onChoose }: InboxListProps) {
  const { t } = useText();
  const index = Math.max(
    items.findIndex((item) => item.caseId === chosenId),
    0,
  );
  const roving = useRoving(items.length, index, (next) => {
    const item = items[next];
    if (item !== undefined) onChoose(item.caseId);
  });
  const mine = items.filter(({ refusal }) => refusal === null).length;
  return (
    <Box
      role="listbox"
      aria-label={t('approval:inbox.label')}
      sx={{
        display: 'grid',
        gap: 1,
        alignContent: 'start',
        // Beside the sheet it scrolls by itself: a case far down the list must not push its own sheet out of sight.
        [pageFrom(52)]: {
          position: 'sticky',
          top: 0,
          maxHeight: 'calc(100vh - 6rem)',
          overflowY: 'auto',
          // Room for the focus ring.
          p: '4px',
          m: '-4px',
        },
      }}
    >
      {items.map((item, at) => (
        <Box key={item.caseId} role="presentation" sx={{ display: 'grid', gap: 1 }}>
          {(at === 0 || at === mine) && (
            <Box role="presentation" sx={{ color: c.inkSoft, fontWeight: 600, mt: at === 0 ? 0 : 1 }}>
              {t(at < mine ? 'approval:inbox.mine' : 'approval:inbox.others')}
            </Box>
          )}
          <Tile
            item={item}
            chosen={at === index}
            itemRef={roving.itemRef(at)}
            onKeyDown={roving.onKeyDown}
            onChoose={() => onChoose(item.caseId)}
          />
        </Box>
      ))}
    </Box>
  );
}

interface TileProps {
  readonly item: ApprovalTile;
  readonly chosen: boolean;
  readonly itemRef: (element: HTMLElement | null) => void;
  readonly onKeyDown: ReturnType<typeof useRoving>['onKeyDown'];
  readonly onChoose: () => void;
}

function Tile({ item, chosen, itemRef, onKeyDown, onChoose }: TileProps) {
  const { t, language } = useText();
  const format = useFormat();
  const messageOf = useMessageOf();
  const nowMs = useNow();
  const element = useRef<HTMLElement | null>(null);
  useEffect(() => {
    if (chosen) element.current?.scrollIntoView({ block: 'nearest' });
  }, [chosen]);
  const leftMs = item.decisionDueAtMs === null ? null : item.decisionDueAtMs - nowMs;
  const kinds = remedyKinds
    .filter((kind) => item.kinds.includes(kind))
    .map((kind) => t(`vocabulary:remedyKind.${kind}`));
  return (
    <ButtonBase
      ref={(node: HTMLElement | null) => {
        element.current = node;
        itemRef(node);
      }}
      role="option"
      aria-selected={chosen}
      tabIndex={chosen ? 0 : -1}
      onClick={onChoose}
      onKeyDown={onKeyDown}
      sx={{
        display: 'block',
        width: '100%',
        textAlign: 'left',
        font: 'inherit',
        p: 1.5,
        borderRadius: `${radiusPx.card}px`,
        border: `1px solid ${chosen ? tone('primary').fill : c.line}`,
        boxShadow: chosen ? `inset 4px 0 0 ${tone('primary').fill}` : 'none',
        backgroundColor: chosen ? tone('primary').soft : c.surface,
        color: chosen ? tone('primary').onSoft : c.ink,
        '&:hover': { backgroundColor: chosen ? tone('primary').soft : c.sunken },
      }}
    >
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 1, alignItems: 'baseline' }}>
        <Box sx={{ fontWeight: 600 }}>{item.maskedName}</Box>
        <Box className="xt-number" sx={{ fontWeight: 700, fontSize: '1.125rem' }}>
          {item.amountFen > 0 ? format.money(item.amountFen) : t('approval:sheet.noMoney')}
        </Box>
      </Box>
      <Box>
        {[taxonomyLabel(item.businessId, language), kinds.join(t('case:list.separator'))]
          .filter((text) => text !== '')
          .join(' · ')}
      </Box>
      <Box sx={{ opacity: 0.85 }}>
        {t('approval:inbox.proposedBy', {
          name: item.proposedByName,
          time: format.relative(item.proposedAtMs, nowMs),
        })}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, mt: 0.5, alignItems: 'center' }}>
        {leftMs !== null && (
          <WhyInRow caseId={item.caseId} deadlineId="decision">
            <DeadlineChip state={leftMs < 0 ? 'overdue' : leftMs < SOON_MS ? 'soon' : 'ok'} remainingMs={leftMs} />
          </WhyInRow>
        )}
      </Box>
      {(item.needed > 1 || item.onBehalfOfName !== null || item.sentUp) && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, mt: 0.5 }}>
          {item.sentUp && <StatusChip tone="info" strong label={t('above:send.sent')} />}
          {item.needed > 1 && (
            <StatusChip
              tone="info"
              label={t('authority:sheet.signedOf', { signed: item.signed, count: item.needed })}
            />
          )}
          {item.onBehalfOfName !== null && (
            <StatusChip tone="accent" label={t('authority:mark.onBehalf', { name: item.onBehalfOfName })} />
          )}
        </Box>
      )}
      {item.refusal !== null && !item.sentUp && (
        <Box sx={{ color: tone('error').fill, mt: 0.5 }}>{messageOf(item.refusal)}</Box>
      )}
    </ButtonBase>
  );
}
