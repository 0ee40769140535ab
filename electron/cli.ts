import packageJson from '../package.json' with { type: 'json' }
import { acknowledgeCommand } from './cli/acknowledge-command.ts'
import { backupsCommand, restoreCommand } from './cli/backups-command.ts'
import { checkpointsCommand, forkCommand, returnCommand } from './cli/checkpoint-commands.ts'
import { COMMANDS, type Command, type ServeCommand, type UsageError } from './cli/commands.ts'
import { controlCommand } from './cli/control-command.ts'
import { writeCrashReport } from './cli/crash-report.ts'
import { decideCommand } from './cli/decide-command.ts'
import { doctorCommand } from './cli/doctor-command.ts'
import { EXIT, type ExitCode } from './cli/exit-codes.ts'
import { exportCommand } from './cli/export-command.ts'
import { helpLines } from './cli/help.ts'
import { plainResultJson } from './cli/json-lines.ts'
import { parseCommand } from './cli/parse-command.ts'
import { resumeCommand } from './cli/resume-command.ts'
import { runCommand } from './cli/run-command.ts'
import { runsCommand } from './cli/runs-command.ts'
import { createScreen, type Io, mayColour, programName } from './cli/screen.ts'
import { secretCommand } from './cli/secret-command.ts'
import { shellCommand } from './cli/shell-command.ts'
import { showCommand } from './cli/show-command.ts'
import { steerCommand } from './cli/steer-command.ts'
import { putBackCommand, removeCommand, trashCommand } from './cli/trash-commands.ts'
import { verifyCommand } from './cli/verify-command.ts'
import { refuse, type Session } from './cli/work-session.ts'
import { dataFolderProblem } from './data-folder-problem.ts'
import { dataFolder } from './home.ts'
import { explainFailure } from './keep-folder.ts'
import { folderSecrets } from './secrets/folder-secrets.ts'
import { RefusedDatabase } from './store/file-kind.ts'

const NEEDS_NO_FOLDER: ReadonlySet<Command['name']> = new Set(['doctor', 'verify', 'help', 'version'])

/** The terminal host: one command, and its exit code (docs/contracts.md, section 8). Never rejects. */
export async function runCli(words: readonly string[], io: Io): Promise<ExitCode> {
  const parsed = parseCommand(words)
  const isJson = parsed.ok ? 'json' in parsed.value && parsed.value.json : words.includes('--json')
  const session: Session = {
    io,
    screen: createScreen(io, isJson),
    home: dataFolder(io.env),
    program: programName(io.env),
  }
  if (!parsed.ok) return refuse(session, named(parsed.error, session))
  try {
    const problem = NEEDS_NO_FOLDER.has(parsed.value.name) ? null : dataFolderProblem(session.home)
    if (problem !== null) return refuse(session, problem)
    return await perform(session, parsed.value)
  } catch (error) {
    if (error instanceof RefusedDatabase) return refuse(session, { message: error.message, remedy: '' })
    const failure = explainFailure(session.home, error)
    if (failure) return refuse(session, failure)
    return crashed(session, parsed.value, error)
  }
}

/** Messages are written for `triptych`; in a clone the same lines begin otherwise. */
function named({ message, remedy }: UsageError, { program }: Session): UsageError {
  const names = Object.keys(COMMANDS).join('|')
  return { message, remedy: remedy.replace(new RegExp(`triptych (?=(help|${names})\\b)`, 'g'), `${program} `) }
}

function perform(session: Session, command: Command): Promise<ExitCode> {
  switch (command.name) {
    case 'run':
      return runCommand(session, command)
    case 'resume':
      return resumeCommand(session, command.run)
    case 'runs':
      return runsCommand(session)
    case 'show':
      return showCommand(session, command.run)
    case 'checkpoints':
      return checkpointsCommand(session, command.run)
    case 'return':
      return returnCommand(session, command.checkpoint, command.agreed)
    case 'remove':
      return removeCommand(session, command.run)
    case 'put-back':
      return putBackCommand(session, command.run)
    case 'trash':
      return trashCommand(session)
    case 'fork':
      return forkCommand(session, command.checkpoint)
    case 'decide':
      return decideCommand(session, command)
    case 'export':
      return exportCommand(session, command)
    case 'verify':
      return verifyCommand(session, command)
    case 'control':
      return controlCommand(session, command.action, command.run)
    case 'shell':
      return shellCommand(session, command)
    case 'steer':
      return steerCommand(session, command)
    case 'secret':
      return secretCommand(session, command)
    case 'acknowledge':
      return acknowledgeCommand(session)
    case 'backups':
      return backupsCommand(session)
    case 'restore':
      return restoreCommand(session, command.backup, command.agreed)
    case 'doctor':
      return doctorCommand(session, command)
    case 'serve':
      return serve(session, command)
    case 'help':
      for (const line of helpLines(command.topic)) session.screen.say(line)
      return Promise.resolve(EXIT.done)
    case 'version':
      session.screen.say([packageJson.version])
      return Promise.resolve(EXIT.done)
  }
}

/** Its server and its handlers are loaded only for it: every other command starts sooner. */
async function serve(session: Session, command: ServeCommand): Promise<ExitCode> {
  const { serveCommand } = await import('./cli/serve-command.ts')
  return serveCommand(session, command)
}

function crashed({ screen, home, io }: Session, command: Command, error: unknown): ExitCode {
  const { text: redact } = folderSecrets({ home, environment: io.env }, () => null).redactor()
  const message = redact(error instanceof Error ? error.message : String(error))
  const now = new Date()
  const file = writeCrashReport(error, { home, version: packageJson.version, command: command.name, now, redact })
  screen.complain([`triptych: internal error: ${message}`])
  screen.complain([`  This is a fault of Triptych. Report: ${file}`])
  screen.json(plainResultJson(EXIT.internal, message))
  return EXIT.internal
}

/** This process as a terminal. */
export function processIo(): Io {
  const isTerminal = process.stdin.isTTY === true && process.stdout.isTTY === true
  return {
    stdin: process.stdin,
    stdout: process.stdout,
    stderr: process.stderr,
    isTerminal,
    colour: mayColour(process.stdout.isTTY === true, process.env),
    env: process.env,
    cwd: process.cwd(),
  }
}

/** Where whoever read our output is gone (`| head`, a closed terminal), the command is told to end, once. */
function endWithReader(): void {
  let told = false
  const end = (): void => {
    if (!told) process.kill(process.pid, 'SIGTERM')
    told = true
  }
  process.stdout.on('error', end)
  process.stderr.on('error', end)
}

/** This whole process is the command; its exit code is set when it has ended. */
export async function runAsProgram(): Promise<void> {
  endWithReader()
  process.exitCode = await runCli(process.argv.slice(2), processIo())
}

if (import.meta.main) await runAsProgram()
