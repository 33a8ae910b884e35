/** Which complaint: those of the same person first where there is one, any other by number, name or telephone. */
import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import { emptyHistoryFilter, type CaseRowView } from '../../shared/contract/history';
import { useFormat, useText } from '../app/i18n/use-text';
import { c } from '../app/theme/css-vars';
import { api } from '../bridge/client';
import { ChoiceChips } from './choice-chips';
import type { FieldProblem } from './field-frame';
import { taxonomyLabel } from './taxonomy';
import { TextField } from './text-field';

const mostFound = 6;
const shortest = 2;

interface CasePickerProps {
  readonly label: string;
  /** Of whose person complaints are offered, and which is not offered itself; null where no complaint is the starting point. */
  readonly caseId: string | null;
  /** Not offered either. */
  readonly without?: readonly string[];
  /** Said while nothing is typed and nothing offered. */
  readonly noneYet: string;
  readonly value: string;
  readonly onChange: (caseId: string) => void;
  readonly problem: FieldProblem | null;
}

export function CasePicker({ label, caseId, without = [], noneYet, value, onChange, problem }: CasePickerProps) {
  const { t, language } = useText();
  const format = useFormat();
  const [typed, setTyped] = useState('');
  const ofPerson = useRows('', caseId);
  const found = useRows(typed.trim(), caseId);
  const rows = [...ofPerson, ...found].filter(
    (row, at, all) =>
      row.caseId !== caseId &&
      !without.includes(row.caseId) &&
      all.findIndex((one) => one.caseId === row.caseId) === at,
  );
  const labelOf = (row: CaseRowView): string =>
    [
      row.number,
      row.maskedName,
      row.matter === '' ? taxonomyLabel(row.businessId, language) : row.matter.slice(0, 16),
      format.date(row.receivedAtMs),
      t(`vocabulary:status.${row.status}`),
    ]
      .filter((part) => part !== '')
      .join(' · ');
  return (
    <>
      {rows.length > 0 && (
        <ChoiceChips
          label={label}
          required
          options={rows.map((row) => ({ value: row.caseId, label: labelOf(row) }))}
          value={value === '' ? null : value}
          onChange={onChange}
          problem={problem}
        />
      )}
      {rows.length === 0 && (
        <Box role="status" sx={{ color: c.inkSoft }}>
          {typed.trim().length < shortest ? noneYet : t('duplicates:nothingFound')}
        </Box>
      )}
      <TextField
        label={t('duplicates:find')}
        maxCharacters={200}
        value={typed}
        onChange={setTyped}
        problem={rows.length === 0 ? problem : null}
      />
    </>
  );
}

/** Cases of the same person, or what was found for a text. */
function useRows(text: string, caseId: string | null): readonly CaseRowView[] {
  const [rows, setRows] = useState<readonly CaseRowView[]>([]);
  useEffect(() => {
    let left = false;
    const asked =
      text === '' && caseId !== null
        ? api['history.person']({ caseId, partyIndex: 0 }).then((reply) =>
            reply.ok ? reply.value.cases.slice(0, mostFound + 1).map(({ row }) => row) : [],
          )
        : text.length < shortest
          ? Promise.resolve([])
          : api['history.search']({ text, filter: emptyHistoryFilter, limit: mostFound }).then((reply) =>
              reply.ok ? reply.value.hits.map(({ row }) => row) : [],
            );
    void asked.then((answer) => {
      if (!left) setRows(answer);
    });
    return () => {
      left = true;
    };
  }, [text, caseId]);
  return rows;
}
