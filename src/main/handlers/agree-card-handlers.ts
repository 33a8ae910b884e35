/** 约定卡: worded from the case each time it is asked for; an answer counts only for the words that were shown. */
import { labelOf } from '../../domain/taxonomy/taxonomy';
import { openPromises } from '../../domain/complaint/promises';
import type { CaseState } from '../../domain/complaint/state';
import { buildAgreeCard, cardDigest, type AgreeCard } from '../../domain/documents/agree-card';
import { customerText } from '../../domain/documents/audience-text';
import { formatDate, type DocumentLanguage } from '../../domain/documents/format';
import { ownDateId } from '../../domain/investigation/own-date-id';
import type { AgreeCardView } from '../../shared/contract/agree-card';
import type { AppContract, AppHandlers } from '../../shared/contract/contract';
import { err, ok } from '../../shared/contract/define';
import type { Core } from '../app/core';
import { documentTexts } from '../documents/document-texts';
import { routeText } from '../documents/route-text';
import type { CallContext } from '../ipc/answer';
import { nodeHasher } from '../keys/ed25519';
import type { Session } from '../session/session';
import type { CustomerDisplay } from '../windows/customer-window';
import { slipOf } from './document-data';
import { traceView } from './leave-trace';
import { requireSession } from './require-session';

type Handlers = Pick<AppHandlers<CallContext>, Extract<keyof AppContract, `card.${string}`>>;

export function agreeCardHandlers({
  core,
  display,
}: {
  readonly core: Core;
  readonly display: CustomerDisplay;
}): Handlers {
  const cardFor = async (
    session: Session,
    caseId: string,
    language: DocumentLanguage,
  ): Promise<AgreeCard | undefined> => {
    const state = await session.records.caseState(caseId);
    return state && cardOf(core, state, language);
  };

  return {
    'card.show': async ({ caseId, language }, context) => {
      const session = requireSession(context);
      const state = await session.records.caseState(caseId);
      if (!state) return err({ code: 'case.notFound' });
      await traceView(core, session, state);
      const card = cardOf(core, state, language);
      return ok({ card, digest: cardDigest(card, nodeHasher), dates: datesOf(core, state) });
    },
    'card.answer': async ({ commandId, caseId, language, ...answer }, context) => {
      const session = requireSession(context);
      const card = await cardFor(session, caseId, language);
      if (!card) return err({ code: 'case.notFound' });
      const answered = (await session.records.answered(commandId)) !== undefined;
      if (!answered && cardDigest(card, nodeHasher) !== answer.digest) return err({ code: 'agreeCard.changed' });
      const result = await session.records.runCaseCommand({
        commandId,
        caseId,
        actor: { userId: session.user.userId, role: session.user.role },
        command: {
          name: 'answerAgreeCard',
          input: {
            ...answer,
            card: {
              ...card,
              sections: card.sections.map((one) => ({ ...one, rows: [...one.rows] })),
              foot: [...card.foot],
            },
          },
        },
      });
      if (result.ok) return ok({ revision: result.value.revision });
      const { code } = result.error;
      return code === 'case.notFound' || code === 'agreeCard.noSignature' || code === 'agreeCard.witnessIsSelf'
        ? err({ code })
        : err({ code: 'agreeCard.refused' });
    },
    'card.display': async ({ caseId, language }, context) => {
      const session = requireSession(context);
      const state = await session.records.caseState(caseId);
      if (!state) return err({ code: 'case.notFound' });
      const card = cardOf(core, state, language);
      await core.auditOnce(session, `card ${caseId}`, {
        type: 'audit.cardShown',
        payload: { caseId, number: state.number },
      });
      display.show({ kind: 'card', card });
      return ok({ open: true });
    },
    'card.clear': ({ close }) => {
      const { language } = core.settings.preferences();
      if (close) display.close();
      else
        display.replace({
          kind: 'waiting',
          language,
          lines: [customerText(documentTexts(language)('agreeCard.waiting'))],
        });
      return Promise.resolve(ok({ open: display.isOpen() }));
    },
    'card.displayed': () => Promise.resolve(ok({ open: display.isOpen() })),
  };
}

/** Of what was promised, and of the case itself. */
function datesOf(core: Core, state: CaseState): AgreeCardView['dates'] {
  return [
    ...openPromises(state).map(({ promiseId, dueOn }) => ({ on: dueOn, deadlineId: ownDateId(promiseId) })),
    ...core.deadlinesOf(state).map(({ id, dueOn }) => ({ on: dueOn, deadlineId: id })),
  ];
}

/** Only what a slip may say is taken from the case, and what was promised to the complainant. */
function cardOf(core: Core, state: CaseState, language: DocumentLanguage): AgreeCard {
  const { branch } = core.directory();
  if (!branch) throw new Error('an agree card needs a branch');
  const t = documentTexts(language);
  const slip = slipOf(state, {
    branch,
    language,
    texts: t,
    personName: core.personName,
    deadlines: core.deadlinesOf(state),
    rules: core.lawOf(state).rules,
    classOf: (id) => labelOf(core.taxonomy, id, language),
    vocabulary: (key) => key,
    qrPayload: '',
    nowMs: core.nowMs(),
  });
  const day = (date: string): string => (date === '' ? '' : t('agreeCard.by', { date: formatDate(date, language) }));
  const { matter, wish } = state.details;
  return buildAgreeCard({
    language,
    institution: branch.institutionName,
    outlet: branch.name,
    caseNumber: state.number,
    matter: slip.matter,
    // Said once where there is nothing else.
    wish: matter.trim() === '' && slip.matter === wish.trim() ? '' : wish,
    promises: openPromises(state).map(({ text, dueOn, ownerId }) => ({
      text,
      due: day(dueOn),
      owner: ownerId === null ? '' : core.personName(ownerId),
    })),
    answerBy: slip.deadlines[0] === undefined ? '' : formatDate(slip.deadlines[0].dueOn, language),
    owner: slip.owner.name,
    phone: slip.owner.phone,
    routes: slip.routes.map((route) => routeText(route, t, language)),
    words: {
      title: t('agreeCard.title'),
      heard: t('agreeCard.heard'),
      agreed: t('agreeCard.agreed'),
      reach: t('agreeCard.reach'),
      routes: t('agreeCard.routes'),
      wish: t('agreeCard.wish'),
      answerBy: t('agreeCard.answerBy'),
      number: t('agreeCard.number'),
      owner: t('agreeCard.owner'),
      phone: t('agreeCard.phone'),
      foot: [t('agreeCard.noted'), t('agreeCard.signing')],
    },
  });
}
