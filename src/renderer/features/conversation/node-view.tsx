/** The part for the kind of node that the talk stands at. */
import Box from '@mui/material/Box';
import { useText } from '../../app/i18n/use-text';
import { useKeyText } from '../../app/shortcuts/own-keys';
import { c } from '../../app/theme/css-vars';
import { AskNode } from './nodes/ask-node';
import { ChecklistNode, ChooseNode, RateNode, StaffQuestion } from './nodes/choice-nodes';
import { ActNode, EndNode, EscalateNode } from './nodes/deed-nodes';
import { ListenNode, SayNode } from './nodes/said-nodes';
import { usePlayerEnvironment } from './player-context';

export function NodeView() {
  const { t } = useText();
  const keyText = useKeyText();
  const { view } = usePlayerEnvironment();
  const { shown } = view;
  if (view.outcome !== null) return <EndNode />;
  if (view.paused)
    return (
      <Stopped title={t('conversation:pause.title')} body={t('conversation:pause.body', { keys: keyText('next') })} />
    );
  if (shown.held === 'complainedOf')
    return (
      <Stopped
        title={t('conversation:override.title.complainedOf')}
        body={t('conversation:override.now.complainedOf')}
      />
    );
  if (shown.held === 'rateFirst') return <RateNode first />;
  switch (shown.type) {
    case 'say':
      return <SayNode />;
    case 'ask':
      // At level 3 nobody is questioned.
      return shown.held === 'level3' ? (
        <Stopped
          title={t('conversation:held.level3Title')}
          body={t('conversation:held.level3', { keys: keyText('next') })}
        />
      ) : (
        <AskNode />
      );
    case 'listen':
      return <ListenNode />;
    case 'choose':
      return <ChooseNode />;
    case 'checklist':
      return <ChecklistNode />;
    case 'act':
      return <ActNode />;
    case 'escalate':
      return <EscalateNode />;
    case 'end':
      return <EndNode />;
    // These pass by themselves; a pack in which one holds still says so instead of nothing.
    case 'timer':
    case 'note':
    case 'sub':
      return <StaffQuestion text={shown.line?.text ?? ''} />;
  }
}

function Stopped({ title, body }: { readonly title: string; readonly body: string }) {
  return (
    <Box sx={{ display: 'grid', gap: 1, py: 2 }}>
      <StaffQuestion text={title} />
      <Box sx={{ color: c.inkSoft, fontSize: '1.0625rem' }}>{body}</Box>
    </Box>
  );
}
