import { execFile, spawn } from 'node:child_process'
import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import type { Turn } from './steps.ts'

/** An orphan that nobody finds ends by itself. */
const ORPHAN_LIFE_MS = 600_000

/** Everything an agent may try with the repository's own git. What git refuses is told and changes nothing. */
export async function meddleWithGit(turn: Turn): Promise<void> {
  const git = async (...args: string[]): Promise<string> => {
    try {
      const { stdout } = await promisify(execFile)('git', args, { cwd: turn.cwd })
      await turn.say(`git ${args[0]}: done. `, 0)
      return stdout.trim()
    } catch (error) {
      await turn.say(`git ${args[0]}: ${error instanceof Error ? error.message : error} `, 0)
      return ''
    }
  }
  await git('config', 'user.name', 'Demo Intruder')
  await git('config', 'user.email', 'intruder@triptych.invalid')
  await git('add', '--all')
  await git('commit', '--no-verify', '--message=Committed by the demo agent itself')
  await git('branch', '-f', 'main', 'HEAD')
  const hooks = await git('rev-parse', '--git-path', 'hooks')
  if (hooks !== '') await addHook(path.resolve(turn.cwd, hooks))
}

async function addHook(folder: string): Promise<void> {
  const file = path.join(folder, 'post-checkout')
  await mkdir(folder, { recursive: true })
  await writeFile(file, '#!/bin/sh\necho "hook of the demo agent" >> demo-agent-hook.txt\n')
  await chmod(file, 0o755)
}

/** Started by a process that has already ended, in a session of its own: no child and no group member of this one. */
export function startOrphan(): Promise<string> {
  const sleeper = `setTimeout(() => {}, ${ORPHAN_LIFE_MS})`
  const starter = `const child = require('node:child_process').spawn(process.execPath, ['-e', ${JSON.stringify(sleeper)}],
    { detached: true, stdio: 'ignore' }); child.unref(); process.stdout.write(String(child.pid))`
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', starter], { stdio: ['ignore', 'pipe', 'inherit'] })
    let pid = ''
    child.stdout.on('data', (chunk: Buffer) => {
      pid += chunk.toString('utf8')
    })
    child.on('error', reject)
    child.on('close', () => resolve(pid))
  })
}
