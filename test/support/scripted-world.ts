/**
 * The engine on a real store (SQLite in memory), in a scripted world: git, commands, agents and artifact files are plain values
 * here. They stand in for the real ones only where thousands of histories are run; the same engine meets the real ones elsewhere.
 */
import path from 'node:path'
import type { TurnOutcome, TurnRequest, TurnResult } from '../../electron/engine/agents-port.ts'
import type { GitPort, PathChange } from '../../electron/engine/git-port.ts'
import type { EnginePorts } from '../../electron/engine/ports.ts'
import { hashBytes } from '../../electron/hash.ts'
import type { Store } from '../../electron/store/store.ts'
import type { RunConfig } from '../../shared/config.ts'
import { DEFAULT_RUN_CONFIG } from '../../shared/config.ts'
import { ok } from '../../shared/result.ts'
import type { AgentRole } from '../../shared/words.ts'

export interface Script {
  turn(request: TurnRequest): Promise<TurnOutcome> | TurnOutcome
  /** What is otherwise than usual in the result of a turn. */
  result?(request: TurnRequest): Partial<TurnResult>
  /** Exit code of a shell command; null: it ran into its time limit. */
  command(command: string, runId: string): number | null | Promise<number | null>
  /** What the files differ in from the head when a candidate is made. */
  changes(attemptId: string): PathChange[]
}

/** State words that were seen. */
export interface Tally {
  run: Set<string>
  task: Set<string>
  attempt: Set<string>
  gate: Set<string>
  /** What turns ended as, in the driver's words. */
  outcome: Set<string>
  /** Kinds of events. */
  event: Set<string>
}

export function noTally(): Tally {
  const none = (): Set<string> => new Set()
  return { run: none(), task: none(), attempt: none(), gate: none(), outcome: none(), event: none() }
}

export interface World {
  store: Store
  ports: EnginePorts
  refs: Map<string, string>
  start(config?: Partial<RunConfig>): string
  /** The clock goes on, at least to this time. */
  pass(until: string): void
  /** Notes the state words of a run and of all that belongs to it, as they are now. */
  look(runId: string): void
}

export const BASE = 'b'.repeat(40)

/** Worlds may share a store: runs do not see each other. */
export function createWorld(script: Script, store: Store, seen: Tally): World {
  const refs = new Map<string, string>()
  let clockMs = Date.parse('2026-01-01T00:00:00.000Z')
  const ports: EnginePorts = {
    store,
    git: scriptedGit(script, refs),
    artifacts: {
      write: async (artifact) => artifactOf(store, artifact, hashBytes(artifact.content)),
      adopt: async (artifact) => ok(artifactOf(store, artifact, hashBytes(artifact.file))),
      readTail: async () => '',
    },
    commands: {
      runShell: async ({ command, cwd, signal }) => {
        const exitCode = await script.command(command, path.basename(cwd))
        const timedOut = exitCode === null
        const log = new TextEncoder().encode(`${command}\n`)
        return { exitCode, signal: null, timedOut, aborted: signal.aborted, durationMs: 1, log }
      },
    },
    agents: {
      runTurn: async (request) => {
        const result = await scriptedTurn(script, request)
        seen.outcome.add(result.outcome.kind)
        return result
      },
    },
    sink: { write: () => undefined, flush: async () => undefined },
    mcp: { serversFor: async () => ({ servers: [], failed: [] }) },
    secretsIn: () => [],
    sandbox: async () => ({ sentence: 'Sandboxed by a double.', isSandboxed: true, refusal: null }),
    agentFiles: { holdBack: async () => [], giveBack: async () => undefined },
    permissionRules: () => ({ allow: [], reject: [] }),
    explainFailure: () => null,
    now: () => new Date(clockMs++).toISOString(),
    elapsedMs: () => clockMs++,
    workplace: (run) => ({
      runId: run.id,
      repoPath: run.repoPath,
      worktree: `/worktrees/${run.id}`,
      agentGitDir: `/agent/${run.id}`,
      indexFile: `/index/${run.id}`,
    }),
    turnTranscriptFile: (runId, turnId) => `/home/runs/${runId}/turns/${turnId}.jsonl`,
  }
  const look = (runId: string) => {
    seen.run.add(store.getRun(runId).status)
    for (const task of store.listTasks(runId)) {
      seen.task.add(task.status)
      for (const attempt of store.listAttempts(task.id)) seen.attempt.add(attempt.status)
    }
    for (const gate of store.listGates(runId)) seen.gate.add(gate.state)
  }
  const pass = (until: string) => {
    clockMs = Math.max(clockMs, Date.parse(until))
  }
  return { store, ports, refs, start: (config) => startRun(store, config), pass, look }
}

/** A row without a file. */
function artifactOf(
  store: Store,
  { runId, role, kind }: { runId: string; role: AgentRole | null; kind: string },
  sha256: string,
) {
  const row = store.addArtifact(runId, role, kind, `runs/${runId}/artifacts/${kind}`, { sha256 })
  return { ...row, sha256, bytes: 1 }
}

function startRun(store: Store, config: Partial<RunConfig> = {}): string {
  return store.transaction(() => {
    const run = store.runStore.createRun('Make it better', '/repository', { ...DEFAULT_RUN_CONFIG, ...config })
    store.patchRun(run.id, {}, { branch: 'triptych/make-it-better', baseCommit: BASE, headCommit: BASE })
    return run.id
  })
}

async function scriptedTurn(script: Script, request: TurnRequest): Promise<TurnResult> {
  const outcome = request.signal.aborted ? ({ kind: 'stopped' } as const) : await script.turn(request)
  const settled = checked(request, outcome)
  return {
    outcome: settled,
    // The driver's promise: a turn that must continue does, or its session is lost.
    sessionId: request.mustContinue ? request.previousSessionId : `session-${request.turnId}`,
    continued: request.mustContinue,
    stopReason: 'end_turn',
    agentVersion: null,
    contextUsed: null,
    contextSize: null,
    tokens: 100,
    costMicros: null,
    responseText: 'response',
    stderrTail: settled.kind === 'crashed' ? 'Segmentation fault' : '',
    ...script.result?.(request),
  }
}

/** The driver's promise: an answer that `problem` objects to never comes through. */
function checked(request: TurnRequest, outcome: TurnOutcome): TurnOutcome {
  if (outcome.kind !== 'answered') return outcome
  const problem = request.answer.problem(outcome.answer)
  return problem === null ? outcome : { kind: 'no_answer', detail: problem }
}

function scriptedGit(script: Script, refs: Map<string, string>): GitPort {
  const treeOf = (commit: string) => `tree-${commit}`
  let tree = treeOf(BASE)
  return {
    createWorktree: async (_place, commit) => {
      tree = treeOf(commit)
    },
    resetWorktree: async (_place, commit) => {
      tree = treeOf(commit)
    },
    putBackChanged: async () => [],
    repositoryProblem: async () => null,
    prepareAgentGit: async () => undefined,
    worktreeTree: async () => tree,
    worktreeChanges: async (_place, commit) =>
      tree === treeOf(commit) ? [] : [{ path: 'src/changed.ts', kind: 'modified' }],
    commitTree: async (_place, commit) => treeOf(commit),
    makeCandidate: async (_place, { base, attemptId }) => {
      const changes = script.changes(attemptId)
      const commit =
        changes.length === 0 ? base : hashBytes(`${base}${attemptId}${JSON.stringify(changes)}`).slice(7, 47)
      tree = treeOf(commit)
      return { commit, tree, changes }
    },
    diff: async (_place, base, head) => new TextEncoder().encode(base === head ? '' : `${base} → ${head}\n`),
    changedPaths: async (_place, base, head) =>
      treeOf(base) === head ? [] : [{ path: 'src/changed.ts', kind: 'modified' }],
    readRef: async (_place, ref) => refs.get(ref) ?? null,
    moveRef: async (_place, ref, to, from) => {
      const actual = refs.get(ref) ?? null
      if (actual !== from) return { moved: false, actual }
      refs.set(ref, to)
      return { moved: true }
    },
    removeRefs: async (_place, prefix) => {
      const own = [...refs.keys()].filter((ref) => ref.startsWith(prefix))
      for (const ref of own) refs.delete(ref)
      return own.length
    },
    deliver: async () => ({ kind: 'delivered', detail: 'The branch is ready.' }),
    outsidePaths: (changes) => changes.filter(({ path }) => path.startsWith('outside')).map(({ path }) => path),
    copyIgnored: async () => ({ copied: [], missing: [] }),
  }
}
