/** A closed case becomes an invented customer: rules took out what has a shape, a person changes the story and answers for it. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useEffect, useRef, useState } from 'react';
import { z } from 'zod';
import { Sketch, sketchChecks } from '../../../domain/training/own-cases';
import { levels, Mode, Need } from '../../../domain/scripts/vocabulary';
import type { SketchStartView, TrainingOverview } from '../../../shared/contract/training';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ChoiceChips, ToggleChips } from '../../components/choice-chips';
import { ErrorNotice } from '../../components/error-notice';
import { PageHeader } from '../../components/page-header';
import { SectionCard } from '../../components/section-card';
import { TextField } from '../../components/text-field';
import { TypedFormsOf, useTyped, useTypedForms } from '../../components/typed-forms';
import { useCursor } from '../../components/use-cursor';
import { useWords } from './words-of';

const fields = ['name', 'about', 'opening', 'story', 'hidden'] as const;
type Field = (typeof fields)[number];
/** As it stands in the form, which may be half-written. What somebody answers for by ticking is asked again each time. */
const Written = z.strictObject({
  texts: z.record(z.enum(fields), z.strictObject({ zh: z.string(), en: z.string() })),
  choices: Sketch.pick({
    script: true,
    need: true,
    mode: true,
    startLevel: true,
    calmers: true,
    patience: true,
    speaksLike: true,
  }),
});
type Written = z.infer<typeof Written>;
const form = 'sketch';

const mostOfStory = 4;
const patiences = [3, 5, 8] as const;
const noText = { zh: '', en: '' };

const bothLanguages = ['zh', 'en'] as const;

export function OwnCase({ caseId }: { readonly caseId: string }) {
  const [start, setStart] = useState<SketchStartView | null>(null);
  const [overview, setOverview] = useState<TrainingOverview | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  useEffect(() => {
    let current = true;
    void Promise.all([api['training.sketch']({ caseId }), api['training.overview']({})]).then(([sketch, home]) => {
      if (!current) return;
      setError(sketch.ok ? (home.ok ? null : home.error) : sketch.error);
      if (sketch.ok) setStart(sketch.value);
      if (home.ok) setOverview(home.value);
    });
    return () => {
      current = false;
    };
  }, [caseId]);
  const { t } = useText();
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)', maxWidth: '72rem', mx: 'auto' }}>
      <PageHeader title={t('training:own.title')} onBack={() => navigate({ name: 'case', caseId })} />
      <ErrorNotice error={error} />
      {start !== null && overview !== null && (
        <TypedFormsOf of={`own:${caseId}`}>
          <Form caseId={caseId} start={start} overview={overview} />
        </TypedFormsOf>
      )}
    </Box>
  );
}

/** What the rules made of the case, before anybody wrote a word. */
const begunWith = (start: SketchStartView, overview: TrainingOverview): Written => ({
  texts: {
    name: noText,
    about: noText,
    opening: { zh: start.opening, en: '' },
    story: { zh: start.story.join('\n'), en: '' },
    hidden: { zh: start.hidden, en: '' },
  },
  choices: {
    script: overview.scenes[0]?.script.code ?? '',
    need: 'recognition',
    mode: 'both',
    startLevel: start.startLevel,
    calmers: 2,
    patience: 5,
    speaksLike: overview.customers.find(({ id }) => !overview.own.some((one) => one.id === id))?.id ?? '',
  },
});

interface FormProps {
  readonly caseId: string;
  readonly start: SketchStartView;
  readonly overview: TrainingOverview;
}

function Form({ caseId, start, overview }: FormProps) {
  const { t } = useText();
  const words = useWords();
  const [commandId] = useState(newId);
  const forms = useTypedForms();
  const container = useRef<HTMLDivElement>(null);
  const [fresh] = useState(() => begunWith(start, overview));
  const [written, setWritten, changed] = useTyped<Written>(form, fresh, (left) => Written.safeParse(left).data ?? null);
  const [wasLeft, setWasLeft] = useState(changed);
  useCursor(container, form);
  const { texts, choices } = written;
  const [checked, setChecked] = useState<readonly (typeof sketchChecks)[number][]>([]);
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<CodedError | null>(null);
  const [found, setFound] = useState<readonly { readonly at: string; readonly text: string }[]>([]);
  const set = (part: Partial<Written['choices']>): void => setWritten({ ...written, choices: { ...choices, ...part } });

  const keep = async (): Promise<void> => {
    setTried(true);
    setFound([]);
    if (fields.some((field) => texts[field].zh.trim() === '')) return;
    setBusy(true);
    const both = (field: Field) => ({
      zh: texts[field].zh.trim(),
      en: texts[field].en.trim() === '' ? texts[field].zh.trim() : texts[field].en.trim(),
    });
    const lines = (text: string): readonly string[] =>
      text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .slice(0, mostOfStory);
    const zh = lines(texts.story.zh);
    const en = lines(texts.story.en);
    const { name, about, hidden, opening } = {
      name: both('name'),
      about: both('about'),
      hidden: both('hidden'),
      opening: both('opening'),
    };
    const story = zh.map((line, at) => ({ zh: line, en: en[at] ?? line }));
    const reply = await api['training.keepSketch']({
      commandId,
      caseId,
      sketch: { ...choices, name, about, hidden, opening, story },
      checked: [...checked],
    });
    setBusy(false);
    setError(reply.ok ? null : reply.error);
    if (!reply.ok && reply.error.code === 'training.stillNames') setFound(reply.error.traces);
    if (!reply.ok) return;
    forms.forgetAll();
    notify({ severity: 'success', text: t('training:own.kept') });
    navigate({ name: 'training' });
  };
  const problemOf = (field: Field, key: 'zh' | 'en') => {
    const here = found.filter(({ at }) => at.split('.')[0] === field).map(({ text }) => text);
    if (here.length > 0)
      return { severity: 'block' as const, text: t('training:own.still', { found: [...new Set(here)].join('、') }) };
    return tried && key === 'zh' && texts[field].zh.trim() === ''
      ? { severity: 'block' as const, text: t('training:own.empty') }
      : null;
  };
  return (
    <>
      <Alert severity="info">
        {t('training:own.intro')}
        <br />
        {start.taken.length === 0
          ? t('training:own.takenNone')
          : t('training:own.taken', { kinds: start.taken.map((kind) => t(`training:own.kind.${kind}`)).join('、') })}
      </Alert>
      {wasLeft && (
        <Alert
          severity="info"
          action={
            <Button
              color="inherit"
              onClick={() => {
                setWritten(fresh);
                setWasLeft(false);
              }}
            >
              {t('training:own.startOver')}
            </Button>
          }
        >
          {t('training:own.left')}
        </Alert>
      )}
      <SectionCard title={t('training:own.from')}>
        <Box ref={container} sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
          <ChoiceChips
            label={t('training:own.script')}
            options={overview.scenes.map(({ script }) => ({ value: script.code, label: words(script.title) }))}
            value={choices.script}
            onChange={(script) => set({ script })}
          />
          {fields.map((field) => (
            <Box
              key={field}
              sx={{
                display: 'grid',
                gap: 1.5,
                alignItems: 'start',
                gridTemplateColumns: 'repeat(auto-fit, minmax(min(20rem, 100%), 1fr))',
              }}
            >
              {bothLanguages.map((key) => (
                <Box key={key} data-field={`${field}.${key}`} sx={{ minWidth: 0 }}>
                  <TextField
                    label={t(`training:own.${key}`, { field: t(`training:own.${field}`) })}
                    value={texts[field][key]}
                    {...(field === 'name' ? {} : { rows: field === 'story' ? 4 : 2 })}
                    problem={problemOf(field, key)}
                    onChange={(text) =>
                      setWritten({ ...written, texts: { ...texts, [field]: { ...texts[field], [key]: text } } })
                    }
                  />
                </Box>
              ))}
            </Box>
          ))}
          <ChoiceChips
            label={t('training:own.need')}
            options={Need.options.map((value) => ({ value, label: t(`training:need.${value}`) }))}
            value={choices.need}
            onChange={(need) => set({ need })}
          />
          <ChoiceChips
            label={t('training:own.mode')}
            options={Mode.options.map((value) => ({ value, label: t(`training:want.${value}`) }))}
            value={choices.mode}
            onChange={(mode) => set({ mode })}
          />
          <ChoiceChips
            label={t('training:own.startLevel')}
            options={levels.map((level) => ({
              value: String(level),
              label: `${String(level)} ${t(`common:emotion.level.${level}`)}`,
            }))}
            value={String(choices.startLevel)}
            onChange={(value) => set({ startLevel: levels.find((level) => String(level) === value) ?? 1 })}
          />
          <ChoiceChips
            label={t('training:own.calmers')}
            options={([1, 2, 3] as const).map((count) => ({
              value: String(count),
              label: t(`training:own.calmer${count}`),
            }))}
            value={String(choices.calmers)}
            onChange={(value) => set({ calmers: Number(value) })}
          />
          <ChoiceChips
            label={t('training:own.patience')}
            options={patiences.map((count) => ({ value: String(count), label: String(count) }))}
            value={String(choices.patience)}
            onChange={(value) => set({ patience: Number(value) })}
          />
          <ChoiceChips
            label={t('training:own.speaksLike')}
            options={overview.customers
              .filter(({ id }) => !overview.own.some((one) => one.id === id))
              .map(({ id, name }) => ({ value: id, label: words(name) }))}
            value={choices.speaksLike}
            onChange={(speaksLike) => set({ speaksLike })}
          />
        </Box>
      </SectionCard>
      <SectionCard title={t('training:own.checks')}>
        <ToggleChips
          label={t('training:own.checks')}
          hideLabel
          options={sketchChecks.map((value) => ({ value, label: t(`training:own.check.${value}`) }))}
          values={checked}
          onChange={setChecked}
        />
        <Box sx={{ mt: 1.5, color: c.inkSoft }}>
          <ErrorNotice error={error} />
        </Box>
        <Button
          variant="contained"
          sx={{ mt: 1.5 }}
          disabled={busy || checked.length < sketchChecks.length}
          onClick={() => void keep()}
        >
          {t('training:own.keep')}
        </Button>
      </SectionCard>
    </>
  );
}
