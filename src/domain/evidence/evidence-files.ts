/** Evidence files (证据材料) as events name them: by the hash of their content. */

/** Largest evidence file, in bytes. */
export const mostEvidenceBytes = 20 * 1024 * 1024;

export interface EvidenceFile {
  /** Hex SHA-256 of the content. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Every file that is named anywhere in the payload of an event, each once. Whatever the payload is, this ends. */
export function evidenceFilesIn(payload: unknown): readonly EvidenceFile[] {
  const found = new Map<string, EvidenceFile>();
  for (const { sha256, sizeBytes } of namedIn(payload)) found.set(sha256, { sha256, sizeBytes });
  return [...found.values()];
}

/** How an event names a file; undefined where it names none of this content and size, or does not say what kind of file it is. */
export function nameOfFileIn(
  payload: unknown,
  { sha256, sizeBytes }: EvidenceFile,
): { readonly name: string; readonly mime: string } | undefined {
  for (const named of namedIn(payload)) {
    if (named.sha256 !== sha256 || named.sizeBytes !== sizeBytes) continue;
    if (!('name' in named && 'mime' in named)) continue;
    const { name, mime } = named;
    if (typeof name === 'string' && typeof mime === 'string') return { name, mime };
  }
  return undefined;
}

function* namedIn(payload: unknown): Generator<EvidenceFile> {
  // Not by recursion: a payload as deep as its text allows would end the stack.
  const open: unknown[] = [payload];
  while (open.length > 0) {
    const value = open.pop();
    if (typeof value !== 'object' || value === null) continue;
    if (isEvidenceFile(value)) yield value;
    for (const inner of Object.values(value)) if (typeof inner === 'object' && inner !== null) open.push(inner);
  }
}

function isEvidenceFile(value: object): value is EvidenceFile {
  return (
    'sha256' in value &&
    typeof value.sha256 === 'string' &&
    /^[0-9a-f]{64}$/.test(value.sha256) &&
    'sizeBytes' in value &&
    typeof value.sizeBytes === 'number' &&
    Number.isInteger(value.sizeBytes) &&
    value.sizeBytes > 0 &&
    value.sizeBytes <= mostEvidenceBytes
  );
}
