import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Workplace } from '../engine/git-port.ts'
import { type BytePath, joinNul, quoteAlternate, splitNul, toBytePath } from './byte-paths.ts'
import { ensureFolder, hasCode, withRepair } from './disk.ts'
import { writeFreshIndex } from './fresh-index.ts'
import type { GitOptions, GitRepository } from './git.ts'

/** What of the person's repository an agent's git should know too: where history ends, and what is ignored or converted. */
const COPIED = ['shallow', 'info/exclude', 'info/attributes']

/**
 * The agent's git: a throw-away repository that borrows the person's objects (`objects/info/alternates`) and has a HEAD, an index,
 * refs and a configuration of its own; no remotes, no hooks. Whatever an agent does with git reaches nothing of the person's, and is
 * gone before the next turn. The application writes these files and never runs git with this directory.
 */
export async function prepareAgentGit(
  repository: GitRepository,
  place: Workplace,
  commit: string,
  heldBack: readonly string[] = [],
): Promise<void> {
  const pointer = path.join(place.worktree, '.git')
  await ensureFolder(place.worktree)
  await withRepair(place.agentGitDir, () => rm(place.agentGitDir, { recursive: true, force: true }))
  await withRepair(place.worktree, () => rm(pointer, { recursive: true, force: true }))
  await writeRepository(repository, place.agentGitDir, commit)
  await writeIndex(repository, place, commit, heldBack)
  await writeFile(pointer, `gitdir: ${place.agentGitDir}\n`, { flag: 'wx' })
}

async function writeRepository(repository: GitRepository, folder: string, commit: string): Promise<void> {
  for (const name of ['objects/info', 'objects/pack', 'refs/heads', 'refs/tags', 'info']) {
    await mkdir(path.join(folder, name), { recursive: true, mode: 0o700 })
  }
  const write = (name: string, content: string | Buffer): Promise<void> => writeFile(path.join(folder, name), content)
  await write('HEAD', `${commit}\n`)
  await write('config', configuration(commit))
  await write('objects/info/alternates', `${quoteAlternate(path.join(repository.gitDir, 'objects'))}\n`)
  await write('packed-refs', await refSnapshot(repository))
  for (const name of COPIED) {
    try {
      await copyFile(path.join(repository.gitDir, name), path.join(folder, name))
    } catch (error) {
      if (!hasCode(error, 'ENOENT')) throw error
    }
  }
}

/** The length of an id tells the hash function. Line ends are as in the application's own checkout: as committed. */
function configuration(commit: string): string {
  const sha256 = commit.length === 64
  const format = sha256 ? '[extensions]\n\tobjectFormat = sha256\n' : ''
  return `[core]\n\trepositoryFormatVersion = ${sha256 ? 1 : 0}\n\tbare = false\n\tautocrlf = false\n${format}[gc]\n\tauto = 0\n`
}

/** Branches and tags, so that the agent can read `git log main`. */
async function refSnapshot(repository: GitRepository): Promise<Buffer> {
  const args = ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/tags']
  const { stdout } = await repository.run(args)
  return Buffer.concat([Buffer.from('# pack-refs with: sorted \n'), stdout])
}

/** An index that already knows the files' sizes and times, so that the agent's first `git status` is quick. */
async function writeIndex(
  repository: GitRepository,
  place: Workplace,
  commit: string,
  heldBack: readonly string[],
): Promise<void> {
  const own = { workTree: place.worktree, indexFile: path.join(place.agentGitDir, 'index') }
  const git = (args: readonly string[], options: GitOptions = {}) => repository.run(args, { ...own, ...options })
  const { tracked, submodules } = await writeFreshIndex(repository, place, commit, own.indexFile)
  await git(['update-index', '-q', '--refresh', '--ignore-submodules'], { answers: [0, 1] })
  const places = heldBack.map(toBytePath)
  const isHeldBack = (file: BytePath): boolean => places.some((held) => file === held || file.startsWith(`${held}/`))
  if (!tracked.some(isHeldBack) && ![...submodules.keys()].some(isHeldBack)) return
  const missing = splitNul((await git(['ls-files', '--deleted', '-z'])).stdout)
  await git(['update-index', '--skip-worktree', '-z', '--stdin'], { stdin: joinNul(missing.filter(isHeldBack)) })
}
