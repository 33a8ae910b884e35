import type { Construction } from './construction';
export const constructionsEn: readonly Construction[] = [];
