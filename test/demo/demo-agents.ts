import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll } from 'vitest'
import { type DemoAgent, startDemoAgent } from './demo-client.ts'

export const NOTICE = 'This is the scripted demo agent; no model is used.'

/** A script whose implementation turn writes `made/work.txt` and reports. */
export const WORKING = {
  implementation: [
    {
      steps: [
        { write: { path: 'made/work.txt', content: ['one', 'two'] } },
        { tool: { name: 'report_result', arguments: { outcome: 'done', summary: 'Worked.' } } },
      ],
    },
  ],
}

interface StartOptions {
  /** Instead of the sample script. */
  script?: object
  fault?: string
  permission?: 'allow_once' | 'reject_once'
}

/** Demo agents for the tests of one file: each is gone after its test, and the folders after the file. */
export function demoAgents(): { start(options?: StartOptions): DemoAgent; newFolder(): string } {
  let folder = ''
  let scripts = 0
  let agents: DemoAgent[] = []
  beforeAll(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'triptych-demo-'))
  })
  afterEach(async () => {
    await Promise.all(agents.map((agent) => agent.stop()))
    agents = []
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  return {
    newFolder: () => mkdtempSync(path.join(folder, 'cwd-')),
    start({ script, ...options } = {}) {
      scripts += 1
      const file = path.join(folder, `script-${scripts}.json`)
      if (script !== undefined) writeFileSync(file, JSON.stringify(script))
      const agent = startDemoAgent({ home: folder, ...options, ...(script === undefined ? {} : { script: file }) })
      agents.push(agent)
      return agent
    },
  }
}

/** The JSON blocks the agent said. */
export const fencedAnswers = (agent: DemoAgent): unknown[] =>
  [...agent.said().matchAll(/```json\n([\s\S]*?)\n```/g)].map(([, text = '']): unknown => JSON.parse(text))

/** With a negative number: whether a process group of that number exists. */
export function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
