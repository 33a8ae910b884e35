/** 交办: what headquarters received, typed by an officer and signed, becomes a case of the branch. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import Typography from '@mui/material/Typography';
import { useId, useState } from 'react';
import { useText } from '../renderer/app/i18n/use-text';
import { ErrorNotice } from '../renderer/components/error-notice';
import { useNow } from '../renderer/components/use-now';
import type { BranchView } from '../shared/hq-console/branches';
import { dayInBeijing } from './beijing';
import { api } from './client';
import { DayField } from './day-field';
import { LineField, SelectField } from './fields';
import { CodeField, useSigning } from './signing';

interface AssignDialogProps {
  readonly branches: readonly Pick<BranchView, 'id' | 'code' | 'name'>[];
  readonly onDone: (number: string) => void;
  readonly onClose: () => void;
}

export function AssignDialog({ branches, onDone, onClose }: AssignDialogProps) {
  const { t } = useText();
  const titleId = useId();
  const signing = useSigning();
  const [branchId, setBranchId] = useState('');
  const [name, setName] = useState('');
  const [phone, setPhone] = useState('');
  const [matter, setMatter] = useState('');
  const [facts, setFacts] = useState('');
  const today = dayInBeijing(useNow());
  const [receivedOn, setReceivedOn] = useState(today);
  const matterBad = matter.trim().length < 2;
  const factsBad = facts.trim().length < 5;
  const dayBad = receivedOn === '' || receivedOn > today;
  const submit = (): void =>
    void signing.sign(
      branchId === '' || matterBad || factsBad || dayBad
        ? null
        : (code) => api['case.assign']({ branchId, name, phone, matter, facts, receivedOn, code }),
      ({ number }) => onDone(number),
    );
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('above:assign.title')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 2 }}>
        <Typography>{t('above:assign.body')}</Typography>
        <ErrorNotice error={signing.error} />
        <Box
          sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)', alignItems: 'start' }}
        >
          <SelectField
            label={t('above:assign.branch')}
            value={branchId}
            onChange={setBranchId}
            options={[
              { value: '', label: '—' },
              ...branches.map((branch) => ({ value: branch.id, label: `${branch.code} ${branch.name}` })),
            ]}
            problem={signing.problem(branchId === '', t('above:assign.choose'))}
            required
          />
          <DayField
            label={t('above:assign.receivedOn')}
            value={receivedOn}
            onChange={setReceivedOn}
            problem={signing.problem(dayBad, t('above:assign.dayBad'))}
            required
          />
          <LineField label={t('above:assign.name')} hint={t('above:assign.unknown')} value={name} onChange={setName} />
          <LineField
            label={t('above:assign.phone')}
            hint={t('above:assign.unknown')}
            value={phone}
            onChange={setPhone}
            code
          />
        </Box>
        <LineField
          label={t('above:assign.matter')}
          hint={t('above:assign.matterHint')}
          value={matter}
          onChange={setMatter}
          problem={signing.problem(matterBad, t('above:assign.matterBad'))}
          required
        />
        <LineField
          label={t('above:assign.facts')}
          value={facts}
          onChange={setFacts}
          problem={signing.problem(factsBad, t('above:assign.factsBad'))}
          rows={3}
          required
        />
        <CodeField signing={signing} onEnter={submit} />
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('above:assign.cancel')}</Button>
        <Button variant="contained" disabled={signing.busy} onClick={submit}>
          {t('above:assign.confirm')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
