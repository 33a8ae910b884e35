/** Kinds of acts in the audit trail, as an auditor asks for them. */
import type { AuditEventType } from './audit-events';

/** 查看 · 查人 · 看全文 · 打印 · 导出 · 登录 · 被拒绝 · 设置和规则 · 其他. */
export const auditKinds = [
  'view',
  'search',
  'reveal',
  'print',
  'export',
  'signIn',
  'refused',
  'settings',
  'other',
] as const;
export type AuditKind = (typeof auditKinds)[number];

const kindOf: { readonly [T in AuditEventType]: AuditKind } = {
  'audit.caseViewed': 'view',
  'audit.proposalShown': 'view',
  'audit.evidenceOpened': 'view',
  'audit.conversationViewed': 'view',
  'audit.incidentViewed': 'view',
  'audit.paperPreviewed': 'view',
  'audit.cardShown': 'view',
  'audit.personSearched': 'search',
  'audit.fieldRevealed': 'reveal',
  'audit.archiveMade': 'print',
  'audit.derivationPrinted': 'print',
  'audit.minutesPrinted': 'print',
  'audit.incidentPrinted': 'print',
  'audit.listExported': 'export',
  'audit.ledgerExported': 'export',
  'audit.returnExported': 'export',
  'audit.logExported': 'export',
  'audit.trailExported': 'export',
  'audit.scriptsExported': 'export',
  'audit.courierExported': 'export',
  'audit.courierTaken': 'other',
  'audit.courierRefused': 'other',
  'audit.signedIn': 'signIn',
  'audit.signInFailed': 'signIn',
  'audit.callRefused': 'refused',
  'audit.settingChanged': 'settings',
  'audit.backupPlaceChanged': 'settings',
  'audit.restored': 'settings',
  'audit.tracesDelayed': 'other',
  'audit.clockSetBack': 'settings',
  'audit.packKeyTrusted': 'settings',
  'audit.packReceived': 'settings',
  'audit.packRefused': 'settings',
  'audit.packConfirmed': 'settings',
  'audit.keyChangeBegun': 'settings',
  'audit.keyChangeDone': 'settings',
  'audit.casesDestroyed': 'settings',
  'audit.draftDiscarded': 'other',
  'audit.draftTakenOver': 'other',
  'audit.ledgerImported': 'other',
  'audit.reminderGiven': 'other',
};

/** `other` for an entry of a later version, so that it is seen all the same. */
export function auditKindOf(type: string): AuditKind {
  return Object.hasOwn(kindOf, type) ? kindOf[type as AuditEventType] : 'other';
}
