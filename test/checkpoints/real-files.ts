/** A run on a real repository with real git and SQLite, whose agents are functions: each implementation turn writes what a test says. */
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, onTestFinished } from 'vitest'
import type { TurnOutcome, TurnRequest } from '../../electron/engine/agents-port.ts'
import { decideGate } from '../../electron/engine/decide.ts'
import { drive, type Rest } from '../../electron/engine/engine.ts'
import { createGitPort } from '../../electron/git/git-port.ts'
import { openStore, type Store } from '../../electron/store/store.ts'
import { checkpointFacts } from '../../shared/checkpoint-facts.ts'
import { DEFAULT_RUN_CONFIG, type RunConfig } from '../../shared/config.ts'
import type { CheckpointRecord, TaskDraft } from '../../shared/domain.ts'
import { makeRepository, makeTempFolder, type TestRepository } from '../support/repository.ts'
import { createWorld, noTally, type World } from '../support/scripted-world.ts'

export const task = (title: string): TaskDraft => ({
  title,
  objective: 'Do it',
  acceptanceCriteria: ['It works'],
  verificationSteps: ['check it'],
  allowedPaths: [],
})

export interface RealRun extends World {
  runId: string
  home: string
  worktree: string
  repository: TestRepository
  branch: string
  go(): Promise<Rest>
  resume(): Promise<Rest>
  approve(): void
  checkpoint(label: string | RegExp): CheckpointRecord
  /** Content of a file of the worktree, or null. */
  file(name: string): string | null
  write(name: string, content: string): void
  tip(): string | null
}

interface Making {
  tasks?: TaskDraft[]
  config?: Partial<RunConfig>
  /** What an implementation turn does; without it each writes a file named for its task. */
  implement?: (request: TurnRequest) => TurnOutcome | null | Promise<TurnOutcome | null>
  repository?: TestRepository
  store?: Store
}

export function realRun({
  tasks = [task('One'), task('Two')],
  config = {},
  implement,
  ...given
}: Making = {}): RealRun {
  const home = makeTempFolder('home')
  const repository =
    given.repository ?? makeRepository({ 'README.md': 'Hello\n', '.gitignore': 'ignored/\n', 'a.txt': 'a\n' })
  const store = given.store ?? openStore(path.join(home, 'triptych.sqlite'))
  if (!given.store) onTestFinished(() => store.close())
  const turn = async (request: TurnRequest): Promise<TurnOutcome> => {
    const answer = answerOf(request, tasks)
    if (request.kind !== 'implement') return { kind: 'answered', via: 'tool', answer }
    const done = await implement?.(request)
    if (done) return done
    const name = `${request.task?.title.toLowerCase()}.txt`
    writeFileSync(path.join(request.worktree, name), `${request.task?.title} ${request.task?.attemptNumber}\n`)
    return { kind: 'answered', via: 'tool', answer }
  }
  const world = createWorld({ turn, command: () => 0, changes: () => [] }, store, noTally())
  world.ports.git = createGitPort()
  world.ports.workplace = (run) => ({
    runId: run.id,
    repoPath: run.repoPath,
    worktree: path.join(home, 'worktrees', run.id.slice(0, 8)),
    agentGitDir: path.join(home, 'runs', run.id, 'agent.git'),
    indexFile: path.join(home, 'runs', run.id, 'index'),
  })
  const base = repository.git('rev-parse', 'HEAD')
  const created = store.runStore.createRun('Make it better', repository.root, {
    ...DEFAULT_RUN_CONFIG,
    policy: 'review_at_end',
    ...config,
  })
  const branch = `triptych/make-it-better-${created.id.slice(0, 8)}`
  store.patchRun(created.id, {}, { branch, baseCommit: base, headCommit: base })
  const { worktree } = world.ports.workplace(store.getRun(created.id))
  const go = (): Promise<Rest> => drive(world.ports, created.id, new AbortController().signal)
  return {
    ...world,
    runId: created.id,
    home,
    worktree,
    repository,
    branch,
    go,
    resume: () => {
      store.patchRun(created.id, { control: 'pause' }, { control: 'run', controlReason: null })
      return go()
    },
    approve: () => {
      const [gate = expect.fail('no gate is open')] = store.listOpenGates(created.id)
      const { subjectHash } = gate
      const input = { subjectHash, verdict: 'approved', source: 'human', rationale: '', payload: {} } as const
      expect(decideGate(store, gate.id, input)).toMatchObject({ ok: true })
    },
    checkpoint: (label) => {
      const fits = (one: CheckpointRecord): boolean => new RegExp(label).test(checkpointFacts(one).label ?? '')
      return store.listCheckpoints(created.id).findLast(fits) ?? expect.fail(`no checkpoint ${label}`)
    },
    file: (name) => {
      const place = path.join(worktree, name)
      return existsSync(place) ? readFileSync(place, 'utf8') : null
    },
    write: (name, content) => {
      const place = path.join(worktree, name)
      mkdirSync(path.dirname(place), { recursive: true })
      rmSync(place, { force: true })
      writeFileSync(place, content)
    },
    tip: () => {
      const refs = repository.git('for-each-ref', '--format=%(objectname)', `refs/heads/${branch}`)
      return refs === '' ? null : refs
    },
  }
}

function answerOf({ answer }: TurnRequest, tasks: TaskDraft[]): unknown {
  switch (answer.tool) {
    case 'submit_plan':
      return { summary: 'plan', tasks, risks: [], questions: [] }
    case 'report_result':
      return { outcome: 'done', summary: 'did it' }
    case 'submit_verdict':
      return { summary: 'judged', criteria: [{ criterion: 1, status: 'met', reason: 'so', evidence: ['diff'] }] }
  }
}
