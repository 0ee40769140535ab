/**
 * From the files of the agents to one table: each leaves what its agent did in a folder of the test run, and a whole run without a gap
 * writes the table into docs/agents.md when its last file has ended.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { z } from 'zod'
import { outcomeTable, withBlock } from '../support/outcome-table.ts'
import { installedVersions, REAL_AGENTS, type RealAgent } from './real-agents.ts'
import { SCENARIOS } from './scenarios/all.ts'

const FOLDER = 'TRIPTYCH_AGENT_OUTCOMES'
const DOCUMENT = path.resolve(import.meta.dirname, '../../docs/agents.md')
const outcomesSchema = z.record(z.string(), z.string())

/** What an agent did, by scenario; for the table. */
export function keepOutcomes(agent: RealAgent, outcomes: ReadonlyMap<string, string>): void {
  writeFileSync(fileOf(agent), JSON.stringify(Object.fromEntries(outcomes)))
}

/** For vitest: before the first file of the project; returns what is done after the last. */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'triptych-outcomes-'))
  process.env[FOLDER] = folder
  return () => {
    const columns = REAL_AGENTS.map((agent) => ({
      name: agent.name,
      versions: installedVersions(agent),
      outcomes: outcomesOf(agent),
    }))
    rmSync(folder, { recursive: true, force: true })
    const table = outcomeTable(
      columns,
      SCENARIOS.map(({ name }) => name),
    )
    if (table === null) return
    writeFileSync(DOCUMENT, withBlock(existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : null, table))
  }
}

/** Empty if the agent's file was not run. */
function outcomesOf(agent: RealAgent): Map<string, string> {
  const file = fileOf(agent)
  if (!existsSync(file)) return new Map()
  return new Map(Object.entries(outcomesSchema.parse(JSON.parse(readFileSync(file, 'utf8')))))
}

function fileOf({ id }: RealAgent): string {
  const folder = process.env[FOLDER]
  if (folder === undefined)
    throw new Error(`${FOLDER} names no folder: this runs in the project "agents" of vitest only`)
  return path.join(folder, `${id}.json`)
}
