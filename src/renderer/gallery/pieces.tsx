import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { wants, type Emotion, type Flag, type Want } from '../../domain/complaint/values';
import { caseStatuses } from '../../domain/complaint/states';
import { useText } from '../app/i18n/use-text';
import { c, emotionColours, tone } from '../app/theme/css-vars';
import { tones } from '../app/theme/tokens';
import { CaseNumber } from '../components/case-number';
import { ChoiceChips } from '../components/choice-chips';
import { DateTimeField } from '../components/date-time-field';
import { DeadlineChip } from '../components/deadline-chip';
import { EmotionBadge, EmotionPicker } from '../components/emotion';
import { EmptyState } from '../components/empty-state';
import { ErrorNotice } from '../components/error-notice';
import { FileDrop } from '../components/file-drop';
import { FlagPicker } from '../components/flag-picker';
import { InfoList } from '../components/info-list';
import { KeyHint } from '../components/key-hint';
import { LogoMark } from '../components/logo';
import { MaskedText } from '../components/masked-text';
import { MoneyField } from '../components/money-field';
import { PageHeader } from '../components/page-header';
import { PersonCard } from '../components/person-card';
import { SaveState } from '../components/save-state';
import { SectionCard } from '../components/section-card';
import { SignaturePreview } from '../components/signature-preview';
import { CaseStatusChip, StatusChip } from '../components/status-chip';
import { TextField } from '../components/text-field';
import { Timeline } from '../components/timeline';
import { TreeSelect, type TreeItem } from '../components/tree-select';
import { rows, sampleNowMs, tree, words } from './samples';

const searchTree = (query: string): readonly TreeItem[] =>
  tree.filter((item) => `${item.label}${item.path.join('')}`.includes(query));
const swatch = (name: string, ground: string, ink: string) => (
  <Box
    key={name}
    sx={{ px: 1.5, py: 1, borderRadius: '6px', backgroundColor: ground, color: ink, border: `1px solid ${c.line}` }}
  >
    {name}
  </Box>
);
const typeVariants = ['h1', 'h2', 'h3', 'h4', 'lead', 'body1'] as const;
const severities = ['info', 'success', 'warning'] as const;
const others: readonly (readonly [string, string, string])[] = [
  ...([0, 1, 2, 3] as const).map(
    (level) => [`emotion ${level}`, emotionColours(level).soft, emotionColours(level).onSoft] as const,
  ),
  ['canvas', c.canvas, c.ink],
  ['sunken', c.sunken, c.inkSoft],
  ['rail', c.rail, c.railInk],
];
const grid = {
  display: 'grid',
  gap: 2,
  gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 26rem), 1fr))',
  alignItems: 'start',
};
const row = { display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' };

/** Every piece, in its usual states. */
export function Pieces() {
  const { t } = useText();
  const [name, setName] = useState('');
  const [phone, setPhone] = useState<string>(words.phoneValue);
  const [facts, setFacts] = useState('');
  const [amount, setAmount] = useState<number | null>(1_234_500);
  const [when, setWhen] = useState('2026-03-16T10:00');
  const [want, setWant] = useState<Want | null>('correction');
  const [flags, setFlags] = useState<readonly Flag[]>(['elderly', 'repeat']);
  const [emotion, setEmotion] = useState<Emotion | null>(2);
  const [category, setCategory] = useState<TreeItem | null>(tree[0] ?? null);
  return (
    <Box component="main" sx={{ p: 3, display: 'grid', gap: 2 }}>
      <PageHeader
        title={words.caseTitle}
        subtitle={<CaseNumber number="0471-A1-2602318" />}
        badges={<CaseStatusChip status="investigating" />}
        onBack={() => undefined}
        actions={
          <>
            <Button>{t('common:action.print')}</Button>
            <Button color="error">{t('common:action.delete')}</Button>
            <Button variant="contained" size="large">
              {t('common:action.save')}
            </Button>
          </>
        }
      />
      <Tabs value={0} aria-label={words.tokens}>
        <Tab label={t('shell:nav.case')} />
        <Tab label={t('shell:nav.history')} />
        <Tab label={t('shell:nav.sync')} />
      </Tabs>
      <SectionCard title={words.tokens}>
        <Box sx={{ display: 'grid', gap: 1.5 }}>
          <Box sx={row}>{tones.map((name) => swatch(name, tone(name).fill, tone(name).onFill))}</Box>
          <Box sx={row}>{tones.map((name) => swatch(name, tone(name).soft, tone(name).onSoft))}</Box>
          <Box sx={row}>
            {others.map(([name, ground, ink]) => swatch(name, ground, ink))}
            <LogoMark size={48} />
            <LogoMark size={24} />
          </Box>
          {typeVariants.map((variant) => (
            <Typography key={variant} variant={variant} component="p">
              {words.type}
            </Typography>
          ))}
          <Typography variant="script" component="p" sx={{ maxWidth: '30em' }}>
            {words.script}
          </Typography>
        </Box>
      </SectionCard>
      <Box sx={grid}>
        <SectionCard title={words.fields} actions={<SaveState status={{ state: 'saved', atMs: sampleNowMs }} />}>
          <Box sx={{ display: 'grid', gap: 2 }}>
            <TextField label={words.name} hint={words.nameHint} required value={name} onChange={setName} />
            <TextField
              label={words.phone}
              value={phone}
              onChange={setPhone}
              numeric
              problem={{ severity: 'warn', text: words.phoneWarn }}
            />
            <TextField
              label={words.facts}
              rows={3}
              required
              value={facts}
              onChange={setFacts}
              maxCharacters={2_000}
              problem={{ severity: 'block', text: words.factsProblem }}
            />
            <MoneyField label={words.amount} valueFen={amount} onChange={setAmount} words={words.amountWords} />
            <DateTimeField
              kind="dateTime"
              label={words.when}
              value={when}
              onChange={setWhen}
              nowLocal="2026-03-18T10:24"
            />
            <TreeSelect label={words.category} value={category} onChange={setCategory} search={searchTree} />
          </Box>
        </SectionCard>
        <Box sx={{ display: 'grid', gap: 2 }}>
          <SectionCard>
            <Box sx={{ display: 'grid', gap: 2 }}>
              <EmotionPicker value={emotion} onChange={setEmotion} />
              <ChoiceChips
                label={words.want}
                required
                options={wants.map((value) => ({ value, label: t(`vocabulary:want.${value}`) }))}
                value={want}
                onChange={setWant}
              />
              <FlagPicker label={words.flags} values={flags} onChange={setFlags} />
            </Box>
          </SectionCard>
          <SectionCard title={words.evidence}>
            <FileDrop
              label={words.evidence}
              files={[{ id: 'f1', name: words.evidenceName, sizeBytes: 348_211 }]}
              accept={['.pdf', '.jpg', '.png']}
              maxBytes={20 * 1024 * 1024}
              onAdd={() => undefined}
              onRemove={() => undefined}
            />
          </SectionCard>
        </Box>
      </Box>
      <SectionCard title={words.states}>
        <Box sx={{ display: 'grid', gap: 1.5 }}>
          <Box sx={row}>
            {caseStatuses.map((status) => (
              <CaseStatusChip key={status} status={status} />
            ))}
          </Box>
          <Box sx={row}>
            {rows.slice(0, 6).map((sample) => (
              <DeadlineChip key={sample.id} {...sample.deadline} />
            ))}
            <StatusChip tone="accent" strong label={t('shell:topBar.demo')} />
          </Box>
          <Box sx={row}>
            {([0, 1, 2, 3] as const).map((level) => (
              <EmotionBadge key={level} level={level} />
            ))}
            <KeyHint action="palette" />
            <KeyHint action="back" />
          </Box>
          {severities.map((severity) => (
            <Alert key={severity} severity={severity}>
              {words.factsValue}
            </Alert>
          ))}
          <ErrorNotice error={{ code: 'store.unavailable' }} onRetry={() => undefined} />
          <Box sx={row}>
            <Button variant="contained">{t('common:action.confirm')}</Button>
            <Button>{t('common:action.cancel')}</Button>
            <Button variant="text">{t('common:action.undo')}</Button>
            <Button disabled>{t('common:action.export')}</Button>
            <Button variant="contained" color="error">
              {t('common:action.delete')}
            </Button>
          </Box>
        </Box>
      </SectionCard>
      <Box sx={grid}>
        <SectionCard title={words.history} tone="warning">
          <Timeline items={words.timeline} />
        </SectionCard>
        <SectionCard title={words.people}>
          <Box sx={{ display: 'grid', gap: 2 }}>
            <PersonCard
              name="张*三"
              sealName="张三"
              role={t('vocabulary:partyKind.self')}
              lines={[
                {
                  label: t('common:person.phone'),
                  value: (
                    <MaskedText
                      label={t('common:person.phone')}
                      masked={words.masked}
                      onReveal={() => Promise.resolve(words.revealed)}
                    />
                  ),
                },
              ]}
            />
            <InfoList
              items={[
                { label: words.when, value: '2026-03-16 10:00' },
                { label: words.facts, value: words.factsValue },
                { label: t('common:person.address'), value: '' },
              ]}
            />
            <SignaturePreview
              valid
              signer={words.signer}
              atMs={sampleNowMs}
              digest="9f2c41d07be8a5310c44f1d29e6ab37d"
            />
            <SignaturePreview valid={false} signer={words.signer} atMs={sampleNowMs} />
          </Box>
        </SectionCard>
      </Box>
      <SectionCard>
        <EmptyState title={t('common:state.empty')} body={words.nameHint} action={<Button>{words.register}</Button>} />
      </SectionCard>
    </Box>
  );
}
