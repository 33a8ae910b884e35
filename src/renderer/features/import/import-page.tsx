/** 导入台账: choose the file, say which column is what, see what the check found, import. */
import { useText } from '../../app/i18n/use-text';
import { navigate } from '../../app/router';
import { PageHeader } from '../../components/page-header';
import { CheckStep } from './check-step';
import { ColumnsStep } from './columns-step';
import { FileStep } from './file-step';
import { useImport } from './import-store';
import { ResultStep } from './result-step';
import { StepList } from './step-list';

export function ImportPage() {
  const { t } = useText();
  const step = useImport((state) => state.step);
  return (
    <>
      <PageHeader title={t('import:title')} onBack={() => navigate({ name: 'settings', section: 'import' })} />
      <StepList current={step} />
      {step === 'file' && <FileStep />}
      {step === 'columns' && <ColumnsStep />}
      {step === 'check' && <CheckStep />}
      {step === 'result' && <ResultStep />}
    </>
  );
}
