/** Who may do what (权限表), as data. Enforced in the main process; the UI only uses it to hide what can't be done. */
import { z } from 'zod';

export const roles = ['counter', 'supervisor', 'officer', 'auditor', 'administrator'] as const;
/** 柜员 · 网点负责人 · 消保专员 · 审计 (read only) · 系统管理员. */
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

/**
 * Everything a person can be permitted. One word per kind of act; each operation of the contract names the one it needs.
 */
export const permissions = [
  'case.view',
  'case.register',
  'case.edit',
  'case.accept',
  'case.propose',
  'case.decide',
  'case.deliver',
  'case.close',
  'case.reopen',
  'case.extend',
  'case.review',
  'case.transfer',
  'case.callback',
  'case.hold',
  /** 到期销毁, with a second person. */
  'case.destroy',
  'case.import',
  'personalData.reveal',
  'history.export',
  'draft.use',
  'draft.takeOver',
  'conversation.lead',
  /** 事件记录: those that oneself raised. */
  'incident.view',
  /** All of the branch. */
  'incident.viewAll',
  'incident.keep',
  /** Is told of those of other PCs, grades and ends them. */
  'incident.lead',
  'training.practise',
  'training.confirm',
  'document.print',
  'audit.view',
  'user.view',
  'user.manage',
  'branch.manage',
  /** 密钥与销毁: since when keys are in use, and what was destroyed. */
  'protection.view',
  /** 更换密钥. */
  'keys.change',
  'sync.view',
  'sync.run',
  'sync.enrol',
  'rules.view',
  'rules.switch',
  'scripts.view',
  'scripts.edit',
  'scripts.review',
  'texts.edit',
] as const;
export type Permission = (typeof permissions)[number];

const counter: readonly Permission[] = [
  'case.view',
  'case.register',
  'case.edit',
  'case.propose',
  'case.deliver',
  'case.callback',
  'personalData.reveal',
  'draft.use',
  'draft.takeOver',
  'conversation.lead',
  'incident.view',
  'incident.keep',
  'training.practise',
  'document.print',
  'user.view',
  'sync.view',
  'sync.run',
  'rules.view',
  'scripts.view',
];
const supervisor: readonly Permission[] = [
  ...counter,
  'case.accept',
  'case.decide',
  'case.close',
  'case.reopen',
  'case.extend',
  'case.hold',
  'case.destroy',
  'case.import',
  'history.export',
  'incident.viewAll',
  'incident.lead',
  'training.confirm',
  'audit.view',
  'user.manage',
  'branch.manage',
  'protection.view',
  'keys.change',
  'sync.enrol',
  'rules.switch',
  'scripts.review',
  'texts.edit',
];

export const permissionsOf: { readonly [R in Role]: readonly Permission[] } = {
  counter: [...counter, 'case.accept', 'case.close'],
  supervisor,
  officer: [
    ...supervisor.filter((p) => !['user.manage', 'branch.manage', 'keys.change', 'sync.enrol'].includes(p)),
    // 核查 is decided above the branch.
    'case.review',
    // 转出 is decided by the officer of consumer protection.
    'case.transfer',
    // Scripts and the branch's own wording of them are the officer's.
    'scripts.edit',
  ],
  auditor: [
    'case.view',
    'personalData.reveal',
    'history.export',
    'incident.view',
    'incident.viewAll',
    'audit.view',
    'protection.view',
    'user.view',
    'sync.view',
    'rules.view',
    'scripts.view',
  ],
  administrator: [
    'user.view',
    'user.manage',
    'branch.manage',
    'protection.view',
    'keys.change',
    'audit.view',
    'sync.view',
    'sync.run',
    'sync.enrol',
    'rules.view',
  ],
};

/** True when the role carries the permission. */
export function may(role: Role, permission: Permission): boolean {
  return permissionsOf[role].includes(permission);
}
