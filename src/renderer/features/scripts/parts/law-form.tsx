/** 法律要点: what the law says, where, how sure it is, and who has to confirm it. */
import Box from '@mui/material/Box';
import type { ScriptSource } from '../../../../domain/scripts/script';
import { Confirmer, Mark } from '../../../../domain/scripts/vocabulary';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ChoiceChips } from '../../../components/choice-chips';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { TextField } from '../../../components/text-field';
import { ListEditor } from '../list-editor';
import { PickField } from '../pick-field';
import { noWords, WordsPair } from '../words-pair';
import { freshId, usePart, type PartFormProps } from './part-form';

type LegalNote = ScriptSource['law'][number];

const isDay = (text: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

export function LawForm(props: PartFormProps) {
  const { t } = useText();
  const { disabled } = props;
  const law = usePart('law', props);
  const items = law.value ?? [];
  const day = (item: LegalNote, key: 'from' | 'until', type: (item: LegalNote) => void) => (
    <TextField
      label={t(`scripts:lawForm.${key}`)}
      value={item[key] ?? ''}
      disabled={disabled}
      problem={
        item[key] === undefined || isDay(item[key]) ? null : { severity: 'block', text: t('scripts:lawForm.dayBad') }
      }
      onChange={(text) => {
        const { [key]: _before, ...rest } = item;
        type(text.trim() === '' ? rest : { ...rest, [key]: text.trim() });
      }}
      onCommit={law.commit}
    />
  );
  return (
    <SectionCard title={t('scripts:law.title')}>
      <Box sx={{ color: c.inkSoft, mb: 1.5 }}>{t('scripts:lawForm.hint')}</Box>
      <ListEditor
        label={t('scripts:law.title')}
        items={items}
        most={12}
        disabled={disabled}
        nameOf={({ id }) => id}
        empty={(): LegalNote => ({
          id: freshId(
            items.map(({ id }) => id),
            'law',
          ),
          source: noWords,
          says: noWords,
          confidence: 'R',
          confirm: 'compliance',
        })}
        onType={(next) => law.type([...next])}
        onSet={(next) => law.set([...next])}
      >
        {({ item, type, set }) => (
          <>
            <WordsPair
              label={{ zh: t('scripts:lawForm.sourceZh'), en: t('scripts:lawForm.sourceEn') }}
              value={item.source}
              disabled={disabled}
              onType={(source) => type({ ...item, source })}
              onCommit={law.commit}
            />
            <WordsPair
              label={{ zh: t('scripts:lawForm.saysZh'), en: t('scripts:lawForm.saysEn') }}
              value={item.says}
              rows={2}
              disabled={disabled}
              onType={(says) => type({ ...item, says })}
              onCommit={law.commit}
            />
            <ChoiceChips
              label={t('scripts:lawForm.confidence')}
              disabled={disabled}
              options={Mark.options.map((value) => ({ value, label: t(`scripts:law.confidence.${value}`) }))}
              value={item.confidence}
              onChange={(confidence) => set({ ...item, confidence })}
            />
            <Box
              sx={{
                display: 'grid',
                gap: 1.5,
                alignItems: 'start',
                gridTemplateColumns: 'repeat(auto-fit, minmax(min(12rem, 100%), 1fr))',
              }}
            >
              <PickField
                label={t('scripts:lawForm.confirm')}
                value={item.confirm}
                disabled={disabled}
                options={Confirmer.options.map((id) => ({ id, label: t(`scripts:signOffAs.${id}`) }))}
                onChange={(chosen) => set({ ...item, confirm: Confirmer.parse(chosen) })}
              />
              {day(item, 'from', type)}
              {day(item, 'until', type)}
            </Box>
          </>
        )}
      </ListEditor>
      <ErrorNotice error={law.error} />
    </SectionCard>
  );
}
