/** An entry of the audit trail in words. */
import { auditPayloads, KeyChangeReason, type AuditEventType } from '../../../domain/audit/audit-events';
import { paperKinds } from '../../../domain/complaint/values';
import { reminderSteps } from '../../../domain/deadlines/reminders';
import { packReasons } from '../../../domain/packs/problems';
import type { AuditEntryView } from '../../../shared/contract/audit';
import { evidencePolicies } from '../../../shared/contract/sync';
import type { Formatter } from '../../app/i18n/format';
import type { TextFunction } from '../../app/i18n/text';
import { reasonText } from '../../components/pack-reason';

export interface SentenceDeps {
  readonly t: TextFunction;
  readonly format: Formatter;
  readonly nameOf: (userId: string) => string;
}

const fields = ['name', 'phone', 'idNumber', 'address', 'accountTail', 'representedName'] as const;

const isKnown = (type: string): type is AuditEventType => Object.hasOwn(auditPayloads, type);

/** What was done, without who and when. A kind of act that this version does not know is named by its code. */
export function auditSentence({ type, values }: AuditEntryView, { t, format, nameOf }: SentenceDeps): string {
  const text = (name: string): string => String(values[name] ?? '');
  const number = (name: string): string => format.number(Number(values[name] ?? 0));
  const reason = text('reason').trim() === '' ? t('settings:audit.noReason') : text('reason');
  if (!isKnown(type)) return t('settings:audit.type.other', { type });
  switch (type) {
    case 'audit.caseViewed':
      return t('settings:audit.type.caseViewed');
    case 'audit.fieldRevealed': {
      const field = fields.find((one) => one === values['field']) ?? 'other';
      return t('settings:audit.type.fieldRevealed', {
        party: t('settings:audit.party', { no: Number(values['partyIndex'] ?? 0) + 1 }),
        field: t(`settings:audit.field.${field}`),
        reason,
      });
    }
    case 'audit.proposalShown':
      return t('settings:audit.type.proposalShown');
    case 'audit.evidenceOpened':
      return t('settings:audit.type.evidenceOpened');
    case 'audit.conversationViewed':
      return t('settings:audit.type.conversationViewed');
    case 'audit.incidentViewed':
      return t('settings:audit.type.incidentViewed');
    case 'audit.paperPreviewed': {
      const kind = paperKinds.find((one) => one === values['kind']);
      return t('settings:audit.type.paperPreviewed', {
        kind: kind === undefined ? text('kind') : t(`letters:kind.${kind}`),
      });
    }
    case 'audit.cardShown':
      return t('settings:audit.type.cardShown');
    case 'audit.personSearched': {
      const hits = number('hits');
      const tail = text('tail');
      if (values['as'] === 'phone') return t('settings:audit.type.personSearchedPhone', { hits, tail });
      if (values['as'] === 'idNumber') return t('settings:audit.type.personSearchedIdNumber', { hits, tail });
      if (values['as'] === 'caseNumber') return t('settings:audit.type.personSearchedCaseNumber', { hits });
      if (values['kind'] === 'person') return t('settings:audit.type.personSearchedPerson', { hits });
      if (values['kind'] === 'similar') return t('settings:audit.type.personSearchedSimilar', { hits });
      return t('settings:audit.type.personSearchedText', { hits });
    }
    case 'audit.listExported':
      return t('settings:audit.type.listExported', { rows: number('rows'), reason });
    case 'audit.ledgerExported':
      return t(
        values['identity'] === 'full' ? 'settings:audit.type.ledgerExportedFull' : 'settings:audit.type.ledgerExported',
        { rows: number('rows'), reason },
      );
    case 'audit.returnExported':
      return t('settings:audit.type.returnExported', {
        period: text('period'),
        received: number('received'),
        closed: number('closed'),
        reason,
      });
    case 'audit.archiveMade':
      return t('settings:audit.type.archiveMade', { pages: number('pages') });
    case 'audit.minutesPrinted':
      return t('settings:audit.type.minutesPrinted');
    case 'audit.incidentPrinted':
      return t('settings:audit.type.incidentPrinted', { number: number('copyNo') });
    case 'audit.derivationPrinted':
      return t('settings:audit.type.derivationPrinted', { date: text('dueOn') });
    case 'audit.logExported':
      return t('settings:audit.type.logExported', { events: number('events') });
    case 'audit.signedIn':
      return t(
        values['method'] === 'recovery'
          ? 'settings:audit.type.signedInRecovery'
          : 'settings:audit.type.signedInPassword',
      );
    case 'audit.trailExported':
      return t('settings:audit.type.trailExported', { rows: number('rows'), reason });
    case 'audit.scriptsExported':
      return t('settings:audit.type.scriptsExported', { name: text('name') });
    case 'audit.courierExported':
      return t('settings:audit.type.courierExported', { records: number('records') });
    case 'audit.courierTaken':
      return t('settings:audit.type.courierTaken', { received: number('received'), fromOthers: number('fromOthers') });
    case 'audit.courierRefused':
      return t('settings:audit.type.courierRefused');
    case 'audit.signInFailed': {
      const failed = { person: nameOf(text('userId')), failures: number('failures') };
      if (values['at'] === 'stepUp') return t('settings:audit.type.stepUpFailed', failed);
      if (values['at'] === 'passwordChange') return t('settings:audit.type.passwordChangeFailed', failed);
      if (values['at'] === 'recovery') return t('settings:audit.type.recoveryFailed', failed);
      return values['lastAtMs'] === undefined
        ? t('settings:audit.type.signInFailed', failed)
        : t('settings:audit.type.signInFailedAt', { ...failed, at: format.dateTime(Number(values['lastAtMs'])) });
    }
    case 'audit.draftDiscarded':
      return t('settings:audit.type.draftDiscarded', { reason });
    case 'audit.draftTakenOver':
      return t('settings:audit.type.draftTakenOver', { person: nameOf(text('fromUserId')) });
    case 'audit.ledgerImported':
      return t('settings:audit.type.ledgerImported', {
        rows: number('rows'),
        duplicates: number('duplicates'),
        failed: number('failed'),
      });
    case 'audit.reminderGiven':
      return t(
        values['why'] === 'unanswered' ? 'settings:audit.type.reminderEscalated' : 'settings:audit.type.reminderGiven',
        {
          step: t(`vocabulary:reminder.${reminderSteps.find((step) => step === values['step']) ?? 'overdue'}`),
        },
      );
    case 'audit.tracesDelayed':
      return t('settings:audit.type.tracesDelayed', {
        count: number('count'),
        from: format.dateTime(Number(values['fromMs'])),
        to: format.dateTime(Number(values['toMs'])),
      });
    case 'audit.clockSetBack':
      return t('settings:audit.type.clockSetBack', { back: format.duration(Number(values['byMs'] ?? 0)) });
    case 'audit.packKeyTrusted':
      return t('settings:audit.type.packKeyTrusted', { key: text('publicKey').slice(0, 8) });
    case 'audit.packReceived':
      return t('settings:audit.type.packReceived', { name: text('name'), issuedBy: text('issuedBy') });
    case 'audit.packRefused': {
      const reason = packReasons.find((one) => one === values['reason']);
      const why = reason === undefined ? text('reason') : reasonText({ reason, detail: text('detail') }, t);
      const field = text('field') === 'file' ? t('rules:problem.file') : text('field');
      return t('settings:audit.type.packRefused', { name: text('name'), field, why });
    }
    case 'audit.packConfirmed':
      return t('settings:audit.type.packConfirmed', { name: text('name'), cases: number('casesChanged') });
    case 'audit.backupPlaceChanged':
      return t(values['change'] === 'off' ? 'settings:audit.type.backupOff' : 'settings:audit.type.backupChosen');
    case 'audit.restored': {
      const at = format.dateTime(Number(values['backupAtMs'] ?? 0));
      return t('settings:audit.type.restored', { device: text('fromDevice'), at });
    }
    case 'audit.callRefused': {
      const what = refusedSentence(text('operation'), text('code'), t);
      return values['times'] === undefined ? what : t('settings:audit.type.times', { what, times: number('times') });
    }
    case 'audit.settingChanged': {
      const to = text('to');
      if (values['setting'] === 'idleLockMinutes') return t('settings:audit.type.idleLockMinutes', { to });
      if (values['setting'] === 'syncMinutes') return t('settings:audit.type.syncMinutes', { to });
      const policy = evidencePolicies.find((one) => one === to);
      if (values['setting'] === 'syncEvidence' && policy !== undefined)
        return t(`settings:audit.type.syncEvidence.${policy}`);
      if (values['setting'] === 'hqAuthority')
        return to === 'off' ? t('settings:audit.type.hqAuthorityOff') : t('settings:audit.type.hqAuthority', { to });
      if (values['setting'] === 'hqOwnCertificate')
        return to === 'off'
          ? t('settings:audit.type.hqOwnCertificateOff')
          : t('settings:audit.type.hqOwnCertificate', { to });
      if (values['setting'] === 'screenPrivacy')
        return to === 'true' ? t('settings:audit.type.screenPrivacyOn') : t('settings:audit.type.screenPrivacyOff');
      if (values['setting'] === 'hubServes') return t('settings:audit.type.hubServes', { to });
      if (values['setting'] === 'hubUsed') return t('settings:audit.type.hubUsed', { to });
      if (values['setting'] === 'hubLeft') return t('settings:audit.type.hubLeft');
      return to === 'true' ? t('settings:audit.type.syncPausedOn') : t('settings:audit.type.syncPausedOff');
    }
    case 'audit.keyChangeBegun': {
      const parsed = KeyChangeReason.safeParse(text('reason'));
      const why = parsed.success ? t(`settings:audit.keyChangeReason.${parsed.data}`) : text('reason');
      return t('settings:audit.type.keyChangeBegun', { reason: why });
    }
    case 'audit.keyChangeDone':
      return t('settings:audit.type.keyChangeDone', { records: number('records'), files: number('files') });
    case 'audit.casesDestroyed':
      return t('settings:audit.type.casesDestroyed', { cases: number('count'), person: nameOf(text('approvedBy')) });
  }
}

function refusedSentence(operation: string, code: string, t: TextFunction): string {
  if (code === 'tooMany') return t('settings:audit.type.callsTooMany');
  if (code === 'ipc.badInput' || code === 'sender') return t('settings:audit.type.callForged', { operation });
  if (code === 'authority.roleForbids') return t('settings:audit.type.callRefused', { operation });
  if (code.endsWith('.notFound')) return t('settings:audit.type.callUnknown', { operation });
  return t('settings:audit.type.callBarred', { operation, code });
}
