// On a disk of 4 MiB that is full after a drawn number of bytes: `small-disk.ts <folder> <seed> <trials>`. Prints one line of JSON.
import { closeSync, mkdirSync, openSync, rmSync, statfsSync, writeSync } from 'node:fs'
import path from 'node:path'
import { storageFailureOf } from '../../../electron/store/storage-failure.ts'
import { openStore, type Store } from '../../../electron/store/store.ts'
import { drawFrom } from '../random.ts'
import { type Judged, judge } from './acknowledged.ts'

const [folder = '', seed = '1', trials = '1'] = process.argv.slice(2)
const draw = drawFrom(Number(seed))
const MOST_FREE_BYTES = 1_200_000
const EVENTS = 200

/** Leaves this many bytes, to a block. */
function fill(file: string, leave: number): void {
  const descriptor = openSync(file, 'w')
  const piece = Buffer.alloc(4_096, 1)
  const free = (): number => {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize
  }
  while (free() - leave >= piece.length) writeSync(descriptor, piece)
  closeSync(descriptor)
}

function refusal(work: () => void): string | null {
  try {
    work()
    return null
  } catch (error) {
    const kind = storageFailureOf(error)
    if (kind === null) throw error
    return kind
  }
}

function tryOut(number: number): Judged & { unread: number } {
  const place = path.join(folder, `trial-${number}`)
  const file = path.join(place, 'triptych.sqlite')
  mkdirSync(place)
  const store: Store = openStore(file)
  const { id } = store.runStore.createRun('Goal', '/repository')
  const filler = path.join(folder, 'filler')
  fill(filler, draw.below(MOST_FREE_BYTES))
  const printed: string[] = []
  for (let n = 0; n < EVENTS; n++) {
    const text = 'x'.repeat(draw.below(30_000))
    const kind = refusal(() => store.addEvent(id, 'system', 'note', `event-${n}`, { text }))
    printed.push(kind === null ? `saved event-${n}` : `refused event-${n} ${kind}`)
  }
  const saved = printed.filter((line) => line.startsWith('saved')).length
  // Reading works on a full disk.
  const unread = store.listEvents(id, 1_000).filter(({ kind }) => kind === 'note').length === saved ? 0 : 1
  rmSync(filler)
  store.close()
  const judged = judge(file, id, printed.join('\n'))
  rmSync(place, { recursive: true })
  return { ...judged, unread }
}

const all = Array.from({ length: Number(trials) }, (_, number) => tryOut(number))
const sum = (of: (trial: (typeof all)[number]) => number): number => all.reduce((total, trial) => total + of(trial), 0)
process.stdout.write(
  `${JSON.stringify({
    trials: all.length,
    full: all.filter(({ refused }) => refused > 0).length,
    acknowledged: sum(({ acknowledged }) => acknowledged),
    lost: sum(({ lost }) => lost.length),
    unread: sum(({ unread }) => unread),
    wrong: all.flatMap(({ wrong }) => wrong ?? []),
  })}\n`,
)
