/** 本网点的文本模块. */
import { z } from 'zod';
import { OwnModule, type KeptModule } from '../../domain/documents/own-modules';
import type { WordsHint } from '../../domain/scripts/words-hint';
import { CommandId, noError, operation, refusal, view } from './define';

export interface OwnModuleView extends KeptModule {
  readonly byName: string;
  /** 留意用词 in its Chinese or English text. */
  readonly hints: readonly WordsHint[];
}

export const textModulesContract = {
  'text.modules': operation({
    kind: 'query',
    input: z.strictObject({}),
    output: view<{ readonly modules: readonly OwnModuleView[] }>(),
    error: noError,
  }),
  /** Adds one (`id` null) or changes one; a retired one is offered again. */
  'text.keepModule': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: z.string().max(64).nullable(), module: OwnModule }),
    output: z.object({ id: z.string() }),
    error: z.discriminatedUnion('code', [
      refusal('textModule.nameOfProgram'),
      refusal('textModule.nameTaken'),
      z.object({ code: z.literal('textModule.unknownFields'), fields: z.string() }),
      refusal('textModule.notFound'),
    ]),
  }),
  /** No longer offered; what it was put into stays as it is. */
  'text.retireModule': operation({
    kind: 'command',
    input: z.strictObject({ commandId: CommandId, id: z.string().max(64) }),
    output: z.object({}),
    error: refusal('textModule.notFound'),
  }),
} as const;
