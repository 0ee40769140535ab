import { parseArgs } from 'node:util'
import { shortId } from '../shared/names.ts'
import type { Backend } from './backend.ts'
import { diffStatLines } from './cli/diff-stat.ts'
import { EXIT, type ExitCode } from './cli/exit-codes.ts'
import { readDiffStat } from './cli/gate-facts.ts'
import { bold, dim, type Line, warn } from './cli/line.ts'
import { openingLines } from './cli/run-command.ts'
import { createScreen, type Io, programName } from './cli/screen.ts'
import { workOnRun } from './cli/work-on-run.ts'
import { openFolder, own, refuse, type Session } from './cli/work-session.ts'
import { processIo } from './cli.ts'
import { dataFolderProblem } from './data-folder-problem.ts'
import { startDemoRun } from './demo-run.ts'
import { dataFolder } from './home.ts'

const USAGE = 'npm run demo [-- --ask]      --ask: you answer the plan and the result yourself'

/** The whole main job on a sample repository, with the scripted agent: no account, no model, no network. */
export async function runDemo(words: readonly string[], io: Io): Promise<ExitCode> {
  const session: Session = {
    io,
    screen: createScreen(io, false),
    home: dataFolder(io.env),
    program: programName(io.env),
  }
  const { values, positionals } = parseArgs({ args: [...words], strict: false })
  const unknown = [...Object.keys(values).filter((name) => name !== 'ask'), ...positionals][0]
  if (unknown !== undefined) return refuse(session, { message: `demo does not know "${unknown}".`, remedy: USAGE })
  const problem = dataFolderProblem(session.home)
  if (problem !== null) return refuse(session, problem)
  const backend = await openFolder(session)
  try {
    const owned = await own(session, backend)
    if (!owned.ok) return owned.error
    return await demonstrate(session, backend, values['ask'] === true)
  } finally {
    await backend.close()
  }
}

async function demonstrate(session: Session, backend: Backend, ask: boolean): Promise<ExitCode> {
  const { screen, home } = session
  const started = await startDemoRun(backend, ask ? 'supervised' : 'unattended')
  if (!started.ok) return refuse(session, started.error)
  const { run, repository } = started.value
  const { repoPath } = run
  for (const line of introduction(repoPath, ask)) screen.say(line)
  for (const line of openingLines(run, repository, 'the sample needs none')) screen.say(line)
  const exitCode = await workOnRun({ ...session, backend, runId: run.id, after: 0 })
  if (exitCode !== EXIT.done) return exitCode
  const { branch, baseCommit, headCommit } = backend.store.getRun(run.id)
  const diff = await readDiffStat(home, run, baseCommit ?? '', headCommit ?? '')
  screen.say([])
  screen.say([bold('The result is the branch '), bold(branch ?? ''), ` in ${repoPath}`])
  for (const line of diffStatLines(diff ?? [], '  ')) screen.say(line)
  screen.say([dim('See how it was made:  '), `npm run -s triptych -- show ${shortId(run.id)}`])
  screen.say([
    dim('Look at the code:     '),
    `git -C ${repoPath} diff --stat ${run.baseCommit?.slice(0, 12)} ${branch}`,
  ])
  return exitCode
}

function introduction(repoPath: string, ask: boolean): Line[] {
  const who = ask
    ? 'You answer the plan and the result: a letter and Enter.'
    : 'Nobody is asked: the policy "unattended" answers, and says so each time.'
  return [
    [warn('Demonstration with a scripted agent: no model is used, nothing leaves this machine.')],
    [`A small sample repository was made in ${repoPath}.`],
    [who],
    [],
  ]
}

if (import.meta.main) process.exitCode = await runDemo(process.argv.slice(2), processIo())
