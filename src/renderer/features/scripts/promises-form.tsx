/** 承诺: what is promised to the customer at a step, by whom, until when, and under which condition. Each becomes a task. */
import type { DeadlineChoice } from '../../../domain/scripts/deadline-choices';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import { mostPromises, type PromiseMade, type ScriptNode } from '../../../domain/scripts/script';
import { useText } from '../../app/i18n/use-text';
import { ConditionBuilder } from './condition-builder';
import { DueField } from './due-field';
import { ListEditor } from './list-editor';
import { OwnerField } from './owner-field';
import { freshId } from './parts/part-form';
import { noWords, WordsPair } from './words-pair';

interface PromisesFormProps {
  readonly id: string;
  readonly node: ScriptNode;
  /** Those of the script and the shared ones. */
  readonly facts: SharedFacts;
  /** Steps of the script. */
  readonly steps: readonly string[];
  readonly deadlines: readonly DeadlineChoice[];
  readonly disabled: boolean;
  readonly onType: (node: ScriptNode) => void;
  readonly onSet: (node: ScriptNode) => void;
  readonly onCommit: () => void;
}

function withPromises(node: ScriptNode, promises: readonly PromiseMade[]): ScriptNode {
  const { promises: _before, ...rest } = node;
  return promises.length === 0 ? rest : { ...rest, promises: [...promises] };
}

export function PromisesForm(props: PromisesFormProps) {
  const { id, node, facts, steps, deadlines, disabled, onType, onSet, onCommit } = props;
  const { t } = useText();
  const promises = node.promises ?? [];
  return (
    <ListEditor
      label={t('scripts:promise.title')}
      items={promises}
      most={mostPromises}
      disabled={disabled}
      addLabel={t('scripts:promise.add')}
      nameOf={(_item, position) => t('scripts:promise.row', { position })}
      empty={(): PromiseMade => ({
        id: freshId(
          promises.map((one) => one.id),
          'promise',
        ),
        what: noWords,
        owner: 'self',
        due: { workingDays: 1 },
      })}
      onType={(next) => onType(withPromises(node, next))}
      onSet={(next) => onSet(withPromises(node, next))}
    >
      {({ item, type, set }) => (
        <>
          <WordsPair
            label={{ zh: t('scripts:promise.whatZh'), en: t('scripts:promise.whatEn') }}
            value={item.what}
            disabled={disabled}
            onType={(what) => type({ ...item, what })}
            onCommit={onCommit}
          />
          <OwnerField
            label={t('scripts:promise.owner')}
            value={item.owner}
            disabled={disabled}
            onChange={(owner) => set({ ...item, owner })}
          />
          <DueField
            label={t('scripts:promise.due')}
            value={item.due}
            facts={facts}
            deadlines={deadlines}
            disabled={disabled}
            onChange={(due) => set({ ...item, due })}
          />
          <ConditionBuilder
            form={`node:${id}:promise:${item.id}`}
            label={t('scripts:promise.when')}
            hint={t('scripts:promise.always')}
            value={item.when ?? null}
            scope={{ facts, nodes: steps }}
            disabled={disabled}
            onChange={(when) => {
              const { when: _before, ...rest } = item;
              set(when === null ? rest : { ...rest, when });
            }}
          />
        </>
      )}
    </ListEditor>
  );
}
