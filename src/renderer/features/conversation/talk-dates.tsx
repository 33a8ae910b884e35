/** 期限由来 of the days that a talk names: of the law for this complaint, and of what is being promised. */
import type { Deadline } from '../../../domain/deadlines/deadlines';
import { DatedText, type TextDate } from '../../components/why-date/dated-text';
import { usePlayerEnvironment } from './player-context';

interface TalkTextProps {
  readonly text: string;
  /** Its own, which come before those of the law. */
  readonly dates?: readonly Deadline[];
  readonly pressed?: boolean;
}

export function TalkText({ text, dates = [], pressed = false }: TalkTextProps) {
  const { view } = usePlayerEnvironment();
  const askable = [...dates, ...view.dates].map((deadline): TextDate => ({
    on: deadline.dueOn,
    caseId: view.caseId ?? '',
    deadlineId: deadline.id,
    outlook: deadline,
    talkLaw: view.law,
  }));
  return <DatedText text={text} dates={askable} pressed={pressed} />;
}
