/** Columns of the ledger: what was looked into, promised and still to be done. */
import { formatYuan } from '../../domain/money/format-money';
import { owedKinds } from '../../domain/complaint/state';
import { column, lines, moment, personal, words, type LedgerColumn, type LedgerTools } from './ledger-column';

const inLanguage = ({ language }: LedgerTools, { zh, en }: { readonly zh: string; readonly en: string }): string =>
  language === 'en' ? en : zh;

export const inquiryColumns: readonly LedgerColumn[] = [
  column('source', 10, ({ state }, { word }) => word(`case.event.source.${state.source}`)),
  column('drafted', 20, ({ state }, tools) =>
    lines(
      state.draftHands.map(({ userId, fromMs, toMs }) =>
        words(tools.personName(userId), `${moment(fromMs, tools)} – ${moment(toMs, tools)}`),
      ),
    ),
  ),
  column('findings', 40, ({ state }, tools) =>
    lines(
      (state.investigation?.findings ?? []).map(({ outcome, found, by, ...fact }) =>
        words(inLanguage(tools, fact), tools.word(`investigation.outcome.${outcome}`), found, tools.personName(by)),
      ),
    ),
  ),
  column('materials', 40, ({ state }, tools) => {
    const kindsOf = (kinds: readonly { readonly zh: string; readonly en: string }[]): string =>
      kinds.map((kind) => inLanguage(tools, kind)).join(tools.language === 'en' ? ', ' : '、');
    return lines(
      (state.investigation?.requests ?? []).flatMap(
        ({ askedOn, dueOn, kinds, detail, method, received, ended, by }) => [
          words(
            askedOn,
            '→',
            dueOn,
            kindsOf(kinds),
            detail,
            tools.word(`deliveryMethod.${method}`),
            tools.personName(by),
          ),
          ...received.map((came) => words('+', came.receivedOn, kindsOf(came.kinds), came.what)),
          ...(ended
            ? [words('–', ended.noticeOn, tools.word(`deliveryMethod.${ended.noticeMethod}`), ended.reason)]
            : []),
        ],
      ),
    );
  }),
  column('sideTasks', 40, ({ state }, { word, personName }) =>
    lines(
      state.tasks.flatMap(({ inquiry, dueOn }) =>
        inquiry
          ? [
              words(
                inquiry.sentOn,
                '→',
                dueOn,
                word(`investigation.inquiry.departments.${inquiry.department}`),
                inquiry.addressee,
                inquiry.question,
                personName(inquiry.by),
              ),
              ...(inquiry.answer
                ? [words('+', inquiry.answer.answeredOn, inquiry.answer.answeredBy, inquiry.answer.answer)]
                : []),
            ]
          : [],
      ),
    ),
  ),
  column('contacts', 40, ({ state }, tools) =>
    lines(
      (state.investigation?.contacts ?? []).map(
        ({ contactedAtMs, way, direction, reached, person, staffText, promise, promisedBy, by }) =>
          words(
            moment(contactedAtMs, tools),
            tools.word(`investigation.contact.directions.${direction}`),
            tools.word(`investigation.contact.ways.${way}`),
            tools.yesNo(reached),
            personal('name', person, tools),
            staffText,
            promise,
            promisedBy,
            tools.personName(by),
          ),
      ),
    ),
  ),
  column('minutes', 40, ({ state }, tools) =>
    lines(
      (state.investigation?.minutes ?? []).map(({ metAtMs, place, participants, agreed, disputed, signature, by }) =>
        words(
          moment(metAtMs, tools),
          place,
          participants,
          agreed,
          disputed,
          tools.word(`investigation.minutes.signatures.${signature}`),
          tools.personName(by),
        ),
      ),
    ),
  ),
  column('notes', 40, ({ state }, tools) =>
    lines(state.notes.map(({ staffText, by, atMs }) => words(moment(atMs, tools), tools.personName(by), staffText))),
  ),
];

export const promiseColumns: readonly LedgerColumn[] = [
  column('mediations', 36, ({ state }, { word }) =>
    lines(
      (state.mediations ?? []).map(({ form, limitFen, institution, mediator, agreedOn, result }) =>
        words(
          agreedOn,
          word(`mediationForm.${form ?? 'mediation'}`),
          limitFen === undefined ? '' : formatYuan(limitFen),
          institution,
          mediator,
          result ? words(result.on, word(`mediationOutcome.${result.outcome}`), result.agreementNo, result.text) : '',
        ),
      ),
    ),
  ),
  column('promises', 40, ({ state }, { word, personName }) =>
    lines(
      (state.promises ?? []).flatMap(({ madeOn, dueOn, text, source, madeBy, ownerId, changes, result }) => [
        words(
          madeOn,
          '→',
          dueOn,
          text,
          word(`promiseSource.${source}`),
          personName(madeBy),
          ownerId === null ? '' : personName(ownerId),
          result ? words(result.on, word(`promiseOutcome.${result.outcome}`), result.words) : '',
        ),
        ...changes.map(({ before, agreedOn, agreement, reason }) =>
          words('~', agreedOn, before.dueOn, before.text, agreement, reason),
        ),
      ]),
    ),
  ),
];

export const followUpColumns: readonly LedgerColumn[] = [
  column('mergedWhy', 24, ({ state }, { word, personName }) =>
    state.merged
      ? words(word(`export.mergeWay.${state.merged.way}`), state.merged.reason, personName(state.merged.by))
      : '',
  ),
  column('tasks', 36, ({ state }, { word, personName, day }) =>
    lines(
      state.tasks
        // Side tasks and what is owed to somebody above have columns of their own.
        .filter(({ kind, inquiry }) => inquiry === undefined && !owedKinds.includes(kind))
        .map(({ kind, title, dueOn, ownerId, doneAtMs, doneBy, note }) =>
          words(
            dueOn,
            word(`case.tasks.kind.${kind}`),
            title,
            ownerId === null ? '' : personName(ownerId),
            doneAtMs === null ? '' : day(doneAtMs),
            doneBy === null ? '' : personName(doneBy),
            note,
          ),
        ),
    ),
  ),
  column('liftedHolds', 24, ({ state }, { day, personName }) =>
    lines(
      (state.holds ?? []).flatMap(({ placedAtMs, reason, lifted }) =>
        lifted === null
          ? []
          : [words(day(placedAtMs), reason, '–', day(lifted.atMs), lifted.reason, personName(lifted.by))],
      ),
    ),
  ),
  column('rulePack', 18, ({ state }) => state.rulePack),
];
