/** What kind of step it is, and all that belongs to this kind: skill, fact, whose signature, prompts, things to do, time. */
import Box from '@mui/material/Box';
import type { SharedFacts } from '../../../domain/scripts/read-source';
import type { ScriptNode, ScriptSource } from '../../../domain/scripts/script';
import { Action, Apology, Authority, Outcome, Post, Skill, Stage } from '../../../domain/scripts/vocabulary';
import { useText } from '../../app/i18n/use-text';
import { useKeyText } from '../../app/shortcuts/own-keys';
import { ToggleChips } from '../../components/choice-chips';
import { TextField } from '../../components/text-field';
import { NumberField } from './number-field';
import { PickField, type PickOption } from './pick-field';
import { useWords } from './use-words';
import { useTargets } from './ways-form';

interface KindFormProps {
  readonly node: ScriptNode;
  readonly script: ScriptSource;
  readonly facts: SharedFacts;
  readonly disabled: boolean;
  readonly onType: (node: ScriptNode) => void;
  readonly onSet: (node: ScriptNode) => void;
  readonly onCommit: () => void;
}

type Of<T extends ScriptNode['type']> = Extract<ScriptNode, { type: T }>;

/** The node with a field, or without it where the value is left out. */
function withField<N extends ScriptNode>(node: N, field: string, value: unknown): ScriptNode {
  const { [field]: _before, ...rest } = node as Record<string, unknown>;
  return (value === undefined || value === '' ? rest : { ...rest, [field]: value }) as ScriptNode;
}

export function KindForm(props: KindFormProps) {
  const { node, disabled, onSet } = props;
  const { t } = useText();
  const pick = usePick(disabled);
  return (
    <Box
      sx={{
        display: 'grid',
        gap: 2,
        gridTemplateColumns: 'repeat(auto-fit, minmax(min(16rem, 100%), 1fr))',
        alignItems: 'start',
      }}
    >
      {pick(
        t('conversation:stage.label'),
        node.stage,
        Stage.options.map((one) => ({ id: one, label: `${one} ${t(`conversation:stage.${one}`)}` })),
        (chosen) => onSet({ ...node, stage: Stage.parse(chosen) }),
      )}
      <OfKind {...props} />
      <Common {...props} />
    </Box>
  );
}

function usePick(disabled: boolean) {
  return (label: string, value: string, options: readonly PickOption[], onPick: (id: string) => void) => (
    <PickField key={label} label={label} value={value} options={options} disabled={disabled} onChange={onPick} />
  );
}

function OfKind({ node, script, facts, disabled, onType, onSet, onCommit }: KindFormProps) {
  const { t } = useText();
  const keyText = useKeyText();
  const words = useWords();
  const pick = usePick(disabled);
  const targets = useTargets(script);
  const none: PickOption = { id: '', label: t('common:state.none') };
  const skills = Skill.options.map((one) => ({ id: one, label: t(`conversation:skill.${one}`) }));
  const posts = Post.options.map((one) => ({ id: one, label: t(`conversation:post.${one}`) }));
  const seconds = (of: Of<'say' | 'listen' | 'timer'>, field: string, label: string, optional = true) => (
    <NumberField
      key={field}
      label={label}
      value={(of as Record<string, unknown>)[field] as number | undefined}
      most={3600}
      bad={t('scripts:field.secondsBad')}
      optional={optional}
      disabled={disabled}
      onChange={(value) => onSet(withField(of, field, value))}
    />
  );
  const yes = (of: ScriptNode, field: string, label: string) => (
    <Yes key={field} node={of} field={field} label={label} disabled={disabled} onSet={onSet} />
  );
  switch (node.type) {
    case 'say':
      return [
        pick(t('scripts:field.skill'), node.skill, skills, (chosen) => onSet({ ...node, skill: Skill.parse(chosen) })),
        pick(
          t('scripts:field.apology'),
          node.apology ?? '',
          [none, ...Apology.options.map((one) => ({ id: one, label: t(`conversation:apology.${one}`) }))],
          (chosen) => onSet(withField(node, 'apology', chosen)),
        ),
        seconds(node, 'seconds', t('scripts:field.seconds')),
      ];
    case 'listen':
      return [
        pick(t('scripts:field.skill'), node.skill, skills, (chosen) => onSet({ ...node, skill: Skill.parse(chosen) })),
        seconds(node, 'minSeconds', t('scripts:field.minSeconds')),
        yes(node, 'captureQuote', t('scripts:field.captureQuote')),
      ];
    case 'ask':
      return [
        pick(
          t('scripts:field.fact'),
          node.fact,
          Object.entries({ ...facts, ...script.facts }).map(([id, { label }]) => ({
            id,
            label: `${words(label)} · ${id}`,
          })),
          (fact) => onSet({ ...node, fact }),
        ),
        pick(t('scripts:field.skill'), node.skill ?? '', [none, ...skills], (chosen) =>
          onSet(withField(node, 'skill', chosen)),
        ),
      ];
    case 'choose':
      return pick(
        t('scripts:field.on'),
        node.on,
        [
          { id: 'emotion', label: t('scripts:field.onEmotion') },
          { id: 'distress', label: t('scripts:field.onDistress') },
          { id: 'fact', label: t('scripts:field.onFact') },
          { id: 'need', label: t('scripts:field.onNeed') },
          { id: 'mode', label: t('scripts:field.onMode') },
          { id: 'pick', label: t('scripts:field.onPick') },
          { id: 'authority', label: t('scripts:field.onAuthority') },
        ],
        (on) => onSet({ ...node, on: on as Of<'choose'>['on'] }),
      );
    case 'act':
      return [
        pick(
          t('scripts:field.action'),
          node.action,
          Action.options.map((one) => ({
            id: one,
            label: t(`conversation:action.${one}`, { keys: keyText('submit') }),
          })),
          (chosen) => onSet({ ...node, action: Action.parse(chosen) }),
        ),
        pick(
          t('scripts:field.authority'),
          node.authority ?? '',
          Authority.options.map((one) => ({ id: one, label: t(`scripts:authority.${one}`) })),
          (chosen) => onSet({ ...node, authority: Authority.parse(chosen) }),
        ),
      ];
    case 'escalate':
      return [
        pick(t('scripts:field.to'), node.to, posts, (chosen) => onSet({ ...node, to: Post.parse(chosen) })),
        pick(
          t('scripts:field.urgency'),
          node.urgency,
          (['now', 'quarterHour', 'today'] as const).map((one) => ({
            id: one,
            label: t(`conversation:urgency.${one}`),
          })),
          (chosen) => onSet({ ...node, urgency: chosen as Of<'escalate'>['urgency'] }),
        ),
      ];
    case 'timer':
      return [
        seconds(node, 'seconds', t('scripts:field.timerSeconds'), false),
        pick(
          t('scripts:field.visible'),
          node.visible,
          [
            { id: 'staff', label: t('scripts:field.visibleStaff') },
            { id: 'both', label: t('scripts:field.visibleBoth') },
          ],
          (visible) => onSet({ ...node, visible: visible as Of<'timer'>['visible'] }),
        ),
        pick(
          t('scripts:field.onExpire'),
          node.onExpire ?? '',
          [{ id: '', label: t('scripts:field.nowhere') }, ...targets],
          (to) => onSet(withField(node, 'onExpire', to)),
        ),
      ];
    case 'note':
      return pick(
        t('scripts:field.style'),
        node.style,
        [
          { id: 'legal', label: t('scripts:field.styleLegal') },
          { id: 'tip', label: t('scripts:field.styleTip') },
          { id: 'warning', label: t('scripts:field.styleWarning') },
        ],
        (style) => onSet({ ...node, style: style as Of<'note'>['style'] }),
      );
    case 'sub':
      return [
        <TextField
          key="script"
          label={t('scripts:field.script')}
          value={node.script}
          disabled={disabled}
          problem={
            /^[A-Z]{3}-\d{2}$/.test(node.script) ? null : { severity: 'block', text: t('scripts:create.codeBad') }
          }
          onChange={(text) => onType({ ...node, script: text.trim() })}
          onCommit={onCommit}
        />,
        <ToggleChips
          key="over"
          label={t('scripts:field.goOver')}
          hideLabel
          disabled={disabled}
          options={[{ value: 'over', label: t('scripts:field.goOver') }]}
          values={node.goOver === true ? ['over'] : []}
          onChange={(values) => onSet(values.length > 0 ? goingOver(node) : comingBack(node, script))}
        />,
        ...(node.goOver === true
          ? [
              <TextField
                key="at"
                label={t('scripts:field.at')}
                value={node.at ?? ''}
                disabled={disabled}
                onChange={(text) => onType(withField(node, 'at', text.trim()))}
                onCommit={onCommit}
              />,
            ]
          : []),
      ];
    case 'end':
      return pick(
        t('scripts:field.outcome'),
        node.outcome,
        Outcome.options.map((one) => ({
          id: one,
          label: one === 'return' ? t('scripts:field.return') : t(`conversation:outcome.${one}`),
        })),
        (chosen) => onSet({ ...node, outcome: Outcome.parse(chosen) }),
      );
    case 'checklist':
      return null;
  }
}

function goingOver({ next: _next, ...node }: Of<'sub'>): ScriptNode {
  return { ...node, goOver: true };
}

function comingBack({ goOver: _over, at: _at, ...node }: Of<'sub'>, script: ScriptSource): ScriptNode {
  return { ...node, next: script.registerAt ?? script.start };
}

interface YesProps {
  readonly node: ScriptNode;
  readonly field: string;
  readonly label: string;
  readonly disabled: boolean;
  readonly onSet: (node: ScriptNode) => void;
}

function Yes({ node, field, label, disabled, onSet }: YesProps) {
  return (
    <ToggleChips
      label={label}
      hideLabel
      disabled={disabled}
      options={[{ value: field, label }]}
      values={(node as Record<string, unknown>)[field] === true ? [field] : []}
      onChange={(values) => onSet(withField(node, field, values.length > 0 ? true : undefined))}
    />
  );
}

/** What every kind may have. */
function Common({ node, disabled, onSet }: KindFormProps) {
  const { t } = useText();
  return (
    <>
      <NumberField
        label={t('scripts:field.maxVisits')}
        value={node.maxVisits}
        most={9}
        bad={t('scripts:field.maxVisitsBad')}
        disabled={disabled}
        onChange={(value) => onSet(withField(node, 'maxVisits', value))}
      />
      <Yes node={node} field="optional" label={t('scripts:field.optional')} disabled={disabled} onSet={onSet} />
      <Box sx={{ gridColumn: '1 / -1' }}>
        <ToggleChips
          label={t('scripts:field.posts')}
          hint={t('scripts:field.postsHint')}
          disabled={disabled}
          options={Post.options.map((value) => ({ value, label: t(`conversation:post.${value}`) }))}
          values={node.posts ?? []}
          onChange={(values) => onSet(withField(node, 'posts', values.length === 0 ? undefined : [...values]))}
        />
      </Box>
    </>
  );
}
