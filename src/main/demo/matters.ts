/** What the made-up customers of the sample branch complain about; the texts are in resources/samples. */
import { z } from 'zod';
import mattersJson from '../../../resources/samples/demo-matters.json';
import { RemedyKind, Want } from '../../domain/complaint/values';

/** `{amount}`, `{day}`, `{tail}` and `{minutes}` are filled in. */
const MatterText = z.strictObject({ matter: z.string(), facts: z.string(), wish: z.string() });

const SampleMatter = z.strictObject({
  businessId: z.string(),
  reasonId: z.string(),
  touchpointId: z.string(),
  want: Want,
  zh: MatterText,
  en: MatterText.optional(),
  /** Claimed, least and most, in yuan. */
  yuan: z.tuple([z.number(), z.number()]).optional(),
  remedy: z.array(RemedyKind).min(1),
  /** What was found out, as the letter says it. */
  found: z.string(),
  foundEn: z.string().optional(),
});
export type SampleMatter = z.infer<typeof SampleMatter>;

export const sampleMatters: readonly SampleMatter[] = z.array(SampleMatter).parse(mattersJson);
