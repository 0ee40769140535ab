import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { err, ok, type Refusal, type Result } from '../shared/result.ts'
import type { RepositoryRow } from '../shared/views.ts'
import { realPathOf } from './agents/real-path.ts'
import { hashBytes } from './hash.ts'
import type { Database } from './store/database.ts'
import { writeWhole } from './write-whole.ts'

/** What a window calls a repository: 16 hex of the SHA-256 of its checkout's top folder, links resolved. */
export const repositoryId = (root: string): string => hashBytes(root).slice('sha256:'.length, 'sha256:'.length + 16)

const fileSchema = z.looseObject({
  v: z.literal(1),
  repositories: z.array(
    z.looseObject({ path: z.string().refine(path.isAbsolute, 'an absolute path'), addedAt: z.string() }),
  ),
})
type AddedFile = z.infer<typeof fileSchema>

/** Where the repositories that a person added are kept; those of runs are in the store. */
const fileOf = (home: string): string => path.join(home, 'repositories.json')

/**
 * Repositories of runs and those that a person added, the most recently used first, each once. They need not exist any more.
 * Refused if `repositories.json` is damaged; it is left as it is.
 */
export async function knownRepositories(home: string, database: Database): Promise<Result<RepositoryRow[], Refusal>> {
  const added = readAdded(home)
  if (!added.ok) return added
  const used = [
    ...repositoriesOfRuns(database).map(({ repoPath, createdAt }) => ({
      path: repoPath,
      at: createdAt,
      lastRunAt: createdAt,
    })),
    ...added.value.repositories.map(({ path, addedAt }) => ({ path, at: addedAt, lastRunAt: null })),
  ]
  const resolved = await Promise.all(used.map(async (entry) => ({ ...entry, path: await realPathOf(entry.path) })))
  const rows = new Map<string, RepositoryRow>()
  // Two sources have no common sequence, so here their times decide; the list is for people.
  for (const { path: root, lastRunAt } of resolved.sort((a, b) => b.at.localeCompare(a.at))) {
    const row = rows.get(root)
    if (row) row.lastRunAt ??= lastRunAt
    else rows.set(root, { ...rowOf(root), lastRunAt })
  }
  return ok([...rows.values()])
}

const rowOf = (root: string): RepositoryRow => ({
  id: repositoryId(root),
  path: root,
  name: path.basename(root) || root,
  lastRunAt: null,
})

/** Keeps a checkout's top folder (links resolved) among the known ones, as used at `at`. */
export function rememberRepository(home: string, root: string, at: string): Result<null, Refusal> {
  const added = readAdded(home)
  if (!added.ok) return added
  const others = added.value.repositories.filter((entry) => entry.path !== root)
  writeAdded(home, { ...added.value, repositories: [{ path: root, addedAt: at }, ...others] })
  return ok(null)
}

function readAdded(home: string): Result<AddedFile, Refusal> {
  const file = fileOf(home)
  let text: string
  try {
    text = readFileSync(file, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return ok({ v: 1, repositories: [] })
    return err(damaged(file, error instanceof Error ? error.message : String(error)))
  }
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch (error) {
    return err(damaged(file, `not JSON: ${error instanceof Error ? error.message : String(error)}`))
  }
  const parsed = fileSchema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'the file'}: ${issue.message}`)
  return err(damaged(file, faults.join('; ')))
}

const damaged = (file: string, what: string): Refusal => ({
  code: 'repositories_invalid',
  message: `The list of repositories you added cannot be read. ${file}: ${what}`,
  remedy: 'Correct the file, or move it away: only that list is in it. Runs and repositories are not touched.',
})

const writeAdded = (home: string, content: AddedFile): void =>
  writeWhole(fileOf(home), `${JSON.stringify(content, null, 2)}\n`)

const usedSchema = z.object({ repoPath: z.string(), createdAt: z.string() })

/** The repositories of all runs with their newest run. A predecessor's relative paths lead nowhere any more. */
function repositoriesOfRuns(database: Database): z.infer<typeof usedSchema>[] {
  // Beside a lone max() SQLite takes the other columns from the row that has it.
  const sql =
    'SELECT repo_path AS repoPath, created_at AS createdAt, max(seq) AS seq FROM runs GROUP BY repo_path ORDER BY seq DESC'
  return database
    .all(sql)
    .map((row) => usedSchema.parse(row))
    .filter(({ repoPath }) => path.isAbsolute(repoPath))
}

/** The newest run of a checkout that was started by this application; null if there is none. */
export function newestRunOf(database: Database, root: string): string | null {
  const sql = 'SELECT id FROM runs WHERE repo_path = ? AND base_commit IS NOT NULL ORDER BY seq DESC LIMIT 1'
  const id = database.get(sql, root)?.['id']
  return typeof id === 'string' ? id : null
}
