import type { Workplace } from '../../electron/engine/git-port.ts'
import { createGitPort } from '../../electron/git/git-port.ts'
import { makeRepository, type TestRepository, writeFileTree } from '../support/repository.ts'
import { makeWorkplace } from '../support/workplace.ts'

const AT = '2026-01-02T03:04:05.678Z'
export const attempt = (base: string) => ({ base, message: 'Do the task', attemptId: 'attempt-1', at: AT })

export interface Job {
  repository: TestRepository
  place: Workplace
  base: string
  port: ReturnType<typeof createGitPort>
  write(files: Record<string, string | Uint8Array>, mode?: number): void
  candidate(): ReturnType<ReturnType<typeof createGitPort>['makeCandidate']>
}

export async function startJob(
  files?: Record<string, string | Uint8Array>,
  initArgs: readonly string[] = [],
): Promise<Job> {
  return startJobIn(makeRepository(files, initArgs))
}

export async function startJobIn(repository: TestRepository): Promise<Job> {
  const place = makeWorkplace(repository)
  const base = repository.git('rev-parse', 'HEAD')
  const port = createGitPort()
  await port.createWorktree(place, base)
  return {
    repository,
    place,
    base,
    port,
    write: (files, mode) => writeFileTree(place.worktree, files, mode),
    candidate: () => port.makeCandidate(place, attempt(base)),
  }
}

export const paths = (changes: readonly { path: string; kind: string; note?: string }[]): string[] =>
  changes.map(({ path, kind, note }) => `${kind} ${path}${note === undefined ? '' : ` (${note})`}`)
