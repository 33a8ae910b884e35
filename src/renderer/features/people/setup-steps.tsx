import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import { lazy, Suspense } from 'react';
import { institutionTypes } from '../../../domain/complaint/values';
import { useText } from '../../app/i18n/use-text';
import { ChoiceChips } from '../../components/choice-chips';
import type { FieldProblem } from '../../components/field-frame';
import { TextField } from '../../components/text-field';
import { branchProblems, personProblems, type BranchDraft, type PersonDraft, type Refusal } from './setup-model';

/** Brings the readings of every character with it, which the page before this one does not need. */
const loadProvinceSelect = () => import('../../components/province-select');
const ProvinceSelect = lazy(async () => ({ default: (await loadProvinceSelect()).ProvinceSelect }));

/** While somebody reads the first page. */
export function preloadBranchStep(): void {
  requestIdleCallback(() => void loadProvinceSelect());
}

interface StepProps<T> {
  readonly draft: T;
  readonly onChange: (draft: T) => void;
  /** Problems are shown after the first try to go on, not while somebody is still typing. */
  readonly showProblems: boolean;
}

const twoColumns = { display: 'grid', gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr' }, gap: 2 } as const;

export function BranchStep({ draft, onChange, showProblems }: StepProps<BranchDraft>) {
  const { t } = useText();
  const problems = branchProblems(draft);
  const problem = (field: keyof BranchDraft): FieldProblem | null => {
    const key = showProblems ? problems.get(field) : undefined;
    return key ? { severity: 'block', text: t(key) } : null;
  };
  const set = (changes: Partial<BranchDraft>): void => {
    onChange({ ...draft, ...changes });
  };
  return (
    <>
      <ChoiceChips
        label={t('people:setup.branch.institutionType')}
        options={institutionTypes.map((value) => ({ value, label: t(`vocabulary:institutionType.${value}`) }))}
        value={draft.institutionType}
        onChange={(institutionType) => set({ institutionType })}
      />
      <TextField
        required
        autoFocus
        label={t('people:setup.branch.institutionName')}
        hint={t('people:setup.branch.institutionNameHint')}
        value={draft.institutionName}
        onChange={(institutionName) => set({ institutionName })}
        problem={problem('institutionName')}
      />
      <Box sx={twoColumns}>
        <TextField
          required
          label={t('people:setup.branch.name')}
          value={draft.name}
          onChange={(name) => set({ name })}
          problem={problem('name')}
        />
        <Suspense
          fallback={<TextField label={t('people:setup.branch.province')} value="" onChange={() => undefined} />}
        >
          <ProvinceSelect
            required
            label={t('people:setup.branch.province')}
            value={draft.province}
            onChange={(province) => set({ province })}
            problem={problem('province')}
          />
        </Suspense>
        <TextField
          required
          numeric
          label={t('people:setup.branch.code')}
          hint={t('people:setup.branch.codeHint')}
          value={draft.code}
          onChange={(code) => set({ code: code.normalize('NFKC').toUpperCase() })}
          problem={problem('code')}
        />
        <TextField
          required
          numeric
          label={t('people:setup.branch.deviceTag')}
          hint={t('people:setup.branch.deviceTagHint')}
          value={draft.deviceTag}
          onChange={(tag) => set({ deviceTag: tag.normalize('NFKC').toUpperCase() })}
          problem={problem('deviceTag')}
        />
        <TextField
          label={t('people:setup.branch.address')}
          value={draft.address}
          onChange={(address) => set({ address })}
        />
        <TextField
          type="tel"
          label={t('people:setup.branch.phone')}
          value={draft.phone}
          onChange={(phone) => set({ phone })}
        />
      </Box>
      <TextField
        type="tel"
        label={t('people:setup.branch.reviewPhone')}
        hint={t('people:setup.branch.reviewPhoneHint')}
        value={draft.reviewPhone}
        onChange={(reviewPhone) => set({ reviewPhone })}
      />
    </>
  );
}

export function PersonStep({
  intro,
  draft,
  onChange,
  showProblems,
  refusal,
}: StepProps<PersonDraft> & { readonly intro: string; readonly refusal: Refusal | null }) {
  const { t } = useText();
  const problems = personProblems(draft);
  const problem = (field: keyof PersonDraft): FieldProblem | null => {
    const refused = refusal?.field === field ? refusal.problem : undefined;
    const key = refused ?? (showProblems ? problems.get(field) : undefined);
    return key ? { severity: 'block', text: t(key) } : null;
  };
  const set = (changes: Partial<PersonDraft>): void => {
    onChange({ ...draft, ...changes });
  };
  return (
    <>
      <Typography>{intro}</Typography>
      <Box sx={twoColumns}>
        <TextField
          required
          autoFocus
          autoComplete="off"
          label={t('people:setup.person.name')}
          value={draft.name}
          onChange={(name) => set({ name })}
          problem={problem('name')}
        />
        <TextField
          numeric
          autoComplete="off"
          label={t('people:setup.person.staffNo')}
          value={draft.staffNo}
          onChange={(staffNo) => set({ staffNo })}
        />
      </Box>
      <TextField
        required
        type="password"
        autoComplete="new-password"
        label={t('people:setup.person.password')}
        hint={t('people:setup.person.passwordHint')}
        value={draft.password}
        onChange={(password) => set({ password })}
        problem={problem('password')}
      />
      <TextField
        required
        type="password"
        autoComplete="new-password"
        label={t('people:setup.person.passwordAgain')}
        value={draft.passwordAgain}
        onChange={(passwordAgain) => set({ passwordAgain })}
        problem={problem('passwordAgain')}
      />
    </>
  );
}
