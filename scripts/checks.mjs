import path from 'node:path'
import { node24, ROOT, runInherited } from './child.mjs'
import { say } from './say.mjs'

/** One program each: plain Node, the renderer (DOM, no Node), and the tests of the renderer and those that steer pages (both). */
const TYPE_PROJECTS = [
  'tsconfig.json',
  'renderer/tsconfig.json',
  'test/renderer/tsconfig.json',
  'test/e2e/tsconfig.json',
  'bench/tsconfig.json',
]

/** @param {string} file @param {string[]} args */
const runTool = (file, args) => runInherited(node24(), [path.join(ROOT, 'node_modules', file), ...args])

async function typesHold() {
  const codes = []
  for (const project of TYPE_PROJECTS) codes.push(await runTool('typescript/bin/tsc', ['-p', project]))
  return codes.every((code) => code === 0)
}

/**
 * Types of every program; format and lint of every file. All are run, so that one call tells everything.
 * @returns {Promise<{ name: string, passed: boolean }[]>}
 */
export async function runChecks() {
  say('Checking types (tsc).')
  const types = await typesHold()
  say('Checking format and lint (Biome).')
  const lint = (await runTool('@biomejs/biome/bin/biome', ['check', '--error-on-warnings', '.'])) === 0
  return [
    { name: 'types (tsc)', passed: types },
    { name: 'format and lint (Biome)', passed: lint },
  ]
}
