import {
  ADDRESSES,
  CARRIERS,
  DECEPTIONS,
  DISGUISES,
  LINKS,
  MARKUP,
  OTHERS,
  PLACES_OF_TEXT,
  SEQUENCES,
} from './tables.ts'

export interface Payload {
  /** Nine digits, in its text too: how it is found again wherever it turns up. */
  readonly id: number
  readonly family: string
  readonly text: string
  /** Whether it is markup as it stands, so that an unprotected page may obey it. */
  readonly isMarkup: boolean
}

const FIRST_ID = 700_000_000

interface Template {
  family: string
  text: string
  isMarkup: boolean
}

const within = (carrier: string, text: string): string => carrier.replaceAll('X', () => text)

/** Every combination of the tables, each text once: some disguises leave some markup as it is. */
const templates = (): Template[] => [...new Map(combinations().map((each) => [each.text, each])).values()]

function combinations(): Template[] {
  const plain = (family: string, text: string): Template => ({ family, text, isMarkup: false })
  return [
    ...MARKUP.flatMap((markup) =>
      DISGUISES.map((disguise, at) => ({ family: 'markup', text: disguise(markup), isMarkup: at < 6 })),
    ),
    ...MARKUP.flatMap((markup) => CARRIERS.map((carrier) => plain('markdown', within(carrier, markup)))),
    ...ADDRESSES.flatMap((address) => LINKS.map((link) => plain('link', within(link, address)))),
    ...SEQUENCES.flatMap((sequence) => PLACES_OF_TEXT.map((place) => plain('terminal', within(place, sequence)))),
    ...DECEPTIONS.flatMap((text) => PLACES_OF_TEXT.map((place) => plain('deception', within(place, text)))),
    ...OTHERS.flatMap((text) => CARRIERS.slice(0, 12).map((carrier) => plain('other', within(carrier, text)))),
  ]
}

/** `count` different payloads, of all families alike, drawn from the seed; fewer if there are no more. `canary`: the server's origin. */
export function corpus(seed: number, count: number, canary: string): Payload[] {
  const random = generator(seed)
  const families = Map.groupBy(shuffled(templates(), random), ({ family }) => family)
  const drawn: Template[] = []
  for (let turn = 0; drawn.length < count; turn += 1) {
    const round = [...families.values()].flatMap((family) => family[turn] ?? [])
    if (round.length === 0) break
    drawn.push(...round.slice(0, count - drawn.length))
  }
  return drawn.map(({ text, ...template }, index) => {
    const id = FIRST_ID + index
    return { ...template, id, text: filled(text, id, canary) }
  })
}

/** Markup as it stands, for a page that obeys it. */
export function markupOnly(seed: number, count: number, canary: string): Payload[] {
  const markup = templates().filter(({ isMarkup }) => isMarkup)
  return shuffled(markup, generator(seed))
    .slice(0, count)
    .map(({ text, ...template }, index) => ({
      ...{ ...template, id: FIRST_ID + index, text: filled(text, FIRST_ID + index, canary) },
    }))
}

/** Scripts need no quotes, so that they fit wherever an attribute is. */
function filled(text: string, id: number, canary: string): string {
  return text.replaceAll('JS', `top.ran.push(${id})`).replaceAll('URL', `${canary}/${id}`).replaceAll('ID', String(id))
}

/** The numbers of the payloads that a text holds. */
export const payloadsIn = (text: string): number[] => [...new Set(text.match(/7\d{8}/g)?.map(Number))]

/** Mulberry32: the same numbers from the same seed, from 0 to 1. */
function generator(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

function shuffled<T>(items: readonly T[], random: () => number): T[] {
  return items
    .map((item) => ({ item, place: random() }))
    .sort((a, b) => a.place - b.place)
    .map(({ item }) => item)
}
