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
  const { name, text } = nodeScript(process.execPath, process.platform)
  writeFileSync(path.join(folder, name), text)
  chmodSync(path.join(folder, name), 0o700)
  return folder
}

/** Pure. A script that PATH finds as `node`, and that makes a Node of `program`, whatever its path is made of. */
export function nodeScript(program: string, platform: NodeJS.Platform): { name: string; text: string } {
  if (platform === 'win32') {
    // In a batch file a percent sign stands for itself only if it is doubled, in quotation marks too.
    const quoted = `"${program.replaceAll('%', '%%')}"`
    return { name: 'node.cmd', text: `@set ELECTRON_RUN_AS_NODE=1\r\n@${quoted} %*\r\n` }
  }
  const quoted = `'${program.replaceAll("'", `'\\''`)}'`
  return { name: 'node', text: `#!/bin/sh\nELECTRON_RUN_AS_NODE=1 exec ${quoted} "$@"\n` }
}
