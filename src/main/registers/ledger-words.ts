/** Words of closed lists as the screen has them, for cells of the ledger: the vocabulary, and other locale files by their names. */
import authorityEn from '../../shared/locales/authority.en.json';
import authorityZh from '../../shared/locales/authority.zh-CN.json';
import caseEn from '../../shared/locales/case.en.json';
import caseZh from '../../shared/locales/case.zh-CN.json';
import deadlinesEn from '../../shared/locales/deadlines.en.json';
import deadlinesZh from '../../shared/locales/deadlines.zh-CN.json';
import investigationEn from '../../shared/locales/investigation.en.json';
import investigationZh from '../../shared/locales/investigation.zh-CN.json';
import lettersEn from '../../shared/locales/letters.en.json';
import lettersZh from '../../shared/locales/letters.zh-CN.json';
import majorEn from '../../shared/locales/major.en.json';
import majorZh from '../../shared/locales/major.zh-CN.json';
import vocabularyEn from '../../shared/locales/vocabulary.en.json';
import vocabularyZh from '../../shared/locales/vocabulary.zh-CN.json';

export const wordsZh = {
  ...vocabularyZh,
  authority: authorityZh,
  case: caseZh,
  deadlines: deadlinesZh,
  investigation: investigationZh,
  letters: lettersZh,
  major: majorZh,
};

export const wordsEn = {
  ...vocabularyEn,
  authority: authorityEn,
  case: caseEn,
  deadlines: deadlinesEn,
  investigation: investigationEn,
  letters: lettersEn,
  major: majorEn,
};
