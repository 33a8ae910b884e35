/**
 * Byte strings come out of a MessagePack decoder as views into what was read. The structured clone of a view carries its whole buffer,
 * and every row is cloned by itself into IndexedDB: a frame of a thousand rows would be kept a thousand times.
 */
export function withOwnBuffers(value: unknown): unknown {
  if (value instanceof Uint8Array) return Uint8Array.from(value);
  if (typeof value !== 'object' || value === null) return value;
  // In place: the decoder has just made it, and nobody else has it. Of a journal of years these are millions.
  const parts = value as Record<string, unknown>;
  for (const key of Object.keys(parts)) {
    const part = parts[key];
    if (typeof part === 'object' && part !== null) parts[key] = withOwnBuffers(part);
  }
  return value;
}
