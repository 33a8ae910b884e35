/** What the check says, in plain words. */
import type { Damage, LogFault, LogSummary } from './check-log';

export type Language = 'zh' | 'en';

export interface Words {
  readonly usage: string;
  readonly cannotRead: (file: string) => string;
  readonly notALog: string;
  readonly sound: (summary: LogSummary) => readonly string[];
  readonly damaged: (damage: Damage, readLines: number) => readonly string[];
}

/** Local time in the file is not known, so both languages say UTC. */
function day(ms: number | null): string {
  return ms === null ? '–' : `${new Date(ms).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

const faultsZh: Readonly<Record<LogFault, string>> = {
  unreadable: '这一行不是有效记录，内容已损坏',
  reformatted: '这一行的写法与导出时不同，有人改写过',
  cutOff: '日志在这里断了，后面的记录缺失',
  order: '记录的位置不对，行的顺序被动过',
  repeated: '同一条记录出现了两次',
  gap: '这条记录之前有记录缺失',
  prevHash: '与前一条记录接不上，前面的记录被换过',
  hash: '记录的指纹不符，记录头被改过',
  payloadHash: '内容与指纹不符，内容被改过',
  unknownDevice: '这台电脑不在日志首行的名单里',
  deviceSig: '电脑签名不对，这条记录不是那台电脑写的',
  userSig: '审批签名不对，不是签名人本人签的',
  unsignedDecision: '审批决定没有本人签名',
  oneSignature: '紧急处置没有两个人在同一份内容上的签名',
  noDelegation: '代人签名，但当时没有有效的授权代理',
  notHeadquarters: '只有总行能写的记录由网点电脑写出，或者相反',
  notSentUp: '总行的决定没有对应的上报，或签名的人数不够',
  matrixNotInForce: '审批依据的授权矩阵当时没有生效，或者已被新的取代',
  beyondMatrix: '审批超出了当时授权矩阵给签名人的权限',
  cardWords: '约定卡上的文字与签名时的指纹不符，卡上的字被换过',
  cardStrokes: '约定卡写着已签却没有笔迹，或者没签却有笔迹',
  strokesTwice: '同一份笔迹出现在另一张约定卡上，签名是搬过来的',
  talkActor: '对话里的这一步，做的人和记的人不是同一个',
  talkStart: '对话没有开头，这一步之前的记录缺失',
  copySig: '首行的签名不对，不是导出人签的，或者首行被改过',
  notDestroyed: '缺少内容，却没有两个人签名的到期销毁记录',
  keyDiffers: '首行的公钥与记录里登记的公钥不同，名单被换过',
};

const faultsEn: Readonly<Record<LogFault, string>> = {
  unreadable: 'this line is not a valid record; its content is damaged',
  reformatted: 'this line is not written as it was exported; somebody rewrote it',
  cutOff: 'the log breaks off here; the records behind it are missing',
  order: 'the record is not in its place; lines were moved',
  repeated: 'the same record stands here a second time',
  gap: 'records before this one are missing',
  prevHash: 'it does not continue the record before it; something earlier was replaced',
  hash: 'the fingerprint does not match; the head of the record was changed',
  payloadHash: 'the content does not match its fingerprint; the content was changed',
  unknownDevice: 'this computer is not listed in the first line of the log',
  deviceSig: 'the computer’s signature is wrong; that computer did not write this record',
  userSig: 'the signature of the approval is wrong; that person did not sign it',
  unsignedDecision: 'the approval decision carries no signature of the person',
  oneSignature: 'an emergency decision without the signatures of two people over the same text',
  noDelegation: 'signed for somebody else, but no delegation held at that time',
  notHeadquarters: 'a PC of the branch wrote what only headquarters may write, or the other way round',
  notSentUp: 'headquarters decided what was not sent up to it, or with fewer signatures than needed',
  matrixNotInForce: 'decided under an authority matrix that was not in force then, or had been superseded',
  beyondMatrix: 'decided beyond what the authority matrix of that time gives to who signed',
  cardWords: 'the words of the agree card are not those whose fingerprint was signed; the card was changed',
  cardStrokes: 'the agree card says signed and has no strokes, or has strokes and was not signed',
  strokesTwice: 'the very same strokes stand on another agree card; the signature was copied',
  talkActor: 'this step of a conversation was written by somebody other than who took it',
  talkStart: 'a step of a conversation whose beginning is missing',
  copySig: 'the first line is not signed by who exported the log, or was changed',
  notDestroyed: 'it has no content, and no record of a destruction signed by two people names it',
  keyDiffers: 'a public key in the first line is not the one the records registered; the list was exchanged',
};

const zh: Words = {
  usage: '用法：npm run verify-log -- 日志文件 [--lang zh|en]',
  cannotRead: (file) => `无法打开文件：${file}`,
  notALog: '这不是先听导出的日志，或者版本不认识。没有检查任何内容。',
  sound: ({
    copyId,
    exported,
    times,
    trail,
    events,
    withheld,
    destroyed,
    decisions,
    unknownMatrix,
    talks,
    cards,
    signedCards,
    devices,
    users,
    firstMs,
    lastMs,
  }) => [
    '日志完好。',
    `  记录 ${String(events)} 条，${day(firstMs)} 至 ${day(lastMs)}`,
    `  内容：${String(events - withheld - destroyed)} 条与各自的指纹一致`,
    ...(withheld === 0
      ? []
      : [
          `  未含内容：${String(withheld)} 条（导出人无权查看），其位置与电脑签名已核对；内容请由无需回避的人另行导出核对`,
        ]),
    ...(destroyed === 0
      ? []
      : [`  到期销毁：${String(destroyed)} 条，内容按两人签名的记录销毁，读不出；位置、指纹链和签名都已核对`]),
    `  顺序：${String(devices.length)} 台电脑的记录首尾相接，没有缺失、插入或移动`,
    `  电脑签名：${String(events)} 个全部有效`,
    `  审批签名：${String(decisions)} 个全部有效（名单上 ${String(users)} 人）`,
    ...(unknownMatrix === 0
      ? ['  审批权限：记有授权矩阵的决定，都在当时生效的矩阵之内']
      : [
          `  审批权限：${String(unknownMatrix)} 个决定依据的是其他版本程序自带的授权矩阵，限额没有核对；其余都在当时的矩阵之内`,
        ]),
    `  时间：${String(times.confirmed)} 条有总行时间确认，${String(times.plausible)} 条没有疑点，${String(times.doubtful)} 条存疑`,
    ...(trail === 0 ? [] : [`  操作留痕：其中 ${String(trail)} 条（查看、查人、打印、导出、登录）`]),
    ...(talks === 0 ? [] : [`  对话：${String(talks)} 次，每一步都由做的人自己记下`]),
    ...(cards === 0
      ? []
      : [
          `  约定卡：${String(cards)} 张的文字与当时的指纹一致，其中 ${String(signedCards)} 张有客户笔迹，没有重复的笔迹`,
        ]),
    '请再核对下面两项，它们要与软件里看到的一致：',
    ...(exported === undefined ? [] : [`  导出人 ${exported.name}，${day(exported.atMs)}，首行由本人签名`]),
    `  副本编号 ${copyId}，记录 ${String(events)} 条（审计记录里“导出日志”那一条）`,
    ...devices.map(({ id, key, events: count }) => `  电脑 ${id}：公钥 ${key}，${String(count)} 条`),
  ],
  damaged: ({ fault, line, deviceId, seq, eventId }, readLines) => [
    '日志有问题，不能作为证据使用。',
    `  第一处：${line === null ? '文件末尾' : `第 ${String(line)} 行`}${deviceId === null ? '' : `，电脑 ${deviceId}`}${seq === null ? '' : `，第 ${String(seq)} 条`}`,
    `  原因：${faultsZh[fault]}（${fault}）`,
    ...(eventId === undefined ? [] : [`  记录编号 ${eventId}`]),
    `  共读了 ${String(readLines)} 行。这一处之后的内容不要采信，请重新导出后再核对。`,
  ],
};

const en: Words = {
  usage: 'Usage: npm run verify-log -- FILE [--lang zh|en]',
  cannotRead: (file) => `Can’t open the file: ${file}`,
  notALog: 'This is not a log exported by Xianting, or its version is not known. Nothing was checked.',
  sound: ({
    copyId,
    exported,
    times,
    trail,
    events,
    withheld,
    destroyed,
    decisions,
    unknownMatrix,
    talks,
    cards,
    signedCards,
    devices,
    users,
    firstMs,
    lastMs,
  }) => [
    'The log is sound.',
    `  Records: ${String(events)}, from ${day(firstMs)} to ${day(lastMs)}`,
    `  Content: all ${String(events - withheld - destroyed)} match their fingerprints`,
    ...(withheld === 0
      ? []
      : [
          `  Without content: ${String(withheld)} records that whoever exported the file may not see; their place and the computers’ signatures were checked. For the content, check a copy exported by somebody who need not stand back`,
        ]),
    ...(destroyed === 0
      ? []
      : [
          `  Destroyed at the end of retention: ${String(destroyed)} records, unreadable by the record that two people signed; their place, chain and signatures were checked`,
        ]),
    `  Order: the records of ${String(devices.length)} computer(s) join end to end; none missing, added or moved`,
    `  Computers’ signatures: all ${String(events)} valid`,
    `  Approval signatures: all ${String(decisions)} valid (${String(users)} people listed)`,
    ...(unknownMatrix === 0
      ? ['  Authority: every decision that names its matrix keeps within the one in force then']
      : [
          `  Authority: ${String(unknownMatrix)} decisions name a matrix of another version of the program; their limits were not checked. All others keep within the one in force then`,
        ]),
    `  Times: ${String(times.confirmed)} confirmed by headquarters, ${String(times.plausible)} with nothing against them, ${String(times.doubtful)} doubtful`,
    ...(trail === 0 ? [] : [`  Audit trail: ${String(trail)} of them (looks, searches, prints, exports, sign-ins)`]),
    ...(talks === 0 ? [] : [`  Conversations: ${String(talks)}, each step written by who took it`]),
    ...(cards === 0
      ? []
      : [
          `  Agree cards: the words of all ${String(cards)} match the fingerprint shown; ${String(signedCards)} signed by the customer, no strokes used twice`,
        ]),
    'Please also compare these with what the program shows:',
    ...(exported === undefined
      ? []
      : [`  Exported by ${exported.name}, ${day(exported.atMs)}; the first line carries their signature`]),
    `  Copy ${copyId}, ${String(events)} records (the entry “Exported the whole log” in the audit trail)`,
    ...devices.map(({ id, key, events: count }) => `  Computer ${id}: public key ${key}, ${String(count)} records`),
  ],
  damaged: ({ fault, line, deviceId, seq, eventId }, readLines) => [
    'The log is damaged and must not be used as evidence.',
    `  First: ${line === null ? 'end of the file' : `line ${String(line)}`}${deviceId === null ? '' : `, computer ${deviceId}`}${seq === null ? '' : `, record ${String(seq)}`}`,
    `  Reason: ${faultsEn[fault]} (${fault})`,
    ...(eventId === undefined ? [] : [`  Record id ${eventId}`]),
    `  ${String(readLines)} lines were read. Don’t rely on anything behind this place; export the log again and check again.`,
  ],
};

export const wordsOf: Readonly<Record<Language, Words>> = { zh, en };
