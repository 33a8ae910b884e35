/** A way of redress as a sentence, the same on every paper and on the agree card. */
import type { RedressRoute } from '../../domain/documents/customer-documents';
import type { DocumentLanguage } from '../../domain/documents/format';
import type { DocumentTexts } from './document-texts';

/** Names and telephones come from the branch, days from its rules. */
export function routeText(route: RedressRoute, t: DocumentTexts, language: DocumentLanguage): string {
  const name = route.name === '' ? t(`route.defaultName.${route.kind}`) : route.name;
  const text =
    route.kind === 'review' && route.withinDays !== null
      ? t('route.reviewWithin', { name, days: route.withinDays })
      : t(`route.${route.kind}`, { name });
  if (route.phone === '') return text;
  return `${text}${language === 'en' ? ' ' : ''}${t('route.phone', { phone: route.phone })}${language === 'en' ? '.' : '。'}`;
}
