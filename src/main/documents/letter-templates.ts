/** The shipped texts of the letters, by form and language. */
import acknowledgementEn from '../../../resources/packs/letters/acknowledgement.en.json';
import acknowledgementZh from '../../../resources/packs/letters/acknowledgement.zh-CN.json';
import closingEn from '../../../resources/packs/letters/closing.en.json';
import closingZh from '../../../resources/packs/letters/closing.zh-CN.json';
import decisionEn from '../../../resources/packs/letters/decision.en.json';
import decisionZh from '../../../resources/packs/letters/decision.zh-CN.json';
import extensionEn from '../../../resources/packs/letters/extension.en.json';
import extensionZh from '../../../resources/packs/letters/extension.zh-CN.json';
import refusalEn from '../../../resources/packs/letters/refusal.en.json';
import refusalZh from '../../../resources/packs/letters/refusal.zh-CN.json';
import materialEn from '../../../resources/packs/letters/material.en.json';
import materialZh from '../../../resources/packs/letters/material.zh-CN.json';
import majorFinalEn from '../../../resources/packs/letters/majorFinal.en.json';
import majorFinalZh from '../../../resources/packs/letters/majorFinal.zh-CN.json';
import majorFirstEn from '../../../resources/packs/letters/majorFirst.en.json';
import majorFirstZh from '../../../resources/packs/letters/majorFirst.zh-CN.json';
import majorFollowUpEn from '../../../resources/packs/letters/majorFollowUp.en.json';
import majorFollowUpZh from '../../../resources/packs/letters/majorFollowUp.zh-CN.json';
import petitionEn from '../../../resources/packs/letters/petition.en.json';
import petitionZh from '../../../resources/packs/letters/petition.zh-CN.json';
import regulatorEn from '../../../resources/packs/letters/regulator.en.json';
import regulatorZh from '../../../resources/packs/letters/regulator.zh-CN.json';
import reviewEn from '../../../resources/packs/letters/review.en.json';
import reviewZh from '../../../resources/packs/letters/review.zh-CN.json';
import suspensionEn from '../../../resources/packs/letters/suspension.en.json';
import suspensionZh from '../../../resources/packs/letters/suspension.zh-CN.json';
import transferEn from '../../../resources/packs/letters/transfer.en.json';
import transferZh from '../../../resources/packs/letters/transfer.zh-CN.json';
import type { DocumentLanguage } from '../../domain/documents/format';
import { letterTemplateSchema, type LetterTemplate } from '../../domain/documents/letter-template';
import type { LetterForm } from '../../domain/documents/letters/letter-kind';

const files: Readonly<Record<LetterForm, Readonly<Record<DocumentLanguage, unknown>>>> = {
  transfer: { 'zh-CN': transferZh, en: transferEn },
  acknowledgement: { 'zh-CN': acknowledgementZh, en: acknowledgementEn },
  material: { 'zh-CN': materialZh, en: materialEn },
  decision: { 'zh-CN': decisionZh, en: decisionEn },
  refusal: { 'zh-CN': refusalZh, en: refusalEn },
  extension: { 'zh-CN': extensionZh, en: extensionEn },
  suspension: { 'zh-CN': suspensionZh, en: suspensionEn },
  review: { 'zh-CN': reviewZh, en: reviewEn },
  majorFirst: { 'zh-CN': majorFirstZh, en: majorFirstEn },
  majorFollowUp: { 'zh-CN': majorFollowUpZh, en: majorFollowUpEn },
  majorFinal: { 'zh-CN': majorFinalZh, en: majorFinalEn },
  petition: { 'zh-CN': petitionZh, en: petitionEn },
  regulator: { 'zh-CN': regulatorZh, en: regulatorEn },
  closing: { 'zh-CN': closingZh, en: closingEn },
};

/** The text of a form of letter. */
export function letterTemplate(form: LetterForm, language: DocumentLanguage): LetterTemplate {
  return letterTemplateSchema.parse(files[form][language]);
}
