/** 承诺: what was promised in this case, what is open by date, and what became of the rest. */
import CheckCircleOutlined from '@mui/icons-material/CheckCircleOutlined';
import HighlightOffOutlined from '@mui/icons-material/HighlightOffOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { openPromises, type CasePromise } from '../../../../domain/complaint/promises';
import { ownDateId } from '../../../../domain/investigation/own-date-id';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { SectionCard } from '../../../components/section-card';
import { WhyDay } from '../../../components/why-date/why-chip';
import { availability } from '../case-actions';
import { useCaseEnvironment } from '../case-context';
import { ChangePromiseDialog, SettlePromiseDialog } from '../dialogs/promise-dialogs';

export function PromisesSection() {
  const { t } = useText();
  const { state, act, person } = useCaseEnvironment();
  const open = openPromises(state);
  const settled = (state.promises ?? []).filter(({ result }) => result !== null);
  const mayAct = availability('makePromise', state, person).kind === 'open';
  return (
    <SectionCard
      title={t('promises:title')}
      actions={
        mayAct ? (
          <Button size="small" onClick={() => act('makePromise')}>
            {t('promises:add')}
          </Button>
        ) : undefined
      }
    >
      {open.length + settled.length === 0 && <Box sx={{ color: c.inkSoft }}>{t('promises:none')}</Box>}
      <Box
        component="ul"
        aria-label={t('promises:title')}
        sx={{ listStyle: 'none', m: 0, p: 0, display: 'grid', gap: 1.5 }}
      >
        {open.map((promise) => (
          <OpenPromise key={promise.promiseId} promise={promise} mayAct={mayAct} />
        ))}
        {settled.map((promise) => (
          <SettledPromise key={promise.promiseId} promise={promise} mayAct={mayAct} />
        ))}
      </Box>
    </SectionCard>
  );
}

interface OneProps {
  readonly promise: CasePromise;
  readonly mayAct: boolean;
}

function OpenPromise({ promise, mayAct }: OneProps) {
  const { t } = useText();
  const format = useFormat();
  const { state, nameOf, nowLocal } = useCaseEnvironment();
  const [dialog, setDialog] = useState<'change' | 'settle' | null>(null);
  const late = promise.dueOn < nowLocal.slice(0, 10);
  const source = t(`vocabulary:promiseSource.${promise.source}`);
  const close = (): void => setDialog(null);
  return (
    <Box component="li">
      <Box sx={{ overflowWrap: 'anywhere', fontWeight: 500 }}>{promise.text}</Box>
      <Box sx={{ color: late ? tone('error').fill : c.inkSoft }}>
        <WhyDay
          caseId={state.id}
          deadlineId={ownDateId(promise.promiseId)}
          text={t('promises:due', { date: format.localDate(promise.dueOn) })}
        />
        {' · '}
        {promise.ownerId === null
          ? t('promises:byAnyone', { source })
          : t('promises:by', { source, name: nameOf(promise.ownerId) })}
      </Box>
      <Changes promise={promise} />
      {mayAct && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 0.75 }}>
          <Button size="small" onClick={() => setDialog('settle')}>
            {t('promises:settle')}
          </Button>
          <Button size="small" onClick={() => setDialog('change')}>
            {t('promises:change')}
          </Button>
        </Box>
      )}
      {dialog === 'settle' && <SettlePromiseDialog promise={promise} onClose={close} />}
      {dialog === 'change' && <ChangePromiseDialog promise={promise} onClose={close} />}
    </Box>
  );
}

function SettledPromise({ promise, mayAct }: OneProps) {
  const { t } = useText();
  const format = useFormat();
  const { state, act, person } = useCaseEnvironment();
  const { result } = promise;
  if (result === null) return null;
  const kept = result.outcome === 'kept';
  const mayReopen = availability('reopen', state, person).kind === 'open';
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1, color: c.inkSoft }}>
      {kept ? (
        <CheckCircleOutlined aria-hidden sx={{ color: tone('success').fill, mt: 0.25 }} />
      ) : (
        <HighlightOffOutlined aria-hidden sx={{ color: tone('error').fill, mt: 0.25 }} />
      )}
      <Box sx={{ minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box>{promise.text}</Box>
        <Box sx={{ color: kept ? c.inkSoft : tone('error').fill }}>
          {t(`promises:${result.outcome}`, { date: format.localDate(result.on) })} · {result.words}
        </Box>
        <Changes promise={promise} />
        {!kept && mayAct && (
          <Box sx={{ mt: 0.75 }}>
            <Box>{t('promises:brokenAsk')}</Box>
            <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, mt: 0.5 }}>
              <Button size="small" onClick={() => act('makePromise')}>
                {t('promises:again')}
              </Button>
              {mayReopen && (
                <Button size="small" onClick={() => act('reopen')}>
                  {t('promises:reopen')}
                </Button>
              )}
            </Box>
          </Box>
        )}
      </Box>
    </Box>
  );
}

function Changes({ promise }: { readonly promise: CasePromise }) {
  const { t } = useText();
  const format = useFormat();
  const { state } = useCaseEnvironment();
  return (
    <>
      {promise.changes.map((change) => (
        <Box key={change.atMs} sx={{ color: c.inkSoft }}>
          <WhyDay
            caseId={state.id}
            deadlineId={ownDateId(promise.promiseId)}
            text={t('promises:changedOne', {
              date: format.localDate(change.agreedOn),
              before: format.localDate(change.before.dueOn),
            })}
          />
          {' · '}
          {change.reason}
        </Box>
      ))}
    </>
  );
}
