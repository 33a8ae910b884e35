/** The dialog of an action. `proposeRemedy` and `startInvestigation` have none. */
import type { LetterField } from '../../../../domain/documents/letter-fields';
import type { ActionId } from '../case-actions';
import { PetitionDialog, RegulatorDialog } from './answer-dialogs';
import { AddFactsDialog, ExtendDialog, ResumeDialog, SuspendDialog } from './clock-dialogs';
import { ClockFactDialog } from './clock-fact-dialog';
import { CodingDialog } from './coding-dialog';
import { LiftHoldDialog, PlaceHoldDialog } from './hold-dialogs';
import { CloseDialog } from './close-dialog';
import { ContactDialog, MinutesDialog } from './contact-dialogs';
import { DeliveryDialog } from './delivery-dialog';
import { AcceptDialog, AssignDialog, EmotionDialog, RecusalDialog } from './handling-dialogs';
import { HeadCountDialog, MajorDialog, ReportDialog } from './joint-dialogs';
import { NotComplaintDialog, PerformanceDialog, WithdrawDialog } from './outcome-dialogs';
import { RecallDialog, ReopenDialog, RestoreDialog } from './reason-dialog';
import { SendInquiryDialog } from './inquiry-dialogs';
import { EndWaitingDialog, ReceiveMaterialDialog, RequestMaterialDialog } from './material-dialogs';
import { EndMediationDialog, StartMediationDialog } from './mediation-dialogs';
import { MajorReportDialog } from './major-report-dialog';
import { EndProceedingsDialog, NoteProceedingsDialog } from './proceedings-dialogs';
import { MakePromiseDialog } from './promise-dialogs';
import { RelateDialog } from './relate-dialog';
import { SeparateDialog } from './separate-dialogs';
import { LiftRefusalDialog, RefusalDialog } from './refusal-dialogs';
import { RequestReviewDialog, ReviewDecisionDialog } from './review-dialogs';
import { ConfirmTransferDialog, TakeBackDialog, TransferDialog } from './transfer-dialogs';
import { CallbackDialog, TaskDialog } from './task-dialogs';

interface ActionDialogProps {
  readonly action: ActionId;
  /** The field to begin with, where one was asked for. */
  readonly startAt: LetterField | null;
  readonly onClose: () => void;
}

export function ActionDialog({ action, startAt, onClose }: ActionDialogProps) {
  switch (action) {
    case 'accept':
      return <AcceptDialog onClose={onClose} />;
    case 'proposeRefusal':
      return <RefusalDialog onClose={onClose} />;
    case 'liftRefusal':
      return <LiftRefusalDialog onClose={onClose} />;
    case 'assign':
      return <AssignDialog onClose={onClose} />;
    case 'declareRecusal':
      return <RecusalDialog onClose={onClose} />;
    case 'rateEmotion':
      return <EmotionDialog onClose={onClose} />;
    case 'markNotComplaint':
      return <NotComplaintDialog onClose={onClose} />;
    case 'restoreAsComplaint':
      return <RestoreDialog onClose={onClose} />;
    case 'withdraw':
      return <WithdrawDialog onClose={onClose} />;
    case 'recordDelivery':
    case 'recordReviewDelivery':
      return <DeliveryDialog key={action} action={action} onClose={onClose} />;
    case 'requestMaterial':
      return <RequestMaterialDialog onClose={onClose} />;
    case 'receiveMaterial':
      return <ReceiveMaterialDialog onClose={onClose} />;
    case 'endWaiting':
      return <EndWaitingDialog onClose={onClose} />;
    case 'sendInquiry':
      return <SendInquiryDialog onClose={onClose} />;
    case 'recordContact':
      return <ContactDialog onClose={onClose} />;
    case 'recordMinutes':
      return <MinutesDialog onClose={onClose} />;
    case 'startMediation':
      return <StartMediationDialog onClose={onClose} />;
    case 'endMediation':
      return <EndMediationDialog onClose={onClose} />;
    case 'makePromise':
      return <MakePromiseDialog onClose={onClose} />;
    case 'answerRegulator':
      return <RegulatorDialog onClose={onClose} />;
    case 'answerPetition':
      return <PetitionDialog onClose={onClose} />;
    case 'requestReview':
      return <RequestReviewDialog onClose={onClose} />;
    case 'decideReview':
      return <ReviewDecisionDialog onClose={onClose} />;
    case 'recordPerformance':
      return <PerformanceDialog onClose={onClose} />;
    case 'close':
      return <CloseDialog onClose={onClose} />;
    case 'recordDetails':
      return <CodingDialog onClose={onClose} />;
    case 'noteProceedings':
      return <NoteProceedingsDialog onClose={onClose} />;
    case 'endProceedings':
      return <EndProceedingsDialog onClose={onClose} />;
    case 'placeHold':
      return <PlaceHoldDialog onClose={onClose} />;
    case 'liftHold':
      return <LiftHoldDialog onClose={onClose} />;
    case 'reopen':
      return <ReopenDialog onClose={onClose} />;
    case 'recallRemedy':
      return <RecallDialog onClose={onClose} />;
    case 'extendDeadline':
      return <ExtendDialog onClose={onClose} />;
    case 'suspendClock':
      return <SuspendDialog onClose={onClose} />;
    case 'resumeClock':
      return <ResumeDialog onClose={onClose} />;
    case 'addFacts':
      return <AddFactsDialog onClose={onClose} />;
    case 'recordHeadCount':
      return <HeadCountDialog onClose={onClose} />;
    case 'recogniseMajor':
      return <MajorDialog onClose={onClose} />;
    case 'writeMajorReport':
      return <MajorReportDialog startAt={startAt} onClose={onClose} />;
    case 'reportMajor':
      return <ReportDialog onClose={onClose} />;
    case 'transferOut':
      return <TransferDialog onClose={onClose} />;
    case 'confirmTransfer':
      return <ConfirmTransferDialog onClose={onClose} />;
    case 'takeBackTransfer':
      return <TakeBackDialog onClose={onClose} />;
    case 'recordClockFact':
      return <ClockFactDialog onClose={onClose} />;
    case 'merge':
      return <RelateDialog onClose={onClose} />;
    case 'separate':
      return <SeparateDialog onClose={onClose} />;
    case 'createTask':
      return <TaskDialog onClose={onClose} />;
    case 'recordCallback':
      return <CallbackDialog onClose={onClose} />;
    case 'proposeRemedy':
    case 'startInvestigation':
      return null;
  }
}
