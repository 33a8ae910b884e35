/** 信访答复函: to the office that passed a petition on, or to the petitioner. */
import { canAnswerPetition, isPetition, petitionAnswer, petitionOf } from '../../complaint/petition';
import type { LetterKind } from './letter-kind';
import { answerFacts } from './regulator';

/** Exists once there is an outcome to tell. */
export const petitionLetter: LetterKind = {
  offered: (state) => isPetition(state.details),
  form: () => 'petition',
  facts: (source) => {
    const { state, vocabulary } = source;
    if (!canAnswerPetition(state)) return undefined;
    const facts = answerFacts(source);
    const petition = petitionOf(state.details);
    const petitioner = facts.addressee ?? '';
    const office = petition?.office.trim() ?? '';
    return {
      ...facts,
      petitioner,
      petitionRecipient: petitionAnswer(state)?.recipient ?? (office === '' ? petitioner : office),
      petitionNumber: petition?.number ?? '',
      petitionWay: petition?.way ? vocabulary(`petitionWay.${petition.way}`) : '',
    };
  },
};
