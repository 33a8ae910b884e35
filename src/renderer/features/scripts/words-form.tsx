/** Every text of a node in every wording; another way for a level of anger can be added and taken away. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import { linesOf, withWords, type ScriptLine } from '../../../domain/scripts/lines';
import type { ScriptNode, ScriptSource } from '../../../domain/scripts/script';
import { levels, type Level } from '../../../domain/scripts/vocabulary';
import type { Line } from '../../../domain/scripts/words';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { radiusPx } from '../../app/theme/tokens';
import { TextField } from '../../components/text-field';
import { useLineName } from './use-line-name';

interface WordsFormProps {
  readonly id: string;
  readonly node: ScriptNode;
  readonly script: ScriptSource;
  readonly disabled: boolean;
  /** While somebody types. */
  readonly onType: (node: ScriptNode) => void;
  readonly onCommit: () => void;
  /** Changed and to be kept at once. */
  readonly onSet: (node: ScriptNode) => void;
}

/** Prompts, things to do and promises have forms of their own; the words of buttons stand at their ways. */
const elsewhere: readonly string[] = ['prompts', 'items', 'promises', 'next'];

export function WordsForm({ id, node, script, disabled, onType, onCommit, onSet }: WordsFormProps) {
  const { t } = useText();
  const name = useLineName(script.code);
  const typed: ScriptSource = { ...script, nodes: { ...script.nodes, [id]: node } };
  const lines = linesOf(typed).filter(
    ({ node: of, path }) => of === id && path[0] === 'nodes' && !elsewhere.includes(String(path[2])),
  );
  const set = ({ path }: ScriptLine, words: Line): void => {
    const changed = withWords(typed, path, words).nodes[id];
    if (changed !== undefined) onType(changed);
  };
  const free =
    node.type === 'say' || node.type === 'ask' ? levels.filter((level) => node.byLevel?.[level] === undefined) : [];
  return (
    <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      {lines.map((line) => (
        <Box
          key={line.id}
          component="fieldset"
          sx={{ m: 0, p: 1.5, minWidth: 0, border: `1px solid ${c.line}`, borderRadius: `${radiusPx.field}px` }}
        >
          <Box component="legend" sx={{ px: 0.5, fontWeight: 600 }}>
            {name(line.id, id)}
          </Box>
          <Wordings line={line} disabled={disabled} onChange={(words) => set(line, words)} onCommit={onCommit} />
          {!disabled && line.path[2] === 'byLevel' && (
            <Button size="small" onClick={() => onSet(withoutLevel(node, Number(line.path[3]) as Level))}>
              {t('scripts:line.removeLevel')}
            </Button>
          )}
          {!disabled && line.path[2] === 'alternates' && (
            <Button size="small" onClick={() => onSet(withoutAlternate(node, String(line.path[3])))}>
              {t('scripts:field.removeAlternate')}
            </Button>
          )}
        </Box>
      ))}
      {!disabled && free.length > 0 && (
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
          {free.map((level) => (
            <Button key={level} size="small" onClick={() => onSet(withLevel(node, level))}>
              {t('scripts:line.addLevel', { level })}
            </Button>
          ))}
        </Box>
      )}
    </Box>
  );
}

interface WordingsProps {
  readonly line: ScriptLine;
  readonly disabled: boolean;
  readonly onChange: (words: Line) => void;
  readonly onCommit: () => void;
}

function Wordings({ line: { line, spoken }, disabled, onChange, onCommit }: WordingsProps) {
  const { t } = useText();
  const empty = (text: string) =>
    text.trim() === '' ? { severity: 'block' as const, text: t('scripts:own.empty') } : null;
  const { zhSimple, ...others } = line;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <TextField
        label={t('conversation:wording.zh')}
        rows={2}
        value={line.zh}
        disabled={disabled}
        problem={empty(line.zh)}
        onChange={(zh) => onChange({ ...line, zh })}
        onCommit={onCommit}
      />
      {spoken && (
        <TextField
          label={t('conversation:wording.zhSimple')}
          rows={2}
          value={zhSimple ?? ''}
          disabled={disabled}
          onChange={(text) => onChange(text === '' ? others : { ...line, zhSimple: text })}
          onCommit={onCommit}
        />
      )}
      <TextField
        label={t('conversation:wording.en')}
        rows={2}
        value={line.en}
        disabled={disabled}
        problem={empty(line.en)}
        onChange={(en) => onChange({ ...line, en })}
        onCommit={onCommit}
      />
    </Box>
  );
}

/** Begins with the usual words, so that there is something to change. */
function withLevel(node: ScriptNode, level: Level): ScriptNode {
  if (node.type !== 'say' && node.type !== 'ask') return node;
  return { ...node, byLevel: { ...node.byLevel, [level]: node.text } };
}

function withoutLevel(node: ScriptNode, level: Level): ScriptNode {
  if ((node.type !== 'say' && node.type !== 'ask') || node.byLevel === undefined) return node;
  const { byLevel, ...rest } = node;
  const left = Object.fromEntries(Object.entries(byLevel).filter(([key]) => key !== String(level)));
  return Object.keys(left).length === 0 ? rest : { ...node, byLevel: left };
}

function withoutAlternate(node: ScriptNode, id: string): ScriptNode {
  if ((node.type !== 'say' && node.type !== 'ask') || node.alternates === undefined) return node;
  const { alternates, ...rest } = node;
  const { [id]: _gone, ...left } = alternates;
  return Object.keys(left).length === 0 ? rest : { ...node, alternates: left };
}
