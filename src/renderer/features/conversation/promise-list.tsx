/** What was promised in a talk, one line each: what, who answers for it, until when and why that day. */
import Box from '@mui/material/Box';
import type { ReactNode } from 'react';
import type { ConversationView } from '../../../shared/contract/conversation';
import { useText } from '../../app/i18n/use-text';
import { TalkText } from './talk-dates';

type Promised = ConversationView['promises'][number];

interface PromiseListProps {
  readonly promises: readonly Promised[];
  /** Where they stand among other things, rather than by themselves. */
  readonly plain?: boolean;
}

export function PromiseList({ promises, plain = false }: PromiseListProps) {
  return (
    <Box
      component="ul"
      sx={{ m: 0, ...(plain ? { p: 0, listStyle: 'none' } : { pl: 2.5 }), display: 'grid', gap: 0.5 }}
    >
      {promises.map((promise, at) => (
        <li key={at}>
          <PromiseLine promise={promise} />
        </li>
      ))}
    </Box>
  );
}

function PromiseLine({ promise }: { readonly promise: Promised }): ReactNode {
  const { t } = useText();
  const { text, owner, ownerPost, dueText, due } = promise;
  const line = [text, owner === '' && ownerPost !== null ? t(`conversation:post.${ownerPost}`) : owner, dueText]
    .filter((part) => part !== '')
    .join(' · ');
  return <TalkText text={line} dates={[due]} />;
}
