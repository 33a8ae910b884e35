/** 点评: a few words to an exam that a colleague shows, for them alone. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useRef } from 'react';
import { z } from 'zod';
import type { TrainingCandidate } from '../../../shared/contract/training';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { TextField } from '../../components/text-field';
import { TypedFormsOf, useTyped, useTypedForms } from '../../components/typed-forms';
import { useCursor } from '../../components/use-cursor';

interface NotesProps {
  readonly of: TrainingCandidate;
  readonly onKept: () => void;
  readonly onError: (error: CodedError) => void;
}

const mostCharacters = 1_000;

const Open = z.strictObject({ run: z.string(), text: z.string() });
const form = 'note';

/** What is being written is on disk before it is kept. */
export function Notes(props: NotesProps) {
  const { userId, script } = props.of;
  return (
    <TypedFormsOf of={`note:${userId}:${script.code}`}>
      <RunNotes {...props} />
    </TypedFormsOf>
  );
}

function RunNotes({ of: { userId, name, runs }, onKept, onError }: NotesProps) {
  const { t } = useText();
  const format = useFormat();
  const list = useRef<HTMLUListElement>(null);
  const [open, setOpen] = useTyped<z.infer<typeof Open> | null>(
    form,
    null,
    (left) => Open.safeParse(left).data ?? null,
  );
  useCursor(list, form);
  const forms = useTypedForms();
  /** Nothing of it is left, the cursor neither. */
  const done = (): void => {
    setOpen(null);
    forms.forgetAll();
  };
  const keep = async (): Promise<void> => {
    if (open === null) return;
    const reply = await api['training.note']({ commandId: newId(), userId, runId: open.run, text: open.text });
    if (!reply.ok) {
      onError(reply.error);
      return;
    }
    done();
    onKept();
  };
  return (
    <Box ref={list} component="ul" sx={{ m: 0, mt: 0.5, p: 0, listStyle: 'none', display: 'grid', gap: 0.5 }}>
      {runs.map(({ id, endedAtMs, total, note }) => (
        <li key={id}>
          <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
            <span>{t('training:note.of', { day: format.date(endedAtMs), points: total })}</span>
            <Button size="small" onClick={() => setOpen({ run: id, text: note?.text ?? '' })}>
              {t(note === null ? 'training:note.write' : 'training:note.edit')}
            </Button>
          </Box>
          {note !== null && open?.run !== id && (
            <Box sx={{ color: c.inkSoft, overflowWrap: 'anywhere' }}>
              {t('training:note.from', { name: note.byName })} {note.text}
            </Box>
          )}
          {open?.run === id && (
            <Box data-field={id} sx={{ display: 'grid', gap: 1, mt: 0.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
              <TextField
                label={t('training:note.label', { name })}
                hint={t('training:note.hint')}
                rows={3}
                maxCharacters={mostCharacters}
                value={open.text}
                onChange={(text) => setOpen({ run: id, text })}
              />
              <Box sx={{ display: 'flex', gap: 1 }}>
                <Button size="small" variant="contained" onClick={() => void keep()}>
                  {t('training:note.save')}
                </Button>
                <Button size="small" onClick={done}>
                  {t('common:action.cancel')}
                </Button>
              </Box>
            </Box>
          )}
        </li>
      ))}
    </Box>
  );
}
