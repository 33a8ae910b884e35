import ExtensionOutlined from '@mui/icons-material/ExtensionOutlined';
import { EmptyState } from '../components/empty-state';
import { useText } from './i18n/use-text';

/** Stands where a feature is not plugged in yet. */
export function MissingPage() {
  const { t } = useText();
  return (
    <EmptyState
      icon={<ExtensionOutlined aria-hidden />}
      title={t('shell:missingPage.title')}
      body={t('shell:missingPage.body')}
    />
  );
}
