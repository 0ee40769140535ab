import type { ArtifactRecord } from '../shared/domain.ts'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import type { EnginePorts } from './engine/ports.ts'
import { GitFailed } from './git/spawn-git.ts'
import { hashBytes } from './hash.ts'
import type { Store } from './store/store.ts'

/** The whole result as it was with an attempt, beside what that attempt changed. */
export interface AttemptDiffs {
  /** From the run's base to the attempt's candidate, as an artifact; the same bytes are kept once. Throws `Attempt not found: <id>`. */
  againstBase(attemptId: string): Promise<Result<ArtifactRecord, Refusal>>
}

type Ports = Pick<EnginePorts, 'git' | 'artifacts' | 'workplace'>

export function createAttemptDiffs(store: Store, { git, artifacts, workplace }: Ports): AttemptDiffs {
  return {
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

async function diffOrProblem(diff: () => Promise<Uint8Array>): Promise<Result<Uint8Array, Refusal>> {
  try {
    return ok(await diff())
  } catch (error) {
    if (!(error instanceof GitFailed)) throw error
    const remedy = 'Its repository or one of the two commits may be gone; the diff of the attempt itself is kept.'
    return err({ code: 'no_diff', message: `Git could not compare them: ${error.message}`, remedy })
  }
}
