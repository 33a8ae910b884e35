/** Writing on the draft of a script: its steps as a map with the form of one beside it, and its lists; what the lint says of both. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { type ScriptChange } from '../../../domain/scripts/desk';
import type { ScriptDraftView, ScriptFileView } from '../../../shared/contract/scripts';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useFormat, useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { ChoiceChips } from '../../components/choice-chips';
import { EmptyState } from '../../components/empty-state';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import { Findings } from './findings';
import { HeadForm } from './head-form';
import { EscalationsForm } from './parts/escalations-form';
import { FactsForm } from './parts/facts-form';
import { FrameForm } from './parts/frame-form';
import { LawForm } from './parts/law-form';
import type { PartForm } from './parts/part-form';
import { PhrasesForm } from './parts/phrases-form';
import { VariantsForm } from './parts/variants-form';
import { Steps } from './steps';
import { TypedFormsOf, useTypedForms } from '../../components/typed-forms';
import type { MapOrList } from './map';
import { isFormOf } from './places';
import { useStepKeys } from './use-step-keys';
import type { ScriptState } from './use-script';

export interface DraftProps {
  readonly file: ScriptFileView;
  readonly mayEdit: boolean;
  readonly run: ScriptState['run'];
}

export type KeepChange = (change: ScriptChange) => Promise<CodedError | null>;

const partForms = {
  phrases: PhrasesForm,
  law: LawForm,
  facts: FactsForm,
  escalations: EscalationsForm,
  variants: VariantsForm,
  frame: FrameForm,
} satisfies Readonly<Record<string, PartForm>>;
type PartName = keyof typeof partForms;
const parts: readonly ('steps' | PartName)[] = ['steps', ...(Object.keys(partForms) as PartName[])];

export function Draft({ file, mayEdit, run }: DraftProps) {
  const { t } = useText();
  const { draft, source } = file;
  // What came back published is done with: the next change begins a draft of its own.
  if (draft === null || draft.source.state === 'published')
    return (
      <EmptyState
        title={t('scripts:draft.none')}
        body={t('scripts:draft.noneHint')}
        action={
          mayEdit && (
            <Button
              variant="contained"
              onClick={() => void run(() => api['scripts.begin']({ commandId: newId(), code: source.code }))}
            >
              {t('scripts:draft.begin')}
            </Button>
          )
        }
      />
    );
  const writing = <Writing file={file} draft={draft} mayEdit={mayEdit && draft.source.state === 'draft'} run={run} />;
  return mayEdit ? <TypedFormsOf of={draft.id ?? source.code}>{writing}</TypedFormsOf> : writing;
}

function Writing({ file, draft, mayEdit, run }: DraftProps & { readonly draft: ScriptDraftView }) {
  const { t } = useText();
  const format = useFormat();
  const forms = useTypedForms();
  const { source, findings, authorName, changedAtMs, undoable, redoable } = draft;
  const { code } = source;
  const shown = draft.id === null ? {} : { draft: draft.id };
  const [part, setPart] = useState<(typeof parts)[number]>('steps');
  const [chosen, setChosen] = useState(source.start);
  const [as, setAs] = useState<MapOrList>('map');
  const [error, setError] = useState<CodedError | null>(null);
  // Forms keep what is typed in them; a step back or forward gives them new ones.
  const [turn, setTurn] = useState(0);
  const node = source.nodes[chosen] === undefined ? source.start : chosen;

  const change: KeepChange = (one) =>
    run(() => api['scripts.change']({ commandId: newId(), code, ...shown, change: one }));
  const step = async (way: 'undo' | 'redo'): Promise<void> => {
    // What stands half-written on this page is the latest: that goes first.
    const typed = way === 'undo' && forms.forget((form) => form === 'head' || isFormOf(node, form));
    if (!typed) setError(await run(() => api['scripts.step']({ commandId: newId(), code, ...shown, way })));
    setTurn((before) => before + 1);
  };
  useStepKeys(mayEdit, { undo: () => void step('undo'), redo: () => void step('redo') });
  const discard = async (): Promise<void> => {
    const sure = await confirm({
      title: t('scripts:draft.discardTitle'),
      body: t('scripts:draft.discardBody'),
      confirmLabel: t('scripts:draft.discard'),
      tone: 'danger',
    });
    if (!sure) return;
    const reply = await api['scripts.discard']({ commandId: newId(), code, ...shown });
    setError(reply.ok ? null : reply.error);
    if (!reply.ok) return;
    forms.forgetAll();
    const { file: left } = reply.value;
    if (left === null) navigate({ name: 'scripts' });
    else await run(() => Promise.resolve({ ok: true, value: left }));
  };
  const Part = part === 'steps' ? null : partForms[part];

  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {!mayEdit && (
        <Alert severity="info">
          {source.state === 'draft' ? t('scripts:draft.notYours') : t('scripts:draft.notDraft')}
        </Alert>
      )}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', color: c.inkSoft }}>
        <span>{t('scripts:draft.changedBy', { name: authorName, time: format.dateTime(changedAtMs) })}</span>
        {mayEdit && (
          <>
            <Button disabled={undoable === 0} title={t('scripts:edit.undoKey')} onClick={() => void step('undo')}>
              {t('scripts:edit.undo')}
            </Button>
            <Button disabled={redoable === 0} title={t('scripts:edit.undoKey')} onClick={() => void step('redo')}>
              {t('scripts:edit.redo')}
            </Button>
            <Button color="error" onClick={() => void discard()}>
              {t('scripts:draft.discard')}
            </Button>
          </>
        )}
      </Box>
      <ErrorNotice error={error} />
      <HeadForm key={`head ${String(turn)}`} draft={draft} disabled={!mayEdit} onChange={change} />
      <ChoiceChips
        label={t('scripts:edit.part')}
        options={parts.map((value) => ({ value, label: t(`scripts:edit.${value}`) }))}
        value={part}
        onChange={setPart}
      />
      {Part === null ? (
        <Steps
          key={`steps ${String(turn)}`}
          file={file}
          draft={draft}
          node={node}
          as={as}
          disabled={!mayEdit}
          onAs={setAs}
          onChange={change}
          onChoose={setChosen}
        />
      ) : (
        <Part
          key={`${part} ${String(turn)}`}
          script={source}
          facts={file.facts}
          deadlines={file.deadlines}
          disabled={!mayEdit}
          onChange={change}
        />
      )}
      <SectionCard title={t('scripts:finding.title')}>
        <Findings
          script={source}
          findings={findings}
          onChoose={(id) => {
            setPart('steps');
            setChosen(id);
          }}
        />
      </SectionCard>
    </Box>
  );
}
