import path from 'node:path'
import type { Workplace } from '../../electron/engine/git-port.ts'
import { makeTempFolder, type TestRepository } from './repository.ts'

/** A workplace as the backend lays it out below a data folder. */
export function makeWorkplace(
  repository: Pick<TestRepository, 'root'>,
  runId = '0123abcd-0000-4000-8000-000000000000',
): Workplace {
  const home = makeTempFolder('home')
  const run = path.join(home, 'runs', runId)
  return {
    runId,
    repoPath: repository.root,
    worktree: path.join(home, 'worktrees', '0123abcd'),
    agentGitDir: path.join(run, 'agent-git'),
    indexFile: path.join(run, 'index'),
  }
}
