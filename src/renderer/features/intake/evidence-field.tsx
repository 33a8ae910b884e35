/** 证据: each file is sealed by main before it counts as part of the draft. */
import Box from '@mui/material/Box';
import Checkbox from '@mui/material/Checkbox';
import FormControlLabel from '@mui/material/FormControlLabel';
import { useState } from 'react';
import { useFormat, useMessageOf, useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { FileDrop } from '../../components/file-drop';
import { useDraftEnvironment, useForm } from './draft-context';
import { FieldSlot } from './draft-fields';

/** Main looks at the content again; these endings only spare a detour. */
const ACCEPTED = ['.pdf', '.jpg', '.jpeg', '.png', '.webp', '.heic', '.mp3', '.m4a', '.mp4', '.txt'];
const LIMIT_BYTES = 20 * 1024 * 1024;

export function EvidenceField() {
  const { t } = useText();
  const format = useFormat();
  const messageOf = useMessageOf();
  const { session } = useDraftEnvironment();
  const evidence = useForm((form) => form.evidence);
  const [fromCustomer, setFromCustomer] = useState(true);
  const [adding, setAdding] = useState<string | null>(null);
  const [refused, setRefused] = useState<readonly string[]>([]);

  const add = async (files: readonly File[]): Promise<void> => {
    setRefused([]);
    // One after the other: each is held in memory whole.
    for (const file of files) {
      setAdding(file.name);
      const bytes = new Uint8Array(await file.arrayBuffer());
      const reply = await api['attachment.add']({ name: file.name, declaredType: file.type, bytes, fromCustomer });
      if (reply.ok) {
        const { evidence: piece } = reply.value;
        session.change('evidence', (form) =>
          form.evidence.some((known) => known.id === piece.id)
            ? form
            : { ...form, evidence: [...form.evidence, piece] },
        );
      } else {
        const reason = messageOf(reply.error);
        setRefused((before) => [...before, t('intake:people.refused', { name: file.name, reason })]);
      }
    }
    setAdding(null);
  };

  return (
    <FieldSlot field="evidence">
      <FileDrop
        label={t('intake:people.evidence')}
        files={evidence}
        accept={ACCEPTED}
        maxBytes={LIMIT_BYTES}
        problem={refused.length === 0 ? null : { severity: 'warn', text: format.sentences(refused) }}
        onAdd={(files) => void add(files)}
        onRemove={(id) =>
          session.change('evidence', (form) => ({
            ...form,
            evidence: form.evidence.filter((piece) => piece.id !== id),
          }))
        }
      />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', alignItems: 'center', columnGap: 2 }}>
        <FormControlLabel
          control={<Checkbox checked={fromCustomer} onChange={(event) => setFromCustomer(event.target.checked)} />}
          label={t('intake:people.fromCustomer')}
        />
        <Box sx={{ color: c.inkSoft }} role="status">
          {adding === null ? t('intake:people.evidenceFrom') : t('intake:people.adding', { name: adding })}
        </Box>
      </Box>
    </FieldSlot>
  );
}
