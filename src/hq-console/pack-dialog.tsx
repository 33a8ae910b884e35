/** One pack: what is in it, where it stands, and what can be done with it next. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import { useId, useState } from 'react';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { c } from '../renderer/app/theme/css-vars';
import { fonts, radiusPx } from '../renderer/app/theme/tokens';
import { ErrorNotice } from '../renderer/components/error-notice';
import { InfoList } from '../renderer/components/info-list';
import { rollOuts, type RollOut } from '../shared/hq-console/pack-states';
import type { PackRow } from '../shared/hq-console/packs';
import { api } from './client';
import { PackChanges } from './pack-changes/pack-changes';
import { ReviewDialog } from './review-dialog';
import { SignDialog } from './signing';
import { useAnswer } from './use-answer';

interface PackDialogProps {
  readonly row: PackRow;
  /** At headquarters. */
  readonly today: string;
  /** Who is signed in, where they may publish. */
  readonly account: string | null;
  readonly onDone: (text: string) => void;
  readonly onClose: () => void;
}

/** What may come next; the server has the last word. */
function nextOf({ row, today, account }: PackDialogProps): readonly (RollOut | 'review')[] {
  if (account === null || row.releaseId === null) return [];
  const before = row.state === 'proposed' || row.effectiveFrom > today;
  return [
    ...(row.state === 'proposed' && row.proposedBy !== account ? (['review'] as const) : []),
    ...rollOuts.filter((to) =>
      to === 'withdrawn' ? before && ['proposed', 'pilot', 'everywhere'].includes(row.state) : row.state === 'pilot',
    ),
  ];
}

export function PackDialog(props: PackDialogProps) {
  const { row, account, onDone, onClose } = props;
  const { t } = useText();
  const titleId = useId();
  const [next, setNext] = useState<RollOut | 'review' | null>(null);
  const { releaseId } = row;
  const name = `${row.packId} ${row.version}`;
  if (releaseId !== null && next === 'review')
    return (
      <ReviewDialog
        releaseId={releaseId}
        name={name}
        onDone={() => onDone(t('packRelease:review.done'))}
        onClose={() => setNext(null)}
      />
    );
  if (releaseId !== null && next !== null && next !== 'review')
    return (
      <SignDialog
        title={t(`packRelease:move.${next}.title`, { name })}
        body={t(`packRelease:move.${next}.body`)}
        reasonLabel={t('packRelease:move.reason')}
        reasonHint={t('console:revoke.reasonHint')}
        cancelLabel={t('packRelease:move.cancel')}
        confirmLabel={t(`packRelease:move.${next}.confirm`)}
        ask={(reason, code) => api['pack.rollOut']({ releaseId, to: next, reason, code })}
        onDone={() => onDone(t('packRelease:move.done'))}
        onClose={() => setNext(null)}
      />
    );
  const steps = nextOf(props);
  return (
    <Dialog open onClose={onClose} maxWidth="lg" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('packRelease:open.title', { name })}</DialogTitle>
      <DialogContent tabIndex={0} sx={{ display: 'grid', gap: 2 }}>
        {row.state === 'proposed' && row.proposedBy === account && (
          <Alert severity="info">{t('packRelease:open.own')}</Alert>
        )}
        <Facts row={row} />
        {releaseId !== null && <Contents releaseId={releaseId} />}
      </DialogContent>
      <DialogActions>
        {steps.map((step) => (
          <Button key={step} {...(step === 'review' ? { variant: 'contained' } : {})} onClick={() => setNext(step)}>
            {t(`packRelease:open.${step}`)}
          </Button>
        ))}
        <Button autoFocus onClick={onClose}>
          {t('packRelease:open.close')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}

function Facts({ row }: { readonly row: PackRow }) {
  const { t } = useText();
  const format = useFormat();
  const orNobody = (text: string | null): string => text ?? t('packRelease:nobody');
  const where =
    row.state === 'everywhere'
      ? t('packRelease:all')
      : row.pilots.map(({ code, name }) => `${code} ${name}`).join(t('case:list.separator'));
  return (
    <InfoList
      columns={2}
      items={[
        { label: t('packRelease:open.state'), value: t(`packRelease:state.${row.state}`) },
        { label: t('packRelease:open.kind'), value: t(`rules:kind.${row.kind}`) },
        { label: t('packRelease:open.from'), value: format.localDate(row.effectiveFrom) },
        {
          label: t('packRelease:open.for'),
          value:
            row.institutionType === null
              ? t('packRelease:open.everyInstitution')
              : t(`packRelease:institution.${row.institutionType}`),
        },
        { label: t('packRelease:open.issuedBy'), value: row.issuedBy },
        { label: t('packRelease:open.where'), value: where === '' ? t('packRelease:nobody') : where },
        {
          label: t('packRelease:open.proposedBy'),
          value: row.releaseId === null ? t('packRelease:fromCommand') : orNobody(row.proposedBy),
        },
        { label: t('packRelease:open.reviewedBy'), value: orNobody(row.reviewedBy) },
        { label: t('packRelease:open.note'), value: row.note === '' ? t('packRelease:nobody') : row.note },
      ]}
    />
  );
}

/** What a reviewer answers for: what changes, and the contents as they were handed in. */
function Contents({ releaseId }: { readonly releaseId: string }) {
  const { t } = useText();
  const titleId = useId();
  const opened = useAnswer(() => api['pack.open']({ releaseId }));
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {opened.loading && <LinearProgress aria-label={t('common:state.loading')} />}
      <ErrorNotice error={opened.error} onRetry={opened.reload} />
      {opened.value !== null && (
        <>
          <PackChanges comparison={opened.value.comparison} />
          <details>
            <Box component="summary" id={titleId} sx={{ fontWeight: 600, cursor: 'pointer', py: 0.5 }}>
              {[
                t('packChange:raw'),
                t('packRelease:open.items', { count: opened.value.items }),
                opened.value.unconfirmed === 0
                  ? ''
                  : t('packRelease:open.unconfirmed', { count: opened.value.unconfirmed }),
              ]
                .filter((text) => text !== '')
                .join(' · ')}
            </Box>
            <Box
              component="pre"
              role="region"
              aria-labelledby={titleId}
              tabIndex={0}
              sx={{
                m: 0,
                p: 1.5,
                maxHeight: '16rem',
                overflow: 'auto',
                fontFamily: fonts.number,
                fontSize: '0.875rem',
                backgroundColor: c.sunken,
                border: `1px solid ${c.line}`,
                borderRadius: `${radiusPx.field}px`,
              }}
            >
              {opened.value.text}
            </Box>
          </details>
        </>
      )}
    </Box>
  );
}
