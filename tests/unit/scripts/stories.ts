/** Stored conversations with the node each step led to. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { ScriptEvent } from '../../../src/domain/scripts/events';

const folder = path.join(import.meta.dirname, 'golden');

const Story = z.strictObject({
  about: z.string(),
  script: z.string(),
  steps: z.array(z.strictObject({ event: ScriptEvent, then: z.string(), level: z.number().optional() })),
  promises: z.array(z.string()),
  outcome: z.string().nullable(),
});

export const stories = readdirSync(folder).map((file) => {
  const json: unknown = JSON.parse(readFileSync(path.join(folder, file), 'utf8'));
  return { file, story: Story.parse(json) };
});
