/** 备份: where to, how it stands, one now. What is wrong stands at the top, with what to do. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useState } from 'react';
import { backupLimits, type BackupView } from '../../../shared/contract/backup';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api, subscribe } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import { InfoList } from '../../components/info-list';
import { SectionCard } from '../../components/section-card';

export function BackupSection() {
  const { t } = useText();
  const [view, setView] = useState<BackupView | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [choosing, setChoosing] = useState(false);
  useEffect(() => {
    let current = true;
    const load = (): void => {
      void api['backup.status']({}).then((reply) => {
        if (!current) return;
        if (reply.ok) setView(reply.value);
        else setError(reply.error);
      });
    };
    const stop = subscribe('backup.changed', load);
    load();
    return () => {
      current = false;
      stop();
    };
  }, []);
  if (view === null) return <ErrorNotice error={error} />;

  const choose = async (): Promise<void> => {
    if (choosing) return;
    setChoosing(true);
    setError(null);
    const reply = await api['backup.chooseFolder']({});
    setChoosing(false);
    if (!reply.ok) setError(reply.error);
  };
  const run = async (): Promise<void> => {
    setError(null);
    const reply = await api['backup.run']({});
    if (!reply.ok) setError(reply.error);
  };
  const stop = async (): Promise<void> => {
    const reply = await api['backup.stop']({});
    if (reply.ok) notify({ severity: 'info', text: t('backup:stopped') });
    else setError(reply.error);
  };
  const turnOff = async (): Promise<void> => {
    const question = {
      title: t('backup:offQuestion.title'),
      body: t('backup:offQuestion.body'),
      confirmLabel: t('backup:offQuestion.yes'),
      cancelLabel: t('backup:offQuestion.no'),
      tone: 'danger' as const,
    };
    if (!(await confirm(question))) return;
    const reply = await api['backup.turnOff']({});
    if (!reply.ok) setError(reply.error);
  };

  return (
    <>
      <SectionCard title={t('backup:title')}>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <Box sx={{ color: c.inkSoft, maxWidth: '44em' }}>{t('backup:intro')}</Box>
          {view.fault !== null && <Alert severity="error">{t(`backup:fault.${view.fault}`)}</Alert>}
          {view.sameDisk && <Alert severity="warning">{t('backup:sameDisk')}</Alert>}
          <ErrorNotice error={error} />
          <State view={view} />
          {view.running !== null && <Running running={view.running} onStop={() => void stop()} />}
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
            {view.folder === null ? (
              <Button variant="contained" disabled={choosing} onClick={() => void choose()}>
                {t('backup:choose')}
              </Button>
            ) : (
              <>
                <Button variant="contained" disabled={view.running !== null} onClick={() => void run()}>
                  {t('backup:now')}
                </Button>
                <Button disabled={choosing} onClick={() => void choose()}>
                  {t('backup:chooseOther')}
                </Button>
                <Button onClick={() => void turnOff()}>{t('backup:off')}</Button>
              </>
            )}
          </Box>
          {view.folder === null && <Box sx={{ color: c.inkSoft }}>{t('backup:chooseHint')}</Box>}
        </Box>
      </SectionCard>
      {view.folder !== null && <Limit view={view} onError={setError} />}
      <SectionCard title={t('backup:code.title')}>
        <Box sx={{ maxWidth: '44em' }}>{t('backup:code.body')}</Box>
      </SectionCard>
    </>
  );
}

function State({ view }: { readonly view: BackupView }) {
  const { t } = useText();
  const format = useFormat();
  const { folder, lastGood, nextAtMs } = view;
  return (
    <InfoList
      items={[
        {
          label: t('backup:folder'),
          value: (
            <Box component="span" sx={{ overflowWrap: 'anywhere' }}>
              {folder ?? t('backup:none')}
            </Box>
          ),
        },
        {
          label: t('backup:lastGood'),
          value:
            lastGood === null
              ? t('backup:never')
              : t('backup:lastGoodValue', {
                  when: format.dateTime(lastGood.atMs),
                  cases: format.number(lastGood.cases),
                  evidence: format.number(lastGood.evidence),
                }),
        },
        ...(folder === null || nextAtMs === null
          ? []
          : [{ label: t('backup:next'), value: t('backup:nextValue', { when: format.dateTime(nextAtMs) }) }]),
        ...(lastGood === null
          ? []
          : [
              {
                label: t('backup:kept'),
                value: t('backup:keptValue', {
                  count: lastGood.kept,
                  size: format.fileSize(lastGood.keptBytes),
                  oldest: format.dateTime(lastGood.oldestAtMs),
                }),
              },
            ]),
      ]}
    />
  );
}

interface RunningProps {
  readonly running: NonNullable<BackupView['running']>;
  readonly onStop: () => void;
}

function Running({ running: { step, done, total }, onStop }: RunningProps) {
  const { t } = useText();
  const text = t(`backup:progress.${step}`);
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 2 }}>
      <Box sx={{ flex: 1, minWidth: 0 }}>
        <Box role="status" sx={{ mb: 0.5 }}>
          {text}
        </Box>
        <LinearProgress
          aria-label={text}
          {...(total === 0 ? {} : { variant: 'determinate' as const, value: Math.min(100, (100 * done) / total) })}
        />
      </Box>
      <Button onClick={onStop}>{t('backup:stop')}</Button>
    </Box>
  );
}

interface LimitProps {
  readonly view: BackupView;
  readonly onError: (error: CodedError) => void;
}

function Limit({ view, onError }: LimitProps) {
  const { t } = useText();
  const none = 'none';
  const set = async (value: string): Promise<void> => {
    const reply = await api['backup.setLimit']({ limitGb: value === none ? null : Number(value) });
    if (!reply.ok) onError(reply.error);
  };
  return (
    <SectionCard title={t('backup:kept')}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <Box sx={{ color: c.inkSoft, maxWidth: '44em' }}>{t('backup:rules')}</Box>
        <ChoiceChips
          label={t('backup:limit')}
          hint={t('backup:limitHint')}
          options={[
            { value: none, label: t('backup:limitNone') },
            ...backupLimits.map((gb) => ({ value: String(gb), label: t('backup:limitValue', { count: gb }) })),
          ]}
          value={view.limitGb === null ? none : String(view.limitGb)}
          onChange={(value) => void set(value)}
        />
      </Box>
    </SectionCard>
  );
}
