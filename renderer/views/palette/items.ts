import type { GateRow, RunRow, RunView } from '../../../shared/views.ts'
import type { Command } from '../../keys/commands.tsx'
import { type Route, runRoute } from '../../route.ts'
import { showLines } from '../../viewers/text.ts'
import { GATE_TABS, GATE_TITLES } from '../../words/gate-words.ts'
import { baseName } from '../../words/numbers.ts'
import { runLook } from '../../words/run-words.ts'
import * as COMMON from '../../words/texts/common.ts'
import * as TEXT from '../../words/texts/palette.ts'
import { taskLook } from '../../words/work-words.ts'
import { titleOf } from '../artifacts/words.ts'
import type { PaletteItem } from './match.ts'

type Go = (route: Route) => void

/** Where commands stand that work everywhere. */
export const ANYWHERE = COMMON.anywhere

/** What can be found, in the order of its sections. `commands`: those that worked before the palette was opened. */
export function paletteItems(
  known: {
    commands: readonly Command[]
    gates: readonly GateRow[]
    runs: readonly RunRow[]
    /** The run in sight; null: there is none. */
    open: RunView | null
    now: Date
  },
  go: Go,
): PaletteItem[] {
  const { commands, gates, runs, open, now } = known
  // What the view brought along comes before what stands around it.
  const here = once(commands.filter(({ group }) => group !== ANYWHERE)).reverse()
  const anywhere = commands.filter(({ group, keys }) => group === ANYWHERE && !isRailKey(keys))
  return [
    ...gates.map((gate) => gateItem(gate, runs, go)),
    ...here.map((command) => commandItem(command, TEXT.here)),
    ...once(anywhere).map((command) => commandItem(command, ANYWHERE)),
    ...runs.map((row) => runItem(row, now, go)),
    ...(open === null ? [] : [...taskItems(open, go), ...artifactItems(open, go)]),
  ]
}

/** Its runs are found by their goals. */
const isRailKey = (keys: string): boolean => /^mod\+\d$/.test(keys)

/** A command that two keys run is one command. */
function once(commands: readonly Command[]): Command[] {
  const seen = new Set<string>()
  return commands.filter(({ group, label }) => {
    const name = `${group} ${label}`
    return !seen.has(name) && seen.add(name)
  })
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

const commandItem = ({ keys, label, group, run }: Command, section: string): PaletteItem => ({
  id: `command ${group} ${keys}`,
  section,
  kind: 'command',
  text: capital(label),
  note: group === section ? '' : group,
  keys,
  run,
})

function gateItem({ id, runId, kind }: GateRow, runs: readonly RunRow[], go: Go): PaletteItem {
  const run = runs.find((row) => row.id === runId)
  return {
    id: `gate ${id}`,
    section: COMMON.waitingForYou,
    kind: 'command',
    text: GATE_TITLES[kind],
    note: run ? `${showLines(run.goal)} · ${baseName(run.repoPath)}` : '',
    keys: null,
    run: () => go(runRoute(runId, GATE_TABS[kind])),
  }
}

const runItem = (row: RunRow, now: Date, go: Go): PaletteItem => ({
  id: `run ${row.id}`,
  section: COMMON.runs,
  kind: 'run',
  text: showLines(row.goal),
  note: `${baseName(row.repoPath)} · ${runLook(row, now).word}`,
  keys: null,
  run: () => go(runRoute(row.id, row.gate === null ? 'run' : GATE_TABS[row.gate.kind])),
})

const taskItems = ({ runId, tasks }: RunView, go: Go): PaletteItem[] =>
  tasks.map(({ id, title, status }, index) => ({
    id: `task ${id}`,
    section: TEXT.tasksOfThisRun,
    kind: 'command',
    text: showLines(title),
    note: TEXT.task(index + 1, taskLook(status).word),
    keys: null,
    run: () => go(runRoute(runId, 'run', id)),
  }))

const artifactItems = ({ runId, artifacts }: RunView, go: Go): PaletteItem[] =>
  artifacts.toReversed().map((artifact) => ({
    id: `artifact ${artifact.id}`,
    section: TEXT.artifactsOfThisRun,
    kind: 'file',
    text: titleOf(artifact),
    note: baseName(artifact.path),
    keys: null,
    run: () => go(runRoute(runId, 'artifacts', artifact.id)),
  }))
