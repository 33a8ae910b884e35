import ReportProblemOutlined from '@mui/icons-material/ReportProblemOutlined';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import { Component, type ReactNode } from 'react';
import { EmptyState } from '../components/empty-state';
import { useText } from './i18n/use-text';
import { incidentNumber, reportFault } from './report-fault';
import { navigate } from './router';

interface Props {
  readonly children: ReactNode;
}
interface State {
  readonly incident: string | null;
}

/**
 * Keeps a bug of one page from taking the window with it. What was typed lives in drafts that main keeps, so "go on"
 * draws the page again with everything in it.
 */
export class ErrorBoundary extends Component<Props, State> {
  override state: State = { incident: null };

  static getDerivedStateFromError(): State {
    return { incident: incidentNumber() };
  }

  override componentDidCatch(error: unknown): void {
    reportFault(this.state.incident ?? incidentNumber(), error);
  }

  override render(): ReactNode {
    if (this.state.incident === null) return this.props.children;
    return <Failure incident={this.state.incident} onGoOn={() => this.setState({ incident: null })} />;
  }
}

function Failure({ incident, onGoOn }: { readonly incident: string; readonly onGoOn: () => void }) {
  const { t } = useText();
  return (
    <div role="alert">
      <EmptyState
        icon={<ReportProblemOutlined aria-hidden />}
        title={t('shell:errorBoundary.title')}
        body={t('shell:errorBoundary.body')}
        action={
          <Stack spacing={1.5} sx={{ alignItems: 'center' }}>
            <span className="xt-number">{t('shell:errorBoundary.incident', { incident })}</span>
            <Stack direction="row" spacing={1}>
              <Button
                onClick={() => {
                  navigate({ name: 'workbench' });
                  onGoOn();
                }}
              >
                {t('shell:errorBoundary.home')}
              </Button>
              <Button variant="contained" onClick={onGoOn}>
                {t('shell:errorBoundary.goOn')}
              </Button>
            </Stack>
          </Stack>
        }
      />
    </div>
  );
}
