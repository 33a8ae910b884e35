/** The right input for a fact: choices as large buttons that answer at once, everything else typed. */
import Box from '@mui/material/Box';
import ButtonBase from '@mui/material/ButtonBase';
import { useContext, useState, type ReactNode } from 'react';
import { checkBankCard, checkPhone } from '../../../domain/identity/contacts';
import { checkIdNumber } from '../../../domain/identity/id-documents';
import type { IdentityCheck } from '../../../domain/identity/result';
import type { FactDeclaration } from '../../../domain/scripts/script';
import { TimeZoneContext, useMessageOf, useText } from '../../app/i18n/use-text';
import { c, tone } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { DateTimeField } from '../../components/date-time-field';
import { FieldFrame, type FieldProblem } from '../../components/field-frame';
import { belongsToIme } from '../../components/ime';
import { MoneyField } from '../../components/money-field';
import { parseLocalDateTime } from '../../components/parse-local-time';
import { TextField } from '../../components/text-field';
import { useNow } from '../../components/use-now';
import { useRoving } from '../../components/use-roving';
import { wallClock } from '../../components/wall-clock';
import type { Answer } from './next-step';
import { marks } from './player-context';

export type FactValue = string | number | boolean;

export interface AnswerFieldProps {
  readonly declaration: FactDeclaration;
  readonly label: string;
  readonly hideLabel?: boolean;
  readonly value: FactValue | null;
  readonly onChange: (answer: Answer) => void;
  /** Chosen, or Enter in a field: this is the answer. */
  readonly onAnswer: (value: FactValue) => void;
  /** Enter where nothing can be taken yet. */
  readonly onEnter: () => void;
  readonly problem: FieldProblem | null;
}

export function AnswerField(props: AnswerFieldProps) {
  const { declaration, value } = props;
  const { t, language } = useText();
  switch (declaration.input) {
    case 'choice':
      return (
        <Options
          {...props}
          options={(declaration.options ?? []).map(({ id, zh, en }) => ({
            value: id,
            label: language === 'en' ? en : zh,
          }))}
        />
      );
    case 'yesNo':
      return (
        <Options
          {...props}
          options={[
            { value: 'yes', label: t('common:state.yes') },
            { value: 'no', label: t('common:state.no') },
          ]}
        />
      );
    case 'money':
      return (
        <EnterArea onEnter={props.onEnter}>
          <MoneyField
            label={props.label}
            hideLabel={props.hideLabel ?? false}
            problem={props.problem}
            valueFen={typeof value === 'number' ? value : null}
            onChange={(fen) => props.onChange(fen === null ? { state: 'empty' } : { state: 'value', value: fen })}
          />
        </EnterArea>
      );
    case 'date':
      return <DateAnswer {...props} />;
    case 'time':
    case 'number':
    case 'text':
    case 'phone':
    case 'card':
    case 'idNumber':
      return <TypedAnswer {...props} />;
  }
}

/** Enter in a field that has no `onEnter` of its own. The field's own handlers have put the value in order before. */
function EnterArea({ onEnter, children }: { readonly onEnter: () => void; readonly children: ReactNode }) {
  return (
    <Box
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || belongsToIme(event.nativeEvent)) return;
        event.preventDefault();
        onEnter();
      }}
    >
      {children}
    </Box>
  );
}

function DateAnswer({ label, hideLabel = false, value, problem, onChange, onEnter }: AnswerFieldProps) {
  const timeZone = useContext(TimeZoneContext);
  const nowLocal = wallClock(useNow(), timeZone);
  return (
    <EnterArea onEnter={onEnter}>
      <DateTimeField
        kind="date"
        label={label}
        hideLabel={hideLabel}
        problem={problem}
        nowLocal={nowLocal}
        value={typeof value === 'string' ? value : ''}
        onChange={(day, unreadable) =>
          onChange(unreadable ? { state: 'bad' } : day === '' ? { state: 'empty' } : { state: 'value', value: day })
        }
      />
    </EnterArea>
  );
}

/** Longest text of a fact. */
const longest = 200;

type TypedInput = Exclude<FactDeclaration['input'], 'choice' | 'yesNo' | 'money' | 'date'>;

/** What was typed as an answer. Numbers and times must be readable; whatever identifies somebody only asks for a second look. */
export function readTyped(input: TypedInput, text: string, today: string): Answer {
  const plain = text.normalize('NFKC').trim();
  if (plain === '') return { state: 'empty' };
  if (input === 'number')
    return /^\d{1,9}(\.\d{1,2})?$/.test(plain) ? { state: 'value', value: Number(plain) } : { state: 'bad' };
  if (input === 'time') {
    const at = parseLocalDateTime(plain, today);
    return at === null ? { state: 'bad' } : { state: 'value', value: at.slice(11) };
  }
  return text.length > longest ? { state: 'bad' } : { state: 'value', value: text.trim() };
}

function lookAgain(input: TypedInput, text: string): IdentityCheck | null {
  if (text.trim() === '') return null;
  if (input === 'phone') return checkPhone(text);
  // A tail is a handful of digits; from here on somebody has typed a whole number.
  if (input === 'card') return text.replace(/\D/g, '').length < 12 ? null : checkBankCard(text);
  return input === 'idNumber' ? checkIdNumber('residentId', text) : null;
}

function TypedAnswer(props: AnswerFieldProps) {
  const { t } = useText();
  const messageOf = useMessageOf();
  const timeZone = useContext(TimeZoneContext);
  const today = wallClock(useNow(), timeZone).slice(0, 10);
  const input = props.declaration.input as TypedInput;
  const [text, setText] = useState(props.value === null ? '' : String(props.value));
  const [left, setLeft] = useState(false);
  const answer = readTyped(input, text, today);
  const check = left ? lookAgain(input, text) : null;
  const problem: FieldProblem | null =
    left && answer.state === 'bad'
      ? {
          severity: 'block',
          text:
            input === 'number'
              ? t('conversation:ask.badNumber')
              : input === 'time'
                ? t('conversation:ask.badTime')
                : t('conversation:ask.tooLong', { count: longest }),
        }
      : check !== null && !check.ok
        ? { severity: 'warn', text: messageOf({ code: check.code }) }
        : props.problem;
  return (
    <TextField
      label={props.label}
      hideLabel={props.hideLabel ?? false}
      problem={problem}
      value={text}
      numeric={input !== 'text'}
      inputMode={input === 'number' ? 'decimal' : input === 'text' ? 'text' : 'numeric'}
      {...(input === 'text' ? { maxCharacters: longest } : {})}
      {...(input === 'time' ? { hint: t('conversation:ask.timeHint') } : {})}
      onChange={(next) => {
        setText(next);
        setLeft(false);
        props.onChange(readTyped(input, next, today));
      }}
      onCommit={() => setLeft(true)}
      onEnter={(typed) => {
        const read = readTyped(input, typed, today);
        if (read.state === 'value') props.onAnswer(read.value);
        else props.onEnter();
      }}
    />
  );
}

interface OptionsProps extends AnswerFieldProps {
  readonly options: readonly { readonly value: FactValue; readonly label: string }[];
}

/** Every option in sight with its digit; one press answers. */
function Options({ label, hideLabel = false, options, value, problem, onAnswer }: OptionsProps) {
  return (
    <FieldFrame kind="group" label={label} hideLabel={hideLabel} problem={problem}>
      {({ labelId }) => (
        <ChoiceList
          labelId={labelId}
          options={options.map(({ value: id, label: text }) => ({
            key: String(id),
            label: text,
            chosen: id === value,
          }))}
          onChoose={(index) => {
            const option = options[index];
            if (option !== undefined) onAnswer(option.value);
          }}
        />
      )}
    </FieldFrame>
  );
}

export interface ChoiceListProps {
  readonly labelId?: string;
  readonly label?: string;
  readonly options: readonly { readonly key: string; readonly label: string; readonly chosen?: boolean }[];
  readonly onChoose: (index: number) => void;
}

/** A decision among a few: large buttons, digits while the focus is here, arrows move without deciding. */
export function ChoiceList({ labelId, label, options, onChoose }: ChoiceListProps) {
  const chosen = options.findIndex((option) => option.chosen === true);
  const [at, setAt] = useState(Math.max(chosen, 0));
  const roving = useRoving(options.length, at, setAt);
  // Short words stand side by side, sentences below each other.
  const isShort = options.every((option) => option.label.length <= 9);
  return (
    <Box
      {...marks.options}
      role="group"
      aria-labelledby={labelId}
      aria-label={label}
      sx={{ display: 'grid', gap: 1, gridTemplateColumns: isShort ? 'repeat(auto-fit, minmax(9.5rem, 1fr))' : '1fr' }}
    >
      {options.map((option, index) => (
        <ButtonBase
          key={option.key}
          ref={roving.itemRef(index)}
          tabIndex={index === at ? 0 : -1}
          aria-pressed={option.chosen === true}
          onFocus={() => setAt(index)}
          onKeyDown={(event) => {
            const digit = /^(?:Digit|Numpad)([1-9])$/.exec(event.code);
            const to = digit === null ? -1 : Number(digit[1]) - 1;
            if (to >= 0 && to < options.length && !event.ctrlKey && !event.altKey) {
              event.preventDefault();
              onChoose(to);
            } else roving.onKeyDown(event);
          }}
          onClick={() => onChoose(index)}
          sx={{
            justifyContent: 'flex-start',
            textAlign: 'left',
            gap: 1.25,
            minHeight: 48,
            px: 1.5,
            py: 0.75,
            font: 'inherit',
            fontSize: '1.0625rem',
            lineHeight: 1.35,
            color: c.ink,
            backgroundColor: c.surface,
            border: `1px solid ${c.lineStrong}`,
            borderRadius: `${radiusPx.field}px`,
            '&:hover': { backgroundColor: c.sunken },
            '&[aria-pressed="true"]': {
              backgroundColor: tone('primary').soft,
              color: tone('primary').onSoft,
              borderColor: tone('primary').fill,
            },
          }}
        >
          <Box
            component="span"
            aria-hidden
            className="xt-number"
            sx={{
              flex: 'none',
              width: '1.625rem',
              height: '1.625rem',
              display: 'grid',
              placeItems: 'center',
              fontSize: '1rem',
              borderRadius: '5px',
              backgroundColor: c.sunken,
              color: c.inkSoft,
            }}
          >
            {index + 1}
          </Box>
          {option.label}
        </ButtonBase>
      ))}
    </Box>
  );
}
