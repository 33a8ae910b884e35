/** 相关投诉: what this complaint was merged into, what it took in, what it is linked with. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState, type ReactNode } from 'react';
import type { Absorbed, Link } from '../../../../domain/complaint/duplicates';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { navigate } from '../../../app/router';
import { c } from '../../../app/theme/css-vars';
import { CaseNumber } from '../../../components/case-number';
import { SectionCard } from '../../../components/section-card';
import { StatusChip } from '../../../components/status-chip';
import { useCaseEnvironment } from '../case-context';
import { SeparateDialog, UnlinkDialog } from '../dialogs/separate-dialogs';

export function RelatedSection() {
  const { t } = useText();
  const { state } = useCaseEnvironment();
  const { absorbed = [], links = [] } = state;
  return (
    <>
      {state.status === 'merged' && <MergedBanner />}
      {absorbed.length + links.length > 0 && (
        <SectionCard title={t('duplicates:title')}>
          <Box component="ul" sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.25 }}>
            {absorbed.map((one) => (
              <AbsorbedItem key={one.caseId} one={one} />
            ))}
            {links.map((one) => (
              <LinkItem key={one.caseId} one={one} />
            ))}
          </Box>
        </SectionCard>
      )}
    </>
  );
}

function MergedBanner() {
  const { t } = useText();
  const format = useFormat();
  const { state, nameOf, act, may } = useCaseEnvironment();
  const { merged } = state;
  if (!merged) return <Alert severity="warning">{t('duplicates:related.mergedHidden')}</Alert>;
  const { caseId, number, atMs, by } = merged;
  return (
    <Alert
      severity="warning"
      action={
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          <Button color="inherit" onClick={() => navigate({ name: 'case', caseId })}>
            {t('duplicates:related.open', { number })}
          </Button>
          {may('case.accept') && (
            <Button color="inherit" onClick={() => act('separate')}>
              {t('duplicates:related.separate')}
            </Button>
          )}
        </Box>
      }
    >
      {t('duplicates:related.mergedInto', { number, date: format.date(atMs), name: nameOf(by) })}
    </Alert>
  );
}

function AbsorbedItem({ one }: { readonly one: Absorbed }) {
  const { t } = useText();
  const format = useFormat();
  const { may } = useCaseEnvironment();
  const [separating, setSeparating] = useState(false);
  const date = format.date(one.atMs);
  return (
    <Item
      label={t('duplicates:related.absorbed')}
      other={one}
      line={
        one.way === 'newFacts'
          ? t('duplicates:related.absorbedFacts', { date, receivedOn: format.localDate(one.receivedOn) })
          : t('duplicates:related.absorbedValue', { date })
      }
      {...(may('case.accept')
        ? { undo: { label: t('duplicates:related.separate'), run: () => setSeparating(true) } }
        : {})}
    >
      {separating && <SeparateDialog other={one} onClose={() => setSeparating(false)} />}
    </Item>
  );
}

function LinkItem({ one }: { readonly one: Link }) {
  const { t } = useText();
  const { may } = useCaseEnvironment();
  const [unlinking, setUnlinking] = useState(false);
  return (
    <Item
      label={t('duplicates:related.linked')}
      other={one}
      line={one.reason}
      {...(may('case.edit') ? { undo: { label: t('duplicates:related.unlink'), run: () => setUnlinking(true) } } : {})}
    >
      {unlinking && <UnlinkDialog other={one} onClose={() => setUnlinking(false)} />}
    </Item>
  );
}

interface ItemProps {
  readonly label: string;
  readonly other: { readonly caseId: string; readonly number: string };
  readonly line: string;
  readonly undo?: { readonly label: string; readonly run: () => void };
  readonly children: ReactNode;
}

function Item({ label, other, line, undo, children }: ItemProps) {
  const { t } = useText();
  return (
    <Box component="li" sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <StatusChip label={label} />
      <CaseNumber number={other.number} />
      <Box sx={{ flex: 1, minWidth: '10rem', color: c.inkSoft, overflowWrap: 'anywhere' }}>{line}</Box>
      <Button size="small" onClick={() => navigate({ name: 'case', caseId: other.caseId })}>
        {t('duplicates:related.open', { number: other.number })}
      </Button>
      {undo && (
        <Button size="small" onClick={undo.run}>
          {undo.label}
        </Button>
      )}
      {children}
    </Box>
  );
}
