/** How long a text is, as the server counts: graphemes (what a reader calls a character) and UTF-8 bytes. Pure. */

const bytesOf = (words) => new TextEncoder().encode(words).length;

export function graphemes(words) {
  if (!Intl.Segmenter) return [...words].length;
  let count = 0;
  for (const _ of new Intl.Segmenter(undefined, { granularity: "grapheme" }).segment(words))
    count++;
  return count;
}

/** {count, over}: far over the limit the code units are count enough, so that a 1 MB paste costs nothing. */
export function measure(words, limit = Infinity, limitBytes = Infinity) {
  const huge = words.length > 4 * limit + 10_000;
  const count = huge ? words.length : graphemes(words);
  return {
    count,
    over: count > limit || (Number.isFinite(limitBytes) && bytesOf(words) > limitBytes),
  };
}
