/** The page below its loading: header, tabs, the chosen part, and what stands beside all parts. */
import RecordVoiceOverOutlined from '@mui/icons-material/RecordVoiceOverOutlined';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Tab from '@mui/material/Tab';
import Tabs from '@mui/material/Tabs';
import { useState } from 'react';
import type { CaseState } from '../../../domain/complaint/state';
import { toldStatuses } from '../../../domain/complaint/states';
import type { NextActionCode } from '../../../domain/complaint/next-actions';
import type { DocumentRequest } from '../../../shared/contract/document';
import { chooseConversation } from '../../app/conversation';
import { useText } from '../../app/i18n/use-text';
import { notify } from '../../app/notifications';
import type { CaseSection } from '../../app/route';
import { navigate } from '../../app/router';
import { askForApproval, askForReview } from '../../app/step-up';
import { c } from '../../app/theme/css-vars';
import { pageFrom } from '../../app/theme/page-container';
import { ErrorNotice } from '../../components/error-notice';
import { ActionBar } from './action-bar';
import { CaseHeader } from './case-header';
import { type CaseEnvironment, CaseProvider, useCaseEnvironment } from './case-context';
import { decidesThemselves, openReview } from './case-actions';
import { RecusalBanner } from './stand-back';
import { GrantBanner } from './grant-banner';
import { MissingBanner } from './missing-banner';
import { MovedBanner } from './moved-banner';
import { ArchiveSection } from './sections/archive-section';
import { ChecklistSection } from './sections/checklist-section';
import { ComplaintSection, HandlingSection } from './sections/complaint-section';
import { ContactsSection, MinutesSection } from './sections/contacts-section';
import { CrisisPlanSection } from './sections/crisis-plan-section';
import { DeadlinesSection } from './sections/deadlines-section';
import { EvidenceSection } from './sections/evidence-section';
import { HeadCountSection } from './sections/head-count-section';
import { IncidentsSection } from './sections/incidents-section';
import { InquiriesSection } from './sections/inquiries-section';
import { LettersSection } from './sections/letters-section';
import { MajorSection, useHasMajorPart } from './sections/major-section';
import { MaterialSection } from './sections/material-section';
import { NotesSection } from './sections/notes-section';
import { PartiesSection } from './sections/parties-section';
import { PersonHistory } from './sections/person-history';
import { RelatedSection } from './sections/related-section';
import { RemedySection } from './sections/remedy-section';
import { ReviewSection } from './sections/review-section';
import { AgreeCardsSection } from './sections/agree-cards-section';
import { PromisesSection } from './sections/promises-section';
import { TasksSection } from './sections/tasks-section';
import { TimelineSection } from './sections/timeline-section';
import { focusVersions, VersionsSection } from './sections/versions-section';
import { useCaseCommand } from './use-command';
import { useCompleteDetails } from './use-complete-details';

const tabs = ['facts', 'major', 'investigation', 'evidence', 'remedy', 'letters', 'timeline'] as const;
type CaseTab = (typeof tabs)[number];

const tabOf: { readonly [S in CaseSection]: CaseTab } = {
  facts: 'facts',
  major: 'major',
  investigation: 'investigation',
  deadlines: 'facts',
  evidence: 'evidence',
  remedy: 'remedy',
  approval: 'remedy',
  letters: 'letters',
  timeline: 'timeline',
  audit: 'timeline',
};

/** The paper that matters most where the case stands. */
function letterFirst({ status }: CaseState): DocumentRequest['kind'] {
  if (status === 'reviewUpheld' || status === 'reviewChanged') return 'reviewLetter';
  return status === 'approved' || toldStatuses.includes(status) ? 'letter' : 'slip';
}

export function CaseBody({ section }: { readonly section: CaseSection }) {
  const { t } = useText();
  const environment = useCaseEnvironment();
  const { caseId, state, person, goTo } = environment;
  const tab = tabOf[section];
  const hasMajorPart = useHasMajorPart();
  const shownTabs = tabs.filter((name) => name !== 'major' || hasMajorPart || tab === 'major');
  const { complete, error: completeError } = useCompleteDetails(caseId);
  const start = useCaseCommand('case.startInvestigation');
  const [writing, setWriting] = useState(false);
  const [letter, setLetter] = useState<DocumentRequest['kind']>(letterFirst(state));

  const showPaper = (kind: DocumentRequest['kind']): void => {
    setLetter(kind);
    goTo('letters');
  };
  const act: CaseEnvironment['act'] = (action, startAt) => {
    if (action === 'proposeRemedy') {
      setWriting(true);
      goTo('remedy');
    } else if (action === 'startInvestigation') {
      void start.run({}).then((done) => {
        if (done) notify({ severity: 'success', text: t('case:done.startInvestigation') });
      });
    } else environment.act(action, startAt);
  };
  const next = (code: NextActionCode): void => {
    switch (code) {
      case 'completeDetails':
        complete();
        return;
      case 'decideRemedy':
        if (decidesThemselves(state, person)) navigate({ name: 'approvals', caseId });
        else askForApproval(caseId);
        return;
      case 'recordReview': {
        const task = openReview(state);
        if (task) askForReview(caseId, task.id);
        return;
      }
      case 'archive':
        goTo('letters');
        return;
      case 'reconcile':
        focusVersions();
        return;
      case 'printLetter':
      case 'printReviewLetter':
        showPaper(code === 'printLetter' ? 'letter' : 'reviewLetter');
        return;
      default:
        act(code);
    }
  };

  return (
    <CaseProvider value={{ ...environment, act, showPaper }}>
      <Box sx={{ display: 'grid', gap: 2 }}>
        <CaseHeader
          actions={
            <>
              <Button startIcon={<RecordVoiceOverOutlined />} onClick={chooseConversation}>
                {t('conversation:title')}
              </Button>
              <ActionBar busy={start.busy} quiet={writing && tab === 'remedy'} onNext={next} />
            </>
          }
        />
        <ErrorNotice error={start.error ?? completeError} />
        <RecusalBanner />
        <MovedBanner />
        <GrantBanner />
        <VersionsSection />
        <MissingBanner onComplete={complete} />
        <Box
          sx={{
            display: 'grid',
            columnGap: 2.5,
            rowGap: 2,
            alignItems: 'start',
            gridTemplateColumns: 'minmax(0, 1fr)',
            [pageFrom(59)]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(17rem, 22rem)' },
          }}
        >
          <Box sx={{ minWidth: 0 }}>
            <Tabs
              value={tab}
              onChange={(_event, value: CaseTab) => goTo(value)}
              aria-label={t('case:sections')}
              selectionFollowsFocus
              variant="scrollable"
              scrollButtons="auto"
              allowScrollButtonsMobile
              sx={{ borderBottom: `1px solid ${c.line}`, mb: 2 }}
            >
              {shownTabs.map((name) => (
                <Tab
                  key={name}
                  value={name}
                  id={`case-tab-${name}`}
                  aria-controls="case-panel"
                  label={
                    name === 'evidence' && state.evidence.length > 0
                      ? `${t('case:section.evidence')} ${state.evidence.length}`
                      : t(`case:section.${name}`)
                  }
                  sx={{ fontSize: '1.0625rem', minHeight: 48 }}
                />
              ))}
            </Tabs>
            <Box id="case-panel" role="tabpanel" aria-labelledby={`case-tab-${tab}`} sx={{ display: 'grid', gap: 2 }}>
              {tab === 'facts' && (
                <>
                  <RelatedSection />
                  <IncidentsSection />
                  <ReviewSection />
                  <HandlingSection />
                  <ComplaintSection />
                  <PartiesSection />
                </>
              )}
              {tab === 'major' && (
                <>
                  <MajorSection />
                  <HeadCountSection onComplete={complete} />
                  <CrisisPlanSection caseId={state.id} />
                </>
              )}
              {tab === 'investigation' && (
                <>
                  <ChecklistSection />
                  <MaterialSection />
                  <InquiriesSection />
                  <ContactsSection />
                  <MinutesSection />
                </>
              )}
              {tab === 'evidence' && <EvidenceSection />}
              {tab === 'remedy' && <RemedySection writing={writing} onWriting={setWriting} />}
              {tab === 'letters' && (
                <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(0, 1fr)', gap: 2 }}>
                  <LettersSection kind={letter} onKind={setLetter} onComplete={complete} />
                  <ArchiveSection />
                </Box>
              )}
              {tab === 'timeline' && <TimelineSection />}
            </Box>
          </Box>
          <Box component="aside" aria-label={t('case:aside')} sx={{ display: 'grid', gap: 2, minWidth: 0 }}>
            {state.status !== 'movedAway' && <DeadlinesSection />}
            <TasksSection />
            <PromisesSection />
            <AgreeCardsSection />
            <NotesSection />
            <PersonHistory />
          </Box>
        </Box>
      </Box>
    </CaseProvider>
  );
}
