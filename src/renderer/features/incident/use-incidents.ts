/** What main knows of incidents, asked again whenever it says that something happened in them. */
import { useEffect, useEffectEvent, useState } from 'react';
import type { IncidentPart } from '../../../domain/crisis/plan';
import type { IncidentAlert, IncidentSummary, IncidentView } from '../../../shared/contract/incident';
import { api, subscribe } from '../../bridge/client';
import type { CodedError } from '../../app/i18n/message-of';

export interface IncidentList {
  readonly incidents: readonly IncidentSummary[];
  readonly plan: IncidentPart;
  readonly keyEverywhere: boolean;
}

/** Asks now, and whenever an incident changed. */
function useChanges(load: () => void): void {
  const latest = useEffectEvent(load);
  useEffect(() => {
    latest();
    return subscribe('incidents.changed', () => latest());
  }, []);
}

export function useIncidentList(): { readonly list: IncidentList | null; readonly error: CodedError | null } {
  const [list, setList] = useState<IncidentList | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  useChanges(() => {
    void api['incident.list']({}).then((reply) => {
      if (reply.ok) setList(reply.value);
      setError(reply.ok ? null : reply.error);
    });
  });
  return { list, error };
}

export interface OneIncident {
  readonly incident: IncidentView | null;
  readonly error: CodedError | null;
  /** What an act answered with. */
  readonly shown: (view: IncidentView) => void;
}

/** One incident. Mounted anew for each. */
export function useIncident(id: string): OneIncident {
  const [incident, setIncident] = useState<IncidentView | null>(null);
  const [error, setError] = useState<CodedError | null>(null);
  useChanges(() => {
    void api['incident.get']({ id }).then((reply) => {
      if (reply.ok) setIncident(reply.value);
      setError(reply.ok ? null : reply.error);
    });
  });
  return { incident, error, shown: setIncident };
}

export function useAlerts(): readonly IncidentAlert[] {
  const [alerts, setAlerts] = useState<readonly IncidentAlert[]>([]);
  useChanges(() => {
    void api['incident.alerts']({}).then((reply) => {
      if (reply.ok) setAlerts(reply.value.alerts);
    });
  });
  return alerts;
}
