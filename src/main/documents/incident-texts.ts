/** Texts of the report of an incident, in the language of the paper. Loaded with it: nobody waits for them at the start. */
import type { DocumentLanguage } from '../../domain/documents/format';
import type { Distress, Level, RiskFlag } from '../../domain/scripts/vocabulary';
import type { IncidentText } from '../../shared/incident/line-words';
import commonEn from '../../shared/locales/common.en.json';
import commonZh from '../../shared/locales/common.zh-CN.json';
import conversationEn from '../../shared/locales/conversation.en.json';
import conversationZh from '../../shared/locales/conversation.zh-CN.json';
import incidentEn from '../../shared/locales/incident.en.json';
import incidentZh from '../../shared/locales/incident.zh-CN.json';

export interface IncidentTexts extends IncidentText {
  readonly level: (level: Level) => string;
  readonly distress: (sign: Distress) => string;
  readonly flag: (flag: RiskFlag) => string;
}

const namespace = 'incident:';

/** A missing text or value is a bug and throws. */
export function incidentTexts(language: DocumentLanguage): IncidentTexts {
  const [root, conversation, common] =
    language === 'en' ? [incidentEn, conversationEn, commonEn] : [incidentZh, conversationZh, commonZh];
  return {
    language,
    t: (key, values = {}) => {
      let node: unknown = root;
      for (const part of key.slice(namespace.length).split('.'))
        node = (node as Readonly<Record<string, unknown>> | undefined)?.[part];
      if (typeof node !== 'string') throw new Error(`no text for ${key}`);
      return node.replace(/\{(\w+)\}/g, (_place, name: string) => {
        const value = values[name];
        if (value === undefined) throw new Error(`${key} needs {${name}}`);
        return String(value);
      });
    },
    level: (level) => common.emotion.level[level],
    distress: (sign) => conversation.distress[sign],
    flag: (flag) => conversation.flag[flag],
  };
}
