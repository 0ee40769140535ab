import { execFile } from 'node:child_process'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { devNull } from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { SAMPLE_FOLDER } from '../sample-folder.ts'

const run = promisify(execFile)

/** Pinned, so that every sample repository has the same commit id. */
const SAMPLE_DATE = '2026-05-01T08:00:00Z'

/** What the sample script (`sample.json`) is written for. */
export const SAMPLE_GOAL =
  'Get tally ready for our trip: show what each person paid, split a bill by weights so that a child can count half, and export all expenses as CSV.'

/**
 * Makes the sample repository: a small TypeScript library, one commit on `main`, nothing else.
 * Makes the folder too, and throws if there is already something in it. Returns its absolute path.
 * Git reads no configuration but the new repository's own.
 */
export async function makeSampleRepository(folder: string): Promise<string> {
  const root = path.resolve(folder)
  await mkdir(root, { recursive: true, mode: 0o700 })
  if ((await readdir(root)).length > 0) throw new Error(`The sample repository needs an empty folder: ${root}`)
  await copyFolder(SAMPLE_FOLDER, root)
  await git(root, 'init', '--quiet', '--initial-branch=main', '--template=')
  await git(root, 'add', '--all')
  await git(root, 'commit', '--quiet', '--message=tally: totals and even shares')
  return root
}

/** Piece by piece: out of an application's archive files can be read, and nothing else. */
async function copyFolder(from: string, to: string): Promise<void> {
  await mkdir(to, { recursive: true })
  for (const entry of await readdir(from, { withFileTypes: true })) {
    const [source, target] = [path.join(from, entry.name), path.join(to, entry.name)]
    if (entry.isDirectory()) await copyFolder(source, target)
    else await writeFile(target, await readFile(source))
  }
}

async function git(cwd: string, ...args: string[]): Promise<void> {
  await run('git', ['-c', 'core.autocrlf=false', ...args], {
    cwd,
    env: {
      PATH: process.env['PATH'],
      SystemRoot: process.env['SystemRoot'],
      GIT_CONFIG_NOSYSTEM: '1',
      GIT_CONFIG_GLOBAL: devNull,
      GIT_AUTHOR_NAME: 'Triptych sample',
      GIT_AUTHOR_EMAIL: 'sample@triptych.invalid',
      GIT_AUTHOR_DATE: SAMPLE_DATE,
      GIT_COMMITTER_NAME: 'Triptych sample',
      GIT_COMMITTER_EMAIL: 'sample@triptych.invalid',
      GIT_COMMITTER_DATE: SAMPLE_DATE,
    },
  })
}
