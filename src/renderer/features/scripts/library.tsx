/** All scripts with their state; found by Chinese, pinyin, initials or English. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useEffect, useMemo, useState } from 'react';
import { Family } from '../../../domain/scripts/vocabulary';
import type { NextReleaseView, ScriptClashView, ScriptRowView } from '../../../shared/contract/scripts';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { api, subscribe } from '../../bridge/client';
import { createScriptSearch } from '../../components/script-search';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { PageHeader } from '../../components/page-header';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { TextField } from '../../components/text-field';
import { ClashNotice } from './clash-notice';
import { NewScript } from './new-script';
import { ReleaseDialog } from './release-dialog';
import { EffectPanel } from './effect-panel';
import { StateChip } from './state-chip';
import { useWords } from './use-words';

const tabs = ['library', 'effect'] as const;
/** More than there are scripts. */
const mostHits = 200;

interface Rights {
  readonly mayEdit: boolean;
  readonly mayReview: boolean;
}

/** The scripts themselves, and what talks on them came to. */
export function Library(rights: Rights) {
  const { t } = useText();
  const [tab, setTab] = useState<(typeof tabs)[number]>('library');
  return (
    <Box>
      <PageHeader title={t('scripts:title')} subtitle={t('scripts:intro')} />
      <Tabs
        value={tab}
        onChange={(_event, next: typeof tab) => setTab(next)}
        aria-label={t('scripts:tab.tabs')}
        sx={{ mb: 2 }}
      >
        {tabs.map((one) => (
          <Tab
            key={one}
            value={one}
            id={`scripts-tab-${one}`}
            aria-controls="scripts-panel"
            label={t(`scripts:tab.${one}`)}
          />
        ))}
      </Tabs>
      <Box role="tabpanel" id="scripts-panel" aria-labelledby={`scripts-tab-${tab}`}>
        {tab === 'library' ? <Scripts {...rights} /> : <EffectPanel />}
      </Box>
    </Box>
  );
}

function Scripts({ mayEdit, mayReview }: Rights) {
  const { t } = useText();
  const [rows, setRows] = useState<readonly ScriptRowView[] | null>(null);
  const [clashes, setClashes] = useState<readonly ScriptClashView[]>([]);
  const [release, setRelease] = useState<NextReleaseView | null>(null);
  const [publishing, setPublishing] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const [query, setQuery] = useState('');
  const [asked, setAsked] = useState(0);
  const [writing, setWriting] = useState(false);
  useEffect(() => {
    let current = true;
    const load = (): void => {
      void api['scripts.library']({}).then((reply) => {
        if (!current) return;
        setError(reply.ok ? null : reply.error);
        if (!reply.ok) return;
        setRows(reply.value.scripts);
        setRelease(reply.value.release);
        setClashes(reply.value.clashes);
      });
    };
    load();
    const stop = subscribe('scripts.changed', load);
    return () => {
      current = false;
      stop();
    };
  }, [asked]);
  const search = useMemo(() => createScriptSearch(rows ?? []), [rows]);
  const found = query.trim() === '' ? null : new Set(search(query, mostHits).map(({ id }) => id));
  const shown = (rows ?? []).filter(({ code }) => found === null || found.has(code));
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {publishing && release !== null && <ReleaseDialog release={release} onClose={() => setPublishing(false)} />}
      {writing && rows !== null && <NewScript rows={rows} onClose={() => setWriting(false)} />}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2, alignItems: 'flex-start' }}>
        <Box sx={{ flex: '1 1 20rem', maxWidth: '32rem' }}>
          <TextField
            label={t('scripts:search')}
            hint={t('scripts:searchHint')}
            type="search"
            value={query}
            onChange={setQuery}
          />
        </Box>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, alignItems: 'center', ml: 'auto' }}>
          {release !== null && (
            <StatusChip tone="neutral" label={t('scripts:release.inForce', { version: release.version })} />
          )}
          {mayReview && release !== null && release.approved.length > 0 && (
            <Button variant="outlined" onClick={() => setPublishing(true)}>
              {t('scripts:release.export', { count: release.approved.length })}
            </Button>
          )}
          {mayEdit && (
            <Button variant="contained" onClick={() => setWriting(true)}>
              {t('scripts:create.open')}
            </Button>
          )}
        </Box>
      </Box>
      <ClashNotice clashes={clashes} mayEdit={mayEdit} />
      <ErrorNotice error={error} onRetry={() => setAsked((count) => count + 1)} />
      {rows !== null && (
        <Box role="status" sx={{ color: c.inkSoft }}>
          {t('scripts:count', { count: shown.length })}
        </Box>
      )}
      {rows !== null && shown.length === 0 && (
        <EmptyState title={t('scripts:noneFound')} body={t('scripts:noneFoundHint')} />
      )}
      {Family.options.map((family) => {
        const own = shown.filter((row) => row.family === family);
        return own.length === 0 ? null : (
          <SectionCard key={family} title={t(`scripts:family.${family}`)} flush>
            <Box component="ul" aria-label={t(`scripts:family.${family}`)} sx={{ m: 0, p: 0, listStyle: 'none' }}>
              {own.map((row) => (
                <li key={row.code}>
                  <Row row={row} />
                </li>
              ))}
            </Box>
          </SectionCard>
        );
      })}
    </Box>
  );
}

function Row({ row }: { readonly row: ScriptRowView }) {
  const { t } = useText();
  const words = useWords();
  const { code, inUse, title, trigger, version, state, draft, openPoints, legalPoints, wordings, resting, stopped } =
    row;
  return (
    <ButtonBase
      onClick={() => navigate({ name: 'scripts', code })}
      sx={{
        width: '100%',
        px: 2,
        py: 1.25,
        display: 'grid',
        gap: 1,
        alignItems: 'center',
        textAlign: 'start',
        justifyContent: 'stretch',
        gridTemplateColumns: 'minmax(0, 1fr)',
        font: 'inherit',
        borderTop: `1px solid ${c.line}`,
        '&:hover': { backgroundColor: c.sunken },
        '@media (min-width: 64rem)': { gridTemplateColumns: 'minmax(0, 1fr) auto' },
      }}
    >
      <Box sx={{ minWidth: 0 }}>
        <Box sx={{ fontWeight: 600 }}>
          <Box component="span" sx={{ color: c.inkSoft, fontWeight: 400, mr: 1, fontVariantNumeric: 'tabular-nums' }}>
            {code}
          </Box>
          {words(title)}
        </Box>
        <Box sx={{ color: c.inkSoft }}>{words(trigger)}</Box>
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, alignItems: 'center' }}>
        {stopped !== null && <StatusChip tone="error" label={t('scripts:stopped')} />}
        {draft !== null && (
          <StatusChip
            tone="info"
            label={t('scripts:draftOf', { version: draft.version, state: t(`scripts:state.${draft.state}`) })}
          />
        )}
        {wordings > 0 && <StatusChip tone="primary" label={t('scripts:ownCount', { count: wordings })} />}
        {resting > 0 && <StatusChip tone="warning" label={t('scripts:restingCount', { count: resting })} />}
        {openPoints > 0 ? (
          <StatusChip tone="warning" label={t('scripts:openPoints', { open: openPoints, all: legalPoints })} />
        ) : (
          legalPoints > 0 && <StatusChip tone="success" label={t('scripts:allPoints', { count: legalPoints })} />
        )}
        {inUse ? (
          <StateChip state={state} version={version} />
        ) : (
          <StatusChip tone="accent" label={t('scripts:fresh')} />
        )}
      </Box>
    </ButtonBase>
  );
}
