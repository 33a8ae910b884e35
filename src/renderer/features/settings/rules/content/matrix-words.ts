/** A matrix in words, for its table and for the list of what another one changes. */
import type { Level } from '../../../../../domain/authority/levels';
import type { AuthorityPack, Band } from '../../../../../domain/authority/matrix';
import {
  remedyKinds,
  remedyKindsWithMoney,
  type InstitutionType,
  type RemedyKind,
} from '../../../../../domain/complaint/values';
import type { Formatter } from '../../../../app/i18n/format';
import type { Text } from '../../../../app/i18n/use-text';

export interface MatrixRow {
  /** Kinds of remedy with the same lines. */
  readonly kinds: readonly RemedyKind[];
  readonly bands: readonly Band[];
}

/** The rows of one kind of institution; kinds with the same lines stand together. */
export function matrixRows({ matrix }: AuthorityPack, institution: InstitutionType): readonly MatrixRow[] {
  const rows = new Map<string, { kinds: RemedyKind[]; bands: readonly Band[] }>();
  for (const kind of remedyKinds) {
    const bands = matrix[institution][kind];
    const same = `${String(remedyKindsWithMoney.includes(kind))} ${JSON.stringify(bands)}`;
    const row = rows.get(same);
    if (row) row.kinds.push(kind);
    else rows.set(same, { kinds: [kind], bands });
  }
  return [...rows.values()];
}

export interface MatrixWords {
  readonly kinds: (kinds: readonly RemedyKind[]) => string;
  /** Under a heading that says it is a limit. */
  readonly amount: (upToFen: number | null, kind: RemedyKind) => string;
  /** In a line of its own. */
  readonly upTo: (upToFen: number | null, kind: RemedyKind) => string;
  readonly approvers: (approvers: readonly Level[]) => string;
  /** What stands in the pack besides the table: name and words. */
  readonly rest: (
    pack: AuthorityPack,
  ) => readonly { readonly key: string; readonly label: string; readonly value: string }[];
}

export function matrixWords({ t }: Text, format: Formatter): MatrixWords {
  const limit = (fen: number | null): string => (fen === null ? t('rules:matrix.noLimit') : format.money(fen));
  const upTo = (fen: number | null): string =>
    fen === null ? t('rules:matrix.noLimit') : t('rules:matrix.upToAmount', { amount: format.money(fen) });
  const institutions = ['bank', 'insurer'] as const;
  return {
    kinds: (kinds) => kinds.map((kind) => t(`vocabulary:remedyKind.${kind}`)).join(t('rules:matrix.separator')),
    amount: (upToFen, kind) => (remedyKindsWithMoney.includes(kind) ? limit(upToFen) : t('rules:matrix.noMoney')),
    upTo: (upToFen, kind) => (remedyKindsWithMoney.includes(kind) ? upTo(upToFen) : t('rules:matrix.noMoney')),
    approvers: (approvers) => approvers.map((level) => t(`vocabulary:role.${level}`)).join(t('rules:matrix.joint')),
    rest: ({ approvedBy, withoutContact, emergency, ratification, delegation, plausible }) => [
      {
        key: 'state',
        label: t('rules:matrix.state'),
        value: approvedBy === null ? t('rules:matrix.proposal') : t('rules:matrix.approvedBy', { name: approvedBy }),
      },
      {
        key: 'withoutContact',
        label: t('rules:matrix.withoutContact'),
        value:
          withoutContact.length === 0
            ? t('rules:matrix.neverShrinks')
            : withoutContact
                .map(({ afterDays, percent }) =>
                  t('rules:matrix.step', { days: afterDays, percent: format.percent(percent / 100) }),
                )
                .join(t('rules:matrix.joiner')),
      },
      {
        key: 'emergency',
        label: t('rules:matrix.emergency'),
        value: institutions
          .map((type) =>
            t('rules:matrix.emergencyValue', {
              institution: t(`vocabulary:institutionType.${type}`),
              limit: upTo(emergency.upToFen[type]),
              days: emergency.reviewWithinDays,
            }),
          )
          .join(t('rules:matrix.joiner')),
      },
      {
        key: 'ratification',
        label: t('rules:matrix.ratification'),
        value: t('rules:matrix.within', { days: ratification.withinDays }),
      },
      {
        key: 'delegation',
        label: t('rules:matrix.delegation'),
        value: t('rules:matrix.mostDays', { days: delegation.mostDays }),
      },
      {
        key: 'plausible',
        label: t('rules:matrix.plausible'),
        value: t('rules:matrix.plausibleValue', {
          limit: format.money(plausible.mostFen),
          percent: format.percent(plausible.mostYearlyPercent / 100),
          days: format.number(plausible.mostInterestDays),
        }),
      },
    ],
  };
}
