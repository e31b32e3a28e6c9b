/** Sentences with {places}, plural forms and numbers in the reader's language. Pure. */

export const fill = (sentence, values = {}) =>
  sentence.replace(/\{(\w+)\}/g, (whole, name) => values[name] ?? whole);

/** The key for `count` things: "waiting_few" where the catalogue has it, else "waiting_other". */
export function pluralKey(words, key, count, rules) {
  const exact = `${key}_${rules.select(count)}`;
  return exact in words ? exact : `${key}_other`;
}

export function phrases(words, locale) {
  const rules = new Intl.PluralRules(locale);
  const plain = new Intl.NumberFormat(locale);
  const number = (value) => plain.format(value);
  const say = (key, values) => fill(words[key] ?? key.replaceAll("_", " "), values);
  const sayMany = (key, count, values) =>
    say(pluralKey(words, key, count, rules), { n: number(count), ...values });
  return { say, sayMany, number };
}
