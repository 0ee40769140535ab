/** A repository, a data folder and a terminal of their own for one run of the soak. Nothing of this machine is used but its programs. */
import { execFileSync } from 'node:child_process'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { SUM_FILES, sumScript } from '../support/sum-job.ts'
import { openTerminal, type Terminal } from '../support/terminal.ts'
import type { Scenario } from './scenario.ts'

const SUPPORT = path.resolve(import.meta.dirname, '../support')

export interface World {
  /** Holds everything; every process of the run has its path in its environment. */
  folder: string
  repository: string
  /** The commit of `main`. */
  base: string
  terminal: Terminal
}

export function makeWorld(parent: string, scenario: Scenario): World {
  const folder = path.join(parent, `run-${scenario.number}`)
  const repository = path.join(folder, 'repository')
  mkdirSync(repository, { recursive: true })
  for (const [file, content] of Object.entries(SUM_FILES)) {
    mkdirSync(path.dirname(path.join(repository, file)), { recursive: true })
    writeFileSync(path.join(repository, file), content)
  }
  const script = path.join(folder, 'script.json')
  writeFileSync(script, JSON.stringify(sumScript(['node --test'])))
  const terminal = openTerminal(folder, { TRIPTYCH_DEMO_SCRIPT: script, TRIPTYCH_DEMO_FAULT: scenario.demoFault })
  mkdirSync(terminal.home, { mode: 0o700 })
  writeFileSync(path.join(terminal.home, 'settings.json'), JSON.stringify({ agents: agentsOf(scenario) }))
  git(repository, 'init', '-q', '-b', 'main')
  git(repository, 'add', '-A')
  git(repository, 'commit', '-q', '-m', 'First')
  return { folder, repository, base: git(repository, 'rev-parse', 'main'), terminal }
}

const agentsOf = ({ mischief }: Scenario) => ({
  own: { command: path.join(SUPPORT, 'acp-agent.ts'), args: [mischief.own] },
  command: {
    driver: 'command',
    command: path.join(SUPPORT, 'command-agent.ts'),
    args: ['--mischief', mischief.command, '--prompt', '{promptFile}'],
    prompt: 'file',
  },
})

/** Plain git, without any configuration of this machine; its standard output without the last line end. */
export function git(cwd: string, ...args: string[]): string {
  const person = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org']
  const env = { PATH: process.env['PATH'], GIT_CONFIG_NOSYSTEM: '1', GIT_CONFIG_GLOBAL: '/dev/null' }
  return execFileSync('git', [...person, ...args], { cwd, env, encoding: 'utf8', stdio: 'pipe' }).trimEnd()
}
