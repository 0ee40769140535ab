// Events and finished effects on one data folder until there are enough, or nothing more is taken; a line on standard output for each
// that was acknowledged, and for each that was refused. What reads it is outside: `traffic.ts <database> <run id> <count>`.
import { writeSync } from 'node:fs'
import { storageFailureOf } from '../../../electron/store/storage-failure.ts'
import { openStore } from '../../../electron/store/store.ts'

const [file = '', runId = '', count = '0'] = process.argv.slice(2)
const say = (line: string): void => {
  writeSync(1, `${line}\n`)
}

/** What the disk refuses is expected here; anything else is a fault of ours. */
function attempt(name: string, work: () => void): void {
  try {
    work()
    say(`saved ${name}`)
  } catch (error) {
    const kind = storageFailureOf(error)
    if (kind === null) throw error
    say(`refused ${name} ${kind}`)
  }
}

attempt('opening', () => {
  const store = openStore(file, { onError: (error) => say(`mark ${storageFailureOf(error)}`) })
  for (let n = 0; n < Number(count); n++) {
    attempt(`event-${n}`, () => store.addEvent(runId, 'system', 'note', `event-${n}`, { text: 'x'.repeat(n * 100) }))
    if (n % 5 === 0)
      attempt(`effect-${n}`, () => void store.finishEffect(store.intendEffect(runId, 'kind', `effect-${n}`, 'x').id))
  }
  attempt('closing', () => store.close())
})
