/** 留意用词, asked of main: the words that scripts avoid are there. */
import type { WordsCheck } from '../components/words-check';
import { api } from './client';

export const checkWords: WordsCheck = async (text) => {
  const reply = await api['text.check']({ text });
  return reply.ok ? reply.value.hints : [];
};
