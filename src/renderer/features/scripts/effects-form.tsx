/** 走到这一步就记下: what becomes known when a step is reached, without anybody being asked. */
import { useState } from 'react';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import { mostEffects, type Effect, type FactDeclaration, type ScriptNode } from '../../../domain/scripts/script';
import { Mode, Need, RiskFlag } from '../../../domain/scripts/vocabulary';
import { useText } from '../../app/i18n/use-text';
import { ChoiceChips } from '../../components/choice-chips';
import { TextField } from '../../components/text-field';
import { ListEditor } from './list-editor';
import { PickField } from './pick-field';
import { useAnswers } from './use-answers';
import { useWords } from './use-words';
import { noWords, WordsPair } from './words-pair';

interface EffectsFormProps {
  readonly node: ScriptNode;
  /** Those of the script and the shared ones. */
  readonly facts: SharedFacts;
  readonly disabled: boolean;
  readonly onType: (node: ScriptNode) => void;
  readonly onSet: (node: ScriptNode) => void;
  readonly onCommit: () => void;
}

const kinds = ['set', 'raise', 'need', 'mode'] as const;
type Kind = (typeof kinds)[number];

const kindOf = (effect: Effect): Kind => kinds.find((kind) => kind in effect) ?? 'set';

function blank(kind: Kind): Effect {
  switch (kind) {
    case 'set':
      return { set: '', value: '' };
    case 'raise':
      return { raise: 'elderly', basis: noWords };
    case 'need':
      return { need: 'respect' };
    case 'mode':
      return { mode: 'expressive' };
  }
}

function withEffects(node: ScriptNode, effects: readonly Effect[]): ScriptNode {
  const { onEnter: _before, ...rest } = node;
  return effects.length === 0 ? rest : { ...rest, onEnter: [...effects] };
}

/** A fact that is set to nothing is one whose value somebody has still to choose. */
export const hasOpenEffect = ({ onEnter = [] }: ScriptNode): boolean =>
  onEnter.some((effect) => 'set' in effect && effect.value === '');

export function EffectsForm({ node, facts, disabled, onType, onSet, onCommit }: EffectsFormProps) {
  const { t } = useText();
  const effects = node.onEnter ?? [];
  return (
    <ListEditor
      label={t('scripts:enter.title')}
      items={effects}
      most={mostEffects}
      disabled={disabled}
      addLabel={t('scripts:enter.add')}
      nameOf={(_item, position) => t('scripts:enter.row', { position })}
      empty={() => blank('set')}
      onType={(next) => onType(withEffects(node, next))}
      onSet={(next) => onSet(withEffects(node, next))}
    >
      {({ item, type, set }) => (
        <>
          <ChoiceChips
            label={t('scripts:enter.kind')}
            disabled={disabled}
            options={kinds.map((value) => ({ value, label: t(`scripts:enter.kinds.${value}`) }))}
            value={kindOf(item)}
            onChange={(kind) => set(blank(kind))}
          />
          <OneEffect effect={item} facts={facts} disabled={disabled} onType={type} onSet={set} onCommit={onCommit} />
        </>
      )}
    </ListEditor>
  );
}

interface OneEffectProps {
  readonly effect: Effect;
  readonly facts: SharedFacts;
  readonly disabled: boolean;
  readonly onType: (effect: Effect) => void;
  readonly onSet: (effect: Effect) => void;
  readonly onCommit: () => void;
}

function OneEffect({ effect, facts, disabled, onType, onSet, onCommit }: OneEffectProps) {
  const { t } = useText();
  const words = useWords();
  if ('set' in effect) {
    const declared = facts[effect.set];
    return (
      <>
        <PickField
          label={t('scripts:enter.fact')}
          value={effect.set}
          disabled={disabled}
          problem={effect.set === '' ? { severity: 'block', text: t('scripts:edit.nothing') } : null}
          options={Object.entries(facts).map(([id, { label }]) => ({ id, label: `${words(label)} · ${id}` }))}
          onChange={(fact) => {
            if (fact !== effect.set) onType({ set: fact, value: '' });
          }}
        />
        {effect.set !== '' && (
          <FactValue
            key={effect.set}
            declared={declared}
            value={effect.value}
            disabled={disabled}
            onChange={(value) => onSet({ ...effect, value })}
          />
        )}
      </>
    );
  }
  if ('raise' in effect)
    return (
      <>
        <PickField
          label={t('scripts:enter.flag')}
          value={effect.raise}
          disabled={disabled}
          options={RiskFlag.options.map((id) => ({ id, label: t(`conversation:flag.${id}`) }))}
          onChange={(flag) => onSet({ ...effect, raise: RiskFlag.parse(flag) })}
        />
        <WordsPair
          label={{ zh: t('scripts:enter.basisZh'), en: t('scripts:enter.basisEn') }}
          value={effect.basis}
          disabled={disabled}
          onType={(basis) => onType({ ...effect, basis })}
          onCommit={onCommit}
        />
      </>
    );
  if ('need' in effect)
    return (
      <ChoiceChips
        label={t('scripts:enter.need')}
        disabled={disabled}
        options={Need.options.map((value) => ({ value, label: t(`scripts:needOf.${value}`) }))}
        value={effect.need}
        onChange={(need) => onSet({ need })}
      />
    );
  return (
    <ChoiceChips
      label={t('scripts:enter.mode')}
      disabled={disabled}
      options={Mode.options.map((value) => ({ value, label: t(`scripts:mode.${value}`) }))}
      value={effect.mode}
      onChange={(mode) => onSet({ mode })}
    />
  );
}

type Value = Extract<Effect, { readonly set: string }>['value'];

interface FactValueProps {
  readonly declared: FactDeclaration | undefined;
  readonly value: Value;
  readonly disabled: boolean;
  readonly onChange: (value: Value) => void;
}

/** What the fact becomes: one of its answers, a number, or words. */
function FactValue({ declared, value, disabled, onChange }: FactValueProps) {
  const { t } = useText();
  const answers = useAnswers()(declared);
  const [typed, setTyped] = useState(String(value));
  const text = typed.trim();
  if (answers.length > 0)
    return (
      <PickField
        label={t('scripts:enter.value')}
        value={String(value)}
        disabled={disabled}
        problem={value === '' ? { severity: 'block', text: t('scripts:edit.nothing') } : null}
        options={answers}
        onChange={onChange}
      />
    );
  const numeric = declared?.input === 'number' || declared?.input === 'money';
  const bad = numeric && !Number.isFinite(Number(text));
  const wrong = text === '' ? t('scripts:edit.noText') : bad ? t('scripts:condition.numberBad') : null;
  return (
    <TextField
      label={t(declared?.input === 'money' ? 'scripts:enter.valueMoney' : 'scripts:enter.value')}
      value={typed}
      disabled={disabled}
      maxCharacters={200}
      {...(numeric ? { inputMode: 'decimal' as const } : {})}
      problem={wrong === null ? null : { severity: 'block', text: wrong }}
      onChange={setTyped}
      onCommit={() => {
        if (wrong !== null || text === String(value)) return;
        onChange(numeric ? Number(text) : text);
      }}
    />
  );
}
