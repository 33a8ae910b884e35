/** 话术包: which scripts a release has, and which are stopped. The scripts themselves are read in the library. */
import type { ScriptRelease } from '../../../../../domain/scripts/release';
import type { ScriptStops } from '../../../../../domain/scripts/stops';
import { useText } from '../../../../app/i18n/use-text';
import { InfoList } from '../../../../components/info-list';
import { PlainContentTable } from './plain-content-table';

export function ScriptsContent({ release }: { readonly release: Pick<ScriptRelease, 'scripts' | 'note'> }) {
  const { t, language } = useText();
  const word = language === 'en' ? 'en' : 'zh';
  return (
    <>
      <InfoList items={[{ label: t('rules:content.note'), value: release.note[word] }]} />
      <PlainContentTable
        label={t('rules:content.scripts.table')}
        header={[
          t('rules:content.scripts.code'),
          t('rules:content.scripts.title'),
          t('rules:content.scripts.version'),
          t('rules:content.scripts.state'),
        ]}
        titleWidth="8rem"
        groups={release.scripts.map(({ code, title, version, state }) => ({
          title: code,
          rows: [[title[word], version, t(`scripts:inUseState.${state}`)]],
        }))}
      />
    </>
  );
}

export function StopsContent({ stops: { stops } }: { readonly stops: Pick<ScriptStops, 'stops'> }) {
  const { t, language } = useText();
  const word = language === 'en' ? 'en' : 'zh';
  if (stops.length === 0) return <div>{t('rules:content.stops.none')}</div>;
  return (
    <PlainContentTable
      label={t('rules:content.stops.table')}
      header={[t('rules:content.stops.code'), t('rules:content.stops.reason'), t('rules:content.stops.below')]}
      titleWidth="8rem"
      groups={stops.map(({ code, reason, below }) => ({
        title: code,
        rows: [
          [
            reason[word],
            below === undefined ? t('rules:content.stops.never') : t('rules:content.stops.from', { version: below }),
          ],
        ],
      }))}
    />
  );
}
