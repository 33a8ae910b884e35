/**
 * The texts of what is shown before anybody is signed in: a tenth of all, and read at every start. The others (`registry.ts`) come behind the
 * first page. That it says nothing else is held by `tests/unit/locales/first-page.test.ts`.
 */
import backupEn from './backup.en.json';
import backupZh from './backup.zh-CN.json';
import commonEn from './common.en.json';
import commonZh from './common.zh-CN.json';
import incidentEn from './incident.en.json';
import incidentZh from './incident.zh-CN.json';
import noticesEn from './notices.en.json';
import noticesZh from './notices.zh-CN.json';
import peopleEn from './people.en.json';
import peopleZh from './people.zh-CN.json';
import shellEn from './shell.en.json';
import shellZh from './shell.zh-CN.json';
import vocabularyEn from './vocabulary.en.json';
import vocabularyZh from './vocabulary.zh-CN.json';
import type { Namespace, TextTree } from './registry';

export const firstZh = {
  backup: backupZh,
  common: commonZh,
  incident: incidentZh,
  notices: noticesZh,
  people: peopleZh,
  shell: shellZh,
  vocabulary: vocabularyZh,
} satisfies Partial<Record<Namespace, TextTree>>;

export const firstEn: Record<keyof typeof firstZh, TextTree> = {
  backup: backupEn,
  common: commonEn,
  incident: incidentEn,
  notices: noticesEn,
  people: peopleEn,
  shell: shellEn,
  vocabulary: vocabularyEn,
};
