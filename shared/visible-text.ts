/**
 * Text of agents, repositories and goals may hold characters that move the cursor, recolour, hide or reverse what is shown, so that a
 * person reads something else than what is there. This is the one list of them, for the window, the terminal and notifications.
 */

/** Everything that shows nothing by itself: controls, formats, halves of pairs, separators, fillers, variants, the blank of Braille. */
const ALWAYS = String.raw`[[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\p{Noncharacter_Code_Point}\u{2800}]--[\t\ufe0e\ufe0f]]`
/** What chooses the look of an emoji belongs to one, or to a key cap; anywhere else it carries hidden data. */
const VARIANT = String.raw`(?<![\p{Emoji}--[0-9#*]])[\ufe0e\ufe0f](?!\u20e3)`
/** A tower of marks covers the lines above and below it; no script needs more than eight on a letter. */
const TOWER = String.raw`\p{M}(?<=\p{M}{9})`
const HIDDEN = new RegExp(`${ALWAYS}|${VARIANT}|${TOWER}`, 'gv')

/** Nearly every text: what it has, shows. Told many times faster than by looking for what hides. */
const PLAIN = /^[\t -~]*$/

/** The two joiners: Persian and many Indic words need them, and so do the emoji made of several. */
export const JOINERS = '\u200c\u200d'

/** The text with a sign for each of them but tab and those in `kept`. `sign` is given the code point. */
export const withSigns = (text: string, kept: string, sign: (code: number) => string): string =>
  PLAIN.test(text)
    ? text
    : text.replace(HIDDEN, (character) => (kept.includes(character) ? character : sign(character.codePointAt(0) ?? 0)))

/** `U+202E` */
export const codePointName = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
