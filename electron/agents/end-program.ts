import type { EndedTree } from '../process/tree.ts'
import type { AgentProcess, ProcessExit } from './agent-process.ts'

export type EndedProgram = EndedTree & { exit: ProcessExit }

/** Resolves with the work, or with null when the time is over. */
export async function within<T>(work: Promise<T>, timeoutMs: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), timeoutMs)
  })
  return Promise.race([work, late]).finally(() => clearTimeout(timer))
}

/** Ends a program: the end of its input → SIGTERM to the tree → SIGKILL until nothing is left. All output is read when this resolves. */
export async function endProgram(
  process: AgentProcess,
  timing: { stdinEndMs: number; termMs: number },
): Promise<EndedProgram> {
  process.stdin.end()
  await within(process.exited, timing.stdinEndMs)
  const tree = await process.endTree(timing.termMs)
  // Nobody holds the pipes any more: what is still in them comes before their end, and is read even if reading had stopped.
  process.stdout.resume()
  const exit = await within(
    process.outputEnded.then(() => process.exited),
    tree.left.length === 0 ? 5_000 : 0,
  )
  return { ...tree, exit: exit ?? { exitCode: null, signal: null } }
}

/** `why` the turn ended, and what had to be ended with it. */
export function exitReason(why: string, { ended, left }: EndedTree): string {
  const killed = ended.length === 0 ? '' : `; ${ended.length} of its processes were ended`
  return `${why}${killed}${left.length === 0 ? '' : `; still there: ${left.join(', ')}`}`
}
