/** 不说与可说: what people blurt out and never should, and the sentences that are the heart of the script. */
import Box from '@mui/material/Box';
import type { ScriptSource } from '../../../../domain/scripts/script';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { ListEditor } from '../list-editor';
import { isBlank, noWords, WordsPair } from '../words-pair';
import { usePart, type PartFormProps } from './part-form';

type Avoid = ScriptSource['avoid'][number];

export function PhrasesForm(props: PartFormProps) {
  const { t } = useText();
  const { disabled } = props;
  const avoid = usePart('avoid', props);
  const prefer = usePart('prefer', props);
  const label = { zh: t('scripts:edit.zh'), en: t('scripts:edit.en') };
  const withWhy = (item: Avoid, why: NonNullable<Avoid['why']>): Avoid => {
    const { why: _why, ...rest } = item;
    return isBlank(why) ? rest : { ...rest, why };
  };
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: 'minmax(0, 1fr)',
        '@media (min-width: 64rem)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
      }}
    >
      <SectionCard title={t('scripts:phrasesForm.avoid')}>
        <Box sx={{ color: c.inkSoft, mb: 1.5 }}>{t('scripts:phrasesForm.avoidHint')}</Box>
        <ListEditor
          label={t('scripts:phrasesForm.avoid')}
          items={avoid.value ?? []}
          most={20}
          disabled={disabled}
          empty={(): Avoid => noWords}
          onType={(items) => avoid.type([...items])}
          onSet={(items) => avoid.set([...items])}
        >
          {({ item, type }) => (
            <>
              <WordsPair
                label={label}
                value={item}
                disabled={disabled}
                onType={(words) => type({ ...item, ...words })}
                onCommit={avoid.commit}
              />
              <WordsPair
                label={{ zh: t('scripts:edit.whyZh'), en: t('scripts:edit.whyEn') }}
                value={item.why ?? noWords}
                optional
                disabled={disabled}
                onType={(why) => type(withWhy(item, why))}
                onCommit={avoid.commit}
              />
            </>
          )}
        </ListEditor>
        <ErrorNotice error={avoid.error} />
      </SectionCard>
      <SectionCard title={t('scripts:phrasesForm.prefer')}>
        <Box sx={{ color: c.inkSoft, mb: 1.5 }}>{t('scripts:phrasesForm.preferHint')}</Box>
        <ListEditor
          label={t('scripts:phrasesForm.prefer')}
          items={prefer.value ?? []}
          most={10}
          disabled={disabled}
          empty={() => noWords}
          onType={(items) => prefer.type([...items])}
          onSet={(items) => prefer.set([...items])}
        >
          {({ item, type }) => (
            <WordsPair label={label} value={item} rows={2} disabled={disabled} onType={type} onCommit={prefer.commit} />
          )}
        </ListEditor>
        <ErrorNotice error={prefer.error} />
      </SectionCard>
    </Box>
  );
}
