/** Why a pack was refused, in words: the rules for conversation scripts have texts of their own. */
import type { PackProblem } from '../../domain/packs/problems';
import { ruleIds } from '../../domain/scripts/finding';
import type { TextFunction } from '../app/i18n/text';

export function reasonText({ reason, detail }: Pick<PackProblem, 'reason' | 'detail'>, t: TextFunction): string {
  if (reason !== 'scriptRule') return t(`rules:reason.${reason}`, { detail });
  const rule = ruleIds.find((id) => id === detail.split(' ')[0]);
  return t('rules:reason.scriptRule', { rule: rule === undefined ? detail : t(`scripts:rule.${rule}`), detail });
}
