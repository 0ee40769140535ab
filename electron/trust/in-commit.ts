import { type AgentFile, agentFileOf } from '../../shared/agent-files.ts'
import { pathText, splitNul } from '../git/byte-paths.ts'
import type { GitRepository } from '../git/git.ts'
import { hashOfSet, MAX_BYTES, MAX_FILES, type SetFile } from './file-set.ts'

/** What a commit brings along for agents. */
export interface BroughtFile extends AgentFile {
  /** Of its content; null: too much, or with a submodule in it, so that it can't be trusted. */
  readonly hash: string | null
}

interface Entry {
  readonly path: string
  readonly mode: string
  readonly id: string
}

/** In the table's spelling of paths where the repository's differs in case only. Runs nothing. */
export async function agentFilesIn(repository: GitRepository, commit: string): Promise<BroughtFile[]> {
  const { stdout } = await repository.run(['ls-tree', '-r', '-z', commit])
  const found = new Map<string, { entry: AgentFile; entries: Entry[] }>()
  for (const record of splitNul(stdout)) {
    const tab = record.indexOf('\t')
    const [mode = '', , id = ''] = record.slice(0, tab).split(' ')
    const path = pathText(record.slice(tab + 1))
    const entry = agentFileOf(path)
    if (entry === null) continue
    // As it is spelled there: on a disk that minds the case they are two.
    const top = path.split('/').slice(0, entry.path.split('/').length).join('/')
    const known = found.get(top) ?? { entry: { ...entry, path: top }, entries: [] }
    known.entries.push({ path, mode, id })
    found.set(top, known)
  }
  const brought: BroughtFile[] = []
  for (const { entry, entries } of found.values()) {
    brought.push({ ...entry, hash: hashOfSet(await readEntries(repository, entries)) })
  }
  return brought
}

async function readEntries(repository: GitRepository, entries: readonly Entry[]): Promise<SetFile[] | null> {
  if (entries.length > MAX_FILES || entries.some(({ mode }) => mode === '160000')) return null
  const ids = Buffer.from(entries.map(({ id }) => `${id}\n`).join(''))
  const sizes = (await repository.run(['cat-file', '--batch-check=%(objectsize)'], { stdin: ids })).stdout.toString()
  const bytes = sizes.split('\n').reduce((sum, size) => sum + Number(size), 0)
  if (!(bytes <= MAX_BYTES)) return null
  const { stdout } = await repository.run(['cat-file', '--batch'], { stdin: ids })
  let at = 0
  return entries.map(({ path, mode }) => {
    const end = stdout.indexOf('\n', at)
    const size = Number(stdout.toString('latin1', at, end).split(' ')[2])
    const content = stdout.subarray(end + 1, end + 1 + size)
    at = end + 1 + size + 1
    return { path, kind: mode === '120000' ? 'link' : 'file', content } as const
  })
}

/** The first commits of a history: what a repository is, wherever it lies. Sorted; of a shallow clone those where it ends. */
export async function rootCommits(repository: GitRepository, commit: string): Promise<string[]> {
  const { stdout } = await repository.run(['rev-list', '--max-parents=0', commit])
  return stdout.toString('latin1').split('\n').slice(0, -1).sort()
}
