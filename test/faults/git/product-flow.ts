import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Workplace } from '../../../electron/engine/git-port.ts'
import { readBlob } from '../../../electron/git/blob.ts'
import { listBranches } from '../../../electron/git/branches.ts'
import { openGit, runOutside } from '../../../electron/git/git.ts'
import { createGitPort } from '../../../electron/git/git-port.ts'
import { inspectRepository, resolveBase } from '../../../electron/git/inspect.ts'
import { listRunRefs } from '../../../electron/git/run-refs.ts'
import { readSetupProposal } from '../../../electron/setup-proposal.ts'
import { lookAtAgentFiles, trustAgentFiles } from '../../../electron/trust/repository-trust.ts'
import { readDeliveryOptions } from '../../../electron/views/delivery-options.ts'
import { DEFAULT_RUN_CONFIG } from '../../../shared/config.ts'
import type { Place } from './ground.ts'

const AT = '2026-01-02T03:04:05.678Z'
const BRANCH = 'triptych/x-1'

/** Everything that the application does with a repository from the first look to the delivery. Rejects where a step does not succeed. */
export async function productFlow({ folder, root }: Place): Promise<void> {
  const info = must(await inspectRepository(root))
  const base = must(await resolveBase(info, 'main'))
  await listBranches(info, 10)
  await listRunRefs(info)
  await readSetupProposal(info, base)
  const brought = must(await lookAtAgentFiles(folder, info, base))
  if (brought?.hash == null) throw new Error('The settings for agents were not found.')
  must(await trustAgentFiles(folder, info, { commit: base, hash: brought.hash, at: AT }))
  const port = createGitPort()
  const place = workplaceIn(folder, root)
  const problem = await port.repositoryProblem(place, base)
  if (problem !== null) throw new Error(problem)
  await port.createWorktree(place, base)
  await port.copyIgnored(place, ['.env'])
  rmSync(path.join(place.worktree, '.mcp.json'))
  await port.prepareAgentGit(place, base, ['.mcp.json'])
  // What an agent leaves behind.
  const { worktree } = place
  writeFileSync(path.join(worktree, 'a.evil'), 'by the agent\n')
  writeFileSync(path.join(worktree, 'b.proc'), 'by the agent\n')
  writeFileSync(path.join(worktree, 'new.evil'), 'by the agent\n')
  rmSync(path.join(worktree, 'lib'), { recursive: true })
  await runOutsideInit(path.join(worktree, 'lib'))
  await runOutsideInit(path.join(worktree, 'nested'))
  const attempt = { base, message: 'Change', attemptId: 'a', at: AT }
  const { commit, changes } = await port.makeCandidate(place, attempt)
  if (!changes.some((change) => change.path === 'a.evil')) throw new Error('The change is not in the candidate.')
  await port.worktreeTree(place, base)
  await port.putBackChanged(place, base)
  await port.diff(place, base, commit)
  await port.changedPaths(place, base, commit)
  if ((await readBlob(openGit(info.gitDir), commit, 'a.evil', 1_000)) === null)
    throw new Error('The file was not read.')
  await port.moveRef(place, `refs/heads/${BRANCH}`, commit, null)
  await port.moveRef(place, 'refs/triptych/run/1', commit, null)
  await port.resetWorktree(place, commit)
  await port.prepareAgentGit(place, commit)
  const delivered = { branch: BRANCH, base, head: commit }
  await readDeliveryOptions({ config: DEFAULT_RUN_CONFIG, branch: BRANCH, baseCommit: base, repoPath: root }, commit)
  const target = { kind: 'fast_forward' as const, branch: 'target', expectedCommit: base }
  for (const delivery of [{ kind: 'branch' as const }, { kind: 'patch' as const }, target]) {
    const result = await port.deliver(place, delivery, delivered)
    if (result.kind !== 'delivered') throw new Error(`${delivery.kind}: ${result.refusal.message}`)
  }
  if ((await port.removeRefs(place, 'refs/triptych/run/')) !== 1) throw new Error('The checkpoint was not removed.')
}

/** As a trial of an agent makes its folder. */
async function runOutsideInit(folder: string): Promise<void> {
  mkdirSync(folder, { recursive: true })
  await runOutside(folder, ['init', '--quiet'])
}

function workplaceIn(folder: string, root: string): Workplace {
  const data = path.join(folder, 'data')
  rmSync(data, { recursive: true, force: true })
  return {
    runId: '0123abcd-0000-4000-8000-000000000000',
    repoPath: root,
    worktree: path.join(data, 'worktrees/0123abcd'),
    agentGitDir: path.join(data, 'runs/0123abcd/agent.git'),
    indexFile: path.join(data, 'runs/0123abcd/index'),
  }
}

type Outcome<T> = { ok: true; value: T } | { ok: false; error: { message: string } }

function must<T>(result: Outcome<T>): T {
  if (!result.ok) throw new Error(result.error.message)
  return result.value
}
