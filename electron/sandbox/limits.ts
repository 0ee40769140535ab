import { existsSync, readFileSync } from 'node:fs'
import os from 'node:os'

/**
 * What a child in the sandbox may take of the machine. Memory is not limited, because what a program reserves says little of what it
 * uses; but where it runs out the kernel ends children before the application.
 */
export interface ChildLimits {
  /** Processes and threads, all in one sandbox together; null: the kernel counts those outside with them, and nobody is limited. */
  processes: number | null
  /** Of each process. */
  openFiles: number
}

/** Programs of util-linux; null: not there. */
export interface LimitTools {
  prlimit: string | null
  choom: string | null
}

export interface LimitedMachine {
  processors: number
  /** Of the kernel: `6.1.0-13-amd64`. */
  release: string
  /** What the application may have at most, and so its children; null: no limit. */
  hard: { processes: number | null; openFiles: number | null }
  /** How readily the kernel ends the application where memory runs out, from -1000 to 1000. */
  oomScore: number
}

const MOST_OPEN_FILES = 8_192
/** A test runner or a compiler has dozens of threads for each processor. */
const processesFor = (processors: number): number => 1_024 + 64 * processors
/** In these kernels and later ones each user namespace counts for itself. */
const COUNTS_APART: readonly [number, number] = [5, 14]
const CHILD_OOM_SCORE = 500

/** Pure. */
export function childLimits({ processors, release, hard }: LimitedMachine): ChildLimits {
  const [major = 0, minor = 0] = release.split('.').map((part) => Number.parseInt(part, 10))
  const countsApart = major > COUNTS_APART[0] || (major === COUNTS_APART[0] && minor >= COUNTS_APART[1])
  return {
    processes: countsApart ? Math.min(processesFor(processors), hard.processes ?? Number.POSITIVE_INFINITY) : null,
    openFiles: Math.min(MOST_OPEN_FILES, hard.openFiles ?? Number.POSITIVE_INFINITY),
  }
}

/** Pure. The words before a program that start it limited, core files left out: they hold all that it knew. */
export function limitWords({ prlimit, choom }: LimitTools, machine: LimitedMachine): string[] {
  const { processes, openFiles } = childLimits(machine)
  const ofProcesses = processes === null ? [] : [`--nproc=${processes}`]
  return [
    ...(choom === null || machine.oomScore >= CHILD_OOM_SCORE ? [] : [choom, '-n', String(CHILD_OOM_SCORE), '--']),
    ...(prlimit === null ? [] : [prlimit, '--core=0', `--nofile=${openFiles}`, ...ofProcesses, '--']),
  ]
}

const FOLDERS = ['/usr/bin', '/bin', '/run/current-system/sw/bin']
const toolAt = (name: string): string | null =>
  FOLDERS.map((folder) => `${folder}/${name}`).find((file) => existsSync(file)) ?? null

/** Never looked up on PATH, which a repository might be on. */
export const limitTools = (): LimitTools => ({ prlimit: toolAt('prlimit'), choom: toolAt('choom') })

/** Linux only. */
export function thisMachine(): LimitedMachine {
  const limits = readFileSync('/proc/self/limits', 'utf8')
  return {
    processors: os.availableParallelism(),
    release: os.release(),
    hard: { processes: hardLimit(limits, 'Max processes'), openFiles: hardLimit(limits, 'Max open files') },
    oomScore: Number(readFileSync('/proc/self/oom_score_adj', 'utf8')),
  }
}

/** Pure. Of `/proc/<pid>/limits`; null: unlimited. */
export function hardLimit(limits: string, name: string): number | null {
  const [, hard] = new RegExp(`^${name} +\\S+ +(\\d+)`, 'm').exec(limits) ?? []
  return hard === undefined ? null : Number(hard)
}
