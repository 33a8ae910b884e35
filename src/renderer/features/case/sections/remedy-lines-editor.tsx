/** 金额明细: one block for each line, with its formula worked out while it is typed, and the sum below. */
import AddOutlined from '@mui/icons-material/AddOutlined';
import CloseOutlined from '@mui/icons-material/CloseOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useId } from 'react';
import {
  draftFen,
  formulaOf,
  lineProblem,
  type LineField,
  type MoneyBounds,
} from '../../../../domain/complaint/remedy-lines';
import { fenToCapitals } from '../../../../domain/money/format-money';
import { dayCounts, rateText, type DayCount } from '../../../../domain/money/interest';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { radiusPx } from '../../../app/theme/tokens';
import { ChoiceChips } from '../../../components/choice-chips';
import { DateTimeField } from '../../../components/date-time-field';
import type { FieldProblem } from '../../../components/field-frame';
import { MoneyField } from '../../../components/money-field';
import { RateField } from '../../../components/rate-field';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { Pair } from '../dialogs/act-fields';
import { emptyLine, problemAt, type FormLine, type LineKind, type RefusedLine } from './line-form';

interface LinesEditorProps {
  readonly lines: readonly FormLine[];
  readonly onChange: (lines: readonly FormLine[]) => void;
  readonly bounds: MoneyBounds | null;
  readonly tried: boolean;
  /** What main refused. */
  readonly refused: RefusedLine | null;
  /** Said at the first amount: what the customer claims. */
  readonly hint: string | undefined;
}

export function RemedyLinesEditor({ lines, onChange, bounds, tried, refused, hint }: LinesEditorProps) {
  const { t } = useText();
  const format = useFormat();
  const change = (id: string, changes: Partial<FormLine>): void =>
    onChange(lines.map((line) => (line.id === id ? ({ ...line, ...changes } as FormLine) : line)));
  const kinds = [...new Set(lines.map(({ kind }) => kind))];
  const amounts = lines.map(draftFen);
  const sumFen = amounts.reduce<number>((sum, amountFen) => sum + (amountFen ?? 0), 0);
  return (
    <Box sx={{ display: 'grid', gap: 1.5 }}>
      {lines.map((line, at) => (
        <LineBlock
          key={line.id}
          line={line}
          number={lines.length > 1 ? at + 1 : null}
          hint={at === 0 ? hint : undefined}
          bounds={bounds}
          tried={tried}
          refused={refused?.line === at ? refused : null}
          onChange={(changes) => change(line.id, changes)}
          onRemove={
            lines.filter(({ kind }) => kind === line.kind).length > 1
              ? () => onChange(lines.filter(({ id }) => id !== line.id))
              : null
          }
        />
      ))}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        {kinds.map((kind) => (
          <Button
            key={kind}
            size="small"
            startIcon={<AddOutlined aria-hidden />}
            onClick={() => onChange([...lines, emptyLine(kind)])}
          >
            {t('money:lines.addAnother', { kind: t(`vocabulary:remedyKind.${kind}`) })}
          </Button>
        ))}
      </Box>
      <Box
        role="status"
        aria-label={t('money:lines.sum')}
        sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, alignItems: 'baseline' }}
      >
        <Box sx={{ color: c.inkSoft }}>{t('money:lines.sum')}</Box>
        <Box className="xt-number" sx={{ fontSize: '1.25rem', fontWeight: 700 }}>
          {Number.isSafeInteger(sumFen) ? format.money(sumFen) : '—'}
        </Box>
        {sumFen > 0 && Number.isSafeInteger(sumFen) && <span lang="zh-CN">{fenToCapitals(sumFen)}</span>}
        {amounts.includes(null) && <Box sx={{ color: c.inkSoft }}>{t('money:lines.incomplete')}</Box>}
      </Box>
    </Box>
  );
}

interface LineBlockProps {
  readonly line: FormLine;
  /** Null where it is the only one. */
  readonly number: number | null;
  readonly hint: string | undefined;
  readonly bounds: MoneyBounds | null;
  readonly tried: boolean;
  readonly refused: RefusedLine | null;
  readonly onChange: (changes: Partial<FormLine>) => void;
  readonly onRemove: (() => void) | null;
}

function LineBlock({ line, number, hint, bounds, tried, refused, onChange, onRemove }: LineBlockProps) {
  const { t } = useText();
  const headingId = useId();
  const kind: LineKind = line.kind;
  const label = t(`vocabulary:remedyKind.${kind}`);
  const title = number === null ? label : t('money:lines.numbered', { number, kind: label });
  const found = bounds === null ? undefined : lineProblem(line, bounds);
  const problem = (field: LineField): FieldProblem | null => {
    const code = refused?.field === field ? refused.problem : problemAt(found, field, tried);
    if (code === null) return null;
    const values = { most: boundText(code) };
    return { severity: 'block', text: t(`money:lineProblem.${code}`, values) };
  };
  const format = useFormat();
  const boundText = (code: string): string => {
    if (bounds === null) return '';
    if (code === 'rateAboveCap') return `${rateText(bounds.mostRate)}%`;
    return code === 'tooLong' ? String(bounds.mostDays) : format.money(bounds.mostFen);
  };
  return (
    <Box
      role="group"
      aria-labelledby={headingId}
      sx={{ display: 'grid', gap: 1.5, p: 1.5, border: `1px solid ${c.line}`, borderRadius: `${radiusPx.card}px` }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, minHeight: 32 }}>
        <Box id={headingId} sx={{ fontWeight: 600, flex: 1 }}>
          {title}
        </Box>
        {onRemove !== null && (
          <Button size="small" startIcon={<CloseOutlined aria-hidden />} onClick={onRemove}>
            {t('money:lines.remove')}
          </Button>
        )}
      </Box>
      {line.kind === 'interest' ? (
        <InterestFields line={line} problem={problem} onChange={onChange} />
      ) : (
        <MoneyField
          label={t('case:remedy.amount')}
          required
          valueFen={line.amountFen}
          onChange={(amountFen) => onChange({ amountFen })}
          hint={hint}
          problem={problem('amount')}
        />
      )}
      <TextField
        label={t('money:lines.note')}
        hint={t('money:lines.noteHint')}
        maxCharacters={200}
        value={line.note}
        onChange={(note) => onChange({ note })}
      />
    </Box>
  );
}

interface InterestFieldsProps {
  readonly line: Extract<FormLine, { kind: 'interest' }>;
  readonly problem: (field: LineField) => FieldProblem | null;
  readonly onChange: (changes: Partial<FormLine>) => void;
}

function InterestFields({ line, problem, onChange }: InterestFieldsProps) {
  const { t } = useText();
  const format = useFormat();
  const { nowLocal } = useCaseEnvironment();
  const { baseFen, rate } = line;
  const amountFen = draftFen(line);
  return (
    <>
      <Pair>
        <MoneyField
          label={t('money:interest.base')}
          required
          valueFen={baseFen}
          onChange={(value) => onChange({ baseFen: value })}
          problem={problem('base')}
        />
        <RateField
          label={t('money:interest.rate')}
          hint={t('money:interest.rateHint')}
          required
          rate={rate}
          onChange={(value) => onChange({ rate: value })}
          problem={problem('rate')}
        />
        <DateTimeField
          kind="date"
          noNowButton
          label={t('money:interest.from')}
          hint={t('money:interest.fromHint')}
          required
          value={line.from}
          nowLocal={nowLocal}
          onChange={(from) => onChange({ from })}
          problem={problem('from')}
        />
        <DateTimeField
          kind="date"
          noNowButton
          label={t('money:interest.to')}
          hint={t('money:interest.toHint')}
          required
          value={line.to}
          nowLocal={nowLocal}
          onChange={(to) => onChange({ to })}
          problem={problem('to')}
        />
      </Pair>
      <ChoiceChips<DayCount>
        label={t('money:interest.dayCount')}
        options={dayCounts.map((value) => ({ value, label: t(`money:dayCount.${value}`) }))}
        value={line.dayCount}
        onChange={(dayCount) => onChange({ dayCount })}
      />
      <Box role="status" className="xt-number" sx={{ color: amountFen === null ? c.inkSoft : c.ink }}>
        {amountFen === null || baseFen === null || rate === null
          ? t('money:interest.formulaLater')
          : t('money:interest.formula', {
              formula: formulaOf({ ...line, baseFen, rate, amountFen }),
              amount: format.money(amountFen),
            })}
      </Box>
    </>
  );
}
