/** Numbers for the few different texts of a column. Code 0 stands for "none". */
export interface Dictionary {
  readonly codeOf: (text: string) => number;
  /** 0 when the text never occurred. */
  readonly find: (text: string) => number;
  readonly textOf: (code: number) => string;
  readonly size: () => number;
}

/** Columns hold codes in 16 bits. */
const mostCodes = 0xffff;

export function createDictionary(): Dictionary {
  const codes = new Map<string, number>();
  const texts: string[] = [''];
  return {
    codeOf: (text) => {
      const known = codes.get(text);
      if (known !== undefined) return known;
      if (texts.length > mostCodes) throw new RangeError('a list column has too many different values');
      codes.set(text, texts.length);
      texts.push(text);
      return texts.length - 1;
    },
    find: (text) => codes.get(text) ?? 0,
    textOf: (code) => texts[code] ?? '',
    size: () => texts.length,
  };
}
