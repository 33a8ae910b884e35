/**
 * 待补充: something that only the complainant has is asked for, by a working day, while the clock of the decision runs on. It comes,
 * or after a notice the procedure goes on without it. What the institution holds is not asked for (M2020 Art. 13).
 */
import { isHeld, type MaterialKind } from '../investigation/material-kinds';
import type { InvestigationTerms } from '../investigation/terms';
import type { CaseCommandInput, CaseRefusal } from './commands';
import type { NewCaseEvent } from './events';
import type { InvestigationDecision } from './findings';
import type { MaterialRequest } from './investigation-values';
import type { CaseState } from './state';
import type { Party } from './values';

const refuse = (error: CaseRefusal): InvestigationDecision => ({ ok: false, error });

/** The request that is waited for. */
export function openRequest(state: CaseState): MaterialRequest | undefined {
  return state.status === 'awaitingMaterial' ? state.investigation?.requests.at(-1) : undefined;
}

/** What was asked for and has not come. */
export function outstanding({ kinds, received }: MaterialRequest): MaterialRequest['kinds'] {
  const came = new Set(received.flatMap((one) => one.kinds.map(({ id }) => id)));
  return kinds.filter(({ id }) => !came.has(id));
}

interface Days {
  readonly today: string;
  readonly newId: () => string;
}

export function requestMaterial(
  state: CaseState,
  input: CaseCommandInput<'requestMaterial'>,
  { materials, workingDaysAfter }: InvestigationTerms,
  { today, newId }: Days,
): InvestigationDecision {
  const asked = materials.filter(({ id }) => input.kindIds.includes(id));
  if (asked.length !== new Set(input.kindIds).size) return refuse({ code: 'material.noSuchKind' });
  const held = asked.find((kind) => isHeld(state, kind));
  if (held !== undefined) {
    return refuse({
      code: 'material.held',
      kind: held.zh,
      kindEn: held.en,
      where: held.where?.zh ?? '',
      whereEn: held.where?.en ?? '',
      article: held.article.zh,
      articleEn: held.article.en,
    });
  }
  const detail = input.detail.trim();
  if (detail === '' && asked.some(({ describe }) => describe)) return refuse({ code: 'material.detailMissing' });
  const { method, workingDays } = input;
  return {
    ok: true,
    events: [
      {
        type: 'material.requested',
        payload: {
          requestId: newId(),
          kinds: asked.map(({ id, zh, en }) => ({ id, zh, en })),
          detail,
          method,
          askedOn: today,
          workingDays,
          dueOn: workingDaysAfter(today, workingDays),
          ownerId: state.ownerId,
        },
      },
    ],
  };
}

export function receiveMaterial(
  state: CaseState,
  { kindIds, receivedOn, what, evidenceIds }: CaseCommandInput<'receiveMaterial'>,
  { materials }: Pick<InvestigationTerms, 'materials'>,
  today: string,
): InvestigationDecision {
  const request = openRequest(state);
  if (request === undefined) return refuse({ code: 'case.wrongState', status: state.status });
  const missing = outstanding(request);
  if (kindIds.length === 0) return refuse({ code: 'material.nothingReceived' });
  if (kindIds.some((id) => !missing.some((kind) => kind.id === id))) return refuse({ code: 'material.noSuchKind' });
  if (receivedOn > today) return refuse({ code: 'case.dateInFuture' });
  if (receivedOn < request.askedOn) return refuse({ code: 'deadline.tooEarly', notBefore: request.askedOn });
  if (evidenceIds.some((id) => !state.evidence.some((one) => one.id === id)))
    return refuse({ code: 'case.noSuchEvidence' });
  const came = missing.filter(({ id }) => kindIds.includes(id));
  return {
    ok: true,
    events: [
      {
        type: came.length === missing.length ? 'material.received' : 'material.partReceived',
        payload: { requestId: request.requestId, receivedOn, kinds: came, what: what.trim(), evidenceIds },
      },
      ...authorised(state, came, materials),
    ],
  };
}

/** The authorisation of a proxy that came stands in the record too: nobody enters it a second time. */
function authorised(
  { details: { parties } }: CaseState,
  came: MaterialRequest['kinds'],
  materials: readonly MaterialKind[],
): readonly NewCaseEvent[] {
  const isAuthorisation = ({ id, held }: MaterialKind): boolean =>
    held === 'authorisationHeld' && came.some((one) => one.id === id);
  if (!materials.some(isAuthorisation)) return [];
  const waits = ({ kind, authorisationHeld }: Party): boolean => kind === 'proxy' && !authorisationHeld;
  if (!parties.some(waits)) return [];
  const changed = parties.map((party) => (waits(party) ? { ...party, authorisationHeld: true } : party));
  return [{ type: 'case.detailsRecorded', payload: { changes: { parties: changed } } }];
}

/** Not before the complainant's time is over, and not without telling them. */
export function endWaiting(
  state: CaseState,
  { noticeMethod, noticeOn, reason }: CaseCommandInput<'endWaiting'>,
  today: string,
): InvestigationDecision {
  const request = openRequest(state);
  if (request === undefined) return refuse({ code: 'case.wrongState', status: state.status });
  const { requestId, dueOn } = request;
  if (today <= dueOn) return refuse({ code: 'material.notDueYet', dueOn });
  if (noticeOn > today) return refuse({ code: 'case.dateInFuture' });
  if (noticeOn <= dueOn) return refuse({ code: 'deadline.tooEarly', notBefore: dueOn });
  return {
    ok: true,
    events: [{ type: 'material.waitingEnded', payload: { requestId, noticeMethod, noticeOn, reason } }],
  };
}
