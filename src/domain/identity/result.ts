/**
 * What a check of a typed identity value answers. A complaint is never refused for a wrong number, so most findings are
 * warnings; only what a form requires may block. Source: CONVERSATION §6.8, RELIABILITY §6.
 */

/** Why a value was not recognised; each has a text under `errors` in the `identity` locale files. */
export const identityCodes = [
  'identity.required',
  'identity.idCard.format',
  'identity.idCard.region',
  'identity.idCard.birthDate',
  'identity.idCard.checksum',
  'identity.residencePermit.format',
  'identity.residencePermit.birthDate',
  'identity.residencePermit.checksum',
  'identity.foreignPermanent.format',
  'identity.foreignPermanent.checksum',
  'identity.passport.format',
  'identity.hkMacaoPermit.format',
  'identity.taiwanPermit.format',
  'identity.creditCode.format',
  'identity.creditCode.checksum',
  'identity.phone.format',
  'identity.bankCard.format',
  'identity.bankCard.checksum',
  'identity.policyNo.format',
  'identity.other.tooLong',
  'identity.name.tooLong',
  'identity.name.noLetter',
] as const;
export type IdentityCode = (typeof identityCodes)[number];

export type IdentityCheck =
  | { readonly ok: true; readonly normalised: string }
  | {
      readonly ok: false;
      readonly severity: 'warn' | 'block';
      readonly code: IdentityCode;
      /** The value in its form for matching, as far as it goes. */
      readonly normalised: string;
    };

export interface CheckOptions {
  /** The form cannot go on without a sound value: findings block instead of warning, and empty is a finding. */
  readonly required?: boolean;
  /** Local date `YYYY-MM-DD`; birth dates after it are findings. */
  readonly today?: string;
}

/** The value is sound. */
export const sound = (normalised: string): IdentityCheck => ({ ok: true, normalised });

/** The value is not sound: blocks where the form requires it. */
export const unsound = (code: IdentityCode, normalised: string, options: CheckOptions): IdentityCheck => ({
  ok: false,
  severity: options.required === true ? 'block' : 'warn',
  code,
  normalised,
});
