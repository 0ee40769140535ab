/** Every text can be read on everything it stands on, in both themes, and better still where a person asks for more contrast. */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const CSS = readFileSync(path.resolve(import.meta.dirname, '../../renderer/tokens.css'), 'utf8')
const THEMES = ['light', 'dark'] as const

type Colours = Readonly<Record<string, readonly [light: string, dark: string]>>

/** The colours that a block of declarations sets: one value is that of both themes. */
function coloursIn(block: string): Colours {
  const found = [...block.matchAll(/--([\w-]+):\s*(?:light-dark\((#\w{6}),\s*(#\w{6})\)|(#\w{6}));/g)]
  return Object.fromEntries(found.map(([, name, light, dark, both]) => [name, [light ?? both, dark ?? both]]))
}

function blockAfter(selector: string): string {
  const from = CSS.indexOf(selector)
  if (from < 0) expect.fail(`tokens.css has no ${selector}`)
  return CSS.slice(CSS.indexOf('{', from + selector.length - 1) + 1, CSS.indexOf('}', from + selector.length))
}

const NORMAL = coloursIn(blockAfter(':root {'))
const BY_SYSTEM = coloursIn(blockAfter(':root:not([data-contrast="normal"]) {'))
const BY_SETTING = coloursIn(blockAfter(':root[data-contrast="more"] {'))
const MORE: Colours = { ...NORMAL, ...BY_SETTING }

/** As WCAG defines it. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [bright = 0, dim = 0] = [luminance(one), luminance(other)].sort((a, b) => b - a)
  return (bright + 0.05) / (dim + 0.05)
}

const GROUNDS = ['frame', 'panel', 'lit', 'float', 'sunken', 'hover', 'selected', 'lapis-soft']
const TEXTS = ['ink', 'ink-2', 'ink-3', 'lapis', 'pass', 'fail', 'gold']
const CODE = ['ink', 'code-key', 'code-str', 'code-fn', 'code-mute']
const CODE_GROUNDS = ['lit', 'sunken', 'add', 'del']
const on = (texts: readonly string[], grounds: readonly string[]): [string, string][] =>
  texts.flatMap((text) => grounds.map((ground): [string, string] => [text, ground]))
const PAIRS = [
  ...on(TEXTS, GROUNDS),
  ...on(CODE, CODE_GROUNDS),
  ...on(['ink', 'gold'], ['gold-soft']),
  ...on(['ink', 'fail'], ['fail-soft']),
  ...on(['ink', 'pass'], ['pass-soft']),
  ...on(['on-gold'], ['gold-fill', 'gold-hover']),
  ...on(['on-lapis'], ['lapis-fill', 'lapis-hover']),
]

/** Pairs that can be read less well than `least`, with what they have. */
const tooWeak = (colours: Colours, pairs: readonly [string, string][], least: number): string[] =>
  THEMES.flatMap((theme, at) =>
    pairs.flatMap(([text, ground]) => {
      const [one, other] = [colours[text]?.[at], colours[ground]?.[at]]
      if (one === undefined || other === undefined) expect.fail(`no colour ${one === undefined ? text : ground}`)
      const found = contrast(one, other)
      return found < least ? [`${theme}: ${text} on ${ground} ${found.toFixed(2)}`] : []
    }),
  )

test('black on white is 21, as it is defined', () => expect(contrast('#000000', '#ffffff')).toBeCloseTo(21))

test('every text has 4.5 to 1, every edge of a control 3 to 1', () => {
  expect(tooWeak(NORMAL, PAIRS, 4.5)).toEqual([])
  expect(tooWeak(NORMAL, on(['line-control'], ['panel', 'lit', 'float']), 3)).toEqual([])
})

test('with more contrast every text has 7 to 1, edges and lines 4.5', () => {
  const white = on(['on-lapis'], ['lapis-fill', 'lapis-hover']).map(String)
  expect(
    tooWeak(
      MORE,
      PAIRS.filter((pair) => !white.includes(String(pair))),
      7,
    ),
  ).toEqual([])
  expect(tooWeak(MORE, on(['line', 'line-strong', 'line-control'], ['panel', 'lit', 'float']), 4.5)).toEqual([])
})

test('the system asks for more contrast as the setting does', () => expect(BY_SYSTEM).toEqual(BY_SETTING))
