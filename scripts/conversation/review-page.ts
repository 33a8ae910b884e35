/** docs/scripts-review.md: what stands where on its way to the counter, and who has to confirm which legal point. */
import { format } from 'prettier';
import type { Hasher } from '../../src/domain/evidence/hashing';
import { neededSignOffs, validSignOffs, wordsDigest } from '../../src/domain/scripts/lint/sign-offs';
import type { ScriptSource } from '../../src/domain/scripts/script';
import type { Walked } from '../../src/domain/scripts/walks';

type WalkOf = ReadonlyMap<string, Walked>;

const confidence = { V: 'read in the source', R: 'recalled', D: 'our own design' } as const;

const signers: Readonly<Record<string, string>> = {
  compliance: 'compliance (合规)',
  consumerProtection: 'consumer protection (消保)',
  business: 'business (业务)',
  security: 'security (保卫)',
  hr: 'human resources (人力)',
  language: 'language (语言)',
};
const signer = (as: string): string => signers[as] ?? as;

/** The page, laid out as the check of the format wants it. */
export async function reviewPage(scripts: readonly ScriptSource[], walks: WalkOf, hasher: Hasher): Promise<string> {
  const byCode = [...scripts].sort((one, other) => (one.code < other.code ? -1 : 1));
  const points = byCode.flatMap((script) => script.law.map((law) => ({ code: script.code, ...law })));
  const toConfirm = points.filter((point) => point.confidence !== 'V').length;
  const page = [
    '# Conversation scripts under review',
    '',
    'Made by `npm run scripts:lint -- --write` from `resources/packs/scripts`; not written by hand. A sign-off is for the words as they were read:',
    'a changed word changes the digest under "Words" and takes it away. Nothing is published without those of compliance, consumer protection, business and language.',
    '',
    `${scripts.length} scripts, ${points.length} legal points, ${toConfirm} of them not read in the source.`,
    '',
    '## Scripts',
    '',
    ...table(
      ['Script', 'Title', 'Version', 'State', 'Ways walked', 'Sign-offs missing', 'Words'],
      byCode.map((script) => [
        script.code,
        `${script.title.zh} · ${script.title.en}`,
        script.version,
        script.state,
        walked(walks.get(script.code)),
        missing(script, hasher),
        `\`${wordsDigest(script, hasher)}\``,
      ]),
    ),
    '',
    '## Legal points',
    '',
    ...table(
      ['Script', 'Source', 'Says', 'How sure', 'To be confirmed by'],
      points.map((point) => [
        point.code,
        `${point.source.zh} · ${point.source.en}`,
        `${point.says.zh} · ${point.says.en}`,
        confidence[point.confidence],
        signer(point.confirm),
      ]),
    ),
    '',
  ].join('\n');
  return format(page, { parser: 'markdown', printWidth: 120 });
}

const walked = (walk: Walked | undefined): string =>
  walk === undefined ? '–' : `${walk.ways - walk.notWalked.length} of ${walk.ways}`;

function missing(script: ScriptSource, hasher: Hasher): string {
  const valid = validSignOffs(script, hasher);
  const open = neededSignOffs.filter((as) => !valid.includes(as));
  return open.length === 0 ? 'none' : open.map(signer).join(', ');
}

const table = (head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] =>
  [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
