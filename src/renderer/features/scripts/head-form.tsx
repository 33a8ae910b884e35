/** Version, day, titles and what changed: kept when somebody leaves a field. */
import Box from '@mui/material/Box';
import { useContext, useState } from 'react';
import { z } from 'zod';
import { localDateOf } from '../../../domain/deadlines/time-zone';
import { ScriptHead } from '../../../domain/scripts/desk';
import type { ScriptDraftView } from '../../../shared/contract/scripts';
import type { CodedError } from '../../app/i18n/message-of';
import { TimeZoneContext, useText } from '../../app/i18n/use-text';
import { DateTimeField } from '../../components/date-time-field';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { TextField } from '../../components/text-field';
import { useNow } from '../../components/use-now';
import type { KeepChange } from './draft';
import { useTyped } from '../../components/typed-forms';

interface HeadFormProps {
  readonly draft: ScriptDraftView;
  readonly disabled: boolean;
  readonly onChange: KeepChange;
}

const Typed = z.object({
  version: z.string(),
  changeNote: z.string(),
  effectiveFrom: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  triggerZh: z.string(),
  triggerEn: z.string(),
});
type Typed = z.infer<typeof Typed>;

export function HeadForm({ draft: { source, leastVersion }, disabled, onChange }: HeadFormProps) {
  const { t } = useText();
  const today = localDateOf(useNow(), useContext(TimeZoneContext));
  const kept: Typed = {
    version: source.version,
    changeNote: source.changeNote,
    effectiveFrom: source.effectiveFrom ?? '',
    titleZh: source.title.zh,
    titleEn: source.title.en,
    triggerZh: source.trigger.zh,
    triggerEn: source.trigger.en,
  };
  const [typed, setTyped] = useTyped<Typed>('head', kept, (left) => Typed.safeParse(left).data ?? null);
  const [error, setError] = useState<CodedError | null>(null);
  const headOf = ({ version, changeNote, effectiveFrom, titleZh, titleEn, triggerZh, triggerEn }: Typed) =>
    ScriptHead.safeParse({
      version: version.trim(),
      changeNote: changeNote.trim(),
      title: { zh: titleZh.trim(), en: titleEn.trim() },
      trigger: { zh: triggerZh.trim(), en: triggerEn.trim() },
      ...(effectiveFrom === '' ? {} : { effectiveFrom }),
    });
  const set = (part: Partial<Typed>): void => setTyped({ ...typed, ...part });
  const keep = async (part: Partial<Typed> = {}): Promise<void> => {
    const read = headOf({ ...typed, ...part });
    const { version, changeNote, effectiveFrom, title, trigger } = source;
    const before = ScriptHead.parse({
      version,
      changeNote,
      title,
      trigger,
      ...(effectiveFrom === undefined ? {} : { effectiveFrom }),
    });
    if (!read.success || JSON.stringify(before) === JSON.stringify(read.data)) return;
    setError(await onChange({ kind: 'head', head: read.data }));
  };
  const texts = [
    ['titleZh', 'scripts:head.titleZh'],
    ['titleEn', 'scripts:head.titleEn'],
    ['triggerZh', 'scripts:head.triggerZh'],
    ['triggerEn', 'scripts:head.triggerEn'],
    ['changeNote', 'scripts:head.changeNote'],
  ] as const;
  const versionBad = !/^\d+\.\d+\.\d+$/.test(typed.version.trim());
  return (
    <SectionCard title={t('scripts:head.title')}>
      <Box
        sx={{
          display: 'grid',
          gap: 2,
          alignItems: 'start',
          gridTemplateColumns: 'repeat(auto-fit, minmax(min(18rem, 100%), 1fr))',
        }}
      >
        <TextField
          label={t('scripts:head.version')}
          hint={t('scripts:head.versionHint', { least: leastVersion })}
          value={typed.version}
          disabled={disabled}
          problem={versionBad ? { severity: 'block', text: t('scripts:head.versionBad') } : null}
          onChange={(version) => set({ version })}
          onCommit={() => void keep()}
        />
        <DateTimeField
          kind="date"
          label={t('scripts:head.effectiveFrom')}
          noNowButton
          nowLocal={`${today}T00:00`}
          value={typed.effectiveFrom}
          disabled={disabled}
          onChange={(effectiveFrom) => {
            set({ effectiveFrom });
            void keep({ effectiveFrom });
          }}
        />
        {texts.map(([name, key]) => (
          <TextField
            key={name}
            label={t(key)}
            value={typed[name]}
            disabled={disabled}
            problem={typed[name].trim() === '' ? { severity: 'block', text: t('scripts:own.empty') } : null}
            onChange={(text) => set({ [name]: text })}
            onCommit={() => void keep()}
          />
        ))}
      </Box>
      <ErrorNotice error={error} />
    </SectionCard>
  );
}
