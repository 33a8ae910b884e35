/** 提醒阶梯: when who is reminded of a case whose time runs out. */
import type { ReminderLadder } from '../../../../../domain/deadlines/reminders';
import { useText } from '../../../../app/i18n/use-text';
import { InfoList } from '../../../../components/info-list';
import { ladderCovers, ladderLines } from './ladder-words';
import { PlainContentTable } from './plain-content-table';

export function LadderContent({ ladder }: { readonly ladder: ReminderLadder }) {
  const text = useText();
  const { t } = text;
  const covers = ladderCovers(ladder, text);
  return (
    <>
      <PlainContentTable
        label={t('rules:ladder.caption')}
        header={[t('rules:ladder.step'), t('rules:ladder.when'), t('rules:ladder.who')]}
        groups={ladderLines(ladder, text).map(({ step, when, who }) => ({ title: step, rows: [[when, who]] }))}
      />
      <InfoList
        items={[
          { label: t('rules:ladder.covers'), value: t('rules:ladder.always') },
          ...(covers.clocks === '' ? [] : [{ label: t('rules:ladder.clocks'), value: covers.clocks }]),
          ...(covers.tasks === '' ? [] : [{ label: t('rules:ladder.tasks'), value: covers.tasks }]),
          { label: t('rules:content.note'), value: ladder.note },
        ]}
      />
    </>
  );
}
