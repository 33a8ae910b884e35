/** 期限由来 on paper: printed or saved as PDF, with a trace in the audit stream. */
import { ownDates } from '../../domain/investigation/due-dates';
import { customerText } from '../../domain/documents/audience-text';
import type { CaseState } from '../../domain/complaint/state';
import type { Deadline } from '../../domain/deadlines/deadlines';
import type { AppHandlers } from '../../shared/contract/contract';
import { err } from '../../shared/contract/define';
import { articleOf, deadlineName, derivationLines, limitInTime } from '../../shared/derivation/derivation-text';
import type { Core } from '../app/core';
import { derivationWords } from '../documents/derivation-words';
import { documentTexts } from '../documents/document-texts';
import type { DerivationPaper } from '../documents/render-derivation';
import type { CallContext } from '../ipc/answer';
import { requireSession } from './require-session';
import { putOnPaper, type PaperDeps } from './staff-paper';

export function derivationHandler(deps: PaperDeps): Pick<AppHandlers<CallContext>, 'archive.derivation'> {
  const { core } = deps;
  return {
    'archive.derivation': async ({ commandId, caseId, deadlineId, language, target }, context) => {
      const session = requireSession(context);
      const state = await session.records.caseState(caseId);
      const { branch } = core.directory();
      if (!state || !branch) return err({ code: 'case.notFound' });
      const own = ownDates(state, core.lawOf(state).calendar, branch.timeZone).map((dated) => dated.deadline);
      const deadline = [...core.deadlinesOf(state), ...own].find(({ id }) => id === deadlineId);
      if (!deadline) return err({ code: 'document.notYet' });
      return putOnPaper(deps, session, {
        copyId: commandId,
        fileName: `${state.number}-${deadlineId}.pdf`,
        target,
        render: async (options) => {
          const { renderDerivation } = await import('../documents/render-derivation');
          return renderDerivation(paperOf(core, state, deadline, language), options);
        },
        trace: {
          type: 'audit.derivationPrinted',
          payload: { caseId, number: state.number, copyId: commandId, deadline: deadlineId, dueOn: deadline.dueOn },
        },
      });
    },
  };
}

function paperOf(core: Core, state: CaseState, deadline: Deadline, language: 'zh-CN' | 'en'): DerivationPaper {
  const { branch } = core.directory();
  if (!branch) throw new Error('a paper needs a branch');
  const words = derivationWords(language, branch.timeZone);
  const { text, format } = words;
  const t = documentTexts(language);
  const inTime = limitInTime(deadline);
  const until =
    inTime === null
      ? text.t('deadlines:why.until', { date: format.localDate(deadline.dueOn) })
      : text.t(inTime === 'atOnce' ? 'deadlines:why.since' : 'deadlines:why.untilTime', {
          time: format.dateTime(deadline.dueAtMs),
        });
  const lines = derivationLines(deadline, words);
  const { rules, calendar } = core.lawOf(state);
  const granted = deadline.id === 'decision' ? state.clock?.extension : null;
  const name = deadlineName(deadline, text);
  const article = articleOf(deadline, text);
  const [stop, between] = language === 'en' ? ['.', '; '] : ['。', '；'];
  return {
    language,
    branch: {
      institution: customerText(branch.institutionName),
      outlet: customerText(branch.name),
      address: customerText(branch.address),
      phone: customerText(branch.phone),
    },
    number: state.number,
    name,
    until,
    article,
    ruleId: deadline.ruleId,
    marks: [
      ...(deadline.kind === 'duty' ? [] : [text.t(`deadlines:why.${deadline.kind}`)]),
      ...(deadline.confidence === 'house' ? [text.t('deadlines:confidence.house')] : []),
      ...(deadline.confidence === 'toBeConfirmed' ? [t('derivation.toBeConfirmed')] : []),
      ...(deadline.estimated ? [t('derivation.estimated')] : []),
      ...(deadline.standsSince === null ? [] : [text.t('deadlines:why.stands')]),
    ],
    lines,
    sentence: `${name}: ${[...lines.flatMap((line) => [line.text, ...line.below]), article].join(between)}${stop}`,
    extension: granted
      ? t('derivation.extended', {
          days: granted.days,
          level: t(`derivation.level.${granted.level}`),
          approver: `${granted.approver} ${granted.approvalNo}`.trim(),
          approvedOn: format.localDate(granted.approvedOn),
          reason: granted.reason,
        })
      : '',
    packs: `${rules.id} ${rules.version} · ${calendar.id} ${calendar.version}`,
  };
}
