import { PASSED_VARIABLES } from './agents/catalog.ts'
import type { Environment } from './process/environment.ts'
import { askLoginShell, type LoginShellAnswer, shellAdditions } from './process/login-shell.ts'

/** What came of asking the login shell, for the doctor. */
export interface LoginShellReport {
  /** Null: there was none to ask. */
  shell: string | null
  /** Folders that its PATH added. */
  folders: string[]
  /** Why it told nothing: a sentence; null where it did. */
  problem: string | null
}

/** The parts of `Surroundings` that tell of the environment. */
export interface HostEnvironment {
  environment: Environment
  environmentReady?: Promise<LoginShellReport>
}

/**
 * The environment of a program with windows: its own; and where no terminal started it, as soon as the person's login shell has told
 * them, the PATH and the tool chains of their terminal as well. Agents are looked up, and runs worked on, only when it is complete;
 * everything else goes on meanwhile.
 */
export function hostEnvironment(
  own: Environment,
  isTerminal: boolean,
  ask: (own: Environment) => Promise<LoginShellAnswer> = askLoginShell,
): HostEnvironment {
  if (isTerminal) return { environment: own }
  const environment: Record<string, string | undefined> = { ...own }
  const grow = async (): Promise<LoginShellReport> => {
    const answer = await ask(own)
    if (answer.kind === 'none') return { shell: null, folders: [], problem: null }
    if (answer.kind === 'failed') return { shell: answer.shell, folders: [], problem: answer.why }
    const { additions, folders } = shellAdditions(own, answer.variables, PASSED_VARIABLES)
    Object.assign(environment, additions)
    return { shell: answer.shell, folders, problem: null }
  }
  return { environment, environmentReady: grow() }
}
