/** Which other complaint: those of the same person first, any other by its number. */
import Box from '@mui/material/Box';
import { useEffect, useState } from 'react';
import { emptyHistoryFilter, type CaseRowView } from '../../../../shared/contract/history';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c } from '../../../app/theme/css-vars';
import { api } from '../../../bridge/client';
import { ChoiceChips } from '../../../components/choice-chips';
import type { FieldProblem } from '../../../components/field-frame';
import { taxonomyLabel } from '../../../components/taxonomy';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';

const mostFound = 6;
const shortest = 2;

interface PickerProps {
  readonly value: string;
  readonly onChange: (caseId: string) => void;
  readonly problem: FieldProblem | null;
}

export function OtherCasePicker({ value, onChange, problem }: PickerProps) {
  const { t, language } = useText();
  const format = useFormat();
  const { caseId } = useCaseEnvironment();
  const [typed, setTyped] = useState('');
  const ofPerson = useRows('', caseId);
  const found = useRows(typed.trim(), caseId);
  const rows = [...ofPerson, ...found].filter(
    (row, at, all) => row.caseId !== caseId && all.findIndex((one) => one.caseId === row.caseId) === at,
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
          label={t('duplicates:which')}
          required
          options={rows.map((row) => ({ value: row.caseId, label: labelOf(row) }))}
          value={value === '' ? null : value}
          onChange={onChange}
          problem={problem}
        />
      )}
      {rows.length === 0 && (
        <Box role="status" sx={{ color: c.inkSoft }}>
          {typed.trim().length < shortest ? t('duplicates:none') : t('duplicates:nothingFound')}
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
function useRows(text: string, caseId: string): readonly CaseRowView[] {
  const [rows, setRows] = useState<readonly CaseRowView[]>([]);
  useEffect(() => {
    let left = false;
    const asked =
      text === ''
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
