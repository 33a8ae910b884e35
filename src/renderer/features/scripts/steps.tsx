/** The steps of a draft: the map or list, the form of the chosen one, and its findings, also while somebody types. */
import Alert from '@mui/material/Alert';
import Box from '@mui/material/Box';
import { useState } from 'react';
import type { ScriptChange } from '../../../domain/scripts/desk';
import { connection, disconnection, removal, type Edited, type EditRefusal } from '../../../domain/scripts/editing';
import type { ScriptDraftView, ScriptFileView } from '../../../shared/contract/scripts';
import { confirm } from '../../app/confirm';
import type { CodedError } from '../../app/i18n/message-of';
import { useText } from '../../app/i18n/use-text';
import { ErrorNotice } from '../../components/error-notice';
import { SectionCard } from '../../components/section-card';
import type { KeepChange } from './draft';
import { Findings } from './findings';
import { ScriptMap, type MapOrList } from './map';
import { NodeForm } from './node-form';
import { isFormOf, nodeOfFinding } from './places';
import { useTypedForms } from '../../components/typed-forms';
import { useGlance } from './use-glance';
import { useRefusalText } from './use-refusal-text';

interface StepsProps {
  readonly file: ScriptFileView;
  readonly draft: ScriptDraftView;
  readonly node: string;
  readonly as: MapOrList;
  readonly disabled: boolean;
  readonly onAs: (as: MapOrList) => void;
  readonly onChange: KeepChange;
  readonly onChoose: (node: string) => void;
}

export function Steps(props: StepsProps) {
  const { file, draft, node, as, disabled, onAs, onChange, onChoose } = props;
  const { source, findings, words } = draft;
  const { t } = useText();
  const forms = useTypedForms();
  const refusalText = useRefusalText();
  const [refusal, setRefusal] = useState<EditRefusal | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  // What the map changed is not what stands in the form of that node: it gets a new one.
  const [turn, setTurn] = useState(0);
  const [typing, setTyping] = useState<{ readonly of: string; readonly change: ScriptChange | null } | null>(null);
  // What was typed before the draft changed says nothing of it any more.
  const live = useGlance(source.code, typing?.of === `${node} ${words}` ? typing.change : null);
  const here = source.nodes[node];

  const act = async (edited: Edited): Promise<boolean> => {
    setRefusal(edited.ok ? null : edited.refusal);
    if (!edited.ok) return false;
    const failed = await onChange(edited.edit);
    setError(failed);
    setTurn((before) => before + 1);
    return failed === null;
  };
  const remove = async (id: string): Promise<void> => {
    const edited = removal(source, id);
    if (!edited.ok) {
      setRefusal(edited.refusal);
      return;
    }
    const lost = Object.entries(source.variants ?? {})
      .filter(([, { lines }]) => lines?.[id] !== undefined)
      .map(([variant]) => variant);
    const sure = await confirm({
      title: t('scripts:node.removeTitle', { node: id }),
      body: [
        t('scripts:node.removeBody'),
        ...(lost.length === 0
          ? []
          : [t('scripts:node.removeLost', { variants: lost.join(t('scripts:sentence.list')) })]),
      ].join(' '),
      confirmLabel: t('scripts:node.remove'),
      tone: 'danger',
    });
    if (sure && (await act(edited))) forms.forget((form) => form === `new:${id}` || isFormOf(id, form));
  };
  const choose = (id: string): void => {
    setRefusal(null);
    onChoose(id);
  };
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        alignItems: 'start',
        gridTemplateColumns: 'minmax(0, 1fr)',
        '@media (min-width: 72rem)': { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
      }}
    >
      <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
        {refusal !== null && (
          <Alert severity="warning" onClose={() => setRefusal(null)}>
            {refusalText(refusal)}
          </Alert>
        )}
        <ErrorNotice error={error} />
        <ScriptMap
          script={source}
          findings={findings}
          current={node}
          as={as}
          onAs={onAs}
          onChoose={choose}
          {...(disabled
            ? {}
            : {
                edit: {
                  connect: (from, to) => void act(connection(source, from, to)),
                  disconnect: (from, at) => void act(disconnection(source, from, at)),
                  remove: (id) => void remove(id),
                },
              })}
        />
      </Box>
      {here !== undefined && (
        <Box sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
          <NodeForm
            key={`${node} ${String(turn)}`}
            id={node}
            node={here}
            script={source}
            facts={file.facts}
            deadlines={file.deadlines}
            disabled={disabled}
            onChange={onChange}
            onTyping={(change) => setTyping({ of: `${node} ${words}`, change })}
            onRemove={() => void remove(node)}
            onChoose={choose}
          />
          <SectionCard title={t('scripts:finding.atNode', { node })}>
            {live !== null && <Box sx={{ mb: 1 }}>{t('scripts:edit.live')}</Box>}
            <Findings
              script={source}
              findings={(live ?? findings).filter((one) => nodeOfFinding(source, one) === node)}
              onChoose={null}
            />
          </SectionCard>
        </Box>
      )}
    </Box>
  );
}
