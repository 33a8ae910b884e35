/** First run: choose, fill in, print the recovery code, confirm it. Nothing typed is lost on the way back. */
import '../../app/zod-jitless';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Typography from '@mui/material/Typography';
import { useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { JoinBranch } from './join-branch';
import { BranchStep, PersonStep, preloadBranchStep } from './setup-steps';
import {
  branchProblems,
  emptyBranch,
  emptyPerson,
  personProblems,
  refusalOf,
  type BranchDraft,
  type PersonDraft,
  type Refusal,
} from './setup-model';
import { RecoveryStep } from './recovery-step';
import { RestoreWizard } from './restore-wizard';
import { WelcomeFrame } from './welcome-frame';

type Step = 'choose' | 'join' | 'restore' | 'branch' | 'supervisor' | 'counter' | 'recovery';
const newBranchSteps = ['branch', 'supervisor', 'counter', 'recovery'] as const;

export function SetupWizard() {
  const { t } = useText();
  const [step, setStep] = useState<Step>('choose');
  const [branch, setBranch] = useState<BranchDraft>(emptyBranch);
  const [supervisor, setSupervisor] = useState<PersonDraft>(emptyPerson);
  const [counter, setCounter] = useState<PersonDraft>(emptyPerson);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const [recoveryCode, setRecoveryCode] = useState('');
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const form = useRef<HTMLFormElement>(null);
  useEffect(preloadBranchStep, []);

  const go = (to: Step): void => {
    setTried(false);
    setError(null);
    setStep(to);
  };

  /** Draws what is wrong, and puts the hands where it can be mended. */
  const point = (show: () => void): void => {
    flushSync(show);
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  };

  const next = (): void => {
    if (step === 'branch' && branchProblems(branch).size === 0) go('supervisor');
    else if (step === 'supervisor' && personProblems(supervisor).size === 0) go('counter');
    else if (step === 'counter' && personProblems(counter).size === 0) void create();
    else point(() => setTried(true));
  };

  const refuse = (refused: CodedError): void => {
    const at = refusalOf(refused);
    if (at === null) setError(refused);
    else
      point(() => {
        setStep(at.step);
        setRefusal(at);
      });
  };
  /** The refusal of a field stands until that field is changed. */
  const change = (at: Refusal['step'], before: PersonDraft, draft: PersonDraft): void => {
    if (refusal?.step === at && before[refusal.field] !== draft[refusal.field]) setRefusal(null);
    if (at === 'supervisor') setSupervisor(draft);
    else setCounter(draft);
  };

  const create = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    const { deviceTag, ...branchInput } = branch;
    const reply = await api['setup.createBranch']({
      branch: branchInput,
      deviceTag,
      supervisor: { name: supervisor.name, staffNo: supervisor.staffNo, password: supervisor.password },
      counter: { name: counter.name, staffNo: counter.staffNo, password: counter.password },
    });
    setBusy(false);
    if (!reply.ok) {
      refuse(reply.error);
      return;
    }
    setRecoveryCode(reply.value.recoveryCode);
    go('recovery');
  };

  if (step === 'choose') {
    return (
      <WelcomeFrame title={t('people:setup.title')} subtitle={t('people:setup.subtitle')}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <BigChoice
            title={t('people:setup.choose.new')}
            hint={t('people:setup.choose.newHint')}
            onClick={() => go('branch')}
          />
          <BigChoice
            title={t('people:setup.choose.join')}
            hint={t('people:setup.choose.joinHint')}
            onClick={() => go('join')}
          />
          <BigChoice
            title={t('backup:restore.choice')}
            hint={t('backup:restore.choiceHint')}
            onClick={() => go('restore')}
          />
        </Box>
      </WelcomeFrame>
    );
  }
  if (step === 'restore') return <RestoreWizard onBack={() => go('choose')} />;
  if (step === 'join') {
    return (
      <JoinBranch
        onBack={() => go('choose')}
        onJoined={(code) => {
          setRecoveryCode(code);
          go('recovery');
        }}
      />
    );
  }

  const number = newBranchSteps.indexOf(step) + 1;
  return (
    <WelcomeFrame
      title={t(`people:setup.step.${step}`)}
      subtitle={t('people:setup.stepOf', { step: number, total: newBranchSteps.length })}
    >
      {step === 'recovery' ? (
        <RecoveryStep code={recoveryCode} />
      ) : (
        <Box
          ref={form}
          component="form"
          noValidate
          onSubmit={(event) => {
            event.preventDefault();
            next();
          }}
          sx={{ display: 'grid', gap: 2 }}
        >
          {step === 'branch' && <BranchStep draft={branch} onChange={setBranch} showProblems={tried} />}
          {step === 'supervisor' && (
            <PersonStep
              key="supervisor"
              intro={t('people:setup.person.supervisorIntro')}
              draft={supervisor}
              onChange={(draft) => change('supervisor', supervisor, draft)}
              showProblems={tried}
              refusal={refusal?.step === 'supervisor' ? refusal : null}
            />
          )}
          {step === 'counter' && (
            <PersonStep
              key="counter"
              intro={t('people:setup.person.counterIntro')}
              draft={counter}
              onChange={(draft) => change('counter', counter, draft)}
              showProblems={tried}
              refusal={refusal?.step === 'counter' ? refusal : null}
            />
          )}
          <ErrorNotice error={error} />
          <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, mt: 1 }}>
            <Button
              type="button"
              onClick={() => go(step === 'branch' ? 'choose' : step === 'supervisor' ? 'branch' : 'supervisor')}
            >
              {t('common:action.back')}
            </Button>
            <Button type="submit" variant="contained" size="large" disabled={busy}>
              {step !== 'counter'
                ? t('common:action.next')
                : busy
                  ? t('people:setup.creating')
                  : t('people:setup.create')}
            </Button>
          </Box>
        </Box>
      )}
    </WelcomeFrame>
  );
}

function BigChoice({ title, hint, onClick }: { title: string; hint: string; onClick: () => void }) {
  return (
    <ButtonBase
      onClick={onClick}
      sx={{
        display: 'block',
        width: '100%',
        p: 2.5,
        textAlign: 'left',
        border: `1px solid ${c.lineStrong}`,
        borderRadius: `${radiusPx.card}px`,
        '&:hover': { backgroundColor: c.sunken },
      }}
    >
      <Typography sx={{ fontWeight: 600, fontSize: '1.125rem' }}>{title}</Typography>
      <Typography sx={{ color: c.inkSoft }}>{hint}</Typography>
    </ButtonBase>
  );
}
