import type { Directory } from '../../domain/directory/directory';
import type { BranchView } from '../../shared/contract/app';
import type { Keyring } from '../keys/keyring';

/** The branch as pages show it; null until somebody has unlocked the directory. */
export function branchViewOf(
  directory: Directory,
  keyring: Keyring | undefined,
  jointRules: BranchView['jointRules'],
): BranchView | null {
  const { branch } = directory;
  if (!branch) return null;
  const { id, name, code, institutionType, institutionName, province, address, phone } = branch;
  return {
    id,
    name,
    code,
    institutionType,
    institutionName,
    province,
    address,
    phone,
    deviceTag: keyring?.device.tag ?? '',
    jointRules,
  };
}
