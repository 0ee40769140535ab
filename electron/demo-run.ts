import { randomUUID } from 'node:crypto'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import path from 'node:path'
import { DEFAULT_RUN_CONFIG, type RunConfig } from '../shared/config.ts'
import type { RunRecord } from '../shared/domain.ts'
import { shortId } from '../shared/names.ts'
import { err, type Refusal, type Result } from '../shared/result.ts'
import { makeSampleRepository, SAMPLE_GOAL } from './agents/demo/sample-repository.ts'
import type { Backend } from './backend.ts'
import type { RepositoryInfo } from './git/inspect.ts'
import type { Environment } from './process/environment.ts'

/** Where sample repositories are made. */
const demoFolder = (home: string): string => path.join(home, 'demo')

/** What a person sees it called everywhere. */
const SAMPLE_NAME = 'tally'

/** A run of the demo agents on a new sample repository. What was refused leaves nothing behind. */
export async function startDemoRun(
  { home, startRun }: Pick<Backend, 'home' | 'startRun'>,
  policy: RunConfig['policy'],
): Promise<Result<{ run: RunRecord; repository: RepositoryInfo }, Refusal>> {
  const folder = path.join(demoFolder(home), shortId(randomUUID()))
  const made = await sampleIn(folder)
  if (!made.ok) return made
  const started = await startRun({ repoPath: made.value, goal: SAMPLE_GOAL, config: { ...DEFAULT_RUN_CONFIG, policy } })
  if (!started.ok) await rm(folder, { recursive: true, force: true })
  return started
}

async function sampleIn(folder: string): Promise<Result<string, Refusal>> {
  try {
    return { ok: true, value: await makeSampleRepository(path.join(folder, SAMPLE_NAME)) }
  } catch (error) {
    await rm(folder, { recursive: true, force: true })
    const what = error instanceof Error ? error.message : String(error)
    const remedy = 'Check with `triptych doctor` that git and the data folder are as they should be, then try again.'
    return err({ code: 'no_sample', message: `The sample repository could not be made: ${what}`, remedy })
  }
}

/** Whether a run works on a sample repository of ours. Those of earlier versions had no folder of their own around them. */
export const isDemoRepository = (home: string, repoPath: string): boolean => {
  const around = path.dirname(repoPath)
  return around === demoFolder(home) || path.dirname(around) === demoFolder(home)
}

/**
 * The sample's tests run with `node`, which must be the one that runs this: the person's may be older, or not there. In the desktop
 * application that is Electron, which is Node only when told so; a script in the data folder does that.
 */
export function withOwnNodeFirst(environment: Environment, home: string): Environment {
  const folder = 'electron' in process.versions ? nodeScriptFolder(home) : path.dirname(process.execPath)
  const { PATH, Path, ...others } = environment
  const given = PATH ?? Path
  return { ...others, PATH: [folder, ...(given ? [given] : [])].join(path.delimiter) }
}

function nodeScriptFolder(home: string): string {
  const folder = path.join(demoFolder(home), 'node')
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const program = process.execPath
  if (process.platform === 'win32') {
    const script = `@set ELECTRON_RUN_AS_NODE=1\r\n@"${program}" %*\r\n`
    writeFileSync(path.join(folder, 'node.cmd'), script)
  } else {
    const file = path.join(folder, 'node')
    writeFileSync(file, `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec '${program.replaceAll("'", `'\\''`)}' "$@"\n`)
    chmodSync(file, 0o700)
  }
  return folder
}
