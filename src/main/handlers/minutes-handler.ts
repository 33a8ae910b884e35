/** 会谈纪要 on paper: for both sides to sign, or for the file. */
import type { CaseState } from '../../domain/complaint/state';
import type { Minutes } from '../../domain/complaint/investigation-values';
import { customerText } from '../../domain/documents/audience-text';
import type { Branch } from '../../domain/directory/directory';
import type { AppHandlers } from '../../shared/contract/contract';
import { err } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { documentTexts } from '../documents/document-texts';
import type { MinutesOnPaper } from '../documents/render-minutes';
import type { CallContext } from '../ipc/answer';
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import { requireSession } from './require-session';
import { putOnPaper, type PaperDeps } from './staff-paper';

export function minutesHandler(deps: PaperDeps): Pick<AppHandlers<CallContext>, 'archive.minutes'> {
  const { core } = deps;
  return {
    'archive.minutes': async ({ commandId, caseId, minutesId, language, target }, context) => {
      const session = requireSession(context);
      const state = await session.records.caseState(caseId);
      const { branch } = core.directory();
      if (!state || !branch) return err({ code: 'case.notFound' });
      const minutes = state.investigation?.minutes.find((one) => one.minutesId === minutesId);
      if (!minutes) return err({ code: 'document.notYet' });
      return putOnPaper(deps, session, {
        copyId: commandId,
        fileName: `${state.number}-minutes.pdf`,
        target,
        render: async (options) => {
          const { renderMinutes } = await import('../documents/render-minutes');
          const outlet = {
            institution: customerText(branch.institutionName),
            outlet: customerText(branch.name),
            address: customerText(branch.address),
            phone: customerText(branch.phone),
          };
          return renderMinutes(
            { language, branch: outlet, ...minutesOnPaper(core, branch, state, minutes, language) },
            options,
          );
        },
        trace: {
          type: 'audit.minutesPrinted',
          payload: { caseId, number: state.number, copyId: commandId, minutesId },
        },
      });
    },
  };
}

/** What stands in the minutes, in words. */
export function minutesOnPaper(
  core: Pick<Core, 'personName'>,
  branch: Pick<Branch, 'timeZone'>,
  state: CaseState,
  { metAtMs, place, participants, agreed, disputed, signature, evidenceIds, by }: Minutes,
  language: MinutesOnPaper['language'],
): Omit<MinutesOnPaper, 'language' | 'branch'> {
  return {
    number: state.number,
    metAt: localDateTimeOf(metAtMs, branch.timeZone),
    place,
    participants,
    agreed,
    disputed,
    signature: documentTexts(language)(`minutes.signature.${signature}`),
    attached: state.evidence.filter(({ id }) => evidenceIds.includes(id)).map(({ name }) => name),
    recordedBy: core.personName(by),
  };
}
