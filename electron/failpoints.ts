import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import type { EnginePorts } from './engine/ports.ts'
import type { GitRepository } from './git/git.ts'
import type { EffectfulPart, Seams } from './seams.ts'
import type { Database } from './store/database.ts'

/**
 * Named points before and after everything that cannot be undone, for tests: whoever starts the application with TRIPTYCH_FAILPOINT
 * has it killed at one of them (`<name>[:<nth>]`: kill -9 at the nth arrival in this process; a transaction's name without what
 * began it means any of them), or is told of each arrival and of each statement that writes
 * (`list:<file>`: a line each, `statement.UPDATE runs` the latter), or kills it at each point once, over as many starts as that takes (`each:<file>`: at the first
 * arrival at an `eachName` that the file does not hold yet; `plain:<file>`: the same, of a transaction whatever began it). Without the variable nothing of this is loaded, and nothing is wrapped.
 */
interface Failpoints {
  reach(name: string): void
  /** A statement that writes is executed. */
  write(sql: string): void
}

/** Every outermost write transaction; the name is followed by `@` and the functions that began it. */
const TRANSACTION_POINTS = ['before', 'inside', 'committed', 'after'].map((when) => `transaction.${when}`)

/** The ports' and parts' methods that change something outside the database, or spend something. */
const EFFECTS = {
  git: [
    'createWorktree',
    'resetWorktree',
    'putBackChanged',
    'prepareAgentGit',
    'worktreeTree',
    'makeCandidate',
    'moveRef',
    'deliver',
    'copyIgnored',
    'removeRefs',
  ],
  artifacts: ['write', 'adopt'],
  commands: ['runShell'],
  agentFiles: ['holdBack', 'giveBack'],
  agents: ['runTurn'],
  sink: ['flush'],
  children: ['open', 'close', 'sweepLeftovers'],
  owner: ['acquire'],
  mark: ['write'],
  backups: ['make'],
  exports: ['write'],
  trash: ['move', 'remove'],
  notices: ['tell'],
} as const satisfies Record<string, readonly string[]> & Record<EffectfulPart, readonly string[]>

/** The commands within git's effects that write something: files, objects, an index, a ref. */
const GIT_COMMANDS = ['read-tree', 'update-index', 'checkout-index', 'add', 'write-tree', 'commit-tree', 'update-ref']

const aroundEach = (prefix: string, names: readonly string[]): string[] =>
  names.flatMap((name) => [`${prefix}${name}.before`, `${prefix}${name}.after`])

/** Every name there is, transactions without what begins them. */
export const FAILPOINT_NAMES: readonly string[] = [
  ...TRANSACTION_POINTS,
  ...Object.entries(EFFECTS).flatMap(([port, names]) => aroundEach(`${port}.`, names)),
  ...aroundEach('git-', GIT_COMMANDS),
]

/** Throws where `value` names no point, so that a misspelt one does not pass for a run without a kill. */
export function failingSeams(value: string): Seams {
  const points = readFailpoints(value)
  return {
    database: (database) => failingDatabase(points, database),
    repository: (repository) => failingRepository(points, repository),
    ports: (ports) => failingPorts(points, ports),
    part: (name, part) => around(points, `${name}.`, part, EFFECTS[name]),
  }
}

function readFailpoints(value: string): Failpoints {
  const [, mode, file] = /^(list|each|plain):(.+)$/s.exec(value) ?? []
  if (mode === 'list' && file !== undefined) return listEach(file)
  if (mode === 'each' && file !== undefined) return killAtEach(file, eachName)
  if (mode === 'plain' && file !== undefined) return killAtEach(file, plain)
  const [, wanted = '', nth = '1'] = /^([^:]+)(?::(\d+))?$/.exec(value) ?? []
  if (!FAILPOINT_NAMES.includes(plain(wanted))) throw new Error(`There is no failpoint ${value}`)
  let arrivals = 0
  return {
    write: NOTHING,
    reach(name) {
      if (name !== wanted && plain(name) !== wanted) return
      arrivals += 1
      if (arrivals === Number(nth)) die()
    },
  }
}

const NOTHING = (): void => undefined

/** Which statement it is goes by what it does to which table. */
const STATEMENT = /\b(INSERT|UPDATE|DELETE)(?: OR \w+)?(?: INTO| FROM)? (\w+)/

function listEach(file: string): Failpoints {
  const note = (line: string): void => appendFileSync(file, `${line}\n`)
  return {
    reach: note,
    write(sql) {
      const [, verb, table] = STATEMENT.exec(sql) ?? []
      if (verb !== undefined) note(`${STATEMENT_PREFIX}${verb} ${table}`)
    },
  }
}

export const STATEMENT_PREFIX = 'statement.'

const plain = (name: string): string => name.split('@')[0] ?? name

/**
 * What is killed once each. On disk it is before a transaction as it is inside of it, and after it as once it is committed: two of the
 * four tell whatever began it apart.
 */
export const eachName = (name: string): string => (/^transaction\.(?:before|after)@/.test(name) ? plain(name) : name)

function killAtEach(file: string, called: (name: string) => string): Failpoints {
  const known = new Set(existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [])
  return {
    write: NOTHING,
    reach(arrived) {
      const name = called(arrived)
      if (known.has(name)) return
      appendFileSync(file, `${name}\n`)
      die()
    },
  }
}

/** Nothing after it is executed: the signal is there before the call returns. */
function die(): void {
  process.kill(process.pid, 'SIGKILL')
}

/** The same object, whose methods of these names have a point before and, where they succeed, after them. */
function around<T extends object>(points: Failpoints, prefix: string, target: T, names: readonly string[]): T {
  return new Proxy(target, {
    get(object, key) {
      const value: unknown = Reflect.get(object, key)
      if (typeof value !== 'function' || typeof key !== 'string' || !names.includes(key)) return value
      return (...args: unknown[]): unknown => {
        points.reach(`${prefix}${key}.before`)
        const result: unknown = Reflect.apply(value, object, args)
        const reached = (settled: unknown): unknown => {
          points.reach(`${prefix}${key}.after`)
          return settled
        }
        return result instanceof Promise ? result.then(reached) : reached(result)
      }
    },
  })
}

function failingPorts(points: Failpoints, ports: EnginePorts): EnginePorts {
  return {
    ...ports,
    git: around(points, 'git.', ports.git, EFFECTS.git),
    artifacts: around(points, 'artifacts.', ports.artifacts, EFFECTS.artifacts),
    commands: around(points, 'commands.', ports.commands, EFFECTS.commands),
    agentFiles: around(points, 'agentFiles.', ports.agentFiles, EFFECTS.agentFiles),
    agents: around(points, 'agents.', ports.agents, EFFECTS.agents),
    sink: around(points, 'sink.', ports.sink, EFFECTS.sink),
  }
}

function failingRepository(points: Failpoints, repository: GitRepository): GitRepository {
  return {
    ...repository,
    async run(args, options) {
      const command = args[0] ?? ''
      if (!GIT_COMMANDS.includes(command)) return repository.run(args, options)
      points.reach(`git-${command}.before`)
      const output = await repository.run(args, options)
      points.reach(`git-${command}.after`)
      return output
    },
  }
}

/** `inside` is just before COMMIT; `committed` just after it, before anybody is told; `after` when everybody has been. */
function failingDatabase(points: Failpoints, database: Database): Database {
  let isOpen = false
  let committing: string | null = null
  database.subscribe(() => {
    if (committing === null) return
    points.reach(`transaction.committed@${committing}`)
    committing = null
  })
  const outermost = <T>(work: () => T): T => {
    if (isOpen) return database.transaction(work)
    const site = callers()
    points.reach(`transaction.before@${site}`)
    const result = database.transaction(() => {
      isOpen = true
      try {
        const value = work()
        points.reach(`transaction.inside@${site}`)
        committing = site
        return value
      } finally {
        isOpen = false
      }
    })
    // One that changed nothing was not announced, and the next announcement is not of it.
    committing = null
    points.reach(`transaction.after@${site}`)
    return result
  }
  return {
    ...database,
    run: (sql, ...values) => {
      points.write(sql)
      return outermost(() => database.run(sql, ...values))
    },
    returning: (sql, ...values) => {
      points.write(sql)
      return outermost(() => database.returning(sql, ...values))
    },
    transaction: outermost,
  }
}

const SITE_DEPTH = 3
const STACK_DEPTH = 30
/** Methods of objects (`Object.run`), functions without a name and this file's own say nothing of who writes. */
const NAMED_FRAME = /^\s*at (?:async )?([A-Za-z_$][\w$]*) \((?!node:)/
const OWN_FRAMES: readonly string[] = ['callers', 'outermost', 'transaction', 'joined']

/** The nearest functions that led here, innermost first: what a transaction is called by. */
function callers(): string {
  const usual = Error.stackTraceLimit
  Error.stackTraceLimit = STACK_DEPTH
  const stack = new Error('Where from?').stack ?? ''
  Error.stackTraceLimit = usual
  const names = stack.split('\n').flatMap((line) => NAMED_FRAME.exec(line)?.[1] ?? [])
  const telling = names.filter((name) => !OWN_FRAMES.includes(name))
  return telling.slice(0, SITE_DEPTH).join('/') || 'host'
}
