/**
 * On which page of a PDF the targets of its inner links stand. Chromium writes page tree and named destinations uncompressed;
 * a name that is not found has no place, and the index shows none.
 */

/** 1-based page by name of the destination. */
export function pdfPlaces(pdf: Uint8Array): ReadonlyMap<string, number> {
  const text = new TextDecoder('latin1').decode(pdf);
  const kidsOf = new Map<string, readonly string[]>();
  for (const [, id = '', body = ''] of text.matchAll(/\n(\d+) 0 obj\n<<([^]*?)>>\n?endobj/g)) {
    const kids = /\/Type\s*\/Pages\b/.test(body) ? /\/Kids\s*\[([^\]]*)\]/.exec(body)?.[1] : undefined;
    if (kids !== undefined)
      kidsOf.set(
        id,
        [...kids.matchAll(/(\d+) 0 R/g)].map((match) => match[1] ?? ''),
      );
  }
  const below = new Set([...kidsOf.values()].flat());
  const pages: string[] = [];
  const walk = (id: string): void => {
    const kids = kidsOf.get(id);
    if (kids) kids.forEach(walk);
    else pages.push(id);
  };
  for (const id of kidsOf.keys()) if (!below.has(id)) walk(id);
  const pageNo = new Map(pages.map((id, index) => [id, index + 1]));
  const places = new Map<string, number>();
  for (const [, name = '', id = ''] of text.matchAll(/\/([\w-]+)\s*\[(\d+) 0 R \/XYZ/g)) {
    const page = pageNo.get(id);
    if (page !== undefined) places.set(name, page);
  }
  return places;
}
