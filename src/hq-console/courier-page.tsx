/** 信使文件: takes in what a branch without a line carried here, tells what was in it, and gives out the answer to carry back. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useRef, useState } from 'react';
import type { CodedError } from '../renderer/app/i18n/message-of';
import { useFormat, useText } from '../renderer/app/i18n/use-text';
import { c } from '../renderer/app/theme/css-vars';
import { ErrorNotice } from '../renderer/components/error-notice';
import { InfoList } from '../renderer/components/info-list';
import { PageHeader } from '../renderer/components/page-header';
import { SectionCard } from '../renderer/components/section-card';
import type { CourierTakenView } from '../shared/hq-console/courier';
import { COURIER_EXTENSION, MAX_COURIER_BYTES } from '../shared/sync-protocol/courier-size';
import { api } from './client';
import { rejectText } from './refusal-words';
import { saveFile } from './save-file';

interface TakenFile {
  readonly name: string;
  readonly taken: CourierTakenView;
}

export function CourierPage() {
  const { t } = useText();
  const format = useFormat();
  const input = useRef<HTMLInputElement>(null);
  const [busy, setBusy] = useState<string | null>(null);
  const [error, setError] = useState<{ readonly name: string; readonly error: CodedError } | null>(null);
  const [done, setDone] = useState<TakenFile | null>(null);

  const take = async (file: File | undefined): Promise<void> => {
    if (!file || busy !== null) return;
    const { name } = file;
    setError(null);
    setDone(null);
    if (file.size > MAX_COURIER_BYTES) {
      setError({ name, error: refused('tooLarge') });
      return;
    }
    setBusy(name);
    const answer = await api['courier.take'](file);
    setBusy(null);
    if (answer.ok) setDone({ name, taken: answer.value });
    else setError({ name, error: answer.error });
  };

  return (
    <>
      <PageHeader title={t('hqCourier:title')} subtitle={t('hqCourier:subtitle')} />
      <Box sx={{ display: 'grid', gap: 2, maxWidth: '64rem' }}>
        <SectionCard title={t('hqCourier:take.title')}>
          <Box sx={{ display: 'grid', gap: 1.5, justifyItems: 'start' }}>
            <Box>
              {t('hqCourier:take.body', { ending: `.${COURIER_EXTENSION}`, most: format.fileSize(MAX_COURIER_BYTES) })}
            </Box>
            <Button
              variant={done === null ? 'contained' : 'outlined'}
              disabled={busy !== null}
              onClick={() => input.current?.click()}
            >
              {t('hqCourier:take.choose')}
            </Button>
            <input
              ref={input}
              type="file"
              accept={`.${COURIER_EXTENSION}`}
              aria-label={t('hqCourier:take.choose')}
              hidden
              onChange={(event) => {
                void take(event.target.files?.[0]);
                // The same file can be chosen again.
                event.target.value = '';
              }}
            />
            {busy !== null && (
              <Box sx={{ width: '100%' }} role="status">
                <Box sx={{ overflowWrap: 'anywhere' }}>{t('hqCourier:take.working', { name: busy })}</Box>
                <LinearProgress aria-label={t('common:state.loading')} />
              </Box>
            )}
          </Box>
        </SectionCard>
        {error !== null && (
          <>
            <ErrorNotice error={error.error} />
            <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
              {t('hqCourier:take.nothing', { name: error.name })}
            </Box>
          </>
        )}
        {done !== null && <Taken {...done} />}
      </Box>
    </>
  );
}

const refused = (reason: 'tooLarge'): CodedError & { readonly reason: string } => ({
  code: 'console.courierRefused',
  reason,
});

function Taken({ name, taken }: TakenFile) {
  const { t } = useText();
  const format = useFormat();
  const { accepted, duplicate, rejected, missingFrom, sent } = taken;
  const again = accepted === 0 && rejected === 0 && duplicate > 0;
  const inAnswer = [
    t('hqCourier:answer.receipts'),
    ...(sent.events > 0 ? [t('hqCourier:answer.events', { count: sent.events })] : []),
    ...(sent.packs > 0 ? [t('hqCourier:answer.packs', { count: sent.packs })] : []),
    ...(sent.stopped > 0 ? [t('hqCourier:answer.stopped', { count: sent.stopped })] : []),
  ];
  return (
    <>
      <SectionCard title={t('hqCourier:taken.title')}>
        <Box sx={{ display: 'grid', gap: 1.5 }}>
          <Alert severity={rejected > 0 || missingFrom !== null ? 'warning' : again ? 'info' : 'success'}>
            {again
              ? t('hqCourier:taken.again')
              : accepted + duplicate + rejected === 0
                ? t('hqCourier:taken.empty')
                : t('hqCourier:taken.counts', {
                    accepted: format.number(accepted),
                    duplicate: format.number(duplicate),
                    rejected: format.number(rejected),
                  })}
            {missingFrom !== null && <Box>{t('hqCourier:taken.missing', { seq: format.number(missingFrom) })}</Box>}
          </Alert>
          <InfoList
            columns={2}
            items={[
              { label: t('hqCourier:taken.branch'), value: `${taken.branchCode} ${taken.branchName}` },
              { label: t('hqCourier:taken.device'), value: t('console:branches.deviceTag', { tag: taken.deviceTag }) },
              { label: t('hqCourier:taken.file'), value: name },
              { label: t('hqCourier:taken.made'), value: format.dateTime(taken.madeAtMs) },
            ]}
          />
          {rejected > 0 && <Refused taken={taken} />}
        </Box>
      </SectionCard>
      <SectionCard title={t('hqCourier:answer.title')}>
        <Box sx={{ display: 'grid', gap: 1.5, justifyItems: 'start' }}>
          <Box component="ul" aria-label={t('hqCourier:answer.inside')} sx={{ m: 0, pl: 2.5 }}>
            {inAnswer.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </Box>
          <Box>{t('hqCourier:answer.body', { tag: taken.deviceTag })}</Box>
          <Button variant="contained" onClick={() => saveFile(taken.answer, answerNameOf(name))}>
            {t('hqCourier:answer.save')}
          </Button>
          <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
            {t('hqCourier:answer.digest', { digest: taken.digest })}
          </Box>
        </Box>
      </SectionCard>
    </>
  );
}

function Refused({ taken: { refused: rows, rejected } }: Pick<TakenFile, 'taken'>) {
  const { t } = useText();
  const format = useFormat();
  return (
    <Box>
      <Box component="h3" sx={{ m: 0, mb: 0.5, fontSize: '1rem', fontWeight: 600 }}>
        {t('hqCourier:refused.title')}
      </Box>
      <Box component="ul" aria-label={t('hqCourier:refused.title')} sx={{ m: 0, pl: 2.5 }}>
        {rows.map(({ seq, code }) => (
          <li key={seq}>{t('hqCourier:refused.one', { seq: format.number(seq), why: rejectText(code, t) })}</li>
        ))}
      </Box>
      {rejected > rows.length && (
        <Box sx={{ color: c.inkSoft }}>{t('hqCourier:refused.more', { count: rejected - rows.length })}</Box>
      )}
    </Box>
  );
}

/** As the command line names it: the name of the report, and that it is the answer. */
function answerNameOf(name: string): string {
  const ending = `.${COURIER_EXTENSION}`;
  return `${name.endsWith(ending) ? name.slice(0, -ending.length) : name}-answer${ending}`;
}
