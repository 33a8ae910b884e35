/** 本网点的文本模块: what the branch adds to the list behind `::`, who changed it last, and what to mind in it. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { moduleUses, type OwnModule } from '../../../domain/documents/own-modules';
import type { OwnModuleView } from '../../../shared/contract/text-modules';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { useOwnModules } from '../../components/use-own-modules';
import { TextModuleDialog } from './text-module-dialog';

const empty: OwnModule = { zh: '', en: '', text: { zh: '', en: '' }, use: moduleUses[0] };

export function TextModulesSection() {
  const { t } = useText();
  const modules = useOwnModules();
  const [error, setError] = useState<CodedError | null>(null);
  const [editing, setEditing] = useState<{ readonly id: string | null; readonly module: OwnModule } | null>(null);

  const retire = async ({ id, zh: name }: OwnModuleView): Promise<void> => {
    setError(null);
    const sure = await confirm({
      title: t('settings:texts.retireTitle', { name }),
      body: t('settings:texts.retireText'),
      confirmLabel: t('settings:texts.retire'),
      tone: 'danger',
    });
    if (!sure) return;
    const reply = await api['text.retireModule']({ commandId: newId(), id });
    if (reply.ok) notify({ severity: 'success', text: t('settings:texts.retiredDone', { name }) });
    else setError(reply.error);
  };
  const edit = ({ id, zh, en, text, use }: OwnModuleView): void => setEditing({ id, module: { zh, en, text, use } });

  return (
    <SectionCard
      title={t('settings:texts.title')}
      actions={<Button onClick={() => setEditing({ id: null, module: empty })}>{t('settings:texts.add')}</Button>}
    >
      <Box sx={{ color: c.inkSoft, mb: 1 }}>{t('settings:texts.intro')}</Box>
      <ErrorNotice error={error} />
      {modules?.length === 0 && <Box>{t('settings:texts.none')}</Box>}
      <Box component="ul" aria-label={t('settings:texts.title')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {(modules ?? []).map((one) => (
          <Row key={one.id} one={one} onEdit={() => edit(one)} onRetire={() => void retire(one)} />
        ))}
      </Box>
      {editing !== null && (
        <TextModuleDialog
          {...editing}
          onClose={() => setEditing(null)}
          onKept={(name) => {
            setEditing(null);
            notify({ severity: 'success', text: t('settings:texts.kept', { name }) });
          }}
        />
      )}
    </SectionCard>
  );
}

interface RowProps {
  readonly one: OwnModuleView;
  readonly onEdit: () => void;
  readonly onRetire: () => void;
}

function Row({ one, onEdit, onRetire }: RowProps) {
  const { t } = useText();
  const format = useFormat();
  const { zh: name, en, text, use, retired, hints, byName, atMs } = one;
  const names = hints.map(({ rule }) => t(`scripts:rule.${rule}`)).join(t('case:list.separator'));
  return (
    <Box
      component="li"
      sx={{
        display: 'flex',
        flexWrap: 'wrap',
        gap: 1.5,
        alignItems: 'start',
        py: 1.25,
        borderTop: `1px solid ${c.line}`,
      }}
    >
      <Box sx={{ flex: '1 1 18rem', minWidth: 0, overflowWrap: 'anywhere' }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 1, rowGap: 0.5 }}>
          <Box component="span" sx={{ fontWeight: 600 }}>
            {en === '' ? name : `${name} · ${en}`}
          </Box>
          <StatusChip tone="neutral" label={t(`settings:texts.uses.${use}`)} />
          {retired && <StatusChip tone="neutral" label={t('settings:texts.retired')} />}
          {hints.length > 0 && <StatusChip tone="warning" label={t('settings:texts.mind', { names })} />}
        </Box>
        <Box sx={{ whiteSpace: 'pre-wrap' }}>{text.zh}</Box>
        {text.en !== '' && <Box sx={{ whiteSpace: 'pre-wrap' }}>{text.en}</Box>}
        <Box sx={{ color: c.inkSoft }}>{t('settings:texts.by', { name: byName, time: format.dateTime(atMs) })}</Box>
      </Box>
      <Box sx={{ display: 'flex', gap: 1 }}>
        <Button
          size="small"
          aria-label={t(retired ? 'settings:texts.againOf' : 'settings:texts.changeOf', { name })}
          onClick={onEdit}
        >
          {t(retired ? 'settings:texts.again' : 'settings:texts.change')}
        </Button>
        {!retired && (
          <Button size="small" color="error" aria-label={t('settings:texts.retireOf', { name })} onClick={onRetire}>
            {t('settings:texts.retire')}
          </Button>
        )}
      </Box>
    </Box>
  );
}
