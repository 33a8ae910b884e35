/** The customers that ship with the program. */
import answers from '../../../resources/packs/training/answers.json';
import cues from '../../../resources/packs/training/cues.json';
import customers from '../../../resources/packs/training/customers.json';
import scenes from '../../../resources/packs/training/scenes.json';
import slips from '../../../resources/packs/training/slips.json';
import { Casting } from '../../domain/training/casting';

let read: Casting | undefined;

/** Read when somebody practises for the first time. */
export const shippedCasting = (): Casting => (read ??= Casting.parse({ answers, cues, customers, scenes, slips }));
