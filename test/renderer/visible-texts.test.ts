import fc from 'fast-check'
import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { inert, inertLine } from '../../electron/cli/inert-text.ts'
import { createElement as drawn, jsx, jsxs } from '../../renderer/jsx/jsx-runtime.ts'
import { logLines, paintLine } from '../../renderer/viewers/ansi.ts'
import { showHidden, showLines } from '../../renderer/viewers/text.ts'

/** Written anew on purpose: the list of the product is what is examined. */
const HIDING = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u
const without = (text: string, kept: readonly string[]): string =>
  kept.reduce((rest, each) => rest.replaceAll(each, ''), text)
const JOINERS = ['\u200c', '\u200d']
/** Chooses the look of an emoji; bound to one by the tables below. */
const VARIANTS = ['\ufe0e', '\ufe0f']

const WAYS = [
  { name: 'code', show: showHidden, kept: ['\t', ...VARIANTS] },
  { name: 'prose', show: showLines, kept: ['\t', '\n', ...JOINERS, ...VARIANTS] },
  { name: 'the terminal', show: inert, kept: ['\t', '\n', ...JOINERS, ...VARIANTS] },
  { name: 'a line of the terminal', show: inertLine, kept: [...JOINERS, ...VARIANTS] },
  {
    name: 'a log',
    show: (text: string) =>
      logLines(text)
        .flatMap(paintLine)
        .map((piece) => showHidden(piece.text))
        .join(''),
    kept: ['\t', ...VARIANTS],
  },
]

/** The sequences that `util.stripVTControlCharacters` leaves, and those that it takes; each must be seen. */
const SEQUENCES = [
  ['a colour', '\u001b[31mID\u001b[0m'],
  ['a colour in 8 bits', '\u009b31mID'],
  ['clear the screen', '\u001b[2J\u001b[HID'],
  ['move back', 'ID\u001b[6D'],
  ['a title', '\u001b]0;ID\u0007'],
  ['a title in 8 bits', '\u009d0;ID\u009c'],
  ['a link', '\u001b]8;;https://a.example\u001b\\ID\u001b]8;;\u001b\\'],
  ['the clipboard', '\u001b]52;c;SUQ=\u0007ID'],
  ['a device string', '\u001bPq;ID\u001b\\'],
  ['a device string in 8 bits', '\u0090q;ID\u009c'],
  ['an application command', '\u001b_G;ID\u001b\\'],
  ['a privacy message', '\u001b^ID\u001b\\'],
  ['a start of string', '\u001bXID\u001b\\'],
  ['carriage return', 'ID\rPASSED'],
  ['back space', 'ID\b\bOK'],
  ['bell', '\u0007ID'],
  ['nothing', '\u0000ID'],
  ['shift out', '\u000eID\u000f'],
  ['delete', '\u007fID'],
  ['next line', '\u0085ID'],
  ['right to left', '\u202eID\u202c'],
  ['isolates', '\u2066\u2067ID\u2069'],
  ['without width', '\u200b\u2060\ufeffID'],
  ['tags', '\u{e0041}\u{e007f}ID'],
  ['variants', '\u{e0100}x\ufe0fID'],
  ['fillers', '\u3164\uffa0\u115fID'],
  ['separators', '\u2028\u2029ID'],
  ['soft hyphen', '\u00adID'],
  ['half a pair', '\ud800ID'],
  ['a tower of marks', `a${'\u0301'.repeat(40)}ID`],
] as const

test.each(SEQUENCES)('%s is seen as what it is in every kind of text [fault 60]', (what, text) => {
  for (const { name, show, kept } of WAYS) {
    const shown = show(text)
    expect(without(shown, kept), name).not.toMatch(HIDING)
    // Only the log knows colours, and tells by a mark what was written over.
    if (name === 'a log' && what.startsWith('carriage')) expect(shown).toContain('CR')
    else expect(shown, name).toContain('ID')
    if (!(name === 'a log' && what === 'a colour') && !what.startsWith('half')) expect(shown, name).not.toBe('ID')
  }
})

test.each(WAYS)('of all characters none gets through in $name [fault 60]', ({ show, kept }) => {
  const leaks: string[] = []
  for (let code = 0; code <= 0x10ffff; code += 1) {
    const character = String.fromCodePoint(code)
    if (!HIDING.test(character) || kept.includes(character)) continue
    if (HIDING.test(without(show(`a${character}b`), kept))) leaks.push(code.toString(16))
  }
  expect(leaks).toEqual([])
})

test('nothing gets through in any order, and showing it twice is showing it once', () => {
  const part = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 8 }),
    fc.constantFrom(...SEQUENCES.map(([, text]) => text)),
  )
  fc.assert(
    fc.property(fc.array(part, { maxLength: 8 }), (parts) => {
      for (const { show, kept } of WAYS) expect(without(show(parts.join('')), kept)).not.toMatch(HIDING)
      expect(showLines(showHidden(parts.join('')))).toBe(showHidden(parts.join('')))
    }),
    { numRuns: 3_000 },
  )
})

test.each([
  ['emoji of several signs', '👩\u200d💻 ⚠\ufe0f ❤\ufe0f 1\ufe0f\u20e3'],
  ['letters with marks', 'é ệ นี้ क्षि שָׁלוֹם'],
])('%s are left as they are in prose', (_what, text) => expect(showLines(text)).toBe(text))

test('a variant that belongs to no emoji is seen', () => {
  expect(showLines('a\ufe0f b\ufe0e 1\ufe0f2 ⚠\ufe0f\ufe0f')).toBe('a⟨U+FE0F⟩ b⟨U+FE0E⟩ 1⟨U+FE0F⟩2 ⚠\ufe0f⟨U+FE0F⟩')
})

test('no element of the window is made with a text that hides, whatever made it', () => {
  const hidden = 'a\u202eb'
  const shown = 'a⟨U+202E⟩b'
  const made = [
    jsx('p', { title: hidden, 'aria-label': hidden, children: hidden }),
    jsxs('p', { title: hidden, 'aria-label': hidden, children: [hidden] }),
    drawn('p', { title: hidden, 'aria-label': hidden }, hidden),
  ]
  for (const element of made) {
    expect(renderToStaticMarkup(element)).toBe(`<p title="${shown}" aria-label="${shown}">${shown}</p>`)
  }
  const inner = jsxs('b', { children: ['x', [hidden, createElement('i', { key: 'y' }, 'y')]] })
  expect(renderToStaticMarkup(inner)).toBe(`<b>x${shown}<i>y</i></b>`)
})

test('what a field holds stays as it is, and props without hidden signs are not copied', () => {
  const field = jsx('input', { defaultValue: 'a\u202eb', readOnly: true })
  expect(renderToStaticMarkup(field)).toContain('value="a\u202eb"')
  const props = { title: 'plain', children: ['a', 'b'] }
  expect(jsxs('p', props).props).toEqual(props)
  const Component = ({ text }: { text: string }) => createElement('p', null, text)
  expect(jsx(Component, { text: 'a\u202eb' }).props).toEqual({ text: 'a\u202eb' })
})
