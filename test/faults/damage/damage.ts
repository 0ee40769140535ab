/** Files that are damaged while nobody has them open, over real traffic: everything that changes what a reader gets is refused or told. */
import { rmSync } from 'node:fs'
import path from 'node:path'
import { openStore } from '../../../electron/store/store.ts'
import { type Draw, drawFrom } from '../random.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'
import { copyImage, fileIn, type Image, makeImages, type Rows, rowsOf } from './images.ts'
import { type Mutation, mutations } from './mutations.ts'

export const damage: FaultSection = {
  name: 'damage',
  title: 'Damaged, shortened and replaced files: the database, its log, an older copy [fault 36, 37, 38]',
  usesOneCore: true,
  run: runDamage,
}

const TRIALS = { full: 600, short: 72 }

/**
 * `refused`: not opened. `told`: opened, paused, and the person is told. `harmless`: a reader gets what he got before. `asked again`: all
 * that is lost is that an effect is done, for which the repository is asked again.
 */
type Outcome = 'refused' | 'told' | 'harmless' | 'asked again' | 'value' | 'silent'

interface Trial {
  mutation: Mutation
  outcome: Outcome
  number: number
}

async function runDamage({ seed, scale, folder, say }: FaultRun): Promise<Figure[]> {
  const { images, older } = await makeImages(folder)
  const draw = drawFrom(seed)
  const kinds = mutations(older)
  const trials: Trial[] = []
  for (let number = 0; number < TRIALS[scale]; number++) {
    const mutation = kinds[number % kinds.length]
    const image = images.find(({ name }) => name === mutation?.of)
    if (mutation === undefined || image === undefined) throw new Error('There is nothing to damage')
    trials.push({ mutation, number, outcome: tryOut(folder, number, image, mutation, draw) })
  }
  say(`${trials.length} damaged folders`)
  return [falseAlarms(folder, images), ...figuresOf(trials)]
}

function tryOut(folder: string, number: number, image: Image, mutation: Mutation, draw: Draw): Outcome {
  const place = path.join(folder, `trial-${number}`)
  copyImage(image.folder, place)
  mutation.damage(place, draw)
  const outcome = outcomeOf(place, image.rows)
  if (outcome !== 'silent') rmSync(place, { recursive: true })
  return outcome
}

function outcomeOf(place: string, expected: Rows): Outcome {
  try {
    const store = openStore(fileIn(place))
    try {
      return store.blockingLoss() === null ? difference(expected, rowsOf(fileIn(place))) : 'told'
    } finally {
      store.close()
    }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    return 'refused'
  }
}

/** `value`: the same rows, of which one holds another text or number. */
function difference(expected: Rows, found: Rows): Outcome {
  const changed = [...expected].filter(([table, rows]) => rows.join('\n') !== found.get(table)?.join('\n'))
  if (changed.length === 0 && expected.size === found.size) return 'harmless'
  if (changed.every(([table, rows]) => table === 'effects' && withoutStates(rows) === withoutStates(found.get(table))))
    return 'asked again'
  return changed.every(([table, rows]) => found.get(table)?.length === rows.length) ? 'value' : 'silent'
}

const withoutStates = (rows: readonly string[] = []): string => rows.join('\n').replaceAll('"done"', '"intended"')

const isHarmful = ({ outcome }: Trial): boolean => outcome !== 'harmless' && outcome !== 'asked again'

function figuresOf(trials: readonly Trial[]): Figure[] {
  const sealed = trials.filter(({ mutation }) => mutation.of === 'clean')
  const log = trials.filter(({ mutation }) => mutation.of === 'killed' && mutation.where === 'log')
  const killed = trials.filter(({ mutation }) => mutation.of === 'killed' && mutation.where === 'database')
  const values = killed.filter(({ outcome }) => outcome === 'value').length
  return [
    unseen('harmful damages of the database after a clean end that went unseen', sealed, ['silent', 'value']),
    unseen('harmful damages of the log after a kill that went unseen', log, ['silent', 'value']),
    unseen(
      'harmful damages of the database’s structure or history after a kill that went unseen',
      killed.filter(({ outcome }) => outcome !== 'value'),
      ['silent'],
      `; besides, ${values} changed only a text or a number within a row, which nothing can tell until the next clean end`,
    ),
  ]
}

function unseen(what: string, trials: readonly Trial[], bad: readonly Outcome[], more: string = ''): Figure {
  const harmful = trials.filter(isHarmful)
  const missed = harmful.filter(({ outcome }) => bad.includes(outcome))
  const count = (outcome: Outcome): number => trials.filter((trial) => trial.outcome === outcome).length
  const which =
    missed.length === 0
      ? ''
      : `; unseen: ${missed.map(({ number, mutation }) => `trial-${number} (${mutation.name})`).join(', ')}`
  return {
    what,
    count: harmful.length,
    bad: missed.length,
    detail: `of ${trials.length} damages ${count('refused')} were refused, ${count('told')} told, ${count('harmless')} changed nothing that is read, ${count('asked again')} only forgot that an effect is done and ask the repository again${more}${which}`,
  }
}

function falseAlarms(folder: string, images: readonly Image[]): Figure {
  const alarms = images.flatMap((image) =>
    Array.from({ length: 10 }, (_, number) => {
      const place = path.join(folder, `whole-${image.name}-${number}`)
      copyImage(image.folder, place)
      return outcomeOf(place, image.rows)
    }),
  )
  return {
    what: 'whole folders that raised an alarm',
    count: alarms.length,
    bad: alarms.filter((outcome) => outcome !== 'harmless').length,
  }
}
