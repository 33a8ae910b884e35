/**
 * What each operation of the contract leaves behind, written by hand: one that is added has to be thought about, and an auditor
 * can read here what the trail knows and what it does not.
 *
 * `trail X`: an entry `audit.X`, before the answer or before the file has its name. `event S`: what was done is itself a signed
 * event of the stream S, with who and when. `none R`: no trace, for the reason R below.
 */
import type { OperationName } from '../../../src/shared/contract/contract';

/** Why an operation needs no trace. */
export const reasons = {
  screen: 'about the program and its windows, nothing of a person',
  masked: 'a list with names masked, as it stands on the screen all day; opening one of its cases leaves a trace',
  dates: 'dates and what they follow from, of a case whose page leaves a trace',
  own: 'what the person typed or practised themselves and may look at again',
  practice: 'practice is kept as rows of its PC and never as events, see ADR 12; a certificate names who confirmed it',
  desk: 'scripts, rules and words of the branch: no personal data in them',
  draft: 'a draft that its owner writes; it becomes a case, or its end is in the trail',
  counter: 'the counter leads the talk at that moment; each step of it is an event, reading it later is in the trail',
  figures: 'figures without people in them; as a file they leave a trace',
  given: 'checks or shows what the page already has',
  paper: 'a paper without personal data',
  before: 'before anybody can be signed in; what follows from it is an event',
  job: 'starts, watches or stops a job whose end leaves a trace',
  file: 'reads a file that the person holds in their hands; taking it in leaves a trace',
  trailItself: 'reading the trail; taking it away leaves a trace',
  waits: 'what waits to be sent, by number and kind',
} as const;

const table = `
app.status none screen
app.setPreferences none screen
app.dismissNotice none screen
app.shown none screen
app.updateRecords none screen
app.place none screen
app.keepPlace none screen
app.setBar none screen
app.about none screen
app.reportFault none screen
app.setIdleLock trail settingChanged
app.setScreenPrivacy trail settingChanged
app.copied none screen
keys.set none screen
keys.strip none paper
setup.createBranch event directory
setup.confirmRecoveryCode none before
setup.printRecoverySheet none before
setup.joinBranch event directory
setup.recover trail signInFailed
session.tiles none before
session.signIn trail signedIn
session.lock none screen
session.touch none screen
session.changePassword event directory
user.list none screen
user.add event directory
user.setRole event directory
user.setTies event directory
user.disable event directory
protection.get none screen
protection.changeKeys trail keyChangeBegun
retention.due none masked
retention.destroy event retention
backup.status none screen
backup.chooseFolder trail backupPlaceChanged
backup.setLimit none screen
backup.turnOff trail backupPlaceChanged
backup.run none job
backup.stop none job
restore.choose none before
restore.run none before
restore.stop none before
restore.restart none before
delegation.list none screen
delegation.give event directory
delegation.revoke event directory
branch.get none screen
branch.update event directory
intake.quickCapture event case
intake.keepQuick none draft
intake.keptQuick none draft
intake.submitDraft event case
intake.similar trail personSearched
intake.suggestCodes none masked
draft.list none masked
draft.create none draft
draft.open none draft
draft.save none draft
draft.takeOver trail draftTakenOver
draft.discard trail draftDiscarded
conversation.library none desk
conversation.suggest none desk
conversation.running none masked
conversation.start event talk
conversation.get none counter
conversation.step event talk
conversation.takeOver event talk
conversation.handover none counter
conversation.trail trail conversationViewed
incident.raise event incident
incident.heard none screen
incident.seen none screen
incident.open event incident
incident.list none masked
incident.get trail incidentViewed
incident.alerts none masked
incident.acknowledge event incident
incident.note event incident
incident.grade event incident
incident.link event incident
incident.unlink event incident
incident.ofCase none masked
incident.paper trail incidentPrinted
incident.close event incident
training.overview none own
training.start none own
training.get none own
training.choose none own
training.abandon none own
training.share none own
training.sketch none masked
training.keepSketch event scripts
training.retireOwn event scripts
training.note none practice
training.candidates none practice
training.confirm none practice
case.get trail caseViewed
case.timeline trail caseViewed
case.deadlines none dates
case.whatIf none dates
case.compare trail caseViewed
case.reveal trail fieldRevealed
case.recordDetails event case
case.chooseVersion event case
case.reviewConflict event case
case.noteProceedings event case
case.endProceedings event case
case.placeHold event case
case.liftHold event case
case.rateEmotion event case
case.attachEvidence event case
case.addNote event case
case.markNotComplaint event case
case.restoreAsComplaint event case
case.accept event case
case.assign event case
case.declareRecusal event case
case.proposeRefusal event case
case.liftRefusal event case
case.startInvestigation event case
case.extendDeadline event case
case.suspendClock event case
case.resumeClock event case
case.addFacts event case
case.recordHeadCount event case
case.recogniseMajor event case
case.writeMajorReport event case
case.reportMajor event case
case.proposeRemedy event case
case.recallRemedy event case
case.recordDelivery event case
case.requestReview event case
case.decideReview event case
case.recordLetterDelivery event case
case.recordReviewDelivery event case
case.writeLetterParagraph event case
case.makePromise event case
case.changePromise event case
case.settlePromise event case
case.startMediation event case
case.endMediation event case
case.recordFinding event case
case.requestMaterial event case
case.receiveMaterial event case
case.endWaiting event case
case.sendInquiry event case
case.answerInquiry event case
case.recordContact event case
case.recordMinutes event case
case.link event case
case.unlink event case
case.merge event case
case.separate event case
case.transferOut event case
case.confirmTransfer event case
case.takeBackTransfer event case
case.recordClockFact event case
case.answerRegulator event case
case.answerPetition event case
case.recordPerformance event case
case.withdraw event case
case.close event case
case.reopen event case
case.createTask event case
case.completeTask event case
case.recordCallback event case
approval.inbox none masked
approval.reach none given
approval.show trail proposalShown
approval.decide event case
approval.approvers none given
approval.escalate event case
approval.emergency none given
approval.decideInEmergency event case
approval.reviewers none given
approval.review event case
card.show trail caseViewed
card.answer event case
card.display trail cardShown
card.clear none screen
card.displayed none screen
text.check none given
text.modules none desk
text.keepModule event textModules
text.retireModule event textModules
typed.keep none own
typed.read none own
document.preview trail paperPreviewed
document.output event case
archive.derivation trail derivationPrinted
archive.make trail archiveMade
archive.minutes trail minutesPrinted
attachment.pick none draft
attachment.add none draft
attachment.read trail evidenceOpened
history.page none masked
history.search trail personSearched
history.person trail personSearched
history.views none own
history.saveView none own
history.deleteView none own
workbench.today none masked
audit.page none trailItself
audit.findings none trailItself
audit.exportTrail trail trailExported
audit.exportLog trail logExported
import.pick none file
import.preview none file
import.run trail ledgerImported
import.status none job
import.cancel none job
packs.overview none desk
packs.read none desk
packs.importFile event packs
packs.preview none masked
packs.exportPreview trail listExported
packs.confirm event packs
packs.trustKey event packs
register.exportLedger trail ledgerExported
register.return none figures
register.exportReturn trail returnExported
register.promises none masked
register.exportPromises trail ledgerExported
register.cancel none job
scripts.library none desk
scripts.read none desk
scripts.playable none desk
scripts.effect none figures
scripts.begin event scripts
scripts.create event scripts
scripts.rename event scripts
scripts.glance none desk
scripts.step none desk
scripts.change event scripts
scripts.discard event scripts
scripts.move event scripts
scripts.sign event scripts
scripts.tryWording none desk
scripts.reword event scripts
scripts.dropWording event scripts
scripts.export trail scriptsExported
scripts.exportRelease trail scriptsExported
sync.status none screen
sync.items none waits
sync.now none screen
sync.setPaused trail settingChanged
sync.setEvidence trail settingChanged
certificate.list none screen
certificate.takeAuthority trail settingChanged
certificate.takeOwn trail settingChanged
certificate.drop trail settingChanged
hub.status none screen
hub.serve trail settingChanged
hub.use trail settingChanged
hub.leave trail settingChanged
courier.status none waits
courier.export trail courierExported
courier.take trail courierTaken
sync.setInterval trail settingChanged
sync.enrol trail packKeyTrusted
`;

export interface Trace {
  readonly name: OperationName;
  readonly kind: 'trail' | 'event' | 'none';
  /** Type of the entry without `audit.`, stream, or reason. */
  readonly what: string;
}

export const traces: readonly Trace[] = table
  .trim()
  .split('\n')
  .map((line) => {
    const [name, kind, what] = line.split(' ') as [OperationName, Trace['kind'], string];
    return { name, kind, what };
  });

/** Entries that no operation leaves of itself, and what does. */
export const besideOperations: Readonly<Record<string, string>> = {
  reminderGiven: 'the ladder of reminders',
  clockSetBack: 'the clock of the PC',
  tracesDelayed: 'traces that waited for room on the disk',
  packKeyTrusted: 'main, beside the event of the stream packs',
  packReceived: 'main, when a pack comes from headquarters or a file',
  packRefused: 'main, when a pack does not pass its checks',
  packConfirmed: 'main, beside the event of the stream packs',
  restored: 'the first sign-in on a PC that was restored',
  keyChangeDone: 'the end of a change of keys, behind everything else',
  courierRefused: 'an answer of headquarters that was not taken in, beside courier.take',
  casesDestroyed: 'main, beside the events of the stream retention',
  callRefused: 'the gate, whatever the operation',
};
