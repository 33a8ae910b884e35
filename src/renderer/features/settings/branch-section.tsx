/** 网点资料: what stands on paper about the branch. Nothing typed is lost when saving fails. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import { usualHours } from '../../../domain/deadlines/opening-hours';
import type { Branch } from '../../../domain/directory/directory';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { DateTimeField } from '../../components/date-time-field';
import { ErrorNotice } from '../../components/error-notice';
import type { FieldProblem } from '../../components/field-frame';
import { ProvinceSelect } from '../../components/province-select';
import { SectionCard } from '../../components/section-card';
import { TextField } from '../../components/text-field';
import { useNow } from '../../components/use-now';
import { wallClock } from '../../components/wall-clock';
import { hoursOf, OpeningHoursCard } from './opening-hours-card';

const required = ['institutionName', 'name', 'province'] as const;
const twoColumns = { display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 } as const;

interface BranchSectionProps {
  /** The one that somebody came for. */
  readonly field?: string | undefined;
}

export function BranchSection({ field: wanted }: BranchSectionProps) {
  const { t } = useText();
  const [branch, setBranch] = useState<Branch | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [unreadable, setUnreadable] = useState(false);
  const nowMs = useNow();
  const intent = useRef<string | null>(null);

  useEffect(() => {
    let current = true;
    void api['branch.get']({}).then((reply) => {
      if (!current) return;
      if (reply.ok) setBranch(reply.value);
      else setError(reply.error);
    });
    return () => {
      current = false;
    };
  }, []);

  if (branch === null) return <ErrorNotice error={error} />;
  const set = (changes: Partial<Branch>): void => {
    intent.current = null;
    setBranch({ ...branch, ...changes });
  };
  const setAppeal = (changes: Partial<Branch['appeal']>): void => set({ appeal: { ...branch.appeal, ...changes } });
  const problem = (field: (typeof required)[number]): FieldProblem | null =>
    tried && branch[field].trim() === '' ? { severity: 'block', text: t('branch:required') } : null;

  const typedHours = branch.openingHours ?? usualHours;
  const openingHours = hoursOf(typedHours);

  const save = async (): Promise<void> => {
    setTried(true);
    if (busy || unreadable || openingHours === null || required.some((field) => branch[field].trim() === '')) return;
    setBusy(true);
    setError(null);
    const { name, institutionName, province, address, phone, appeal, openedOn = '' } = branch;
    intent.current ??= newId();
    const reply = await api['branch.update']({
      commandId: intent.current,
      changes: { name, institutionName, province, address, phone, appeal, openingHours, openedOn },
    });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    intent.current = null;
    notify({ severity: 'success', text: t('branch:saved') });
  };

  return (
    <Box component="form" noValidate aria-label={t('branch:title')} sx={{ display: 'grid', gap: 2 }}>
      <SectionCard title={t('branch:title')}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Box sx={{ color: c.inkSoft }}>{t('branch:intro')}</Box>
          <TextField
            required
            autoFocus={wanted === 'institutionName'}
            label={t('branch:institutionName')}
            value={branch.institutionName}
            onChange={(institutionName) => set({ institutionName })}
            problem={problem('institutionName')}
          />
          <Box sx={twoColumns}>
            <TextField
              required
              autoFocus={wanted === 'name'}
              label={t('branch:name')}
              value={branch.name}
              onChange={(name) => set({ name })}
              problem={problem('name')}
            />
            <ProvinceSelect
              required
              label={t('branch:province')}
              value={branch.province}
              onChange={(province) => set({ province })}
              problem={problem('province')}
            />
            <TextField
              autoFocus={wanted === 'address'}
              label={t('branch:address')}
              value={branch.address}
              onChange={(address) => set({ address })}
            />
            <TextField
              type="tel"
              autoFocus={wanted === 'phone'}
              label={t('branch:phone')}
              value={branch.phone}
              onChange={(phone) => set({ phone })}
            />
            <DateTimeField
              kind="date"
              noNowButton
              label={t('branch:openedOn')}
              hint={t('branch:openedOnHint')}
              nowLocal={wallClock(nowMs, branch.timeZone)}
              problem={unreadable ? { severity: 'block', text: t('common:field.dateBad') } : null}
              value={branch.openedOn ?? ''}
              onChange={(openedOn, bad) => {
                setUnreadable(bad);
                set({ openedOn });
              }}
            />
          </Box>
        </Box>
      </SectionCard>
      <OpeningHoursCard
        typed={typedHours}
        onChange={(changes) => set({ openingHours: { ...typedHours, ...changes } })}
      />
      <SectionCard title={t('branch:appealTitle')}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Box sx={{ color: c.inkSoft }}>{t('branch:appealIntro')}</Box>
          <Box sx={twoColumns}>
            <TextField
              autoFocus={wanted === 'reviewInstitution'}
              label={t('branch:reviewInstitution')}
              hint={t('branch:reviewInstitutionHint', { institution: branch.institutionName })}
              value={branch.appeal.reviewInstitution}
              onChange={(reviewInstitution) => setAppeal({ reviewInstitution })}
            />
            <TextField
              type="tel"
              autoFocus={wanted === 'reviewPhone'}
              label={t('branch:reviewPhone')}
              hint={t('branch:reviewPhoneHint')}
              value={branch.appeal.reviewPhone}
              onChange={(reviewPhone) => setAppeal({ reviewPhone })}
            />
            <TextField
              autoFocus={wanted === 'mediation'}
              label={t('branch:mediation')}
              hint={t('branch:mediationHint')}
              value={branch.appeal.mediation}
              onChange={(mediation) => setAppeal({ mediation })}
            />
            <TextField
              autoFocus={wanted === 'arbitration'}
              label={t('branch:arbitration')}
              hint={t('branch:arbitrationHint')}
              value={branch.appeal.arbitration}
              onChange={(arbitration) => setAppeal({ arbitration })}
            />
            <TextField
              autoFocus={wanted === 'court'}
              label={t('branch:court')}
              hint={t('branch:courtHint')}
              value={branch.appeal.court}
              onChange={(court) => setAppeal({ court })}
            />
          </Box>
        </Box>
      </SectionCard>
      <ErrorNotice error={error} />
      <Box>
        <Button variant="contained" disabled={busy} onClick={() => void save()}>
          {t('branch:save')}
        </Button>
      </Box>
    </Box>
  );
}
