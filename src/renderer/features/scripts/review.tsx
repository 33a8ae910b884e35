/** The way to the counter: what changed, what is missing, who signed for these words, and what may be done now. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { ScriptDraftView, ScriptFileView } from '../../../shared/contract/scripts';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ChoiceChips } from '../../components/choice-chips';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { TextField } from '../../components/text-field';
import { DiffView } from './diff-view';
import type { ScriptState } from './use-script';

export interface ReviewProps {
  readonly file: ScriptFileView;
  readonly mayReview: boolean;
  readonly mayExport: boolean;
  readonly run: ScriptState['run'];
}

export function Review({ file, mayReview, mayExport, run }: ReviewProps) {
  const { t } = useText();
  const { draft } = file;
  if (draft === null) return <EmptyState title={t('scripts:review.none')} body={t('scripts:review.noneHint')} />;
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Moves draft={draft} mayReview={mayReview} mayExport={mayExport} run={run} />
      <SignOffs draft={draft} mayReview={mayReview} run={run} />
      <Changes file={file} draft={draft} />
    </Box>
  );
}

interface PartProps {
  readonly draft: ScriptDraftView;
  readonly mayReview: boolean;
  readonly run: ScriptState['run'];
}

function Moves({ draft, mayReview, mayExport, run }: PartProps & { readonly mayExport: boolean }) {
  const { t } = useText();
  const [error, setError] = useState<CodedError | null>(null);
  const { source, words, moves } = draft;
  const exportFile = async (): Promise<void> => {
    const reply = await api['scripts.export']({ code: source.code });
    setError(reply.ok ? null : reply.error);
    if (reply.ok && !reply.value.cancelled)
      notify({ severity: 'success', text: t('scripts:review.exported', { fileName: reply.value.fileName ?? '' }) });
  };
  return (
    <SectionCard title={t('scripts:review.title', { state: t(`scripts:state.${source.state}`) })}>
      <Box sx={{ mb: 1.5 }}>{t(`scripts:review.explain.${source.state}`)}</Box>
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        {moves.map(({ id, missing }) => (
          <Box key={id}>
            <Button
              variant={missing.length === 0 && (id === 'submit' || id === 'approve') ? 'contained' : 'outlined'}
              disabled={!mayReview || missing.length > 0}
              onClick={() =>
                void run(() => api['scripts.move']({ commandId: newId(), code: source.code, move: id, words })).then(
                  setError,
                )
              }
            >
              {t(`scripts:move.${id}`)}
            </Button>
            {missing.length > 0 && (
              <Box component="ul" aria-label={t('scripts:review.missing')} sx={{ m: 0, mt: 0.5, pl: 2.5 }}>
                {missing.map((need) => (
                  <li key={need}>{t(`scripts:need.${need}`, { version: draft.leastVersion })}</li>
                ))}
              </Box>
            )}
          </Box>
        ))}
        {!mayReview && <Box sx={{ color: c.inkSoft }}>{t('scripts:review.notYours')}</Box>}
        <ErrorNotice error={error} />
        {mayExport && (
          <Box>
            <Button onClick={() => void exportFile()}>{t('scripts:review.export')}</Button>
          </Box>
        )}
      </Box>
    </SectionCard>
  );
}

function SignOffs({ draft, mayReview, run }: PartProps) {
  const { t } = useText();
  const format = useFormat();
  const { source, words, signOffs } = draft;
  const [name, setName] = useState('');
  const [tried, setTried] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const open = mayReview && source.state === 'review';
  return (
    <SectionCard title={t('scripts:signOff.title')}>
      <Box sx={{ color: c.inkSoft, mb: 1.5, maxWidth: '52em' }}>{t('scripts:signOff.explain')}</Box>
      {open && (
        <Box sx={{ maxWidth: '24rem', mb: 1.5 }}>
          <TextField
            label={t('scripts:signOff.name')}
            hint={t('scripts:signOff.nameHint')}
            value={name}
            problem={tried && name.trim() === '' ? { severity: 'block', text: t('scripts:signOff.nameMissing') } : null}
            onChange={setName}
          />
        </Box>
      )}
      <Box
        component="ul"
        aria-label={t('scripts:signOff.title')}
        sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}
      >
        {signOffs.map(({ as, signed }) => (
          <Box component="li" key={as} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
            <Box sx={{ fontWeight: 600, minWidth: '9rem' }}>{t(`scripts:signOffAs.${as}`)}</Box>
            {signed === null ? (
              <StatusChip tone="neutral" label={t('scripts:signOff.open')} />
            ) : (
              <>
                <StatusChip
                  tone={signed.valid ? 'success' : 'warning'}
                  label={signed.valid ? t('scripts:signOff.valid') : t('scripts:signOff.otherWords')}
                />
                <Box>
                  {t('scripts:signOff.by', {
                    name: signed.name,
                    date: format.localDate(signed.on),
                    keptBy: signed.keptBy,
                  })}
                </Box>
              </>
            )}
            {open && signed?.valid !== true && (
              <Button
                size="small"
                onClick={() => {
                  setTried(true);
                  if (name.trim() === '') return;
                  void run(() =>
                    api['scripts.sign']({ commandId: newId(), code: source.code, as, words, name: name.trim() }),
                  ).then(setError);
                }}
              >
                {t('scripts:signOff.sign', { as: t(`scripts:signOffAs.${as}`) })}
              </Button>
            )}
          </Box>
        ))}
      </Box>
      <ErrorNotice error={error} />
      <Alert severity="info" sx={{ mt: 1.5 }}>
        {t('scripts:signOff.publish')}
      </Alert>
    </SectionCard>
  );
}

/** Against what is in use, or against an earlier version of the draft. */
function Changes({ file, draft }: { readonly file: ScriptFileView; readonly draft: ScriptDraftView }) {
  const { t } = useText();
  const format = useFormat();
  const [against, setAgainst] = useState(file.inUse ? 'inUse' : '0');
  const before = against === 'inUse' ? file.source : (draft.versions[Number(against)]?.source ?? file.source);
  return (
    <SectionCard title={t('scripts:diff.title')}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        <ChoiceChips
          label={t('scripts:diff.against')}
          options={[
            ...(file.inUse
              ? [{ value: 'inUse', label: t('scripts:diff.inUse', { version: file.source.version }) }]
              : []),
            ...draft.versions.map(({ why, byName, atMs }, at) => ({
              value: String(at),
              label: t(`scripts:diff.version.${why}`, { name: byName, time: format.dateTime(atMs) }),
            })),
          ]}
          value={against}
          onChange={setAgainst}
        />
        <DiffView before={before} after={draft.source} />
      </Box>
    </SectionCard>
  );
}
