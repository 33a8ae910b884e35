/** 练习: what there is to practise, or a run. Marked as practice wherever it is shown. */
import type { PageProps } from '../../app/route';
import { RunScreen } from './run-screen';
import { TrainingHome } from './training-home';

export function TrainingPage({ route: { runId } }: PageProps<'training'>) {
  return runId === undefined ? <TrainingHome /> : <RunScreen key={runId} id={runId} />;
}
