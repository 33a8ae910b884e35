/** One node: what is said at each level of anger and in each wording, why, and where it leads. */
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Link from '@mui/material/Link';
import { useMemo, useState } from 'react';
import { edgesOf } from '../../../domain/scripts/graph';
import type { LineView, ScriptFileView } from '../../../shared/contract/scripts';
import { useFormat, useText } from '../../app/i18n/use-text';
import { useKeyText } from '../../app/shortcuts/own-keys';
import { c } from '../../app/theme/css-vars';
import { api } from '../../bridge/client';
import { newId } from '../../bridge/ids';
import { SectionCard } from '../../components/section-card';
import { StatusChip } from '../../components/status-chip';
import { LineWords } from './line-words';
import { RewordDialog } from './reword-dialog';
import type { ScriptState } from './use-script';
import { useGuardText } from './use-guard-text';
import { useLineName } from './use-line-name';
import { useWords } from './use-words';

export interface NodeDetailProps {
  readonly file: ScriptFileView;
  readonly id: string;
  readonly mayReword: boolean;
  readonly run: ScriptState['run'];
  readonly onChoose: (node: string) => void;
}

export function NodeDetail({ file, id, mayReword, run, onChoose }: NodeDetailProps) {
  const { t } = useText();
  const keyText = useKeyText();
  const words = useWords();
  const [reword, setReword] = useState<LineView | null>(null);
  const facts = useMemo(() => ({ ...file.facts, ...file.source.facts }), [file]);
  const sentence = useGuardText(facts);
  const node = file.source.nodes[id];
  if (node === undefined) return null;
  const ways = edgesOf(node);
  return (
    <SectionCard title={`${t(`scripts:type.${node.type}`)} · ${id}`}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75, mb: 1.5 }}>
        <StatusChip label={`${node.stage} ${t(`conversation:stage.${node.stage}`)}`} />
        {'skill' in node && node.skill !== undefined && (
          <StatusChip tone="primary" label={t(`conversation:skill.${node.skill}`)} />
        )}
        {node.type === 'say' && node.apology !== undefined && (
          <StatusChip tone="info" label={t(`conversation:apology.${node.apology}`)} />
        )}
        {node.type === 'act' && (
          <StatusChip tone="info" label={t(`conversation:action.${node.action}`, { keys: keyText('submit') })} />
        )}
        {node.type === 'escalate' && (
          <StatusChip
            tone="warning"
            label={`${t(`conversation:post.${node.to}`)} · ${t(`conversation:urgency.${node.urgency}`)}`}
          />
        )}
      </Box>
      <Box sx={{ display: 'grid', gap: 2 }}>
        {file.lines
          .filter((line) => line.node === id)
          .map((line) => (
            <Line key={line.id} line={line} file={file} mayReword={mayReword} run={run} onReword={setReword} />
          ))}
        {node.type === 'sub' && <Box>{t('scripts:node.calls', { code: node.script })}</Box>}
        {ways.length > 0 && (
          <Box>
            <Box component="h3" sx={{ m: 0, mb: 0.5, fontSize: '1rem', fontWeight: 600 }}>
              {t('scripts:node.ways')}
            </Box>
            <Box component="ul" sx={{ m: 0, pl: 2.5 }}>
              {ways.map(({ to, label, levels, when }, at) => (
                <li key={`${String(at)} ${to}`}>
                  <Link component="button" type="button" onClick={() => onChoose(to)} sx={{ font: 'inherit' }}>
                    {to}
                  </Link>{' '}
                  {label !== undefined && words(label)}{' '}
                  {levels !== undefined && t('scripts:way.levels', { levels: levels.join(' ') })}{' '}
                  {when !== undefined && (
                    <Box component="span" sx={{ color: c.inkSoft }}>
                      {sentence(when)}
                    </Box>
                  )}
                </li>
              ))}
            </Box>
          </Box>
        )}
      </Box>
      {reword !== null && <RewordDialog file={file} line={reword} run={run} onClose={() => setReword(null)} />}
    </SectionCard>
  );
}

interface LineProps {
  readonly line: LineView;
  readonly file: ScriptFileView;
  readonly mayReword: boolean;
  readonly run: ScriptState['run'];
  readonly onReword: (line: LineView) => void;
}

function Line({ line, file, mayReword, run, onReword }: LineProps) {
  const { t } = useText();
  const format = useFormat();
  const name = useLineName(file.source.code);
  const { id, may, own, words } = line;
  const title = name(id, line.node);
  return (
    <Box component="article" aria-label={title}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 0.5 }}>
        <Box component="h3" sx={{ m: 0, fontSize: '1rem', fontWeight: 600 }}>
          {title}
        </Box>
        {may.kind === 'bound' && <StatusChip tone="accent" label={t('scripts:own.mandatory')} />}
        {may.kind === 'fixed' && may.reason !== 'staff' && (
          <StatusChip tone="neutral" label={t(`scripts:own.fixed.${may.reason}`)} />
        )}
        {own !== null && <StatusChip tone="primary" label={t('scripts:own.inUse')} />}
      </Box>
      <LineWords words={own?.words ?? words} />
      {own !== null && (
        <Box sx={{ color: c.inkSoft, mt: 0.5 }}>
          {t('scripts:own.by', { name: own.byName, time: format.dateTime(own.atMs) })}
          <details>
            <summary>{t('scripts:own.original')}</summary>
            <LineWords words={words} />
          </details>
        </Box>
      )}
      {mayReword && may.kind !== 'fixed' && (
        <Box sx={{ display: 'flex', gap: 1, mt: 0.5 }}>
          <Button size="small" onClick={() => onReword(line)}>
            {t('scripts:own.reword')}
          </Button>
          {own !== null && (
            <Button
              size="small"
              onClick={() =>
                void run(() => api['scripts.dropWording']({ commandId: newId(), code: file.source.code, line: id }))
              }
            >
              {t('scripts:own.drop')}
            </Button>
          )}
        </Box>
      )}
    </Box>
  );
}
