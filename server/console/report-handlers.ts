/** 监管报表 (REGULATION §4: by channel, business, reason and region), with branches and, on demand, the complaints behind it. */
import { createHash } from 'node:crypto';
import { localDateOf, localDateTimeOf } from '../../src/domain/deadlines/time-zone';
import { wasInTime } from '../../src/domain/registers/case-figures';
import { classRows, isBalanced, sumOf } from '../../src/domain/registers/return-table';
import { figureNames, noFigures, type Figures } from '../../src/domain/registers/returns';
import { labelOf, pathLabelOf } from '../../src/domain/taxonomy/taxonomy';
import { err, ok } from '../../src/shared/contract/define';
import type { ConsoleHandlers } from '../../src/shared/hq-console/contract';
import { periodName } from '../../src/shared/hq-console/period';
import { mostListed, type reportContract } from '../../src/shared/hq-console/report';
import exportEn from '../../src/shared/locales/export.en.json';
import exportZh from '../../src/shared/locales/export.zh-CN.json';
import registersEn from '../../src/shared/locales/registers.en.json';
import registersZh from '../../src/shared/locales/registers.zh-CN.json';
import vocabularyEn from '../../src/shared/locales/vocabulary.en.json';
import vocabularyZh from '../../src/shared/locales/vocabulary.zh-CN.json';
import { branches } from '../db/schema';
import { newId } from '../ids';
import { record, type Call } from './call';
import { catchUp } from './case-list';
import { spanOf } from './metrics-handlers';
import { writeReport, type Cell, type Sheet } from './report-file';
import { countedCases, figuresBy, metricsBy, noMetrics, type CountedBy, type Window } from './statistics';
import { taxonomy, wholeTree } from './taxonomy';

type ReportHandlers = Pick<ConsoleHandlers<Call>, keyof typeof reportContract>;
type Language = 'zh-CN' | 'en';
type Branch = typeof branches.$inferSelect;

const wordsOf = (language: Language) =>
  language === 'en'
    ? { file: exportEn, problems: registersEn.problems.code, status: vocabularyEn.status }
    : { file: exportZh, problems: registersZh.problems.code, status: vocabularyZh.status };
type Words = ReturnType<typeof wordsOf>;

const isMoney = (name: keyof Figures): boolean => name.endsWith('Fen');
const cellsOf = (figures: Figures): Cell[] => figureNames.map((name) => figures[name]);

/** One table: what it is about, its figures, and the total that all tables have in common. */
function table(
  words: Words,
  name: string,
  heads: readonly string[],
  lines: readonly { readonly heads: readonly string[]; readonly figures: Figures }[],
  total: Figures,
): Sheet {
  return {
    name,
    columns: [
      ...heads.map((header, index) => ({ header, width: index === 0 ? 40 : 24, kind: 'text' as const })),
      ...figureNames.map((figure) => ({
        header: words.file.figure[figure],
        width: 14,
        kind: isMoney(figure) ? ('money' as const) : ('count' as const),
      })),
    ],
    rows: [
      ...lines.map((line) => [...line.heads, ...cellsOf(line.figures)]),
      [words.file.total, ...heads.slice(1).map(() => ''), ...cellsOf(total)],
    ],
  };
}

/** By class, parents before what lies below them; what no classification knows comes last. */
function classTable(
  words: Words,
  language: Language,
  dimension: 'channel' | 'business' | 'reason',
  counted: ReadonlyMap<string, Figures>,
  total: Figures,
): { readonly sheet: Sheet; readonly tops: readonly Figures[] } {
  const { nodeById } = taxonomy();
  const known = classRows(wholeTree(dimension), Object.fromEntries([...counted].filter(([id]) => nodeById.has(id))));
  const unknown = sumOf([...counted].filter(([id]) => !nodeById.has(id)).map(([, figures]) => figures));
  const hasUnknown = figureNames.some((name) => unknown[name] !== 0);
  const lines = known.map(({ id, depth, figures }) => ({
    // Blanks before a name would be lost by some programs; the dash tells what belongs to what.
    heads: [`${'— '.repeat(depth)}${labelOf(taxonomy(), id, language)}`, nodeById.get(id)?.code ?? id],
    figures,
  }));
  if (hasUnknown) lines.push({ heads: [words.file.hqReport.unclassified, ''], figures: unknown });
  return {
    sheet: table(
      words,
      words.file.dimension[dimension],
      [words.file.dimension[dimension], words.file.code],
      lines,
      total,
    ),
    tops: [...known.filter(({ depth }) => depth === 0).map(({ figures }) => figures), ...(hasUnknown ? [unknown] : [])],
  };
}

/** The complaints that the figures stand for, branch by branch, without what names a person. */
function listSheet(
  call: Call,
  words: Words,
  language: Language,
  window: Window,
  known: readonly Branch[],
  count: { rows: number },
): Sheet {
  const { column, hqReport, yes, no } = words.file;
  const text = (header: string, width: number) => ({ header, width, kind: 'text' as const });
  const day = (header: string) => ({ header, width: 12, kind: 'day' as const });
  const money = (header: string) => ({ header, width: 14, kind: 'money' as const });
  const label = (id: string): string => (id === '' ? '' : pathLabelOf(taxonomy(), id, language));
  const answer = (is: boolean | null): string => (is === null ? '' : is ? yes : no);
  const rows = async function* (): AsyncGenerator<readonly Cell[]> {
    for (const branch of known)
      for await (const line of countedCases(call.db, window, branch.id)) {
        count.rows += 1;
        yield [
          line.number,
          branch.code,
          branch.name,
          branch.province,
          line.complainant,
          words.status[line.status],
          line.receivedOn,
          label(line.channelId),
          label(line.businessId),
          label(line.reasonId),
          line.dueOn,
          line.toldOn,
          line.endedOn,
          answer(wasInTime(line)),
          answer(line.extended),
          line.claimedFen,
          line.grantedFen,
          line.doubts
            .split(',')
            .flatMap((code) => (code in words.problems ? [words.problems[code as keyof Words['problems']]] : []))
            .join('; '),
        ];
      }
  };
  return {
    name: hqReport.list,
    columns: [
      text(column.number, 22),
      text(hqReport.branchCode, 12),
      text(hqReport.byBranch, 24),
      text(column.region, 10),
      text(column.name, 10),
      text(column.status, 12),
      day(column.received),
      text(column.channel, 24),
      text(column.business, 30),
      text(column.reason, 24),
      day(hqReport.due),
      day(column.told),
      day(hqReport.ended),
      text(hqReport.inTime, 10),
      text(hqReport.extended, 8),
      money(column.claimed),
      money(column.granted),
      text(hqReport.doubts, 24),
    ],
    rows: rows(),
  };
}

/** One at a time in a process: it takes a processor and the memory of the file. */
let isWriting = false;

export const reportHandlers: ReportHandlers = {
  'report.export': async (input, call) => {
    if (isWriting) return err({ code: 'console.reportBusy' });
    isWriting = true;
    try {
      return await exportReport(input, call);
    } finally {
      isWriting = false;
    }
  },
};

const exportReport: ReportHandlers['report.export'] = async ({ period, withList, reason }, call) => {
  const person = call.session?.person;
  if (!person) throw new Error('the gate let in nobody');
  const count = await catchUp(call.db, null, call.nowMs);
  if (count > 0) return err({ code: 'console.reportUnread', count });
  const window = { span: spanOf(period), today: localDateOf(call.nowMs()) };
  const { language } = person.look;
  const words = wordsOf(language);
  const { file } = words;
  const by = (dimension: CountedBy) => figuresBy(call.db, window, dimension);
  const [channel, business, classes, region, ofBranches] = [
    await by('channel'),
    await by('business'),
    await by('reason'),
    await by('region'),
    await by('branch'),
  ];
  const total = ofBranches.size === 0 ? noFigures : sumOf([...ofBranches.values()]);
  const tables = [
    classTable(words, language, 'channel', channel, total),
    classTable(words, language, 'business', business, total),
    classTable(words, language, 'reason', classes, total),
  ];
  if (!isBalanced(total, [...tables.map(({ tops }) => tops), [...region.values()]]))
    return err({ code: 'console.reportMoved' });
  const concerned = total.openBefore + total.received;
  if (withList && concerned > mostListed)
    return err({ code: 'console.reportTooLong', rows: concerned, most: mostListed });
  const known = (await call.db.select().from(branches)).sort((a, b) => (a.code < b.code ? -1 : 1));
  const lines = known.flatMap(({ id, code, name, province }) => {
    const figures = ofBranches.get(id);
    return figures ? [{ heads: [name, code, province], figures }] : [];
  });
  const listed = { rows: 0 };
  const copyId = newId();
  const others = (await metricsBy(call.db, window, false)).get('') ?? noMetrics;
  const who = `${person.name} (${person.account})`;
  const at = `${localDateTimeOf(call.nowMs()).replace('T', ' ')} UTC+8`;
  const bytes = await writeReport(
    [
      ...tables.map(({ sheet }) => sheet),
      table(
        words,
        file.dimension.region,
        [file.dimension.region],
        [...region].map(([name, figures]) => ({ heads: [name], figures })),
        total,
      ),
      table(
        words,
        file.hqReport.byBranch,
        [file.hqReport.byBranch, file.hqReport.branchCode, file.column.region],
        lines,
        total,
      ),
      ...(withList
        ? [
            listSheet(
              call,
              words,
              language,
              window,
              known.filter(({ id }) => ofBranches.has(id)),
              listed,
            ),
          ]
        : []),
    ],
    {
      name: file.infoSheet,
      footer: `${file.exportedBy} ${who}  ${file.exportedAt} ${at}  ${file.copyId} ${copyId}`,
      lines: () => [
        `${file.exportedBy} ${who}`,
        `${file.exportedAt} ${at}`,
        `${file.reason} ${reason}`,
        `${file.copyId} ${copyId}`,
        `${file.period} ${periodName(period)} (${period.from} – ${period.to})`,
        `${file.hqReport.branches} ${String(lines.length)}`,
        ...figureNames.map(
          (name) => `${file.figure[name]} ${isMoney(name) ? (total[name] / 100).toFixed(2) : String(total[name])}`,
        ),
        `${file.notComplaints} ${String(others.notComplaints)}`,
        `${file.merged} ${String(others.merged)}`,
        `${file.moved} ${String(others.moved)}`,
        file.hqReport.reconciled,
        file.hqReport.byDays,
        file.codesUnconfirmed,
        withList ? file.hqReport.listMasked : file.hqReport.listLeftOut,
      ],
    },
  );
  // Something came in while it was written: figures and list must be of one moment.
  if (withList && listed.rows !== concerned) return err({ code: 'console.reportMoved' });
  const digest = createHash('sha256').update(bytes).digest('hex');
  // Before anybody has the file: what leaves the house stands in the trail.
  await call.db.transaction((tx) =>
    record(tx, call, {
      action: 'report.exported',
      outcome: 'done',
      detail: { receivedFrom: period.from, receivedTo: period.to, found: listed.rows, copyId, digest, reason },
    }),
  );
  return ok({
    fileName: `xianting-hq-${periodName(period)}.xlsx`,
    content: bytes.toString('base64'),
    rows: listed.rows,
    digest,
    copyId,
  });
};
