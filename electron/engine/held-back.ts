import type { StepContext } from './context.ts'

/**
 * For the length of a turn the worktree is without the files by which the repository, or an earlier agent, would make this agent start
 * programs or ask another server. Says which where that is new.
 */
export async function withoutUntrusted<T>(
  { ports, store, run, place }: StepContext,
  turn: (heldBack: readonly string[]) => Promise<T>,
): Promise<T> {
  try {
    const paths = await ports.agentFiles.holdBack(place, run)
    store.transaction(() => {
      const message = heldBackSentence(paths)
      if ((store.heldBackOf(run.id) ?? heldBackSentence([])) === message) return
      store.noteHeldBack(run.id, message)
      store.addEvent(run.id, 'system', 'agent_files_held_back', message, { paths })
    })
    return await turn(paths)
  } finally {
    await ports.agentFiles.giveBack(place)
  }
}

const heldBackSentence = (paths: readonly string[]): string =>
  paths.length === 0
    ? 'No file for agents is held back any more.'
    : `Held back from agents, because nobody trusts what it may do: ${paths.join(', ')}.`
