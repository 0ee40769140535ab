/** What agents and the person do in the driver's runs, as data. Pure. */
import type { RunConfig } from '../../../shared/config.ts'
import { DEFAULT_LIMITS, DEFAULT_RUN_CONFIG } from '../../../shared/config.ts'
import type { TaskDraft } from '../../../shared/domain.ts'

/**
 * What an implementation turn makes of its task. `wrong` fails verification, `shabby` passes it and the checker objects, `outside`
 * leaves its paths, `blocked` reports that it cannot, `crash` ends without an answer the first time.
 */
export type Work = 'right' | 'wrong' | 'shabby' | 'outside' | 'blocked' | 'crash'

export interface ScriptedTask {
  title: string
  /** One an attempt that counts; the last one again and again. */
  work: readonly Work[]
  isVerified: boolean
  /** The agent asks for a permission before it writes; `again`: and for the same once more, which is remembered. */
  asks?: 'once' | 'again'
}

/** What the first turns of a run end with instead of work, each once. */
export type Hindrance = 'limit' | 'login'

export interface Scenario {
  config: (releaseCommit: string) => RunConfig
  /** One a revision. */
  plans: readonly (readonly ScriptedTask[])[]
  /** Revisions that the person sends back. */
  changesToPlan: readonly number[]
  /** Titles whose first accepted attempt the person sends back. */
  changesToTask: readonly string[]
  /** Revisions on which strategy objects to the whole. */
  objectsAt: readonly number[]
  /** The person sends the first result back. */
  changesToResult: boolean
  /** Revisions that the person edits before they answer, and the message that they send meanwhile. */
  editsPlan: readonly number[]
  hindrances: readonly Hindrance[]
  /** The person has an MCP server that is new, and one that does not answer. */
  hasServers: boolean
  /** Before the first result is sent back the person returns the run to the checkpoint before its first attempt, once. */
  returns: boolean
}

const task = (title: string, work: readonly Work[], more: Partial<ScriptedTask> = {}): ScriptedTask => ({
  title,
  work,
  isVerified: true,
  ...more,
})

const NONE = {
  ...{ changesToPlan: [], editsPlan: [], changesToTask: [], objectsAt: [], hindrances: [] },
  ...{ changesToResult: false, returns: false, hasServers: false },
} as const
const agent = { id: 'scripted' }
const agents = { strategy: agent, implementation: agent, checker: agent }
// Every kill costs a turn, and none of them may be the last.
const limits = { ...DEFAULT_LIMITS, turns: null }
const config = (more: Partial<RunConfig>): RunConfig => ({
  ...DEFAULT_RUN_CONFIG,
  agents,
  sandbox: 'off',
  limits,
  ...more,
})

/** Together they go through every step of the engine, every kind of plan and gate that belongs to them, and every delivery. */
export const SCENARIOS = {
  gates: {
    ...NONE,
    config: (expectedCommit) =>
      config({
        policy: 'every_task',
        // Used up again and again, however many turns kills cost: each time it is raised to twice as much.
        limits: { ...limits, tokens: 50 },
        delivery: { kind: 'fast_forward', branch: 'release', expectedCommit },
      }),
    plans: [
      [task('alpha', ['right'])],
      [task('alpha', ['wrong', 'right']), task('beta', ['outside'], { asks: 'again' })],
    ],
    changesToPlan: [1],
    editsPlan: [2],
    changesToTask: ['alpha'],
    hindrances: ['limit', 'login'],
    hasServers: true,
  },
  replans: {
    ...NONE,
    config: () =>
      config({
        policy: 'unattended',
        setup: { commands: ['prepare'], copy: [] },
        limits: { ...limits, attemptsPerTask: 2 },
      }),
    plans: [[task('alpha', ['blocked'])], [task('beta', ['shabby', 'right'])], [task('gamma', ['right'])]],
    objectsAt: [2],
  },
  patch: {
    ...NONE,
    config: () =>
      config({ policy: 'review_at_end', setup: { commands: [], copy: ['.env'] }, delivery: { kind: 'patch' } }),
    plans: [[task('alpha', ['crash'], { isVerified: false })], [task('beta', ['right'])]],
    changesToResult: true,
    returns: true,
  },
} as const satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof SCENARIOS
export const SCENARIO_NAMES = Object.keys(SCENARIOS).filter((name): name is ScenarioName => name in SCENARIOS)

/** The file that a task is about. */
export const fileOf = (title: string): string => `src/${title}.txt`

export function draftOf({ title, isVerified }: ScriptedTask): TaskDraft {
  return {
    title,
    objective: `${fileOf(title)} says that it is right.`,
    acceptanceCriteria: ['It says so'],
    verificationSteps: isVerified ? [`has ${fileOf(title)} right`, `has ${fileOf(title)} ${title}`] : [],
    allowedPaths: ['src/**'],
  }
}
