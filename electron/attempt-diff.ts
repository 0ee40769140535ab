import type { ArtifactRecord } from '../shared/domain.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import type { FileText } from '../shared/views.ts'
import type { Workplace } from './engine/git-port.ts'
import type { EnginePorts } from './engine/ports.ts'
import { GitFailed } from './git/spawn-git.ts'
import { hashBytes } from './hash.ts'
import type { Store } from './store/store.ts'

/** The whole result as it was with an attempt, beside what that attempt changed. */
export interface AttemptDiffs {
  /** From the run's base to the attempt's candidate, as an artifact; the same bytes are kept once. Throws `Attempt not found: <id>`. */
  againstBase(attemptId: string): Promise<Result<ArtifactRecord, Refusal>>
  /** What an attempt that is being written has changed so far: a look, nothing is kept. Throws `Attempt not found: <id>`. */
  soFar(attemptId: string): Promise<Result<FileText, Refusal>>
}

type Ports = Pick<EnginePorts, 'git' | 'artifacts' | 'workplace'>

/** A longer one is not shown while it is written. */
const MAX_SHOWN = 1024 * 1024

/** `look`: the diff of a worktree against a commit, as it is now, without what nobody may see. */
export function createAttemptDiffs(
  store: Store,
  { git, artifacts, workplace }: Ports,
  look: (place: Workplace, base: string) => Promise<Uint8Array>,
): AttemptDiffs {
  /** By attempt: whoever asks meanwhile gets the same answer. */
  const looks = new Map<string, Promise<Result<FileText, Refusal>>>()
  const lookAt = async (attemptId: string): Promise<Result<FileText, Refusal>> => {
    const { runId, status, phase, baseCommit: base } = store.getAttempt(attemptId)
    if (status !== 'running' || phase !== 'implement' || base === null) return err(NOT_WRITTEN)
    const content = await diffOrProblem(() => look(workplace(store.getRun(runId)), base), LOOK_AGAIN)
    if (!content.ok) return content
    const { length: total } = content.value
    return ok({ text: total > MAX_SHOWN ? null : new TextDecoder().decode(content.value), total })
  }
  return {
    soFar: (attemptId) => {
      const running = looks.get(attemptId)
      if (running !== undefined) return running
      const looking = lookAt(attemptId).finally(() => looks.delete(attemptId))
      looks.set(attemptId, looking)
      return looking
    },
    againstBase: async (attemptId) => {
      const { runId, taskId, attemptNumber, candidateCommit } = store.getAttempt(attemptId)
      const run = store.getRun(runId)
      const { baseCommit: base } = run
      if (base === null || candidateCommit === null) return err(NO_CANDIDATE)
      const content = await diffOrProblem(() => git.diff(workplace(run), base, candidateCommit))
      if (!content.ok) return content
      const known = store.findDiff(runId, hashBytes(content.value))
      if (known) return ok(known)
      // Another ending than the driver's diffs have, which another process may be writing now: their names never meet.
      const file = { kind: 'diff', extension: 'patch', mime: 'text/x-diff', content: content.value }
      const metadata = { taskId, attemptNumber, label: 'diff_to_base', base, commit: candidateCommit }
      const { id } = await artifacts.write({ runId, role: 'implementation', ...file, metadata })
      return ok(store.getArtifact(id))
    },
  }
}

const NO_CANDIDATE: Refusal = {
  code: 'no_candidate',
  message: 'This attempt has no commit that could be compared with the base.',
  remedy: 'There is one as soon as its paths were compared.',
}

const NOT_WRITTEN: Refusal = {
  code: 'not_written_now',
  message: 'This attempt is not being written now.',
  remedy: 'Its diff is kept as soon as its paths were compared.',
}

const COMMITS_GONE = 'Its repository or one of the two commits may be gone; the diff of the attempt itself is kept.'
const LOOK_AGAIN = 'Files may have changed under the look; it is made again with the next change.'

async function diffOrProblem(
  diff: () => Promise<Uint8Array>,
  remedy = COMMITS_GONE,
): Promise<Result<Uint8Array, Refusal>> {
  try {
    return ok(await diff())
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error
    return err({ code: 'no_diff', message: `Git could not compare them: ${error.message}`, remedy })
  }
}
