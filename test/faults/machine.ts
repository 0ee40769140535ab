import { execFileSync } from 'node:child_process'
import os from 'node:os'

/** What the figures were made on, in one line; programs that are missing are said to be. */
export function describeMachine(): string {
  const cores = os.availableParallelism()
  return [
    `${cores} ${cores === 1 ? 'core' : 'cores'}`,
    `${os.type()} ${os.release()}`,
    `Node ${process.versions.node}`,
    `SQLite ${process.versions['sqlite']}`,
    versionOf('git', 'git'),
    versionOf('bubblewrap', 'bwrap'),
  ].join(', ')
}

function versionOf(name: string, program: string): string {
  try {
    const told = execFileSync(program, ['--version'], { encoding: 'utf8' })
    return `${name} ${/\d+(\.\d+)+/.exec(told)?.[0] ?? told.trim()}`
  } catch {
    return `no ${name}`
  }
}
