import type { GitRepository } from './git.ts'
import { GitFailed } from './spawn-git.ts'

export type RefMove = { moved: true } | { moved: false; actual: string | null }

const OWN_REFS = /^refs\/(heads\/triptych[/-]|triptych\/)./

/** Makes an expression of a name (`main~1`, `main@{1}`); git allows none of it in a ref. */
const NOT_A_NAME = /[~^:?*[\\\s]|@\{|\.\./

/** Full id that a ref, such as `refs/heads/main`, points to; null if there is none. */
export async function readRef(repository: GitRepository, ref: string): Promise<string | null> {
  if (NOT_A_NAME.test(ref)) return null
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', ref]
  const { exitCode, stdout } = await repository.run(args, { answers: [0, 1] })
  return exitCode === 0 ? stdout.toString('latin1').trim() : null
}

/** Moves a ref of ours. Others are the person's: they move only by `compareAndSet`, on an approved delivery. */
export async function moveRef(
  repository: GitRepository,
  ref: string,
  to: string,
  from: string | null,
): Promise<RefMove> {
  if (!OWN_REFS.test(ref)) throw new Error(`Not a ref of Triptych: ${ref}`)
  return compareAndSet(repository, ref, to, from, 'triptych')
}

/** One atomic step of git. A failure that is not about where the ref is (a lock, no permission) is `GitFailed`. */
export async function compareAndSet(
  repository: GitRepository,
  ref: string,
  to: string,
  from: string | null,
  reason: string,
): Promise<RefMove> {
  const expected = from ?? '0'.repeat(to.length)
  try {
    await repository.run(['update-ref', '--no-deref', '-m', reason, ref, to, expected], { env: COMMITTER })
    return { moved: true }
  } catch (error) {
    if (!(error instanceof GitFailed) || error.failure !== 'exit') throw error
    const actual = await readRef(repository, ref)
    if (actual === from) throw error
    return { moved: false, actual }
  }
}

/** For the reflog. */
const COMMITTER = { GIT_COMMITTER_NAME: 'Triptych', GIT_COMMITTER_EMAIL: 'triptych@localhost' }

/** Deletes every ref of ours below a prefix, each as it was read; how many. Safe to repeat. */
export async function removeRefs(repository: GitRepository, prefix: string): Promise<number> {
  if (!/^refs\/triptych\/[^/]+\/$/.test(prefix)) throw new Error(`Not refs of a run of Triptych: ${prefix}`)
  const { stdout } = await repository.run(['for-each-ref', '--format=%(objectname) %(refname)', prefix])
  const lines = stdout.toString('utf8').split('\n').slice(0, -1)
  const commands = lines.map((line) => {
    const [id = '', ref = ''] = line.split(' ')
    return `delete ${ref} ${id}\n`
  })
  if (commands.length > 0) await repository.run(['update-ref', '--no-deref', '--stdin'], { stdin: commands.join('') })
  return commands.length
}
