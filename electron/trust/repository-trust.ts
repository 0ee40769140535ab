import { err, ok, type Refusal, type Result } from '../../shared/result.ts'
import type { AgentFilesView } from '../../shared/views.ts'
import { type GitRepository, openGit } from '../git/git.ts'
import type { RepositoryInfo } from '../git/inspect.ts'
import { hashBytes } from '../hash.ts'
import { agentFilesIn, type BroughtFile, rootCommits } from './in-commit.ts'
import { readTrust, type Trust, trusts, writeTrust } from './trusted-repositories.ts'

type Checkout = Pick<RepositoryInfo, 'root' | 'gitDir' | 'checkoutGitDir'>

/** What a commit brings along for agents and whether the person trusts all of it; null: nothing. Runs nothing of it. */
export async function lookAtAgentFiles(
  home: string,
  checkout: Checkout,
  commit: string,
): Promise<Result<AgentFilesView | null, Refusal>> {
  const trust = readTrust(home, checkout.root)
  if (!trust.ok) return trust
  const repository = openGit(checkout.checkoutGitDir, checkout.gitDir)
  const files = await agentFilesIn(repository, commit)
  if (files.length === 0) return ok(null)
  const isTrusted = trust.value !== null && (await allTrusted(repository, commit, trust.value, files))
  return ok({ files: files.map(({ path, may }) => ({ path, may })), hash: hashOfAll(files), isTrusted })
}

async function allTrusted(
  repository: GitRepository,
  commit: string,
  trust: Trust,
  files: readonly BroughtFile[],
): Promise<boolean> {
  const roots = await rootCommits(repository, commit)
  return files.every((file) => trusts(trust, roots, file))
}

/** The person's word for exactly what `hash` covers, kept under real path and first commits; refused if that is not what is there. */
export async function trustAgentFiles(
  home: string,
  checkout: Checkout,
  { commit, hash, at }: { commit: string; hash: string; at: string },
): Promise<Result<null, Refusal>> {
  const repository = openGit(checkout.checkoutGitDir, checkout.gitDir)
  const files = await agentFilesIn(repository, commit)
  if (hashOfAll(files) !== hash) {
    return err({
      code: 'agent_files_changed',
      message: 'These are not the settings for agents that you were shown.',
      remedy: 'Look at them again, then decide.',
    })
  }
  const hashes = files.flatMap((file) => (file.hash === null ? [] : [[file.path, file.hash] as const]))
  const roots = await rootCommits(repository, commit)
  return writeTrust(home, checkout.root, {
    path: checkout.root,
    roots,
    files: Object.fromEntries(hashes),
    trustedAt: at,
  })
}

/** Null: something of it can't be looked through. */
function hashOfAll(files: readonly BroughtFile[]): string | null {
  if (files.length === 0 || files.some(({ hash }) => hash === null)) return null
  return hashBytes(JSON.stringify(files.map(({ path, hash }) => [path, hash]).sort()))
}
