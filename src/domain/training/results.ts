/** What stays of a run that has ended: enough for certificates and reviews, whatever becomes of scripts and customers later. */
import type { Level } from '../scripts/vocabulary';
import type { ScriptPack } from '../scripts/compile';
import { rootOf } from '../scripts/walk';
import { customerOf, type Casting } from './casting';
import { debriefOf, type Debrief, type SkillBar } from './debrief';
import type { Ending, Practice, PracticeMode } from './practice';
import type { Gate } from './score';

export interface RunResult {
  readonly script: string;
  /** Of the script, as it was practised. */
  readonly version: string;
  readonly customer: string;
  readonly startLevel: Level;
  readonly mode: PracticeMode;
  readonly endedAtMs: number;
  readonly ending: Ending;
  readonly total: number;
  readonly passed: boolean;
  readonly gates: readonly Gate[];
  readonly skills: readonly SkillBar[];
}

/** The result of a run that ended at this time, with what is told of it. */
export function resultOf(
  pack: ScriptPack,
  casting: Casting,
  practice: Practice,
  endedAtMs: number,
): { readonly result: RunResult; readonly debrief: Debrief } {
  const debrief = debriefOf(pack, casting, practice);
  const { score, skills } = debrief;
  const { setup, ended } = practice;
  const result: RunResult = {
    script: setup.script,
    version: rootOf(pack, practice.session).version,
    customer: setup.customer,
    startLevel: customerOf(casting, setup.customer).startLevel,
    mode: setup.mode,
    endedAtMs,
    ending: ended ?? 'tooLong',
    total: score.total,
    passed: score.passed,
    gates: score.gates,
    skills,
  };
  return { result, debrief };
}
