/** Writing on the draft of a script: its map, the form of one node, and what the lint says of it beside. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import type { ScriptChange } from '../../../domain/scripts/desk';
import type { ScriptDraftView, ScriptFileView } from '../../../shared/contract/scripts';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { Findings } from './findings';
import { HeadForm } from './head-form';
import { ScriptMap } from './map';
import { NodeForm } from './node-form';
import { nodeOfFinding } from './places';
import type { ScriptState } from './use-script';

export interface DraftProps {
  readonly file: ScriptFileView;
  readonly mayEdit: boolean;
  readonly run: ScriptState['run'];
}

export type KeepChange = (change: ScriptChange) => Promise<CodedError | null>;

export function Draft({ file, mayEdit, run }: DraftProps) {
  const { t } = useText();
  const { draft, source } = file;
  // What came back published is done with: the next change begins a draft of its own.
  if (draft === null || draft.source.state === 'published')
    return (
      <EmptyState
        title={t('scripts:draft.none')}
        body={t('scripts:draft.noneHint')}
        action={
          mayEdit && (
            <Button
              variant="contained"
              onClick={() => void run(() => api['scripts.begin']({ commandId: newId(), code: source.code }))}
            >
              {t('scripts:draft.begin')}
            </Button>
          )
        }
      />
    );
  return <Writing file={file} draft={draft} mayEdit={mayEdit && draft.source.state === 'draft'} run={run} />;
}

function Writing({ file, draft, mayEdit, run }: DraftProps & { readonly draft: ScriptDraftView }) {
  const { t } = useText();
  const format = useFormat();
  const { source, findings, authorName, changedAtMs } = draft;
  const { code } = source;
  const [chosen, setChosen] = useState(source.start);
  const [error, setError] = useState<CodedError | null>(null);
  const node = source.nodes[chosen] === undefined ? source.start : chosen;
  const here = source.nodes[node];

  const change: KeepChange = (one) => run(() => api['scripts.change']({ commandId: newId(), code, change: one }));
  const discard = async (): Promise<void> => {
    const sure = await confirm({
      title: t('scripts:draft.discardTitle'),
      body: t('scripts:draft.discardBody'),
      confirmLabel: t('scripts:draft.discard'),
      tone: 'danger',
    });
    if (sure) setError(await run(() => api['scripts.discard']({ commandId: newId(), code })));
  };

  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {!mayEdit && (
        <Alert severity="info">
          {source.state === 'draft' ? t('scripts:draft.notYours') : t('scripts:draft.notDraft')}
        </Alert>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', color: c.inkSoft }}>
        <span>{t('scripts:draft.changedBy', { name: authorName, time: format.dateTime(changedAtMs) })}</span>
        {mayEdit && (
          <Button color="error" onClick={() => void discard()}>
            {t('scripts:draft.discard')}
          </Button>
        )}
      </Box>
      <ErrorNotice error={error} />
      <HeadForm key="head" draft={draft} disabled={!mayEdit} onChange={change} />
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: 'minmax(0, 1fr)',
          '@media (min-width: 72rem)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
        }}
      >
        <ScriptMap script={source} findings={findings} current={node} onChoose={setChosen} />
        {here !== undefined && (
          <Box sx={{ display: 'grid', gap: 2 }}>
            <NodeForm
              key={node}
              id={node}
              node={here}
              script={source}
              facts={file.facts}
              disabled={!mayEdit}
              onChange={change}
              onChoose={setChosen}
            />
            <SectionCard title={t('scripts:finding.atNode', { node })}>
              <Findings
                script={source}
                findings={findings.filter((one) => nodeOfFinding(source, one) === node)}
                onChoose={null}
              />
            </SectionCard>
          </Box>
        )}
      </Box>
      <SectionCard title={t('scripts:finding.title')}>
        <Findings script={source} findings={findings} onChoose={setChosen} />
      </SectionCard>
    </Box>
  );
}
