/** 移交: to which branch and why, then all of it once more on one page, and the signature. */
import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { moveReasons, type MoveReason } from '../domain/complaint/headquarters-values';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { ErrorNotice } from '../renderer/components/error-notice';
import type { FieldProblem } from '../renderer/components/field-frame';
import { InfoList } from '../renderer/components/info-list';
import { CaseStatusChip } from '../renderer/components/status-chip';
import { TreeSelect, type TreeItem } from '../renderer/components/tree-select';
import { Reason, type BranchView } from '../shared/hq-console/branches';
import type { CaseRow } from '../shared/hq-console/cases';
import { api } from './client';
import { LineField, SelectField } from './fields';
import { CodeField, useSigning } from './signing';

export type BranchToChoose = Pick<BranchView, 'id' | 'code' | 'name' | 'institutionName' | 'institutionType'>;

interface MoveDialogProps {
  readonly row: CaseRow;
  /** Branches that know this headquarters. */
  readonly branches: readonly BranchToChoose[];
  /** With its number in the branch that has it now. */
  readonly onDone: (number: string) => void;
  readonly onClose: () => void;
}

/** As many as a list can show; whoever doesn't see theirs types more of it. */
const mostShown = 50;

const itemOf = ({ id, code, name, institutionName }: BranchToChoose): TreeItem => ({
  id,
  label: `${code} ${name}`,
  path: institutionName === '' ? [] : [institutionName],
});

export function MoveDialog({ row, branches, onDone, onClose }: MoveDialogProps) {
  const { t } = useText();
  const format = useFormat();
  const titleId = useId();
  const signing = useSigning();
  const [to, setTo] = useState<TreeItem | null>(null);
  const [why, setWhy] = useState<MoveReason | ''>('');
  const [reason, setReason] = useState('');
  const [tried, setTried] = useState(false);
  const [checking, setChecking] = useState(false);
  const reasonBad = !Reason.safeParse(reason).success;
  const bad = (isBad: boolean, text: string): FieldProblem | null =>
    tried && isBad ? { severity: 'block', text } : null;
  // To a branch under another law a complaint is handed over (转出), and headquarters would refuse to move it.
  const law = branches.find(({ id }) => id === row.branchId)?.institutionType;
  const items = branches
    .filter(({ id, institutionType }) => id !== row.branchId && institutionType === law)
    .map(itemOf);
  const search = (typed: string): readonly TreeItem[] => {
    const words = typed.normalize('NFKC').trim().toLowerCase();
    return items.filter(({ label }) => label.toLowerCase().includes(words)).slice(0, mostShown);
  };
  const next = (): void => {
    setTried(true);
    if (to !== null && why !== '' && !reasonBad) setChecking(true);
  };
  const sign = (): void =>
    void signing.sign(
      to === null || why === ''
        ? null
        : (code) => api['case.move']({ ...placeOf(row), toBranchId: to.id, why, reason, code }),
      ({ number }) => onDone(number),
    );
  return (
    <Dialog open onClose={onClose} maxWidth="sm" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('move:order.title', { number: row.number })}</DialogTitle>
      {checking && to !== null && why !== '' ? (
        <>
          <DialogContent sx={{ display: 'grid', gap: 2 }}>
            <ErrorNotice error={signing.error} />
            <InfoList
              items={[
                { label: t('move:order.from'), value: `${row.branchCode} ${row.branchName}` },
                { label: t('move:order.to'), value: <strong>{to.label}</strong> },
                { label: t('move:order.received'), value: format.dateTime(row.receivedAtMs) },
                { label: t('move:order.status'), value: <CaseStatusChip status={row.status} /> },
                { label: t('move:order.why'), value: t(`move:why.${why}`) },
                { label: t('move:order.reason'), value: reason },
              ]}
            />
            <Alert severity="warning">{t('move:order.check')}</Alert>
            <CodeField signing={signing} onEnter={sign} />
          </DialogContent>
          <DialogActions>
            <Button disabled={signing.busy} onClick={() => setChecking(false)}>
              {t('move:order.back')}
            </Button>
            <Button variant="contained" disabled={signing.busy} onClick={sign}>
              {t('move:order.confirm')}
            </Button>
          </DialogActions>
        </>
      ) : (
        <>
          <DialogContent sx={{ display: 'grid', gap: 2 }}>
            <Typography>{t('move:order.body', { branch: row.branchName })}</Typography>
            {items.length === 0 && <Alert severity="info">{t('move:order.nobody')}</Alert>}
            <TreeSelect
              label={t('move:order.branch')}
              {...(law === undefined ? {} : { hint: t(`move:order.sameLaw.${law}`) })}
              placeholder={t('move:order.branchHint')}
              value={to}
              onChange={setTo}
              search={search}
              pauseMs={0}
              problem={bad(to === null, t('move:order.branchMissing'))}
              required
            />
            <SelectField
              label={t('move:order.why')}
              value={why}
              onChange={setWhy}
              options={[
                { value: '' as const, label: t('move:order.choose') },
                ...moveReasons.map((value) => ({ value, label: t(`move:why.${value}`) })),
              ]}
              problem={bad(why === '', t('move:order.whyMissing'))}
              required
            />
            <LineField
              label={t('move:order.reason')}
              hint={t('move:order.reasonHint')}
              value={reason}
              onChange={setReason}
              problem={bad(reasonBad, t('console:revoke.reasonShort'))}
              rows={2}
              required
            />
          </DialogContent>
          <DialogActions>
            <Button onClick={onClose}>{t('move:order.cancel')}</Button>
            <Button variant="contained" onClick={next}>
              {t('move:order.next')}
            </Button>
          </DialogActions>
        </>
      )}
    </Dialog>
  );
}

const placeOf = ({ branchId, caseId }: CaseRow) => ({ branchId, caseId });
