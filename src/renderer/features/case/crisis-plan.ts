/** The plan for major complaints (应急预案) as the page shows it. Parsed once. */
import pack from '../../../../resources/packs/plans/major-complaint.json';
import { parseCrisisPlan, type CrisisPlan } from '../../../domain/crisis/plan';

let plan: CrisisPlan | undefined;

export function crisisPlan(): CrisisPlan {
  if (plan !== undefined) return plan;
  const parsed = parseCrisisPlan(pack);
  // The pack is part of the build and has its own test; a broken one must not start.
  if (!parsed.ok) throw new Error(`crisis plan: ${parsed.problems.join('; ')}`);
  plan = parsed.plan;
  return plan;
}
