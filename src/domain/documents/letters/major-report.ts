/** 重大、群体投诉报告表 (首报 · 续报 · 终报): to those above. Internal: it names staff and marks that no customer may read. */
import { majorLevelOf, majorFoundAt } from '../../complaint/joint';
import { latestForm } from '../../complaint/major-forms';
import type { CaseState } from '../../complaint/state';
import { localDateTimeOf } from '../../deadlines/time-zone';
import { formatDateTime } from '../format';
import { commonFacts } from './common-facts';
import type { LetterForm, LetterKind, LetterSource } from './letter-kind';

const formOf = { first: 'majorFirst', followUp: 'majorFollowUp', final: 'majorFinal' } as const;

/** Says what the form says that was written last. */
export const majorReport: LetterKind = {
  internal: true,
  offered: (state) => majorLevelOf(state) !== null,
  form: (state): LetterForm => formOf[latestForm(state)?.stage ?? 'first'],
  facts: (source) => {
    const { state, branch, texts, vocabulary, classOf } = source;
    const written = latestForm(state);
    const [level, foundAtMs] = [majorLevelOf(state), majorFoundAt(state)];
    if (written === undefined || level === null || foundAtMs === null) return undefined;
    const { details } = state;
    const words = (flag: string): string => vocabulary(`flag.${flag}`);
    return {
      ...commonFacts(source),
      reportStage: texts(`defaults.report.stage.${written.stage}`),
      reportSerial: texts('defaults.report.serial', { serial: String(written.serial), number: state.number }),
      reportLevel: texts(`defaults.report.level.${level}`),
      reportFound: momentOf(foundAtMs, source),
      reportBasis: basisOf(source),
      reportHeadCounts: countsOf(source),
      reportRepresentatives: representativesOf(state),
      reportProduct: classOf(details.businessId),
      reportRegion: branch.province,
      reportWish: details.wish.trim(),
      reportCause: written.cause,
      reportCourse: written.course,
      reportMeasures: written.measures,
      reportMedia: written.media,
      reportOutcome: written.outcome,
      reportNext: written.nextAtMs === null ? '' : momentOf(written.nextAtMs, source),
      reportStaff: details.involved.map(({ name, staffNo }) => `${name} ${staffNo}`.trim()).join('\n'),
      reportSigns: details.flags.map(words).join('\n'),
    };
  },
};

function momentOf(atMs: number, { branch, language }: LetterSource): string {
  return formatDateTime(localDateTimeOf(atMs, branch.timeZone), language);
}

/** Why it is a major one, with the article of each cause. */
function basisOf({ state, texts, language }: LetterSource): string {
  const english = language === 'en';
  return (state.major?.recognitions ?? [])
    .map(({ basis, count, what }) => {
      const because = texts('defaults.report.basis', {
        why: english ? basis.en : basis.zh,
        article: english ? basis.article.en : basis.article.zh,
      });
      return [because, count === null ? '' : texts('defaults.report.count', { count: String(count) }), what]
        .filter((part) => part !== '')
        .join(english ? '. ' : '。');
    })
    .join('\n');
}

/** Every head-count, in the order in which people were counted. */
function countsOf(source: LetterSource): string {
  return (source.state.headCounts ?? [])
    .map(({ count, atMs }) =>
      source.texts('defaults.report.counted', { at: momentOf(atMs, source), count: String(count) }),
    )
    .join('\n');
}

/** Whom the complainants chose; where nobody was chosen, who complains. */
function representativesOf({ details: { parties, joint } }: CaseState): string {
  const chosen = joint === true ? parties.filter(({ delegate }) => delegate === true) : [];
  return (chosen.length > 0 ? chosen : parties)
    .map(({ name }) => name)
    .filter((name) => name.trim() !== '')
    .join('\n');
}
