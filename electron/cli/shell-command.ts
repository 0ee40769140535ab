import { spawn } from 'node:child_process'
import { statSync } from 'node:fs'
import { shortId } from '../../shared/names.ts'
import { workplaceOf } from '../backend.ts'
import { machineOf } from '../open-in/machine.ts'
import { personShell, shellEnvironment } from '../open-in/person-shell.ts'
import type { Launch } from '../open-in/program.ts'
import { EXIT, type ExitCode } from './exit-codes.ts'
import { bold, dim } from './line.ts'
import { onRun } from './on-run.ts'
import type { Io } from './screen.ts'
import { refuse, type Session } from './work-session.ts'

/** `shell`: the person's own shell in the run's worktree, until it ends; with `path` only where that is. */
export async function shellCommand(
  session: Session,
  { run: prefix, path }: { run: string; path: boolean },
): Promise<ExitCode> {
  const { screen, io, program } = session
  let folder = ''
  const found = await onRun(session, prefix, async ({ home }, run) => {
    folder = workplaceOf(home, run).worktree
    const id = shortId(run.id)
    const isThere = statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false
    if (!isThere) return refuse(session, noWorktree(folder, `${program} show ${id}`))
    if (!path && !io.isTerminal) return refuse(session, noTerminal(`${program} shell ${id} --path`))
    screen.say(path ? [folder] : [bold(`The worktree of run ${id}: `), folder, dim('  `exit` leaves it.')])
    return EXIT.done
  })
  if (found !== EXIT.done || path) return found
  // The store is closed by now: nothing waits for a person who looks around.
  const failed = await runShell(personShell(machineOf(io.env), folder), io)
  return failed === null ? EXIT.done : refuse(session, failed)
}

const noWorktree = (folder: string, show: string) => ({
  message: `The run has no worktree now: there is no ${folder}.`,
  remedy: `Its work has not begun, or the folder was removed. See: ${show}`,
})

const noTerminal = (line: string) => ({
  message: 'A shell needs a terminal, and this is none.',
  remedy: `Only where the worktree is: ${line}`,
})

/** Null once it has ended, in whatever way: that is the person's business. */
function runShell({ command, args, cwd }: Launch, io: Io): Promise<{ message: string; remedy: string } | null> {
  // Ctrl-C goes to all of the terminal, and is meant for what runs in the shell.
  const keep = (): void => undefined
  process.on('SIGINT', keep)
  return new Promise((resolve) => {
    const child = spawn(command, [...args], { cwd, env: shellEnvironment(io.env, process.platform), stdio: 'inherit' })
    const settle = (problem: { message: string; remedy: string } | null): void => {
      process.off('SIGINT', keep)
      resolve(problem)
    }
    child.once('error', (error) =>
      settle({ message: `${command} cannot be run: ${error.message}.`, remedy: 'Set SHELL to a shell that is there.' }),
    )
    child.once('exit', () => settle(null))
  })
}
