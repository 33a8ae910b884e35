/** The sections of settings, in order, and who sees them. */
import type { Permission } from '../../../domain/authority/roles';

export const settingsSections = [
  'appearance',
  'keys',
  'account',
  'branch',
  'backup',
  'people',
  'texts',
  'import',
  'rules',
  'protection',
  'audit',
  'about',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

/** Needed to see a section; null: everybody who is signed in. */
const neededFor: Readonly<Record<SettingsSection, Permission | null>> = {
  appearance: null,
  keys: null,
  account: null,
  branch: 'branch.manage',
  backup: 'branch.manage',
  people: 'user.view',
  texts: 'texts.edit',
  import: 'case.import',
  rules: 'rules.view',
  protection: 'protection.view',
  audit: 'audit.view',
  about: null,
};

/** The sections for somebody with these permissions. */
export function sectionsFor(permissions: readonly Permission[]): readonly SettingsSection[] {
  return settingsSections.filter((section) => {
    const permission = neededFor[section];
    return permission === null || permissions.includes(permission);
  });
}
