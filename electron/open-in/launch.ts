import { spawn } from 'node:child_process'
import { err, ok, type Result } from '../../shared/result.ts'
import type { Environment } from '../process/environment.ts'
import type { Launch } from './program.ts'

/** Whatever ends badly before this did not open; whatever still runs then is the program itself. */
const FAILS_WITHIN_MS = 2_000
/** What makes our own runtime another program, and would make one of the person's that is built like it. */
const OURS = /^(ELECTRON_|CHROME_DESKTOP$|TRIPTYCH_CHILD$|NODE_OPTIONS$)/

/** The person's own environment, for their own programs. */
export function programEnvironment(environment: Environment): Environment {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !OURS.test(name)))
}

/** Starts a program of the person, which outlives us. The error is a sentence. Never rejects. */
export function launchProgram({ command, args, cwd }: Launch, environment: Environment): Promise<Result<null, string>> {
  return new Promise((resolve) => {
    const child = spawn(command, [...args], {
      ...{ cwd, env: programEnvironment(environment) },
      stdio: 'ignore',
      detached: true,
    })
    const opened = setTimeout(() => resolve(ok(null)), FAILS_WITHIN_MS)
    const settle = (result: Result<null, string>): void => {
      clearTimeout(opened)
      resolve(result)
    }
    child.once('error', (error) => settle(err(`${command} cannot be run (${error.message}).`)))
    // Windows' Explorer ends with 1 when it has opened a folder.
    const isFine = (code: number | null): boolean => code === 0 || (code === 1 && /explorer\.exe$/i.test(command))
    child.once('exit', (code) => settle(isFine(code) ? ok(null) : err(`${command} ended with ${code ?? 'a signal'}.`)))
    child.unref()
  })
}
