/** 500 secrets that an agent prints: cut at every border between two pieces, and looked for in every byte that a whole run stores. */
import { createRedactor } from '../../../electron/secrets/redactor.ts'
import { formsOf, nameOf, PLANTED } from '../../secrets/fixtures/planted.ts'
import { beginPlanted, driveToItsEnd, foundBelow } from '../../secrets/planted-run.ts'
import type { FaultRun, FaultSection, Figure } from '../section.ts'

export const secrets: FaultSection = {
  name: 'secrets',
  title: 'Secrets that an agent prints [fault 26]',
  usesOneCore: true,
  async run({ scale, folder }: FaultRun): Promise<Figure[]> {
    const borders = cutEverywhere(scale === 'full' ? 1 : 10)
    if (scale === 'short') return [borders]
    const run = await beginPlanted(folder)
    await driveToItsEnd(run)
    const { backend, runId } = run
    const { status } = backend.store.getRun(runId)
    const found = foundBelow(backend.home)
    await backend.close()
    found.push(...foundBelow(backend.home), ...(status === 'completed' ? [] : [`the run ended ${status}`]))
    return [
      borders,
      {
        what: 'secrets, each in four forms, that were found in files or rows of the data folder after a whole run',
        count: PLANTED.length,
        bad: found.length,
        detail:
          found.length === 0 ? 'looked for before and after the database was closed' : found.slice(0, 3).join('; '),
      },
    ]
  },
}

/** Each form of each `step`-th secret in two pieces, at every border. */
function cutEverywhere(step: number): Figure {
  const redactor = createRedactor(PLANTED.map((value, index) => ({ name: nameOf(index), value })))
  let count = 0
  const bad: string[] = []
  PLANTED.forEach((secret, index) => {
    if (index % step !== 0) return
    for (const form of formsOf(secret)) {
      const text = `before ${form} after`
      for (let at = 0; at <= text.length; at++) {
        const stream = redactor.stream()
        const shown = stream.push(text.slice(0, at)) + stream.push(text.slice(at)) + stream.flush()
        count += 1
        if (shown.includes(form) || !/^before .*\[secret PLANTED_\d+\].* after$/s.test(shown))
          bad.push(`${form} at ${at}`)
      }
    }
  })
  const detail = bad.length === 0 ? {} : { detail: bad.slice(0, 3).join('; ') }
  return {
    what: 'texts with a secret, cut in two at every border, that showed it or lost what is around it',
    count,
    bad: bad.length,
    ...detail,
  }
}
