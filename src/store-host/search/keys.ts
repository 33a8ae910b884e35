/** The index keys of a record: the counterpart of `termNeeds` for documents. */
import { CLASS_UNSPACED, CLASS_WORD, compact, UNIT_CLASSES } from './normalise';
import { eachInitials, eachPinyinPrefix, readNames } from './name-pinyin';
import { LONGEST_WORD_KEY, wordKey } from './query';
import { splitRecord } from './record';

export interface KeySink {
  /** Two neighbouring units of an unspaced run; the last unit of a run comes with 0. */
  bigram(key: number): void;
  /** Word, number part, tail or pinyin key. */
  string(key: string): void;
}

function literalKeys(text: string, sink: KeySink): void {
  const end = text.length;
  let i = 0;
  while (i < end) {
    const unitClass = UNIT_CLASSES[text.charCodeAt(i)];
    if (unitClass === CLASS_UNSPACED) {
      let unit = text.charCodeAt(i);
      for (;;) {
        i += 1;
        const next = i < end ? text.charCodeAt(i) : 0;
        if (next === 0 || UNIT_CLASSES[next] !== CLASS_UNSPACED) break;
        sink.bigram(((unit << 16) | next) >>> 0);
        unit = next;
      }
      sink.bigram((unit << 16) >>> 0);
    } else if (unitClass === CLASS_WORD) {
      const from = i;
      while (i < end && UNIT_CLASSES[text.charCodeAt(i)] === CLASS_WORD) i += 1;
      sink.string(wordKey(text.slice(from, Math.min(i, from + LONGEST_WORD_KEY))));
    } else {
      i += 1;
    }
  }
}

/** Passes every key of the record to the sink, some more than once. */
export function eachKey(joined: string, sink: KeySink): void {
  const fields = splitRecord(joined);
  literalKeys(fields.name, sink);
  literalKeys(fields.business, sink);
  literalKeys(fields.staff, sink);
  literalKeys(fields.text, sink);
  const number = compact(fields.number);
  for (let i = 0; i + 3 <= number.length; i += 1) sink.string(`n${number.slice(i, i + 3)}`);
  for (const tail of [fields.phone, fields.idTail, fields.cardTail]) {
    if (tail.length >= 3) sink.string(`t${tail.slice(-3)}`);
  }
  if (fields.phone.length >= 5) sink.string(`p${fields.phone.slice(0, 5)}`);
  for (const { readings } of readNames(fields.name)) {
    for (let start = 0; start < readings.length; start += 1) {
      for (const length of [2, 4, 6]) {
        eachPinyinPrefix(readings, start, length, (prefix) => {
          sink.string(`y${prefix}`);
        });
      }
    }
    for (const length of [2, 3]) {
      eachInitials(readings, length, (initials) => {
        sink.string(`i${initials}`);
      });
    }
  }
}
