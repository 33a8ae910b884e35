/** One script: read it, try it, write on its draft, bring it through review. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useState } from 'react';
import type { SessionView } from '../../../shared/contract/app';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { ErrorNotice } from '../../components/error-notice';
import { PageHeader } from '../../components/page-header';
import { StatusChip } from '../../components/status-chip';
import { ClashNotice } from './clash-notice';
import { Draft } from './draft';
import { Preview } from './preview';
import { Reading } from './reading';
import { Review } from './review';
import { StateChip } from './state-chip';
import { useScript } from './use-script';
import { useWords } from './use-words';

const parts = ['read', 'preview', 'draft', 'review'] as const;
type Part = (typeof parts)[number];
const panelOf = (part: Part): string => `script-panel-${part}`;

export interface ScriptViewProps {
  readonly code: string;
  readonly session: SessionView;
}

export function ScriptView({ code, session }: ScriptViewProps) {
  const { t } = useText();
  const words = useWords();
  const script = useScript(code);
  const { file, error, reload } = script;
  const [chosen, setPart] = useState<Part | null>(null);
  // What is in use nowhere is not read: it is written.
  const offered = file?.inUse === false ? parts.filter((one) => one !== 'read') : parts;
  const part = chosen ?? (file?.inUse === false ? 'draft' : 'read');
  const mayEdit = session.permissions.includes('scripts.edit');
  const mayReview = session.permissions.includes('scripts.review');
  return (
    <Box>
      <PageHeader
        title={file === null ? code : `${code} ${words(file.source.title)}`}
        {...(file === null ? {} : { subtitle: words(file.source.trigger) })}
        onBack={() => navigate({ name: 'scripts' })}
        badges={
          file !== null && (
            <>
              {file.inUse ? (
                <StateChip state={file.source.state} version={file.source.version} />
              ) : (
                <StatusChip tone="accent" label={t('scripts:fresh')} />
              )}
              {file.stopped !== null && <StatusChip tone="error" label={t('scripts:stopped')} />}
              {file.draft !== null && (
                <StatusChip
                  tone="info"
                  label={t('scripts:draftOf', {
                    version: file.draft.source.version,
                    state: t(`scripts:state.${file.draft.source.state}`),
                  })}
                />
              )}
            </>
          )
        }
      />
      <ErrorNotice error={error} onRetry={reload} />
      {file !== null && (
        <>
          <ClashNotice clashes={file.clashes} mayEdit={mayEdit} />
          {file.stopped !== null && (
            <Alert severity="warning" sx={{ mb: 2 }}>
              {t('scripts:stoppedWhy', { reason: words(file.stopped) })}
            </Alert>
          )}
          <Tabs
            value={part}
            onChange={(_event, next: Part) => setPart(next)}
            aria-label={t('scripts:parts')}
            variant="scrollable"
            sx={{ mb: 2 }}
          >
            {offered.map((one) => (
              <Tab
                key={one}
                value={one}
                label={t(`scripts:part.${one}`)}
                id={`script-tab-${one}`}
                aria-controls={one === part ? panelOf(one) : undefined}
              />
            ))}
          </Tabs>
          <Box role="tabpanel" id={panelOf(part)} aria-labelledby={`script-tab-${part}`}>
            {part === 'read' && <Reading file={file} mayReword={mayEdit} run={script.run} />}
            {part === 'preview' && <Preview key={file.draft?.words ?? ''} file={file} />}
            {part === 'draft' && <Draft file={file} mayEdit={mayEdit} run={script.run} />}
            {part === 'review' && <Review file={file} mayReview={mayReview} mayExport={mayEdit} run={script.run} />}
          </Box>
        </>
      )}
    </Box>
  );
}
