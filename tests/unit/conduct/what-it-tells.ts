/** What each operation of the contract can tell of a case, written by hand: one that is added has to be thought about. */
import type { OperationName } from '../../../src/shared/contract/contract';

/**
 * `nothing`: says nothing of any case. `case`: takes the id of a case. `draft`: takes the id of a draft. `shows`: answers with
 * cases, or with what is counted or told of them. `ownFile`: tells of the rows of a file that the person holds.
 */
const table = `
app.status nothing
app.setPreferences nothing
app.dismissNotice nothing
app.shown nothing
app.about nothing
app.reportFault nothing
app.setIdleLock nothing
setup.createBranch nothing
setup.confirmRecoveryCode nothing
setup.printRecoverySheet nothing
setup.joinBranch nothing
setup.recover nothing
session.tiles nothing
session.signIn nothing
session.lock nothing
session.touch nothing
session.changePassword nothing
user.list nothing
user.add nothing
user.setRole nothing
user.setTies nothing
user.disable nothing
delegation.list nothing
delegation.give nothing
delegation.revoke nothing
branch.get nothing
branch.update nothing
intake.quickCapture nothing
intake.keepQuick nothing
intake.keptQuick nothing
intake.submitDraft draft
intake.similar shows
intake.suggestCodes shows
draft.list shows
draft.create case
draft.open draft
draft.save draft
draft.takeOver draft
draft.discard draft
case.get case
case.timeline case
case.deadlines case
case.whatIf case
case.compare case
case.reveal case
case.recordDetails case
case.placeHold case
case.liftHold case
case.rateEmotion case
case.attachEvidence case
case.addNote case
case.markNotComplaint case
case.restoreAsComplaint case
case.accept case
case.assign case
case.declareRecusal case
case.proposeRefusal case
case.liftRefusal case
case.startInvestigation case
case.extendDeadline case
case.suspendClock case
case.resumeClock case
case.addFacts case
case.recordHeadCount case
case.recogniseMajor case
case.reportMajor case
case.proposeRemedy case
case.recallRemedy case
case.recordDelivery case
case.recordLetterDelivery case
case.requestReview case
case.decideReview case
case.recordReviewDelivery case
case.makePromise case
case.changePromise case
case.settlePromise case
case.startMediation case
case.endMediation case
case.recordFinding case
case.requestMaterial case
case.receiveMaterial case
case.endWaiting case
case.sendInquiry case
case.answerInquiry case
case.recordContact case
case.recordMinutes case
case.link case
case.unlink case
case.merge case
case.separate case
case.transferOut case
case.confirmTransfer case
case.takeBackTransfer case
case.recordClockFact case
case.answerRegulator case
case.answerPetition case
case.recordPerformance case
case.withdraw case
case.close case
case.reopen case
case.createTask case
case.completeTask case
case.recordCallback case
approval.inbox shows
approval.reach case
approval.show case
approval.decide case
approval.approvers case
approval.emergency case
approval.decideInEmergency case
approval.reviewers case
approval.review case
document.preview case
document.output case
archive.derivation case
archive.make case
attachment.pick nothing
attachment.add nothing
attachment.read case
history.page shows
history.search shows
history.person case
history.views nothing
history.saveView nothing
history.deleteView nothing
workbench.today shows
audit.page shows
audit.exportLog shows
import.pick ownFile
import.preview ownFile
import.run ownFile
import.status ownFile
import.cancel ownFile
packs.overview nothing
packs.read nothing
packs.importFile nothing
packs.preview shows
packs.exportPreview shows
packs.confirm nothing
packs.trustKey nothing
register.exportLedger shows
register.return shows
register.exportReturn shows
register.promises shows
register.exportPromises shows
register.cancel nothing
sync.status nothing
sync.items shows
sync.now nothing
sync.setPaused nothing
sync.setInterval nothing
sync.enrol nothing
`;
export type Kind = 'nothing' | 'case' | 'draft' | 'shows' | 'ownFile';
export const rows = table
  .trim()
  .split('\n')
  .map((line) => line.split(' ') as [OperationName, Kind]);
/** Operations of one kind. */
export const of = (kind: Kind): OperationName[] => rows.filter((row) => row[1] === kind).map(([name]) => name);
