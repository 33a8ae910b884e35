/** 内部备注: looks different from everything else, because it must never be taken for the customer's file. */
import LockOutlined from '@mui/icons-material/LockOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useFormat, useText } from '../../../app/i18n/use-text';
import { c, tone } from '../../../app/theme/css-vars';
import { radiusPx } from '../../../app/theme/tokens';
import { ErrorNotice } from '../../../components/error-notice';
import { SectionCard } from '../../../components/section-card';
import { TextField } from '../../../components/text-field';
import { useCaseEnvironment } from '../case-context';
import { useAct } from '../dialogs/use-act';

export function NotesSection() {
  const { t } = useText();
  const format = useFormat();
  const { state, nameOf, may } = useCaseEnvironment();
  return (
    <SectionCard title={t('case:notes.title')} icon={<LockOutlined aria-hidden />} tone="warning">
      <Box sx={{ display: 'grid', gap: 1.5 }}>
        <Box
          sx={{
            color: tone('warning').onSoft,
            backgroundColor: tone('warning').soft,
            px: 1.25,
            py: 0.5,
            borderRadius: `${radiusPx.field}px`,
          }}
        >
          {t('case:notes.staffOnly')}
        </Box>
        {state.notes.toReversed().map((note) => (
          <Box key={note.id} sx={{ borderBottom: `1px dashed ${c.line}`, pb: 1 }}>
            <Box sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{note.staffText}</Box>
            <Box sx={{ color: c.inkSoft }}>
              {t('case:notes.by', { name: nameOf(note.by), time: format.dateTime(note.atMs) })}
            </Box>
          </Box>
        ))}
        {may('case.edit') && <NoteForm />}
      </Box>
    </SectionCard>
  );
}

function NoteForm() {
  const { t } = useText();
  const act = useAct('case.addNote', { staffText: '' }, t('case:done.addNote'), () => undefined);
  const { staffText } = act.form;
  const submit = (): void => {
    if (staffText.trim() !== '') void act.submit(true, { staffText });
  };
  return (
    <Box sx={{ display: 'grid', gap: 1 }}>
      <TextField
        label={t('case:notes.label')}
        rows={2}
        maxCharacters={10_000}
        value={staffText}
        onChange={(text) => act.change({ staffText: text })}
        onEnter={submit}
      />
      <ErrorNotice error={act.error} />
      <Box>
        <Button size="small" disabled={act.busy || staffText.trim() === ''} onClick={submit}>
          {t('case:notes.add')}
        </Button>
      </Box>
    </Box>
  );
}
