/** What the check of every row found: how many can be imported, and which cells stand in the way. Nothing is written. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import LinearProgress from '@mui/material/LinearProgress';
import { useCallback, useEffect, useState } from 'react';
import { ledgerFields } from '../../../domain/ledger/columns';
import type { ColumnMapping, ImportPreview, ImportSource } from '../../../shared/contract/ledger-import';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { api } from '../../bridge/client';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { StatTile } from '../../components/stat-tile';
import { goToStep, runImport, useImport } from './import-store';
import { PlainTable } from './plain-table';
import { ProblemTable } from './problem-table';
import { usePickFile } from './use-pick-file';
import { WizardBar } from './wizard-bar';

export const tilesSx = {
  display: 'grid',
  gap: 1.5,
  gridTemplateColumns: 'repeat(auto-fit, minmax(11rem, 1fr))',
} as const;

export function CheckStep() {
  const source = useImport((state) => state.source);
  return source === null ? null : <Check source={source} />;
}

function Check({ source }: { readonly source: ImportSource }) {
  const { t } = useText();
  const mapping = useImport((state) => state.mapping);
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const picked = usePickFile();
  const { importId } = source;

  const check = useCallback((): void => {
    void api['import.preview']({ importId, mapping }).then((reply) => {
      setError(reply.ok ? null : reply.error);
      if (reply.ok) setPreview(reply.value);
    });
  }, [importId, mapping]);
  useEffect(check, [check]);

  const run = async (): Promise<void> => {
    const reply = await runImport();
    if (reply !== null && !reply.ok) setError(reply.error);
  };

  const checked = preview !== null;
  return (
    <Box sx={{ display: 'grid', gap: 2 }}>
      <Box role="status">
        {preview === null ? (
          error === null && (
            <SectionCard title={t('import:check.title')}>
              <Box sx={{ mb: 1.5 }}>{t('import:check.working')}</Box>
              <LinearProgress aria-label={t('import:check.working')} />
            </SectionCard>
          )
        ) : (
          <Summary preview={preview} />
        )}
      </Box>
      {preview !== null && <Findings preview={preview} mapping={mapping} />}
      <ErrorNotice error={error} onRetry={check} />
      <ErrorNotice error={picked.error} />
      <WizardBar>
        <Button disabled={picked.busy} onClick={() => void picked.pick()}>
          {t('import:columns.other')}
        </Button>
        <Button onClick={() => goToStep('columns')}>{t('import:check.back')}</Button>
        <Button variant="contained" disabled={!checked || preview.ready === 0} onClick={() => void run()}>
          {t('import:check.run', { count: preview?.ready ?? 0 })}
        </Button>
      </WizardBar>
    </Box>
  );
}

function Summary({ preview }: { readonly preview: ImportPreview }) {
  const { t } = useText();
  const { number } = useFormat();
  const { ready, duplicates, failed, empty } = preview;
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      <Box sx={tilesSx}>
        <StatTile label={t('import:check.ready')} value={number(ready)} tone="success" />
        <StatTile label={t('import:check.duplicates')} value={number(duplicates)} />
        <StatTile
          label={t('import:check.failed')}
          value={number(failed)}
          {...(failed > 0 ? { tone: 'error' as const } : {})}
        />
        <StatTile label={t('import:check.empty')} value={number(empty)} />
      </Box>
      {ready === 0 && <Alert severity="info">{t('import:check.nothing')}</Alert>}
      {ready > 0 && failed === 0 && <Alert severity="success">{t('import:check.allGood')}</Alert>}
    </Box>
  );
}

interface FindingsProps {
  readonly preview: ImportPreview;
  readonly mapping: ColumnMapping;
}

function Findings({ preview, mapping }: FindingsProps) {
  const { t } = useText();
  const { errors, warnings, failed, rows } = preview;
  const failedShown = new Set(errors.map((one) => one.rowNo)).size;
  const shown = ledgerFields.filter((field) => (mapping[field] ?? -1) >= 0);
  return (
    <>
      {errors.length > 0 && (
        <ProblemTable
          title={t('import:check.errors')}
          intro={t('import:check.errorsIntro')}
          tone="error"
          problems={errors}
          more={failedShown < failed}
        />
      )}
      {rows.length > 0 && (
        <SectionCard title={t('import:check.preview')}>
          <PlainTable
            label={t('import:check.preview')}
            numbered
            head={[t('import:check.row'), ...shown.map((field) => t(`ledger:field.${field}`))]}
            rows={rows.map(({ rowNo, cells }) => [
              String(rowNo),
              ...shown.map((field) => cells[mapping[field] ?? -1] ?? ''),
            ])}
          />
        </SectionCard>
      )}
      {warnings.length > 0 && (
        <ProblemTable
          title={t('import:check.warnings')}
          intro={t('import:check.warningsIntro')}
          tone="warning"
          problems={warnings}
          more={warnings.length >= MOST_WARNINGS}
        />
      )}
    </>
  );
}

/** Main quotes about this many; at that number there may be more. */
const MOST_WARNINGS = 500;
