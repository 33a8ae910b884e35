/** Who is signed in where: the form needs the kind of institution, the zone and the person. */
import { useEffect, useState } from 'react';
import type { InstitutionType } from '../../../domain/complaint/values';
import type { JointComplaintRules } from '../../../domain/deadlines/rule-pack';
import { api } from '../../bridge/client';

export interface Branch {
  readonly userId: string;
  readonly institutionType: InstitutionType;
  readonly timeZone: string;
  readonly jointRules: JointComplaintRules | null;
}

/** Null until main has answered. */
export function useBranch(): Branch | null {
  const [branch, setBranch] = useState<Branch | null>(null);
  useEffect(() => {
    let current = true;
    void api['app.status']({}).then((reply) => {
      if (!current || !reply.ok || reply.value.session === null) return;
      setBranch({
        userId: reply.value.session.userId,
        institutionType: reply.value.branch?.institutionType ?? 'bank',
        timeZone: reply.value.timeZone,
        jointRules: reply.value.branch?.jointRules ?? null,
      });
    });
    return () => {
      current = false;
    };
  }, []);
  return branch;
}
