/**
 * Every text namespace of the pages, in both languages.
 *
 * To add one: write `<namespace>.zh-CN.json` and `<namespace>.en.json` beside this file, import both here and add one
 * line to each table. `locales.test.ts` then checks keys, placeholders and plurals; keys become typed everywhere.
 * Placeholders are written `{name}`, with single braces.
 */
import aboveEn from './above.en.json';
import aboveZh from './above.zh-CN.json';
import agreeCardEn from './agreeCard.en.json';
import agreeCardZh from './agreeCard.zh-CN.json';
import approvalEn from './approval.en.json';
import approvalZh from './approval.zh-CN.json';
import authorityEn from './authority.en.json';
import authorityZh from './authority.zh-CN.json';
import backupEn from './backup.en.json';
import backupZh from './backup.zh-CN.json';
import branchEn from './branch.en.json';
import branchZh from './branch.zh-CN.json';
import caseEn from './case.en.json';
import caseZh from './case.zh-CN.json';
import clockFactsEn from './clockFacts.en.json';
import clockFactsZh from './clockFacts.zh-CN.json';
import commonEn from './common.en.json';
import commonZh from './common.zh-CN.json';
import consoleEn from './console.en.json';
import consoleZh from './console.zh-CN.json';
import conversationEn from './conversation.en.json';
import conversationZh from './conversation.zh-CN.json';
import deadlinesEn from './deadlines.en.json';
import deadlinesZh from './deadlines.zh-CN.json';
import duplicatesEn from './duplicates.en.json';
import duplicatesZh from './duplicates.zh-CN.json';
import filesEn from './files.en.json';
import filesZh from './files.zh-CN.json';
import historyEn from './history.en.json';
import historyZh from './history.zh-CN.json';
import hqCourierEn from './hqCourier.en.json';
import hqCourierZh from './hqCourier.zh-CN.json';
import identityEn from './identity.en.json';
import identityZh from './identity.zh-CN.json';
import importEn from './import.en.json';
import importZh from './import.zh-CN.json';
import ledgerEn from './ledger.en.json';
import ledgerZh from './ledger.zh-CN.json';
import incidentEn from './incident.en.json';
import incidentZh from './incident.zh-CN.json';
import intakeEn from './intake.en.json';
import intakeZh from './intake.zh-CN.json';
import investigationEn from './investigation.en.json';
import investigationZh from './investigation.zh-CN.json';
import keysEn from './keys.en.json';
import keysZh from './keys.zh-CN.json';
import lettersEn from './letters.en.json';
import lettersZh from './letters.zh-CN.json';
import majorEn from './major.en.json';
import majorZh from './major.zh-CN.json';
import moneyEn from './money.en.json';
import moneyZh from './money.zh-CN.json';
import moveEn from './move.en.json';
import moveZh from './move.zh-CN.json';
import noticesEn from './notices.en.json';
import noticesZh from './notices.zh-CN.json';
import numberingEn from './numbering.en.json';
import numberingZh from './numbering.zh-CN.json';
import promisesEn from './promises.en.json';
import promisesZh from './promises.zh-CN.json';
import partnerEn from './partner.en.json';
import partnerZh from './partner.zh-CN.json';
import versionsEn from './versions.en.json';
import versionsZh from './versions.zh-CN.json';
import protectionEn from './protection.en.json';
import protectionZh from './protection.zh-CN.json';
import peopleEn from './people.en.json';
import peopleZh from './people.zh-CN.json';
import packChangeEn from './packChange.en.json';
import packChangeZh from './packChange.zh-CN.json';
import packReleaseEn from './packRelease.en.json';
import packReleaseZh from './packRelease.zh-CN.json';
import petitionEn from './petition.en.json';
import petitionZh from './petition.zh-CN.json';
import refusedEn from './refused.en.json';
import refusedZh from './refused.zh-CN.json';
import registersEn from './registers.en.json';
import registersZh from './registers.zh-CN.json';
import scriptsEn from './scripts.en.json';
import scriptsZh from './scripts.zh-CN.json';
import settingsEn from './settings.en.json';
import settingsZh from './settings.zh-CN.json';
import shellEn from './shell.en.json';
import shellZh from './shell.zh-CN.json';
import rulesEn from './rules.en.json';
import rulesZh from './rules.zh-CN.json';
import syncEn from './sync.en.json';
import syncZh from './sync.zh-CN.json';
import talkEn from './talk.en.json';
import talkZh from './talk.zh-CN.json';
import trainingEn from './training.en.json';
import trainingZh from './training.zh-CN.json';
import transferEn from './transfer.en.json';
import transferZh from './transfer.zh-CN.json';
import vocabularyEn from './vocabulary.en.json';
import vocabularyZh from './vocabulary.zh-CN.json';
import workbenchEn from './workbench.en.json';
import workbenchZh from './workbench.zh-CN.json';

/** 简体中文: the language the keys are typed from. */
export const zhCN = {
  above: aboveZh,
  packChange: packChangeZh,
  packRelease: packReleaseZh,
  agreeCard: agreeCardZh,
  approval: approvalZh,
  authority: authorityZh,
  backup: backupZh,
  branch: branchZh,
  case: caseZh,
  clockFacts: clockFactsZh,
  common: commonZh,
  console: consoleZh,
  conversation: conversationZh,
  deadlines: deadlinesZh,
  duplicates: duplicatesZh,
  files: filesZh,
  history: historyZh,
  hqCourier: hqCourierZh,
  identity: identityZh,
  import: importZh,
  ledger: ledgerZh,
  incident: incidentZh,
  intake: intakeZh,
  investigation: investigationZh,
  keys: keysZh,
  letters: lettersZh,
  major: majorZh,
  promises: promisesZh,
  money: moneyZh,
  move: moveZh,
  notices: noticesZh,
  numbering: numberingZh,
  partner: partnerZh,
  versions: versionsZh,
  people: peopleZh,
  protection: protectionZh,
  petition: petitionZh,
  refused: refusedZh,
  registers: registersZh,
  scripts: scriptsZh,
  settings: settingsZh,
  shell: shellZh,
  rules: rulesZh,
  sync: syncZh,
  talk: talkZh,
  training: trainingZh,
  transfer: transferZh,
  vocabulary: vocabularyZh,
  workbench: workbenchZh,
} as const;

/** English. The type demands the same namespaces as Chinese. */
export const en: Record<keyof typeof zhCN, TextTree> = {
  above: aboveEn,
  packChange: packChangeEn,
  packRelease: packReleaseEn,
  agreeCard: agreeCardEn,
  approval: approvalEn,
  authority: authorityEn,
  backup: backupEn,
  branch: branchEn,
  case: caseEn,
  clockFacts: clockFactsEn,
  common: commonEn,
  console: consoleEn,
  conversation: conversationEn,
  deadlines: deadlinesEn,
  duplicates: duplicatesEn,
  files: filesEn,
  history: historyEn,
  hqCourier: hqCourierEn,
  identity: identityEn,
  import: importEn,
  ledger: ledgerEn,
  incident: incidentEn,
  intake: intakeEn,
  investigation: investigationEn,
  keys: keysEn,
  letters: lettersEn,
  major: majorEn,
  promises: promisesEn,
  money: moneyEn,
  move: moveEn,
  notices: noticesEn,
  numbering: numberingEn,
  partner: partnerEn,
  versions: versionsEn,
  people: peopleEn,
  protection: protectionEn,
  petition: petitionEn,
  refused: refusedEn,
  registers: registersEn,
  scripts: scriptsEn,
  settings: settingsEn,
  shell: shellEn,
  rules: rulesEn,
  sync: syncEn,
  talk: talkEn,
  training: trainingEn,
  transfer: transferEn,
  vocabulary: vocabularyEn,
  workbench: workbenchEn,
};

export type Namespace = keyof typeof zhCN;

/** A locale file: texts by nested key. */
export interface TextTree {
  readonly [key: string]: string | TextTree;
}
