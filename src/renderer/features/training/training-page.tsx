/** 练习: what there is to practise, or a run. Marked as practice wherever it is shown. */
import type { PageProps } from '../../app/route';
import { OwnCase } from './own-case-form';
import { RunScreen } from './run-screen';
import { TrainingHome } from './training-home';

export function TrainingPage({ route: { runId, fromCase } }: PageProps<'training'>) {
  if (fromCase !== undefined) return <OwnCase key={fromCase} caseId={fromCase} />;
  return runId === undefined ? <TrainingHome /> : <RunScreen key={runId} id={runId} />;
}
