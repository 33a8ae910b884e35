/** 特殊客户: how somebody old, disabled or from abroad is served in the same script. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import type { Guard } from '../../../../domain/scripts/guard';
import type { ScriptSource, VariantLine } from '../../../../domain/scripts/script';
import { levels } from '../../../../domain/scripts/vocabulary';
import type { Line } from '../../../../domain/scripts/words';
import { useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { radiusPx } from '../../../app/theme/tokens';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { ConditionBuilder } from '../condition-builder';
import { ListEditor } from '../list-editor';
import { PickField } from '../pick-field';
import { useTargets } from '../ways-form';
import { noWords, WordsPair } from '../words-pair';
import { freshId, usePart, type PartFormProps } from './part-form';

type Variants = NonNullable<ScriptSource['variants']>;
type Variant = Variants[string];

/** The three that the catalogue asks for, and whom each is for. */
const usual: Readonly<Record<string, Guard>> = {
  elderly: { flag: 'elderly' },
  disability: { any: [{ flag: 'mobility' }, { flag: 'hearing' }, { flag: 'sight' }] },
  foreigner: { flag: 'foreigner' },
};
const usualNames = ['elderly', 'disability', 'foreigner'] as const;

export function VariantsForm(props: PartFormProps) {
  const { t } = useText();
  const { disabled } = props;
  const form = usePart('variants', props, (value) => Object.keys(value).length === 0);
  const variants: Variants = form.value ?? {};
  const nameOf = (id: string): string => {
    const known = usualNames.find((one) => one === id);
    return known === undefined ? id : t(`scripts:variantsForm.${known}`);
  };
  const put = (id: string, variant: Variant): Variants => ({ ...variants, [id]: variant });
  const add = (id: string): void => form.type(put(id, { when: usual[id] ?? { flag: 'repeat' }, tips: [noWords] }));
  return (
    <SectionCard title={t('scripts:edit.variants')}>
      <Box sx={{ color: c.inkSoft, mb: 1.5 }}>{t('scripts:variantsForm.hint')}</Box>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
        {Object.entries(variants).map(([id, variant]) => (
          <Box
            key={id}
            component="section"
            aria-label={nameOf(id)}
            sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}
          >
            <Box component="h3" sx={{ m: 0, fontSize: '1rem', fontWeight: 600 }}>
              {nameOf(id)}
            </Box>
            <OneVariant
              {...props}
              id={id}
              variant={variant}
              onType={(next) => form.type(put(id, next))}
              onSet={(next) => form.set(put(id, next))}
              onCommit={form.commit}
            />
            {!disabled && (
              <Box>
                <Button
                  size="small"
                  color="error"
                  onClick={() => {
                    const { [id]: _gone, ...left } = variants;
                    form.set(left);
                  }}
                >
                  {t('scripts:variantsForm.remove', { name: nameOf(id) })}
                </Button>
              </Box>
            )}
          </Box>
        ))}
        {!disabled && (
          <Box
            role="group"
            aria-label={t('scripts:variantsForm.which')}
            sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}
          >
            <span>{t('scripts:variantsForm.which')}</span>
            {usualNames
              .filter((id) => variants[id] === undefined)
              .map((id) => (
                <Button key={id} size="small" variant="outlined" onClick={() => add(id)}>
                  {nameOf(id)}
                </Button>
              ))}
            <Button size="small" onClick={() => add(freshId(Object.keys(variants), 'other'))}>
              {t('scripts:variantsForm.other')}
            </Button>
          </Box>
        )}
        <ErrorNotice error={form.error} />
      </Box>
    </SectionCard>
  );
}

interface OneVariantProps extends PartFormProps {
  readonly id: string;
  readonly variant: Variant;
  readonly onType: (variant: Variant) => void;
  readonly onSet: (variant: Variant) => void;
  readonly onCommit: () => void;
}

function OneVariant({ id, variant, script, facts, disabled, onType, onSet, onCommit }: OneVariantProps) {
  const { t } = useText();
  const targets = useTargets(script);
  const label = { zh: t('scripts:edit.zh'), en: t('scripts:edit.en') };
  const lines = variant.lines ?? {};
  const spoken = targets.filter(({ id: node }) => {
    const type = script.nodes[node]?.type;
    return (type === 'say' || type === 'ask') && lines[node] === undefined;
  });
  const withLine = (node: string, line: VariantLine): Variant => ({ ...variant, lines: { ...lines, [node]: line } });
  const withoutLine = (node: string): Variant => {
    const { lines: _lines, ...rest } = variant;
    const { [node]: _gone, ...left } = lines;
    return Object.keys(left).length === 0 ? rest : { ...rest, lines: left };
  };
  /** Begins with the words for everybody, at each level of anger that has its own. */
  const begun = (node: string): VariantLine | null => {
    const of = script.nodes[node];
    if (of?.type !== 'say' && of?.type !== 'ask') return null;
    return { ...of.text, ...(of.byLevel === undefined ? {} : { byLevel: of.byLevel }) };
  };
  return (
    <>
      <ConditionBuilder
        form={`part:variants:${id}`}
        label={t('scripts:variantsForm.when')}
        value={variant.when}
        scope={{ facts: { ...facts, ...script.facts }, nodes: Object.keys(script.nodes) }}
        disabled={disabled}
        optional={false}
        onChange={(when) => {
          if (when !== null) onSet({ ...variant, when });
        }}
      />
      <ListEditor
        label={t('scripts:variantsForm.tips')}
        items={variant.tips}
        least={1}
        most={5}
        disabled={disabled}
        nameOf={(_tip, position) => t('scripts:variantsForm.tip', { position })}
        empty={() => noWords}
        onType={(tips) => onType({ ...variant, tips: [...tips] })}
        onSet={(tips) => onSet({ ...variant, tips: [...tips] })}
      >
        {({ item, type }) => (
          <WordsPair label={label} value={item} disabled={disabled} onType={type} onCommit={onCommit} />
        )}
      </ListEditor>
      {Object.entries(lines).map(([node, line]) => (
        <Box
          key={node}
          component="fieldset"
          sx={{ m: 0, p: 1.5, minWidth: 0, border: `1px solid ${c.line}`, borderRadius: `${radiusPx.field}px` }}
        >
          <Box component="legend" sx={{ px: 0.5, fontWeight: 600 }}>
            {t('scripts:variantsForm.line', { node })}
          </Box>
          <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
            <WordsPair
              label={label}
              value={line}
              rows={2}
              disabled={disabled}
              onType={(words) => onType(withLine(node, { ...line, ...words }))}
              onCommit={onCommit}
            />
            {levels.map((level) => {
              const words: Line | undefined = line.byLevel?.[level];
              return words === undefined ? null : (
                <WordsPair
                  key={level}
                  label={{
                    zh: `${t('scripts:line.level', { level })} · ${label.zh}`,
                    en: `${t('scripts:line.level', { level })} · ${label.en}`,
                  }}
                  value={words}
                  rows={2}
                  disabled={disabled}
                  onType={(next) =>
                    onType(withLine(node, { ...line, byLevel: { ...line.byLevel, [level]: { ...words, ...next } } }))
                  }
                  onCommit={onCommit}
                />
              );
            })}
            {!disabled && (
              <Box>
                <Button size="small" color="error" onClick={() => onSet(withoutLine(node))}>
                  {t('scripts:edit.remove', { name: t('scripts:variantsForm.line', { node }) })}
                </Button>
              </Box>
            )}
          </Box>
        </Box>
      ))}
      {!disabled && spoken.length > 0 && (
        <Box sx={{ maxWidth: '32rem' }}>
          <PickField
            label={t('scripts:variantsForm.addLine')}
            value=""
            options={spoken}
            onChange={(node) => {
              const line = begun(node);
              if (line !== null) onSet(withLine(node, line));
            }}
          />
        </Box>
      )}
    </>
  );
}
