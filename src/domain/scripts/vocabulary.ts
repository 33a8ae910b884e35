/** The closed lists a conversation script (话术脚本) is made of. Sources: CONVERSATION §1.4–1.6, §2.2, §2.4. */
import { z } from 'zod';

/** 稳 · 迎 · 听 · 核 · 办 · 定 · 跟, and S0 安全 above all of them. */
export const stages = ['S0', 'S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7'] as const;
export const Stage = z.enum(stages);
export type Stage = z.infer<typeof Stage>;

/** What a line practises; coaching and review are by skill. */
export const Skill = z.enum([
  'encourager',
  'openQuestion',
  'reflect',
  'label',
  'paraphrase',
  'iMessage',
  'pause',
  'summary',
  'limitSet',
  'options',
  'closing',
]);

/** 柜员 · 大堂经理 · 客户经理 · 网点负责人 · 安保 · 消保专员 · 分行消保 · 总行消保. */
export const Post = z.enum(['teller', 'lobby', 'accountManager', 'manager', 'security', 'officer', 'branch', 'hq']);
export type Post = z.infer<typeof Post>;

/** Anger by observable cues: 平静 · 不满 · 愤怒 · 对抗 (§1.5). */
export const levels = [0, 1, 2, 3] as const;
export const Level = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)]);
export type Level = z.infer<typeof Level>;

/** Distress is apart from anger: a silent, hopeless person is calm on that scale. */
export const Distress = z.enum([
  'crying',
  'shaking',
  'selfHarm',
  'blank',
  'breathless',
  'confused',
  'alcohol',
  'fireSource',
]);
export type Distress = z.infer<typeof Distress>;

/** 要情绪出口 · 要结果 · 两者都有. */
export const Mode = z.enum(['expressive', 'instrumental', 'both']);
export type Mode = z.infer<typeof Mode>;

/** 求尊重 · 求认同或解释 · 求补偿或挽损 · 求安全感 · 求便利. */
export const Need = z.enum(['respect', 'recognition', 'compensation', 'security', 'convenience']);
export type Need = z.infer<typeof Need>;

/** 风险标识: staff-only, never printed, never read aloud (§2.4). */
export const RiskFlag = z.enum([
  'elderly',
  'hearing',
  'sight',
  'speech',
  'mobility',
  'cognition',
  'pregnantOrInfant',
  'minor',
  'ethnicOrFaith',
  'foreigner',
  'group',
  'media',
  'threatSelf',
  'threatOthers',
  'intoxicated',
  'proxySuspected',
  'repeat',
  'lawyer',
  'regulator',
  'inCourt',
  'fraudVictim',
  'staffInvolved',
  'largeAmount',
  'publicOpinion',
]);
export type RiskFlag = z.infer<typeof RiskFlag>;

/** 体验致歉 · 过失致歉 · 赔付承诺 (§1.6). */
export const Apology = z.enum(['A', 'B', 'C']);

/** How sure a legal point is: read in the source, remembered, or our own design. */
export const Mark = z.enum(['V', 'R', 'D']);
export type Mark = z.infer<typeof Mark>;

/** Who has to confirm a legal point before the script is published. */
export const Confirmer = z.enum(['compliance', 'consumerProtection', 'business', 'security', 'hr']);

/** 救济途径 told at the close. */
export const Route = z.enum([
  'review',
  'mediation',
  'arbitration',
  'court',
  'regulator',
  'creditBureau',
  'police',
  'insurer',
]);

/** What an `act` node does. `byHand` is done by people outside this program. */
export const Action = z.enum([
  'byHand',
  'registerCase',
  'printReceipt',
  'showAgreeCard',
  'requestRecording',
  'preserveFootage',
  'bookVisit',
  'swapStaff',
  'callManager',
  'callPolice',
  'callAmbulance',
]);

/** Whose signature an act needs; `own` is within the post of whoever stands at the counter. */
export const Authority = z.enum(['own', 'manager', 'officer', 'branch', 'hq']);
export type Authority = z.infer<typeof Authority>;

/** How a conversation ends; `return` ends only the sub-script and goes back to whoever called it. */
export const Outcome = z.enum([
  'return',
  'settledOnSpot',
  'registeredWithDue',
  'registeredDisagreed',
  'handedOver',
  'customerLeft',
  'safetyHandedOver',
]);
export type Outcome = z.infer<typeof Outcome>;

/** What a checklist item leaves as proof. */
export const EvidenceKind = z.enum(['paper', 'photo', 'recording', 'footage', 'signature', 'screen']);

/** The scripts of §3 by part of the catalogue; `shared` are sub-scripts that others call. */
export const Family = z.enum([
  'service',
  'account',
  'cash',
  'vulnerable',
  'credit',
  'wealth',
  'information',
  'unconventional',
  'general',
  'shared',
]);

/** Where a script stands on its way to the counter. */
export const ReviewState = z.enum(['draft', 'review', 'approved', 'published', 'retired']);
