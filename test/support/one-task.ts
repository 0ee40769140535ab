/** One small job for the demo agent: a task with steps of the test's choice, so that each way a run can go is a few lines. */
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Step } from '../../electron/agents/demo/script.ts'
import { makeRepository, makeTempFolder, type TestRepository } from './repository.ts'
import { SUM_FILES, sumScript, WRITE_SUM } from './sum-job.ts'
import { openTerminal, type Terminal } from './terminal.ts'

export interface OneTask {
  repository: TestRepository
  terminal: Terminal
  /** A folder beside both, for what commands leave behind. */
  folder: string
}

/** The job of `sum-job.ts`. */
export function makeOneTask(options: {
  verificationSteps?: (folder: string) => string[]
  implementation?: Step[]
  env?: Record<string, string>
}): OneTask {
  const folder = makeTempFolder('one-task')
  const repository = makeRepository(SUM_FILES)
  const verificationSteps = options.verificationSteps?.(folder) ?? ['node --test']
  const script = path.join(folder, 'script.json')
  const implementation = options.implementation ?? [WRITE_SUM]
  writeFileSync(script, JSON.stringify(sumScript(verificationSteps, implementation)))
  const terminal = openTerminal(folder, { TRIPTYCH_DEMO_SCRIPT: script, ...options.env })
  return { repository, terminal, folder }
}
