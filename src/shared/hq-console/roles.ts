/** Roles of the people of headquarters (总行用户) and what each may do; not the roles of a branch. */
export const hqRoles = ['administrator', 'officer', 'auditor'] as const;
/** 管理员, 消保专员, 审计. */
export type HqRole = (typeof hqRoles)[number];

export const hqPermissions = [
  'branch.view',
  'code.make',
  'device.revoke',
  /** 拒收记录: sees which records were not taken, asks for them again, or settles them. */
  'refusal.view',
  'refusal.answer',
  /** 信使文件: takes in what a branch without a line carried here, and hands out the answer. */
  'courier.take',
  'case.view',
  'case.reveal',
  'extension.grant',
  'metrics.view',
  'report.export',
  'person.manage',
  'case.assign',
  'rework.order',
  'case.move',
  'escalation.view',
  /** 总行签批: opens what branches sent up, and decides it. */
  'escalation.rule',
  'pack.view',
  /** Hands packs in, reviews those of others, and rolls them out. */
  'pack.publish',
  'audit.view',
] as const;
export type HqPermission = (typeof hqPermissions)[number];

/** Who keeps the machines sees no complaint, who reads complaints opens no branch, and who audits changes nothing. */
export const permissionsOfRole: Readonly<Record<HqRole, readonly HqPermission[]>> = {
  administrator: [
    'branch.view',
    'code.make',
    'device.revoke',
    'refusal.view',
    'refusal.answer',
    'courier.take',
    'person.manage',
  ],
  officer: [
    'branch.view',
    'refusal.view',
    'case.view',
    'case.reveal',
    'extension.grant',
    'metrics.view',
    'report.export',
    'case.assign',
    'rework.order',
    'case.move',
    'escalation.view',
    'escalation.rule',
    'pack.view',
    'pack.publish',
  ],
  auditor: ['branch.view', 'refusal.view', 'case.view', 'metrics.view', 'escalation.view', 'pack.view', 'audit.view'],
};
