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

const FOLDER = 'TRIPTYCH_AGENT_OUTCOMES'
const DOCUMENT = path.resolve(import.meta.dirname, '../../docs/agents.md')
const keptSchema = z.object({ scenarios: z.array(z.string()), outcomes: z.record(z.string(), z.string()) })
type Kept = z.infer<typeof keptSchema>

/** What an agent did, by scenario; `scenarios`: all there are, in the order of the table. */
export function keepOutcomes(agent: RealAgent, scenarios: string[], outcomes: ReadonlyMap<string, string>): void {
  const kept: Kept = { scenarios, outcomes: Object.fromEntries(outcomes) }
  writeFileSync(fileOf(agent), JSON.stringify(kept))
}

/** For vitest: before the first file of the project; returns what is done after the last. */
export function setup(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'triptych-outcomes-'))
  process.env[FOLDER] = folder
  return () => {
    const kept = REAL_AGENTS.map(keptOf)
    rmSync(folder, { recursive: true, force: true })
    const columns = REAL_AGENTS.map((agent, at) => ({
      name: agent.name,
      versions: installedVersions(agent),
      outcomes: new Map(Object.entries(kept[at]?.outcomes ?? {})),
    }))
    const scenarios = kept.find((each) => each !== null)?.scenarios ?? []
    const table = scenarios.length === 0 ? null : outcomeTable(columns, scenarios)
    if (table === null) return
    writeFileSync(DOCUMENT, withBlock(existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : null, table))
  }
}

/** Null: the agent's file was not run. */
function keptOf(agent: RealAgent): Kept | null {
  const file = fileOf(agent)
  return existsSync(file) ? keptSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null
}

function fileOf({ id }: RealAgent): string {
  const folder = process.env[FOLDER]
  if (folder === undefined)
    throw new Error(`${FOLDER} names no folder: this runs in the project "agents" of vitest only`)
  return path.join(folder, `${id}.json`)
}
