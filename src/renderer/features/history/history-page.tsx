/** 历史: every case of this branch. Words find, filters narrow, a name keeps the question. */
import DownloadOutlined from '@mui/icons-material/DownloadOutlined';
import FilterListOutlined from '@mui/icons-material/FilterListOutlined';
import SearchOutlined from '@mui/icons-material/SearchOutlined';
import SearchOffOutlined from '@mui/icons-material/SearchOffOutlined';
import Badge from '@mui/material/Badge';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Collapse from '@mui/material/Collapse';
import { useEffect, useMemo, useRef, useState } from 'react';
import { localDateOf, startOfDay } from '../../../domain/deadlines/time-zone';
import { emptyHistoryFilter, type HistoryFilter } from '../../../shared/contract/history';
import type { UserTile } from '../../../shared/contract/session';
import { useFormat, useText } from '../../app/i18n/use-text';
import type { PageProps } from '../../app/route';
import { navigate, useRouter } from '../../app/router';
import { useWindowFrom } from '../../app/shell/use-narrow';
import { useShortcut } from '../../app/shortcuts/use-shortcut';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { useSignedIn, type SignedIn } from '../../app/use-signed-in';
import { api } from '../../bridge/client';
import { ChoiceChips } from '../../components/choice-chips';
import { DataTable } from '../../components/data-table';
import { EmptyState } from '../../components/empty-state';
import { ExportDialog } from '../../components/export-dialog';
import { ErrorNotice } from '../../components/error-notice';
import { PageHeader } from '../../components/page-header';
import { TextField } from '../../components/text-field';
import { useNow } from '../../components/use-now';
import { useWhyHint } from '../../components/why-date/why-chip';
import { caseColumns, sortOfTable, tableSort } from './case-columns';
import { FilterPanel } from './filter-panel';
import { HitList } from './hit-list';
import { ask, openHistoryFor, restrictions, shortcutFilter, useHistory } from './history-state';
import { SavedViews } from './saved-views';
import { useCasePages, useRowAt } from './use-case-pages';
import { useSearch } from './use-search';

const attentions = [
  'any',
  'open',
  'overdue',
  'soon',
  'incomplete',
  'major',
] as const satisfies readonly HistoryFilter['attention'][];

export function HistoryPage({ route }: PageProps<'history'>) {
  const signedIn = useSignedIn();
  if (signedIn === null) return null;
  return <History key={signedIn.session.userId} route={route} signedIn={signedIn} />;
}

function History({ route, signedIn }: PageProps<'history'> & { readonly signedIn: SignedIn }) {
  const { t } = useText();
  const { session, branch, timeZone } = signedIn;
  const nowMs = useNow();
  useState(() => openHistoryFor(session.userId));
  const { text, filter, viewId } = useHistory();
  const [panelOpen, setPanelOpen] = useState(false);
  const [exporting, setExporting] = useState(false);
  const users = useUsers();
  const box = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null);
  const query = text.trim();
  const { found, error } = useSearch(query, filter);
  const pages = useCasePages(
    filter,
    useHistory((state) => state.sort),
    query === '',
  );
  const set = restrictions(filter);
  const mayExport = session.permissions.includes('history.export');

  const { query: wanted, view } = route;
  useEffect(() => {
    // A link asks once; from then on the page leads.
    if (wanted === undefined && view === undefined) return;
    ask({
      text: wanted ?? '',
      viewId: null,
      filter:
        view === undefined
          ? emptyHistoryFilter
          : shortcutFilter(view, session.userId, startOfDay(localDateOf(nowMs, timeZone), timeZone)),
    });
    useRouter.getState().replace({ name: 'history' });
  }, [wanted, view, session.userId, timeZone, nowMs]);

  const toBox = (): void => box.current?.focus();
  useShortcut({ action: 'find', label: t('history:keys.search'), group: 'page', run: toBox });
  useShortcut({ keys: 'Slash', label: t('history:keys.search'), group: 'page', run: toBox });
  const open = (caseId: string): void => navigate({ name: 'case', caseId });
  const change = (next: HistoryFilter): void => ask({ filter: next, viewId: null });

  const count =
    query === ''
      ? pages.total === null
        ? ''
        : t('history:count', { count: pages.total })
      : found?.text === query
        ? t(found.more ? 'history:foundMore' : 'history:found', { count: found.hits.length })
        : t('history:searching');

  return (
    <Box sx={{ height: '100%', minHeight: '32rem', display: 'flex', flexDirection: 'column' }}>
      <PageHeader
        title={t('history:title')}
        subtitle={<span role="status">{count}</span>}
        actions={
          <>
            <SavedViews />
            {mayExport && (
              <Button startIcon={<DownloadOutlined />} onClick={() => setExporting(true)}>
                {t('history:export.open')}
              </Button>
            )}
          </>
        }
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center', mb: 1.5 }}>
        <Box role="search" sx={{ flex: '1 1 20rem', minWidth: 0 }}>
          <TextField
            type="search"
            hideLabel
            label={t('history:search')}
            placeholder={t('history:searchHint')}
            value={text}
            onChange={(next) => ask({ text: next, viewId: null })}
            inputRef={box}
            autoComplete="off"
            start={<SearchOutlined aria-hidden />}
          />
        </Box>
        <ChoiceChips
          hideLabel
          label={t('history:filter.attention')}
          options={attentions.map((value) => ({ value, label: t(`history:attention.${value}`) }))}
          value={filter.attention}
          onChange={(attention) => change({ ...filter, attention })}
        />
        <Badge badgeContent={set} color="primary">
          <Button
            startIcon={<FilterListOutlined />}
            aria-expanded={panelOpen}
            onClick={() => setPanelOpen((before) => !before)}
          >
            {t('history:filter.title')}
          </Button>
        </Badge>
        {(set > 0 || filter.attention !== 'any' || query !== '' || viewId !== null) && (
          <Button onClick={() => ask({ text: '', filter: emptyHistoryFilter, viewId: null })}>
            {t('history:filter.reset')}
          </Button>
        )}
      </Box>
      <Box
        sx={{
          flex: 1,
          minHeight: 0,
          display: 'flex',
          flexDirection: 'column',
          // With the filters open the card scrolls as a whole: a panel in a window of its own hid half of them.
          overflow: panelOpen ? 'auto' : 'hidden',
          backgroundColor: c.surface,
          border: `1px solid ${c.line}`,
          borderRadius: `${radiusPx.card}px`,
        }}
      >
        <Collapse
          in={panelOpen}
          unmountOnExit
          sx={{ flex: 'none', borderBottom: panelOpen ? `1px solid ${c.line}` : 0 }}
        >
          <FilterPanel
            filter={filter}
            onChange={change}
            users={users}
            institutionType={branch?.institutionType ?? 'bank'}
            timeZone={timeZone}
            nowMs={nowMs}
          />
        </Collapse>
        <ErrorNotice error={query === '' ? pages.error : error} {...(query === '' ? { onRetry: pages.reload } : {})} />
        {query === '' ? (
          <Box sx={{ flex: '1 0 0', minHeight: panelOpen ? '18rem' : 0, display: 'flex', flexDirection: 'column' }}>
            <CaseTable pages={pages} nowMs={nowMs} onOpen={open} />
          </Box>
        ) : (
          <Box sx={{ flex: '1 0 0', minHeight: panelOpen ? '18rem' : 0, overflow: 'auto' }}>
            {found !== null && found.hits.length === 0 && found.text === query ? (
              <EmptyState
                icon={<SearchOffOutlined aria-hidden />}
                title={t('history:nothing')}
                body={t('history:nothingBody')}
              />
            ) : (
              <HitList hits={found?.hits ?? []} onOpen={open} />
            )}
          </Box>
        )}
      </Box>
      {exporting && (
        <ExportDialog
          title={t('registers:export.ledgerTitle')}
          explain={t('registers:export.explain')}
          mayReveal={session.permissions.includes('personalData.reveal')}
          doneText={(rows, fileName) => t('registers:export.done', { count: rows, fileName })}
          onClose={() => setExporting(false)}
          run={(asked) => api['register.exportLedger']({ ...asked, filter, text, sort: useHistory.getState().sort })}
        />
      )}
    </Box>
  );
}

interface CaseTableProps {
  readonly pages: ReturnType<typeof useCasePages>;
  readonly nowMs: number;
  readonly onOpen: (caseId: string) => void;
}

function CaseTable({ pages, nowMs, onOpen }: CaseTableProps) {
  const rowAt = useRowAt(pages.rows);
  const text = useText();
  const format = useFormat();
  const wide = useWindowFrom(100);
  const { filter, sort, place } = useHistory();
  const whyHint = useWhyHint();
  const columns = useMemo(
    () => caseColumns({ text, format, nowMs, wide, whyHint }),
    [text, format, nowMs, wide, whyHint],
  );
  return (
    <DataTable
      // Another question starts at the top of its own list.
      key={JSON.stringify([filter, sort])}
      label={text.t('history:list')}
      columns={columns}
      rowAt={rowAt}
      totalRows={pages.total ?? 0}
      onVisible={pages.onVisible}
      place={place}
      rowKey={(row) => row.caseId}
      onOpen={(row) => onOpen(row.caseId)}
      sort={tableSort(sort)}
      onSort={(next) => ask({ sort: sortOfTable(next) })}
      loading={pages.total === null}
      empty={text.t('history:empty')}
    />
  );
}

function useUsers(): readonly UserTile[] {
  const [users, setUsers] = useState<readonly UserTile[]>([]);
  useEffect(() => {
    let current = true;
    void api['session.tiles']({}).then((reply) => {
      if (current && reply.ok) setUsers(reply.value.users);
    });
    return () => {
      current = false;
    };
  }, []);
  return users;
}
