/** 事件报告 on paper: what happened, who was told, what was done, for staff, with lines to sign. */
import { customerText } from '../../domain/documents/audience-text';
import type { DocumentLanguage } from '../../domain/documents/format';
import type { CrisisPlan, IncidentPart } from '../../domain/crisis/plan';
import { localDateTimeOf } from '../../domain/deadlines/time-zone';
import type { IncidentView } from '../../shared/contract/incident';
import { err } from '../../shared/contract/define';
import type { Session } from '../session/session';
import { putOnPaper, type PaperDeps } from './staff-paper';

export interface IncidentReport {
  readonly copyId: string;
  readonly copyNo: number;
  /** As the person who prints it sees it: what is hidden from them is not on their paper. */
  readonly shown: IncidentView;
  readonly plan: Pick<CrisisPlan, 'id' | 'version'> & { readonly incident: IncidentPart };
  readonly language: DocumentLanguage;
  readonly target: 'print' | 'pdf';
}

/** Asks for a place, makes the copy and leaves its trace in the audit stream. */
export async function incidentPaper(
  deps: PaperDeps,
  session: Session,
  { copyId, copyNo, shown, plan, language, target }: IncidentReport,
) {
  const { branch } = deps.core.directory();
  if (!branch) return err({ code: 'incident.notFound' as const });
  const time = (ms: number): string => localDateTimeOf(ms, branch.timeZone);
  return putOnPaper(deps, session, {
    copyId,
    number: copyNo,
    fileName: `incident-${shown.deviceTag}-${time(shown.raisedAtMs).replace(/\D/gu, '').slice(0, 12)}.pdf`,
    target,
    render: async (options) => {
      const { renderIncident } = await import('../documents/render-incident');
      const outlet = {
        institution: customerText(branch.institutionName),
        outlet: customerText(branch.name),
        address: customerText(branch.address),
        phone: customerText(branch.phone),
      };
      return renderIncident({ language, branch: outlet, timeZone: branch.timeZone, incident: shown, plan }, options);
    },
    trace: { type: 'audit.incidentPrinted', payload: { incidentId: shown.id, copyId, copyNo } },
  });
}
