/** The sentence for one step of a conversation in the time line. */
import type { TrailStep } from '../../../../domain/conversation/trail';
import { Distress, Mode, Need, Post, RiskFlag } from '../../../../domain/scripts/vocabulary';
import { OverrideKind, Wording } from '../../../../domain/scripts/session';
import type { TextFunction } from '../../../app/i18n/text';

const levels = ['0', '1', '2', '3'] as const;

/** The name of a code of a closed list; what a later version knows and this one does not is said to be so, never shown raw. */
function nameOf<C extends string>(
  list: { readonly options: readonly C[] },
  code: string,
  word: (known: C) => string,
  t: TextFunction,
) {
  const known = list.options.find((one) => one === code);
  return known === undefined ? t('talk:unknownName') : word(known);
}

export function trailSentence(step: TrailStep, t: TextFunction, language: string): string {
  const { kind, line, code, named } = step;
  const words = named?.[language === 'en' ? 'en' : 'zh'] ?? step.words;
  const spoken = { line: line ?? '' };
  switch (kind) {
    case 'said':
      return t(code === 'altered' ? 'talk:step.altered' : 'talk:step.said', spoken);
    case 'skipped':
    case 'escalated':
      return t(`talk:step.${kind}`, spoken);
    case 'answered':
      return code === 'unknown' ? t('talk:step.notKnown', spoken) : t('talk:step.answered', { ...spoken, words });
    case 'acted':
      return t(code === 'done' ? 'talk:step.acted' : 'talk:step.notActed', spoken);
    case 'listened':
      return words === '' ? t('talk:step.listened') : t('talk:step.quoted', { words });
    case 'ticked':
      return t(code === 'on' ? 'talk:step.ticked' : 'talk:step.unticked');
    case 'rated': {
      const level = levels.find((one) => one === code) ?? '0';
      const values = { level, word: t(`common:emotion.level.${level}`) };
      if (words === '') return t('talk:step.rated', values);
      const signs = words
        .split(',')
        .map((one) => nameOf(Distress, one, (sign) => t(`conversation:distress.${sign}`), t));
      return t('talk:step.ratedDistress', { ...values, signs: signs.join(t('case:list.separator')) });
    }
    case 'flagged':
    case 'unflagged': {
      const flag = nameOf(RiskFlag, code, (one) => t(`conversation:flag.${one}`), t);
      return t(`talk:step.${kind}`, { flag, words });
    }
    case 'factSet':
      return t('talk:step.factSet', { words });
    case 'modeSet':
      return t('talk:step.modeSet', { mode: nameOf(Mode, code, (one) => t(`talk:mode.${one}`), t) });
    case 'needSet':
      return t('talk:step.needSet', { need: nameOf(Need, code, (one) => t(`talk:need.${one}`), t) });
    case 'wordingSet':
      return t('talk:step.wordingSet', {
        wording: nameOf(Wording, code, (one) => t(`conversation:wording.${one}`), t),
      });
    case 'alarmed':
    case 'alarmOver':
      return t(`talk:step.${kind}`, {
        danger: nameOf(OverrideKind, code, (one) => t(`conversation:override.title.${one}`), t),
      });
    case 'takenOver':
      return t('talk:step.takenOver', { post: nameOf(Post, code, (one) => t(`conversation:post.${one}`), t) });
    // Left out before it comes here.
    case 'ticking':
    case 'caseKnown':
    case 'suggestionDismissed':
      return '';
    default:
      return t(`talk:step.${kind}`);
  }
}
