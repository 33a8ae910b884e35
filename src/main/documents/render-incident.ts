/** 事件报告 on paper, for staff: what happened, who was told and who came, what was done, and lines to sign. */
import type { CrisisPlan, IncidentPart } from '../../domain/crisis/plan';
import { localDateOf, localDateTimeOf } from '../../domain/deadlines/time-zone';
import type { OutletDetails } from '../../domain/documents/customer-documents';
import { formatDate, formatDateTime, type DocumentLanguage } from '../../domain/documents/format';
import type { IncidentView } from '../../shared/contract/incident';
import { lineWords } from '../../shared/incident/line-words';
import { documentTexts } from './document-texts';
import { html, type SafeHtml } from './html';
import { incidentTexts, type IncidentTexts } from './incident-texts';
import { fact, letterhead, page, type RenderedDocument, type RenderOptions } from './render-document';

export interface IncidentOnPaper {
  readonly language: DocumentLanguage;
  readonly branch: OutletDetails;
  readonly timeZone: string;
  readonly incident: IncidentView;
  /** The crisis plan in force. */
  readonly plan: Pick<CrisisPlan, 'id' | 'version'> & { readonly incident: IncidentPart };
}

/** Lays out the pages. */
export function renderIncident(paper: IncidentOnPaper, options: RenderOptions): RenderedDocument {
  const { language, incident, plan, timeZone } = paper;
  const words = incidentTexts(language);
  const { t } = words;
  const texts = documentTexts(language);
  const time = (ms: number): string => formatDateTime(localDateTimeOf(ms, timeZone), language);
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone, timeStyle: 'medium' });
  /** The day stands at the top: here only where it is another one. */
  const moment = (ms: number): string => {
    const day = localDateOf(ms, timeZone);
    const sameDay = day === localDateOf(incident.raisedAtMs, timeZone);
    return sameDay ? clock.format(ms) : `${formatDate(day, language)} ${clock.format(ms)}`;
  };
  const joined = (parts: readonly string[]): string => parts.join(t('incident:report.separator'));
  const part = (title: string, content: SafeHtml): SafeHtml =>
    html`<h2 style="margin-top:6mm">${title}</h2>
      ${content}`;
  const list = (items: readonly string[], nothing: string): SafeHtml =>
    items.length === 0
      ? html`<p>${nothing}</p>`
      : html`<ul>
          ${items.map((item) => html`<li>${item}</li>`)}
        </ul>`;
  const sign = (label: string): SafeHtml => html`<p class="sign">${label}<span class="line"></span></p>`;
  const person = (name: string): string => (name === '' ? t('incident:line.nobody') : name);
  const { deviceTag: place, talk, lines } = incident;
  const measures = lines.filter(({ kind }) => kind === 'noted');
  const ended = lines.find(({ kind }) => kind === 'closed');
  const afterAction = ended?.words ?? '';

  const body = html` ${letterhead(paper.branch)}
    <h1>${t('incident:report.title')}</h1>
    <p class="lead">${texts('archive.forStaff')}</p>
    <div class="slip-top">
      <dl class="facts">
        ${fact(t('incident:report.raisedAt'), time(incident.raisedAtMs))}
        ${fact(t('incident:report.place'), t('incident:report.pc', { place }))}
        ${fact(t('incident:report.raisedBy'), person(incident.byName))}
        ${fact(t('incident:report.how'), t(`incident:report.hows.${incident.how}`))}
        ${ended === undefined ? null : fact(t('incident:report.endedAt'), `${time(ended.atMs)} · ${person(ended.byName)}`)}
        ${incident.outcome === null ? null : fact(t('incident:report.outcome'), t(`incident:state.${incident.outcome}`))}
        ${gradeFacts(incident, plan, words)} ${fact(t('incident:report.plan'), `${plan.id} ${plan.version}`)}
        ${fact(
          t('incident:report.cases'),
          incident.linkedCases.length === 0
            ? t('incident:report.none')
            : joined(incident.linkedCases.map(({ number }) => number)),
        )}
      </dl>
    </div>
    <div class="body">
      ${part(t('incident:report.happened'), list(happened(talk, words, joined), t('incident:report.noTalk')))}
      ${part(
        t('incident:report.delivery'),
        list(
          [
            ...incident.acknowledged.map((one) =>
              t('incident:report.answered', {
                name: one.name,
                place: one.deviceTag,
                at: time(one.atMs),
                seconds: Math.max(0, Math.round((one.atMs - incident.raisedAtMs) / 1_000)),
              }),
            ),
            ...lines
              .filter(({ kind }) => kind === 'seenLocked')
              .map((line) => `${time(line.atMs)} ${lineWords(line, plan.incident, words)}`),
          ],
          t('incident:report.unanswered'),
        ),
      )}
      ${part(
        t('incident:report.measures'),
        list(
          measures.map(
            (line) => `${time(line.atMs)} ${lineWords(line, plan.incident, words)} · ${person(line.byName)}`,
          ),
          t('incident:report.none'),
        ),
      )}
      ${part(t('incident:close.words'), html`<p class="free">${afterAction === '' ? t('incident:report.none') : afterAction}</p>`)}
      ${part(
        t('incident:lines'),
        html`<table class="grid">
          <tbody>
            ${lines.map(
              (line) =>
                html`<tr>
                  <td class="when num">${moment(line.atMs)}</td>
                  <td>${lineWords(line, plan.incident, words)}${line.late ? ` ${t('incident:line.late')}` : ''}</td>
                  <td class="who">${person(line.byName)}</td>
                </tr>`,
            )}
          </tbody>
        </table>`,
      )}
    </div>
    <div class="signatures" style="padding-top:16mm; break-before:avoid">
      ${sign(t('incident:report.signWriter'))} ${sign(t('incident:report.signHead'))}
      ${sign(t('incident:report.signOfficer'))} ${sign(texts('minutes.signDate'))}
    </div>`;
  const title = `${t('incident:report.title')} ${place} ${time(incident.raisedAtMs)}`;
  return { html: page(paper, 'a4', title, 'archive paper', body, texts, options), paper: 'a4' };
}

function gradeFacts(
  { grade, triggers }: IncidentView,
  { incident }: IncidentOnPaper['plan'],
  { t, language }: IncidentTexts,
): SafeHtml {
  if (grade === null) return fact(t('incident:grading.title'), t('incident:report.none'));
  const word = language === 'en' ? 'en' : 'zh';
  const seen = incident.grades.flatMap((one) => one.triggers).filter(({ id }) => triggers.includes(id));
  const report = incident.grades.find((one) => one.grade === grade)?.report[word] ?? '';
  return html`${fact(t('incident:grading.title'), t(`incident:grade.${grade}`))}
  ${
    seen.length === 0
      ? null
      : fact(t('incident:report.triggers'), seen.map((one) => one[word]).join(t('incident:report.separator')))
  }
  ${report === '' ? null : fact(t('incident:report.duty'), report)}`;
}

/** What was known when the key was pressed: one line each. */
function happened(
  talk: IncidentView['talk'],
  { t, language, level, distress, flag }: IncidentTexts,
  joined: (parts: readonly string[]) => string,
): readonly string[] {
  if (talk === null) return [];
  const title = talk.title?.[language === 'en' ? 'en' : 'zh'] ?? talk.id.slice(-6);
  return [
    t('incident:about.talk', { title }),
    ...(talk.summary === '' ? [] : [t('incident:report.matter', { words: talk.summary })]),
    ...(talk.level === null ? [] : [t('incident:report.level', { level: level(talk.level) })]),
    ...(talk.distress.length === 0
      ? []
      : [t('incident:report.distress', { words: joined(talk.distress.map(distress)) })]),
    ...(talk.flags.length === 0 ? [] : [t('incident:report.flags', { words: joined(talk.flags.map(flag)) })]),
  ];
}
