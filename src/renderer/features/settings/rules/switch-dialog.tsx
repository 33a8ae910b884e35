/** 切换前先看: every date of every open case that a pack changes, old and new, with rule and article; then the confirmation. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Dialog from '@mui/material/Dialog';
import DialogActions from '@mui/material/DialogActions';
import DialogContent from '@mui/material/DialogContent';
import DialogTitle from '@mui/material/DialogTitle';
import LinearProgress from '@mui/material/LinearProgress';
import { useEffect, useId, useMemo, useRef, useState } from 'react';
import type { ChangedDate, ChangedEnd, PackView, SwitchPreview } from '../../../../shared/contract/packs';
import type { CodedError } from '../../../app/i18n/message-of';
import { useFormat, useText, type Text } from '../../../app/i18n/use-text';
import { notify } from '../../../app/notifications';
import { api } from '../../../bridge/client';
import { newId } from '../../../bridge/ids';
import { CaseNumber } from '../../../components/case-number';
import { DataTable, type Sort } from '../../../components/data-table';
import { ErrorNotice } from '../../../components/error-notice';
import { deadlineName } from '../../../components/why-date/derivation-text';
import { ExportChanges } from './export-changes';

interface SwitchDialogProps {
  readonly pack: PackView;
  readonly mayExport: boolean;
  readonly onClose: () => void;
}

export function SwitchDialog({ pack, mayExport, onClose }: SwitchDialogProps) {
  const { t } = useText();
  const format = useFormat();
  const titleId = useId();
  const [preview, setPreview] = useState<SwitchPreview | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  const [busy, setBusy] = useState(false);
  const [exporting, setExporting] = useState(false);
  const intent = useRef<string | null>(null);
  const { key, id, version } = pack;
  useEffect(() => {
    let left = false;
    void api['packs.preview']({ key }).then((reply) => {
      if (left) return;
      if (reply.ok) setPreview(reply.value);
      else setError(reply.error);
    });
    return () => {
      left = true;
    };
  }, [key]);

  const confirm = async (): Promise<void> => {
    if (busy) return;
    setBusy(true);
    setError(null);
    intent.current ??= newId();
    const reply = await api['packs.confirm']({ commandId: intent.current, key });
    setBusy(false);
    if (!reply.ok) {
      setError(reply.error);
      return;
    }
    notify({ severity: 'success', text: t('rules:change.confirmed', { name: `${id} ${version}` }) });
    onClose();
  };

  return (
    <Dialog open fullWidth maxWidth="lg" onClose={busy ? () => undefined : onClose} aria-labelledby={titleId}>
      <DialogTitle id={titleId}>{t('rules:change.title', { name: id, version })}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gap: 1.5, alignContent: 'start' }}>
        {preview === null && error === null && (
          <Box role="status">
            {t('rules:change.loading')}
            <LinearProgress aria-hidden />
          </Box>
        )}
        {preview !== null && (
          <>
            <Box role="status">
              {preview.casesChanged === 0
                ? t('rules:change.none', { open: format.number(preview.open) })
                : t('rules:change.summary', {
                    open: format.number(preview.open),
                    changed: format.number(preview.casesChanged),
                  })}{' '}
              {preview.atOnce
                ? t('rules:change.atOnce')
                : t('rules:change.onDay', { date: format.date(preview.fromMs) })}
            </Box>
            {preview.total > preview.changes.length && (
              <Alert severity="info">
                {t('rules:change.capped', {
                  shown: format.number(preview.changes.length),
                  total: format.number(preview.total),
                })}
              </Alert>
            )}
            {preview.changes.length > 0 && <Changes changes={preview.changes} />}
          </>
        )}
        <ErrorNotice error={error} />
      </DialogContent>
      <DialogActions>
        {mayExport && preview !== null && preview.total > 0 && (
          <Button disabled={busy} onClick={() => setExporting(true)}>
            {t('rules:change.export')}
          </Button>
        )}
        <Button disabled={busy} onClick={onClose}>
          {t('common:action.cancel')}
        </Button>
        <Button variant="contained" disabled={busy || preview === null} onClick={() => void confirm()}>
          {t('rules:change.confirm')}
        </Button>
      </DialogActions>
      {exporting && <ExportChanges packKey={key} onClose={() => setExporting(false)} />}
    </Dialog>
  );
}

interface Row {
  readonly change: ChangedDate;
  readonly deadline: string;
  readonly before: string;
  readonly after: string;
  readonly why: string;
}

const columnIds = ['number', 'deadline', 'before', 'after', 'why'] as const;
type ColumnId = (typeof columnIds)[number];

const widths: Readonly<Record<ColumnId, string>> = {
  number: '15rem',
  deadline: 'minmax(7rem, 1fr)',
  before: '13rem',
  after: '13rem',
  why: 'minmax(14rem, 3fr)',
};

/** What a column is sorted by: dates by time, where no date comes first. */
function sortValue({ change, deadline, why }: Row, column: ColumnId): string | number {
  switch (column) {
    case 'number':
      return change.number;
    case 'deadline':
      return deadline;
    case 'before':
      return change.before?.dueAtMs ?? 0;
    case 'after':
      return change.after?.dueAtMs ?? 0;
    case 'why':
      return why;
  }
}

function Changes({ changes }: { readonly changes: readonly ChangedDate[] }) {
  const text = useText();
  const { t } = text;
  const format = useFormat();
  const [sort, setSort] = useState<Sort>({ columnId: 'after', direction: 'ascending' });
  const rows = useMemo(
    () =>
      changes.map((change): Row => {
        const dateOf = (end: ChangedEnd | null): string =>
          end === null ? t('rules:change.noDate') : format.localDate(end.dueOn);
        return {
          change,
          deadline: deadlineName({ ...change, id: change.deadlineId }, text),
          before: dateOf(change.before),
          after: dateOf(change.after),
          why: whyOf(change, text),
        };
      }),
    [changes, text, t, format],
  );
  const sorted = useMemo(() => {
    const column = columnIds.find((id) => id === sort.columnId) ?? 'number';
    const sign = sort.direction === 'ascending' ? 1 : -1;
    return [...rows].sort((a, b) => {
      const [left, right] = [sortValue(a, column), sortValue(b, column)];
      return sign * (left < right ? -1 : left > right ? 1 : 0);
    });
  }, [rows, sort]);
  return (
    <DataTable<Row>
      label={t('rules:change.table')}
      height={`min(${Math.max(sorted.length + 1, 3) * 3.4}rem, 26rem, 46vh)`}
      rows={sorted}
      rowKey={({ change }) => `${change.caseId} ${change.deadlineId}`}
      sort={sort}
      onSort={setSort}
      columns={columnIds.map((id) => ({
        id,
        header: t(`rules:change.column.${id}`),
        width: widths[id],
        sortable: true,
        cell: (row: Row) =>
          id === 'number' ? <CaseNumber number={row.change.number} /> : <span title={row[id]}>{row[id]}</span>,
      }))}
    />
  );
}

/** The rules before and after, and the article of what will hold. */
function whyOf({ before, after }: ChangedDate, { t, language }: Text): string {
  const last = after ?? before;
  const article = (language === 'en' ? last?.articleEn : last?.article) ?? '';
  const none = t('rules:change.noDate');
  const [from, to] = [before?.ruleId ?? none, after?.ruleId ?? none];
  return from === to
    ? t('rules:change.same', { rule: to, article })
    : t('rules:change.why', { before: from, after: to, article });
}
