/** Which script, which customer, and how: three choices and a button. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import ButtonBase from '@mui/material/ButtonBase';
import { useMemo, useState } from 'react';
import { PracticeMode } from '../../../domain/training/practice';
import type { TrainingOverview, TrainingScene } from '../../../shared/contract/training';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { createScriptSearch } from '../../components/script-search';
import { ChoiceChips } from '../../components/choice-chips';
import { StatusChip } from '../../components/status-chip';
import { TextField } from '../../components/text-field';
import { useRoving } from '../../components/use-roving';
import type { Begin } from './training-home';
import { useWords } from './words-of';

const anyone = 'anyone';

export function StartForm({ overview, onBegin }: { readonly overview: TrainingOverview; readonly onBegin: Begin }) {
  const { t } = useText();
  const words = useWords();
  const [query, setQuery] = useState('');
  const [script, setScript] = useState(overview.scenes[0]?.script.code ?? '');
  const [customer, setCustomer] = useState(anyone);
  const [mode, setMode] = useState<PracticeMode>('learn');
  const found = useFound(overview.scenes, query);
  const scene = overview.scenes.find((one) => one.script.code === script);
  const comers = overview.customers.filter(({ id }) => scene?.customers.includes(id));
  const chosen = comers.find(({ id }) => id === customer);
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TextField
        label={t('training:start.search')}
        placeholder={t('common:field.searchHint')}
        type="search"
        value={query}
        onChange={setQuery}
      />
      <SceneList
        scenes={found}
        chosen={script}
        onChoose={(code) => {
          setScript(code);
          setCustomer(anyone);
        }}
      />
      <ChoiceChips
        label={t('training:start.mode')}
        hint={t(`training:modeHint.${mode}`)}
        options={PracticeMode.options.map((value) => ({ value, label: t(`training:mode.${value}`) }))}
        value={mode}
        onChange={setMode}
      />
      {mode === 'exam' ? (
        <Box sx={{ color: c.inkSoft }}>{t('training:start.exam')}</Box>
      ) : (
        <ChoiceChips
          label={t('training:start.customer')}
          hint={chosen === undefined ? '' : words(chosen.about)}
          options={[
            { value: anyone, label: t('training:start.anyone') },
            ...comers.map(({ id, name }) => ({
              value: id,
              label: overview.own.some((one) => one.id === id)
                ? t('training:own.mark', { name: words(name) })
                : words(name),
            })),
          ]}
          value={chosen?.id ?? anyone}
          onChange={setCustomer}
        />
      )}
      <Box>
        <Button
          variant="contained"
          size="large"
          disabled={scene === undefined}
          onClick={() => onBegin(script, chosen?.id ?? null, mode)}
        >
          {t('training:start.begin')}
        </Button>
      </Box>
    </Box>
  );
}

interface SceneListProps {
  readonly scenes: readonly TrainingScene[];
  readonly chosen: string;
  readonly onChoose: (code: string) => void;
}

function SceneList({ scenes, chosen, onChoose }: SceneListProps) {
  const { t } = useText();
  const format = useFormat();
  const words = useWords();
  const at = scenes.findIndex(({ script }) => script.code === chosen);
  const roving = useRoving(scenes.length, at, (index) => {
    const scene = scenes[index];
    if (scene !== undefined) onChoose(scene.script.code);
  });
  if (scenes.length === 0) return <Box sx={{ color: c.inkSoft }}>{t('common:field.noMatch')}</Box>;
  return (
    <Box
      role="radiogroup"
      aria-label={t('training:start.script')}
      sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(min(16rem, 100%), 1fr))' }}
    >
      {scenes.map(({ script, certificate }, index) => (
        <ButtonBase
          key={script.code}
          ref={roving.itemRef(index)}
          role="radio"
          aria-checked={script.code === chosen}
          tabIndex={index === Math.max(at, 0) ? 0 : -1}
          onKeyDown={roving.onKeyDown}
          onClick={() => onChoose(script.code)}
          sx={{
            display: 'grid',
            gridTemplateColumns: 'minmax(0, 1fr)',
            alignContent: 'start',
            justifyContent: 'stretch',
            justifyItems: 'start',
            gap: 0.25,
            minHeight: 56,
            px: 1.5,
            py: 1,
            font: 'inherit',
            textAlign: 'left',
            color: c.ink,
            border: `1px solid ${c.line}`,
            backgroundColor: c.surface,
            borderRadius: `${radiusPx.field}px`,
            '&:hover': { borderColor: c.lineStrong },
            '&[aria-checked="true"]': {
              backgroundColor: tone('primary').soft,
              borderColor: tone('primary').fill,
              boxShadow: `inset 0 0 0 1px ${tone('primary').fill}`,
            },
          }}
        >
          <Box component="span" sx={{ fontWeight: 600, lineHeight: 1.35 }}>
            {words(script.title)}
          </Box>
          <Box component="span" sx={{ color: c.inkSoft, lineHeight: 1.35 }}>
            {words(script.trigger)}
          </Box>
          {certificate?.ended === null && (
            <StatusChip
              label={t('training:start.certified', {
                grade: t(`training:grade.${certificate.grade}`),
                day: format.localDate(certificate.until),
              })}
              tone="success"
            />
          )}
        </ButtonBase>
      ))}
    </Box>
  );
}

function useFound(scenes: readonly TrainingScene[], query: string): readonly TrainingScene[] {
  const search = useMemo(() => createScriptSearch(scenes.map(({ script }) => script)), [scenes]);
  return useMemo(
    () =>
      query.trim() === ''
        ? scenes
        : search(query).flatMap(({ id }) => scenes.find(({ script }) => script.code === id) ?? []),
    [scenes, query, search],
  );
}
