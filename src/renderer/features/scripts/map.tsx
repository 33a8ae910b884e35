/** A script as a map or as a list; both choose the same node. The map is loaded when somebody looks at it. */
import AccountTreeOutlined from '@mui/icons-material/AccountTreeOutlined';
import FormatListBulletedOutlined from '@mui/icons-material/FormatListBulletedOutlined';
import Box from '@mui/material/Box';
import { lazy, Suspense } from 'react';
import type { Finding } from '../../../domain/scripts/finding';
import type { ScriptSource } from '../../../domain/scripts/script';
import { useText } from '../../app/i18n/use-text';
import { c } from '../../app/theme/css-vars';
import { ChoiceChips } from '../../components/choice-chips';
import { NodeList } from './node-list';

const Graph = lazy(async () => ({ default: (await import('./graph')).Graph }));

export interface MapProps {
  readonly script: ScriptSource;
  readonly findings: readonly Finding[];
  readonly current: string | null;
  readonly onChoose: (node: string) => void;
  /** Given where the script is written on. */
  readonly edit?: MapEdit;
}

/** Whoever looks keeps how: a step back must not turn the list into a map. */
interface ScriptMapProps extends MapProps {
  readonly as: MapOrList;
  readonly onAs: (as: MapOrList) => void;
}

export type MapOrList = 'map' | 'list';

export interface MapEdit {
  readonly connect: (from: string, to: string) => void;
  /** `at`: place of the way among those of its node; -1: where a timer leads when it runs out. */
  readonly disconnect: (from: string, at: number) => void;
  readonly remove: (node: string) => void;
}

export function ScriptMap(props: ScriptMapProps) {
  const { t } = useText();
  const { as, onAs } = props;
  return (
    <Box sx={{ display: 'grid', gap: 1.5, minWidth: 0 }}>
      <ChoiceChips
        label={t('scripts:map.as')}
        hideLabel
        options={[
          { value: 'map', label: t('scripts:map.map'), icon: <AccountTreeOutlined /> },
          { value: 'list', label: t('scripts:map.list'), icon: <FormatListBulletedOutlined /> },
        ]}
        value={as}
        onChange={onAs}
      />
      {as === 'map' && props.edit !== undefined && <Box sx={{ color: c.inkSoft }}>{t('scripts:map.connectHint')}</Box>}
      {as === 'list' ? (
        <NodeList {...props} />
      ) : (
        <Suspense fallback={<Box sx={{ color: c.inkSoft }}>{t('common:state.loading')}</Box>}>
          <Graph {...props} />
        </Suspense>
      )}
    </Box>
  );
}
